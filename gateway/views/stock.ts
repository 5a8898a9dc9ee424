import { encodeGlobalId, type SourceKey } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { sum } from './decimals.ts'
import { textAt } from './values.ts'

export const stockFields = [
  'item',
  'warehouse',
  'category',
  ...['onHand', 'reserved', 'available', 'incoming'].flatMap((path) =>
    ['value', 'uom', 'sourceUom'].map((leaf) => `${path}.${leaf}`),
  ),
]

export interface Quantity {
  readonly value: string
  readonly uom: string | null
  readonly sourceUom: string | null
}

/** One stock row as views show and add it. */
export interface WarehouseStock {
  readonly source: string
  /** The key of the item in its source. */
  readonly itemKey: string
  readonly itemId: string
  readonly warehouseId: string | null
  readonly category: string
  readonly onHand: Quantity | null
  readonly reserved: Quantity | null
  readonly available: Quantity | null
  readonly incoming: Quantity | null
  /** Epoch millis. */
  readonly readAt: number
  readonly servedFrom: Served['servedFrom']
}

export interface StockSum {
  readonly uom: string | null
  readonly sourceUom: string | null
  readonly onHand: string
  readonly unusable: string
  readonly reserved: string | null
  readonly available: string | null
  readonly warehouses: number
}

export function warehouseStock(row: Served): WarehouseStock {
  const { source, readAt } = row.record
  const idOf = (type: 'Item' | 'Warehouse', key: string) => encodeGlobalId({ type, source, key: key as SourceKey })
  const [item, warehouse] = [textAt(row, 'item') ?? '', textAt(row, 'warehouse')]
  return {
    source,
    itemKey: item,
    itemId: idOf('Item', item),
    warehouseId: warehouse === null ? null : idOf('Warehouse', warehouse),
    category: textAt(row, 'category') ?? 'UNKNOWN',
    onHand: quantityAt(row, 'onHand'),
    reserved: quantityAt(row, 'reserved'),
    available: quantityAt(row, 'available'),
    incoming: quantityAt(row, 'incoming'),
    readAt,
    servedFrom: row.servedFrom,
  }
}

function quantityAt(row: Served, path: string): Quantity | null {
  const value = textAt(row, `${path}.value`)
  return value === null ? null : { value, uom: textAt(row, `${path}.uom`), sourceUom: textAt(row, `${path}.sourceUom`) }
}

const usable = ['UNRESTRICTED', 'ALL']
export const isUsable = ({ category }: WarehouseStock): boolean => usable.includes(category)

/** What may be added up: units are told apart by their international code, or by their name where they have none. */
export const unitOf = (quantity: Pick<Quantity, 'uom' | 'sourceUom'>): string =>
  quantity.uom ?? `in the source's own ${quantity.sourceUom}`

/** One sum for each unit. A part that a source does not tell makes its sum unknown, not smaller. */
export function stockSums(rows: readonly WarehouseStock[]): StockSum[] {
  const counted = rows.filter((row) => row.onHand !== null)
  return [...Map.groupBy(counted, ({ onHand }) => unitOf(onHand!)).values()].map(sumOf)
}

function sumOf(rows: readonly WarehouseStock[]): StockSum {
  const { uom, sourceUom } = rows[0]!.onHand!
  const free = rows.filter(isUsable)
  const valuesOf = (part: 'onHand' | 'reserved' | 'available', of: readonly WarehouseStock[]) =>
    of.map((row) => row[part]?.value ?? null)
  return {
    uom,
    sourceUom,
    onHand: sum(valuesOf('onHand', free) as string[]),
    unusable: sum(
      valuesOf(
        'onHand',
        rows.filter((row) => !isUsable(row)),
      ) as string[],
    ),
    reserved: known(valuesOf('reserved', free)),
    available: known(valuesOf('available', free)),
    warehouses: new Set(rows.map(({ warehouseId }) => warehouseId)).size,
  }
}

function known(values: readonly (string | null)[]): string | null {
  return values.every((value) => value !== null) ? sum(values as string[]) : null
}
