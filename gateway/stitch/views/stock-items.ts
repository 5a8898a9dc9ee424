import type { Source, SourceKey } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { type Part, partOf } from '../../views/part.ts'
import { stockFields, type WarehouseStock, warehouseStock } from '../../views/stock.ts'
import { textAt } from '../../views/values.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { mostMembers } from '../profile/bounds.ts'
import { type Asking, naming, type RowsRead } from './reads.ts'

export const keepsStock = ({ entities }: Source): boolean =>
  entities.StockLevel !== undefined && entities.Item !== undefined

/** Which items have some numbers. What is not found is looked for once more. */
export const itemsRead = (skus: readonly string[]): RowsRead => ({
  rows: { entity: 'Item', fields: ['sku'], filter: { kind: 'in', field: 'sku', values: [...new Set(skus)] } },
  rounds: 2,
})

/** What the warehouses have of some items: one question for all of them. */
export const levelsRead = (asking: Asking<unknown>, mostKeys: number): RowsRead => ({
  rows: { entity: 'StockLevel', fields: stockFields, filter: naming('item', 'StockLevel', asking, undefined) },
  mostKeys,
})

/** Which records of one source bear the wanted article numbers. */
export interface FoundItems {
  readonly part: Part
  /** Record keys by article number. */
  readonly bySku: ReadonlyMap<string, readonly SourceKey[]>
}

/**
 * Finds items by their numbers. Which record has a number changes so seldom that it may be as old as items are, however fresh
 * their stock must be; but that nobody has it is not believed of a cache.
 */
export async function findItems(
  view: ViewSource,
  skus: readonly string[],
  { rows: asked }: RowsRead,
  freshness: Freshness,
): Promise<FoundItems> {
  const { live: _, ...patient } = freshness
  const held = await readItems(view, asked, patient)
  const isSure = held.part.error !== undefined || held.part.calls > 0 || skus.every((sku) => held.bySku.has(sku))
  return isSure ? held : readItems(view, asked, { live: true })
}

async function readItems(view: ViewSource, asked: RowsRead['rows'], freshness: Freshness): Promise<FoundItems> {
  const part = await partOf(view, async () => {
    const found = await view.rows({ ...asked, freshness })
    for (const [sku, rows] of numbered(found.rows)) if (rows.length > mostMembers) throw tooManyItems(view.source, sku)
    return found
  })
  const keys = [...numbered(part.rows)].map(([sku, rows]) => [sku, rows.map(({ record }) => record.key)] as const)
  return { part, bySku: new Map(keys) }
}

const numbered = (rows: Part['rows']) => Map.groupBy(rows, (row) => textAt(row, 'sku') ?? '')

/** What is asked of them was told to name no more. */
const tooManyItems = ({ name: source }: Source, sku: string): FreshetError =>
  new FreshetError('QUERY_TOO_COSTLY', {
    source,
    message: `More than ${mostMembers} Item records of the source "${source}" have the number "${sku.slice(0, 60)}": which of them is meant is not known.`,
  })

export interface ItemLevels {
  readonly part: Part
  readonly stock: readonly WarehouseStock[]
}

/** Reads stock; undefined where no item was found to ask for. */
export async function readLevels(
  view: ViewSource,
  asked: RowsRead | undefined,
  freshness: Freshness,
): Promise<ItemLevels> {
  if (!asked) return { part: { source: view.source.name, rows: [], calls: 0 }, stock: [] }
  const part = await partOf(view, () => view.rows({ ...asked.rows, freshness }))
  const stock = part.rows.map(warehouseStock)
  return { part: { ...part, unreadable: stock.filter(({ onHand }) => onHand === null).length }, stock }
}

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
