import type { Company, Decimal, Item, StockRow, System } from '../types.ts'
import { total } from './arithmetic.ts'

export interface WarehouseStock {
  readonly warehouseId: number
  readonly system: System
  /** UN/ECE code; null for the unit that has none. */
  readonly unit: string | null
  /** Free to use. */
  readonly onHand: Decimal
  /** In quality inspection and blocked: SAP only. */
  readonly quality: Decimal
  readonly blocked: Decimal
  /** Null where the system does not tell. */
  readonly reserved: Decimal | null
  readonly rows: number
}

/** The item in every warehouse that has a row for it, in base units; by warehouse. */
export function stockOf(company: Company, sku: string): WarehouseStock[] {
  const item = company.items.find((known) => known.sku === sku)
  if (item === undefined) return []
  const rows = company.stock.filter(({ itemId }) => itemId === item.id)
  const groups = Map.groupBy(rows, ({ warehouseId }) => warehouseId)
  return [...groups.values()]
    .map((own) => warehouseStock(company, item, own))
    .toSorted((a, b) => a.warehouseId - b.warehouseId)
}

function warehouseStock(company: Company, item: Item, rows: readonly StockRow[]): WarehouseStock {
  const unit = company.units.find(({ id }) => id === item.unit)!
  const inCategory = (category: StockRow['category']): Decimal =>
    total(rows.filter((row) => row.category === category).map(({ onHand }) => onHand)).toFixed(unit.decimals)
  return {
    warehouseId: rows[0]!.warehouseId,
    system: rows[0]!.system,
    unit: unit.unece,
    onHand: inCategory('unrestricted'),
    quality: inCategory('quality'),
    blocked: inCategory('blocked'),
    reserved: rows[0]!.reserved === null ? null : total(rows.map(({ reserved }) => reserved!)).toFixed(unit.decimals),
    rows: rows.length,
  }
}
