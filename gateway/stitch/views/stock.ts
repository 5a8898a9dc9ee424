import type { GraphQLResolveInfo } from 'graphql'
import { encodeGlobalId, type SourceKey } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Part } from '../../views/part.ts'
import { stockSums, type WarehouseStock } from '../../views/stock.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { mostMembers } from '../profile/bounds.ts'
import { clusterOf } from '../profile/cluster.ts'
import { membersOfEntity } from './members.ts'
import { keysIn, lostMembers } from './owned-by.ts'
import { type Asking, askingOf, type Reads, type RowsRead } from './reads.ts'
import { recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'
import { findItems, itemsRead, keepsStock, levelsRead, readLevels, requireOneMeaning } from './stock-items.ts'

export interface StockArguments {
  readonly sku?: string | null
  readonly item?: string | null
  readonly sources?: readonly string[] | null
}

interface StockReads extends Reads {
  readonly items?: RowsRead | undefined
  /** Where any items may be found. */
  readonly levels?: RowsRead | undefined
}

export const stockReads = {
  members: { of: 'Item', argument: 'item' },
  isOf: keepsStock,
  of: (asking: Asking<StockArguments>): StockReads => ({
    items: asking.args.sku == null ? undefined : itemsRead([asking.args.sku]),
    levels: asking.keys?.length === 0 ? undefined : levelsRead(asking, mostMembers),
  }),
} as const

/** The item's records in one source, and what was lost on the way to them. */
interface Located {
  readonly view: ViewSource
  readonly keys: readonly SourceKey[]
  readonly parts: readonly Part[]
}

/** The stock of one item in every warehouse; null when every source was asked and none knows the item. */
export async function stock(_root: unknown, args: StockArguments, context: GatewayContext, info: GraphQLResolveInfo) {
  if ((args.sku == null) === (args.item == null))
    throw new FreshetError('BAD_REQUEST', { message: 'Give exactly one of sku and item.' })
  const located =
    args.sku != null ? await bySku(args.sku, args, context, info) : await byItem(args.item!, args, context, info)
  const freshness = wishOfView(context, info)
  const levels = await Promise.all(
    located.map(({ view, keys }) =>
      readLevels(view, stockReads.of(askingOf(view, args, context, info, keys)).levels, freshness),
    ),
  )
  const parts = [...located.flatMap((found) => found.parts), ...levels.map(({ part }) => part)]
  const known = located.find(({ keys }) => keys.length > 0)
  if (!known && parts.every(({ error }) => error === undefined)) return null
  const warehouses = levels.flatMap((level) => level.stock)
  const record = known && encodeGlobalId({ type: 'Item', source: known.view.source.name, key: known.keys[0]! })
  return {
    sku: args.sku ?? null,
    record,
    warehouses,
    totals: stockSums(warehouses),
    ...resultsOf(parts, context, info),
  }
}

async function bySku(
  sku: string,
  args: StockArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Located[]> {
  const views = viewSources(args.sources, context, info).filter(({ source }) => keepsStock(source))
  const freshness = wishOfView(context, info)
  const found = await Promise.all(
    views.map(async (view) => {
      const { items } = stockReads.of(askingOf(view, args, context, info))
      return { view, ...(await findItems(view, [sku], items!, freshness)) }
    }),
  )
  const knowing = found.filter(({ bySku }) => bySku.has(sku)).map(({ view }) => view.source.name)
  requireOneMeaning(sku, knowing, context)
  // What became of the search matters only where it failed: the rows that count are those of the stock.
  return found.map(({ view, part, bySku }) => ({
    view,
    keys: bySku.get(sku) ?? [],
    parts: part.error === undefined ? [{ ...part, rows: [] }] : [part],
  }))
}

async function byItem(
  id: string,
  { sources }: StockArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Located[]> {
  const members = await membersOfEntity('Item', id, context, info)
  const views = viewSources(sources, context, info).filter(({ source }) => keepsStock(source))
  return views.map((view, i) => ({
    view,
    keys: keysIn(view.source, members),
    parts: i === 0 ? lostMembers(members) : [],
  }))
}

const shownAt = ({ readAt }: WarehouseStock) => new Date(readAt).toISOString()

/** Fields that lead to records. */
export const stockRecords = {
  WarehouseStock: { warehouse: { of: ['Warehouse'], idOf: ({ warehouseId }: WarehouseStock) => warehouseId } },
} as const

export const stockResolvers = {
  ItemStock: {
    item: ({ record }: { record?: string }, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
      record === undefined ? null : clusterOf('Item', record, context, info),
  },
  WarehouseStock: {
    readAt: shownAt,
    warehouse: recordById(stockRecords.WarehouseStock.warehouse),
  },
} as const
