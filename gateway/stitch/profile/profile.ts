import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { canonical, decodeGlobalId, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import { type Card, policyOf, survive } from '../../identity/index.ts'
import { addDecimals } from '../../read/rollup.ts'
import type { GatewayContext } from '../context.ts'
import { askFor, offers, selectionSet } from '../delegate.ts'
import { movedTo, pathOf, unplaced } from '../relocate.ts'
import { orderOf } from '../subgraph/order-input.ts'
import {
  type Branch,
  type Contributor,
  type UnionConnection,
  type UnionQuery,
  unionConnection,
} from '../union/connection.ts'
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
  const found = answers.filter((answer) => answer !== null && !(answer instanceof Error))
  const path = pathOf(info)
  return found.map((answer, i) => movedTo([...path, i], answer, path.length))
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
  return [...distinct.values()].map(unplaced)
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

/** One record's part in a to-many field of its profile. */
export interface MemberBranch extends Contributor {
  readonly member: string
}

/** What a to-many field of a profile asks, and of which records. */
export function acrossQuery(
  entity: ProfiledEntity,
  relation: string,
  { members, failures }: Cluster,
  { where = null, orderBy = null, first, after }: ListArguments,
  context: GatewayContext,
): UnionQuery<MemberBranch> {
  const able = members.filter((id) => offers(sourceOf(id), relationField(entity, relation), context))
  return {
    ...{ entity: canonical[entity].relations[relation]!.to, order: orderOf(orderBy), first, after },
    list: listName(entity, relation, where, orderBy, members),
    branches: able.map((id) => ({
      name: `${sourceOf(id)}/${decodeGlobalId(id)!.key}`,
      source: sourceOf(id),
      member: id,
    })),
    sequential: false,
    missing: [...failures].map(([source, error]) => missingResult(source, error)),
  }
}

const relationField = (entity: ProfiledEntity, relation: string): string => `_${entity}_${relation}`

/** A to-many field over all members: their connections merged, one question per source for all profiles of the answer. */
function across(entity: ProfiledEntity, relation: string) {
  const field = relationField(entity, relation)
  return (
    cluster: Cluster,
    args: ListArguments,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<UnionConnection> => {
    const { branches, ...query } = acrossQuery(entity, relation, cluster, args, context)
    const { where, orderBy } = args
    const asking = branches.map(
      ({ member, ...branch }): Branch => ({
        ...branch,
        ask: ({ first, after, selection }) =>
          askFor(
            member,
            { source: branch.source, field, args: { where, orderBy, first, after }, selection },
            context,
            info,
          ).catch((error) => error),
      }),
    )
    return unionConnection({ ...query, branches: asking }, context, info)
  }
}

/** A plain list over all members. A member that fails is reported; the list is null only when every member failed. */
function acrossList(entity: ProfiledEntity, relation: string): Resolver<unknown[] | null> {
  return async (cluster, _args, context, info) => {
    const selection: SelectionSetNode = {
      kind: Kind.SELECTION_SET,
      selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
    }
    const answers = await askMembers(cluster, relationField(entity, relation), {}, selection, context, info)
    reportErrors(answers, context, info)
    const lists = answers.filter((answer) => Array.isArray(answer))
    if (lists.length === 0 && answers.length > 0) return null
    const path = pathOf(info)
    return lists.flat().map((answer, i) => movedTo([...path, i], answer, path.length + 1))
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

/** The to-many fields of each type of profile: the same field of all its records, united. */
export const unitedRelations = {
  CustomerProfile: {
    of: 'Customer',
    relations: ['contacts', 'opportunities', 'salesOrders', 'invoices', 'payments', 'credit'],
  },
  SupplierProfile: { of: 'Supplier', relations: ['contacts', 'bills', 'purchaseOrders', 'payments'] },
  ItemProfile: { of: 'Item', relations: ['stock'] },
} as const satisfies Readonly<Record<string, { readonly of: ProfiledEntity; readonly relations: readonly string[] }>>

function united({ of, relations }: (typeof unitedRelations)[keyof typeof unitedRelations]) {
  return Object.fromEntries(
    relations.map((relation) => [
      relation,
      canonical[of].relations[relation]!.connection ? across(of, relation) : acrossList(of, relation),
    ]),
  )
}

export const profileResolvers = {
  CustomerProfile: { ...common, ...united(unitedRelations.CustomerProfile) },
  SupplierProfile: { ...common, ...united(unitedRelations.SupplierProfile) },
  ItemProfile: { ...common, ...united(unitedRelations.ItemProfile), sku, stockTotals },
}
