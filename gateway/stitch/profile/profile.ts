import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { canonical, decodeGlobalId, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import { type Card, policyOf, survive } from '../../identity/index.ts'
import { addDecimals } from '../../read/rollup.ts'
import type { GatewayContext } from '../context.ts'
import { askFor, offers, selectionSet } from '../delegate.ts'
import { orderOf } from '../subgraph/order-input.ts'
import { type Branch, type UnionConnection, unionConnection } from '../union/connection.ts'
import { listName } from '../union/cursor.ts'
import type { ListArguments } from '../union/root-list.ts'
import { missingResult, type SourceResult } from '../union/source-result.ts'
import { byIds, cardSelection, type ProfiledEntity } from './cards.ts'
import { type Cluster, knownCard, profileId } from './cluster.ts'
import { identityOf } from './identity-settings.ts'
import { instant, links } from './links.ts'
import { askMembers, reportErrors, sourceOf } from './members.ts'
import { conflicts, field, rankOf } from './values.ts'

type Resolver<Result> = (
  cluster: Cluster,
  args: never,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => Result | Promise<Result>

/** The member records, read with whatever the caller selects of them; those that fail are reported and left out. */
const records: Resolver<unknown[]> = async (cluster, _args, context, info) => {
  const selection: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
  }
  const answers = await askMembers(cluster, byIds(cluster.entity), {}, selection, context, info)
  reportErrors(answers, context, info)
  return answers.filter((answer) => answer !== null && !(answer instanceof Error))
}

/** Names and numbers of every member that can be read, once per request; what cannot be read is in `failed`. */
async function cardsOf(
  cluster: Cluster,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<{ cards: Card[]; failed: Map<SourceName, Error> }> {
  const answers = await Promise.all(
    cluster.members.map((id) => {
      const source = sourceOf(id)
      const known = knownCard(cluster.entity, id, context, info)
      if (known) return known
      if (!context.subschemas.has(source)) return new FreshetError('UNSUPPORTED', { source })
      return askFor(
        id,
        { source, field: byIds(cluster.entity), args: {}, selection: cardSelection(cluster.entity) },
        context,
        info,
      ).catch((error) => error as Error)
    }),
  )
  const failed = new Map(cluster.failures)
  for (const [i, answer] of answers.entries())
    if (answer instanceof Error) failed.set(sourceOf(cluster.members[i]!), answer)
  reportErrors(answers, context, info)
  return { cards: answers.filter((answer): answer is Card => answer !== null && !(answer instanceof Error)), failed }
}

/** The best known of a field that every card has, without another question. */
function best(cluster: Cluster, path: 'name' | 'sku', cards: readonly Card[], context: GatewayContext): string | null {
  const { order } = policyOf(identityOf(context).survivorship, cluster.entity, path)
  const candidates = cards.map((card) => ({ record: card.id, source: sourceOf(card.id), value: card[path] ?? null }))
  return survive(candidates, 'SOURCE_ORDER', rankOf(cluster.entity, path, order, context))?.value ?? null
}

const displayName: Resolver<string> = async (cluster, _args, context, info) => {
  const { cards } = await cardsOf(cluster, context, info)
  return best(cluster, 'name', cards, context) ?? 'UNKNOWN'
}

const identifiers: Resolver<unknown[]> = async (cluster, _args, context, info) => {
  const { cards } = await cardsOf(cluster, context, info)
  const distinct = new Map(
    cards
      .flatMap((card) => card.identifiers ?? [])
      .map((identifier) => [`${identifier.scheme}\n${identifier.value}`, identifier]),
  )
  return [...distinct.values()]
}

const sku: Resolver<string | null> = async (cluster, _args, context, info) => {
  const { cards } = await cardsOf(cluster, context, info)
  return best(cluster, 'sku', cards, context)
}

const sourceResults: Resolver<SourceResult[]> = async (cluster, _args, context, info) => {
  const { cards, failed } = await cardsOf(cluster, context, info)
  const sources = new Set([...cluster.members.map(sourceOf), ...failed.keys()])
  return [...sources].map((source) => {
    const rows = cards.filter((card) => sourceOf(card.id) === source).length
    if (failed.has(source)) return missingResult(source, failed.get(source))
    return { source, status: 'OK', rows, calls: 0, oldestFetchedAt: null, retryAfterSeconds: null, message: null }
  })
}

const complete: Resolver<boolean> = async (cluster, args, context, info) =>
  (await sourceResults(cluster, args, context, info)).every((result) => result.status === 'OK')

/** A to-many field over all members: their connections merged, one question per source for all profiles of the answer. */
function across(entity: ProfiledEntity, relation: string) {
  const field = `_${entity}_${relation}`
  const child = canonical[entity].relations[relation]!.to
  return (
    cluster: Cluster,
    args: ListArguments,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<UnionConnection> => {
    const able = cluster.members.filter((id) => offers(sourceOf(id), field, context))
    const branches = able.map(
      (id): Branch => ({
        name: `${sourceOf(id)}/${decodeGlobalId(id)!.key}`,
        source: sourceOf(id),
        ask: ({ first, after, selection }) =>
          askFor(
            id,
            {
              source: sourceOf(id),
              field,
              args: { where: args.where, orderBy: args.orderBy, first, after },
              selection,
            },
            context,
            info,
          ).catch((error) => error),
      }),
    )
    const missing = [...cluster.failures].map(([source, error]) => missingResult(source, error))
    const list = listName(entity, relation, args.where ?? null, args.orderBy ?? null, cluster.members)
    return unionConnection(
      {
        entity: child,
        order: orderOf(args.orderBy),
        first: args.first,
        after: args.after,
        list,
        branches,
        sequential: false,
        missing,
      },
      context,
      info,
    )
  }
}

/** A plain list over all members. A member that fails is reported; the list is null only when every member failed. */
function acrossList(entity: ProfiledEntity, relation: string): Resolver<unknown[] | null> {
  return async (cluster, _args, context, info) => {
    const selection: SelectionSetNode = {
      kind: Kind.SELECTION_SET,
      selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
    }
    const answers = await askMembers(cluster, `_${entity}_${relation}`, {}, selection, context, info)
    reportErrors(answers, context, info)
    const lists = answers.filter((answer) => Array.isArray(answer))
    return lists.length === 0 && answers.length > 0 ? null : lists.flat()
  }
}

interface StockRow {
  readonly onHand: { value: string; uom: string | null; sourceUom: string | null } | null | Error
  readonly reserved: { value: string } | null | Error
  readonly available: { value: string } | null | Error
  readonly warehouse: { id: string } | null | Error
}

const stockRows = selectionSet(
  '{ edges { node { onHand { value uom sourceUom } reserved { value } available { value } warehouse { id } } } pageInfo { hasNextPage } sourceResults { status } }',
)

/** Sums per unit over all systems, exact. A part that no source tells makes that total unknown, not smaller. */
const stockTotals: Resolver<unknown[] | null> = async (cluster, _args, context, info) => {
  const answers = await askMembers(cluster, '_Item_stock', { first: 1_000 }, stockRows, context, info)
  reportErrors(answers, context, info)
  const pages = answers.filter((answer) => answer !== null && !(answer instanceof Error)) as {
    edges: { node: StockRow }[]
  }[]
  if (pages.length === 0 && answers.length > 0) return null
  return totals(pages.flatMap((page) => page.edges.map((edge) => edge.node)))
}

function totals(rows: readonly StockRow[]): unknown[] {
  const byUnit = new Map<string, StockRow[]>()
  for (const row of rows) {
    if (row.onHand === null || row.onHand instanceof Error) continue
    const unit = row.onHand.uom ?? `source unit ${row.onHand.sourceUom}`
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), row])
  }
  return [...byUnit.values()].map((group) => {
    const { uom, sourceUom } = group[0]!.onHand as { uom: string | null; sourceUom: string | null }
    const warehouses = new Set(group.map((row) => (row.warehouse as { id: string } | null)?.id).filter(Boolean)).size
    return {
      uom,
      sourceUom,
      onHand: total(group, 'onHand'),
      reserved: total(group, 'reserved'),
      available: total(group, 'available'),
      warehouses,
    }
  })
}

function total(rows: readonly StockRow[], field: 'onHand' | 'reserved' | 'available'): string | null {
  const values = rows.map((row) => row[field])
  if (values.some((value) => value === null || value instanceof Error)) return null
  return addDecimals(values.map((value) => (value as { value: string }).value))
}

const soughtAt: Resolver<string | null> = ({ soughtAt }) => (soughtAt === undefined ? null : instant(soughtAt))

/** What every profile has, whatever it is of. */
const common = {
  id: profileId,
  displayName,
  identifiers,
  records,
  links,
  field,
  conflicts,
  soughtAt,
  sourceResults,
  complete,
} as const

export const profileResolvers = {
  CustomerProfile: {
    ...common,
    contacts: across('Customer', 'contacts'),
    opportunities: across('Customer', 'opportunities'),
    salesOrders: across('Customer', 'salesOrders'),
    invoices: across('Customer', 'invoices'),
    payments: across('Customer', 'payments'),
    credit: acrossList('Customer', 'credit'),
  },
  SupplierProfile: {
    ...common,
    contacts: across('Supplier', 'contacts'),
    bills: across('Supplier', 'bills'),
    purchaseOrders: across('Supplier', 'purchaseOrders'),
    payments: across('Supplier', 'payments'),
  },
  ItemProfile: {
    ...common,
    sku,
    stock: across('Item', 'stock'),
    stockTotals,
  },
} as const
