import { encodeGlobalId, type Filter, type RecordRef, type Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { type Part, partOf } from '../../views/part.ts'
import { stockFields, type WarehouseStock, warehouseStock } from '../../views/stock.ts'
import { textAt } from '../../views/values.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'

/** Which records of one source bear the wanted article numbers. */
export interface FoundItems {
  readonly view: ViewSource
  readonly part: Part
  /** Record keys by article number. */
  readonly bySku: ReadonlyMap<string, readonly string[]>
}

export const keepsStock = ({ source }: ViewSource): boolean =>
  source.entities.StockLevel !== undefined && source.entities.Item !== undefined

/**
 * Finds items by their numbers. Which record has a number changes so seldom that it may be as old as items are, however fresh
 * their stock must be; but that nobody has it is not believed of a cache.
 */
export async function findItems(view: ViewSource, skus: readonly string[], freshness: Freshness): Promise<FoundItems> {
  const { live: _, ...patient } = freshness
  const held = await readItems(view, skus, patient)
  const isSure = held.part.error !== undefined || held.part.calls > 0 || skus.every((sku) => held.bySku.has(sku))
  return isSure ? held : readItems(view, skus, { live: true })
}

async function readItems(view: ViewSource, skus: readonly string[], freshness: Freshness): Promise<FoundItems> {
  const filter: Filter = { kind: 'in', field: 'sku', values: [...new Set(skus)] }
  const part = await partOf(view, () => view.rows({ entity: 'Item', fields: ['sku'], filter, freshness }))
  const bySku = Map.groupBy(part.rows, (row) => textAt(row, 'sku') ?? '')
  const keys = [...bySku].map(([sku, rows]) => [sku, rows.map(({ record }) => record.key)] as const)
  return { view, part, bySku: new Map(keys) }
}

export interface ItemLevels {
  readonly part: Part
  readonly stock: readonly WarehouseStock[]
}

/** What the warehouses of one source have of some items: one question for all of them. */
export async function readLevels(view: ViewSource, keys: readonly string[], freshness: Freshness): Promise<ItemLevels> {
  const { source } = view
  if (keys.length === 0) return { part: { source: source.name, rows: [], calls: 0 }, stock: [] }
  const part = await partOf(view, () =>
    view.rows({ entity: 'StockLevel', fields: stockFields, filter: ofItems(source, keys), freshness }),
  )
  const stock = part.rows.map(warehouseStock)
  return { part: { ...part, unreadable: stock.filter(({ onHand }) => onHand === null).length }, stock }
}

export const ofItems = ({ name }: Source, keys: readonly string[]): Filter => ({
  kind: 'in',
  field: 'item',
  values: keys.map((key) => encodeGlobalId({ type: 'Item', source: name, key: key as RecordRef['key'] })),
})

/** @throws FreshetError BAD_REQUEST when sources that do not number alike know an article number */
export function requireOneMeaning(sku: string, sources: readonly string[], { skuNamespaces }: GatewayContext): void {
  const [first, ...others] = sources
  const sharing = new Set(skuNamespaces.filter((names) => names.includes(first!)).flat())
  const stranger = others.find((source) => !sharing.has(source))
  if (stranger === undefined) return
  throw new FreshetError('BAD_REQUEST', {
    message: `"${sku.slice(0, 60)}" may mean different items in "${first}" and "${stranger}", which do not number alike: name the \`sources\`, or ask for the \`item\`.`,
  })
}
