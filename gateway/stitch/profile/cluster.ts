import type { GraphQLResolveInfo } from 'graphql'
import {
  decodeGlobalId,
  type EntityName,
  encodeGlobalId,
  encodeKey,
  type GlobalId,
  type SourceKey,
  type SourceName,
} from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import { clustersOf, type Link, type LinkDirectory } from '../../identity/closure.ts'
import { createBatch } from '../../read/batch.ts'
import type { GatewayContext } from '../context.ts'
import { ask, selectionSet, wishName } from '../delegate.ts'

/** The little that identity needs of a record. */
export interface Card {
  readonly id: string
  readonly name: string | null
  readonly sku?: string | null
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
}

/** A profile before anything but its members is known. */
export interface Cluster {
  readonly entity: ProfiledEntity
  /** Global ids, in the order of the configured sources, then by id. The first names the profile. */
  readonly members: readonly string[]
  /** Sources that could not be asked for links: members may be missing. */
  readonly failures: ReadonlyMap<SourceName, Error>
}

export type ProfiledEntity = Extract<EntityName, 'Customer' | 'Item'>

export const cardSelections = {
  Customer: selectionSet('{ id name identifiers { scheme value } }'),
  Item: selectionSet('{ id name sku identifiers { scheme value } }'),
} as const

/** The cluster of a record; all records asked in one tick are resolved together, level by level. */
export function clusterOf(
  entity: ProfiledEntity,
  card: Card | string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster> {
  const id = typeof card === 'string' ? card : card.id
  const state = identityState(entity, context, info)
  if (typeof card !== 'string') state.cards.set(id, card)
  return state.clusterOf(id)
}

/** What this request has read of a record's identity so far. */
export function knownCard(
  entity: ProfiledEntity,
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Card | undefined {
  return (context.batches.get(identityName(entity, context, info)) as IdentityState | undefined)?.cards.get(id)
}

const identityName = (entity: ProfiledEntity, context: GatewayContext, info: GraphQLResolveInfo): string =>
  `identity ${entity} ${wishName(context, info)}`

interface IdentityState {
  readonly cards: Map<string, Card>
  readonly clusterOf: (id: string) => Promise<Cluster>
}

function identityState(entity: ProfiledEntity, context: GatewayContext, info: GraphQLResolveInfo): IdentityState {
  const name = identityName(entity, context, info)
  const known = context.batches.get(name) as IdentityState | undefined
  if (known) return known
  const cards = new Map<string, Card>()
  const load = async (ids: readonly string[]) => {
    const directory = new SourceDirectory(entity, cards, context, info)
    const clusters = await clustersOf(ids, directory)
    return ids.map(
      (id): Cluster => ({ entity, members: ordered(clusters.get(id)!, context), failures: directory.failures }),
    )
  }
  const state = { cards, clusterOf: createBatch<string, Cluster>(load, (id) => id) }
  context.batches.set(name, state)
  return state
}

function ordered(ids: readonly string[], context: GatewayContext): string[] {
  const rank = new Map([...context.subschemas.keys()].map((name, i) => [name, i]))
  const rankOf = (id: string) => rank.get(decodeGlobalId(id)!.source) ?? rank.size
  return [...ids].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
}

/** Reads explicit links from the sources: external-id fields, and article numbers where the operator says they are shared. */
class SourceDirectory implements LinkDirectory {
  readonly failures = new Map<SourceName, Error>()
  private readonly entity: ProfiledEntity
  private readonly cards: Map<string, Card>
  private readonly context: GatewayContext
  private readonly info: GraphQLResolveInfo

  constructor(entity: ProfiledEntity, cards: Map<string, Card>, context: GatewayContext, info: GraphQLResolveInfo) {
    this.entity = entity
    this.cards = cards
    this.context = context
    this.info = info
  }

  async linksOf(records: readonly string[]): Promise<readonly Link[]> {
    await this.requireCards(records)
    const [incoming, shared] = await Promise.all([this.incoming(records), this.shared(records)])
    return [...records.flatMap((id) => this.outgoing(id)), ...incoming, ...shared]
  }

  /** Cards of the records that may name others, as far as they are not known yet. */
  private async requireCards(records: readonly string[]): Promise<void> {
    const unknown = records.filter((id) => !this.cards.has(id) && this.needsCard(id))
    const found = await Promise.all(
      [...this.bySource(unknown)].map(([source, ids]) => this.read(source, `_${plurals[this.entity]}ByIds`, { ids })),
    )
    for (const card of found.flat()) if (card) this.cards.set(card.id, card)
  }

  private needsCard(id: string): boolean {
    const source = decodeGlobalId(id)!.source
    return this.externalTargets(source).length > 0 || this.namespacesOf(source).length > 0
  }

  private externalTargets(source: SourceName): string[] {
    return Object.keys(this.context.subschemas.get(source)?.source.externalKeys[this.entity] ?? {})
  }

  private outgoing(id: string): Link[] {
    const from = decodeGlobalId(id)!
    const targets = new Set(this.externalTargets(from.source))
    return (this.cards.get(id)?.identifiers ?? []).flatMap(({ scheme, value }) => {
      const source = scheme.startsWith('EXTERNAL:') ? scheme.slice('EXTERNAL:'.length) : ''
      return targets.has(source) ? [{ from: id, to: this.idOf(source, value), namedBy: from.source }] : []
    })
  }

  private idOf(source: string, value: string): string {
    return encodeGlobalId({ type: this.entity, source: source as SourceName, key: value as SourceKey })
  }

  /** Records of other sources that name these: one question per naming source, whatever systems it names. */
  private async incoming(records: readonly string[]): Promise<Link[]> {
    const bySource = this.bySource(records)
    const questions = [...this.context.subschemas.keys()].map(async (namer) => {
      const conditions = this.externalTargets(namer)
        .filter((target) => bySource.has(target as SourceName))
        .map((target) => ({
          externalKey: { source: target, in: bySource.get(target as SourceName)!.map((id) => decodeGlobalId(id)!.key) },
        }))
      if (conditions.length === 0) return []
      const cards = await this.list(namer, conditions.length === 1 ? conditions[0]! : { or: conditions })
      return cards.flatMap((card) => this.outgoing(card.id))
    })
    return (await Promise.all(questions)).flat()
  }

  /** Records with the same article number, in sources that share one namespace of them. */
  private async shared(records: readonly string[]): Promise<Link[]> {
    if (this.entity !== 'Item') return []
    const wanted = new Map<SourceName, Map<string, string[]>>()
    for (const id of records) this.noteSku(id, wanted)
    const links = [...wanted].map(async ([source, bySku]) => {
      const cards = await this.list(source, { sku: { in: [...bySku.keys()] } })
      return cards.flatMap((card) =>
        (bySku.get(card.sku ?? '') ?? []).map((id): Link => ({ from: id, to: card.id, namedBy: `sku of ${id}` })),
      )
    })
    return (await Promise.all(links)).flat()
  }

  private noteSku(id: string, wanted: Map<SourceName, Map<string, string[]>>): void {
    const sku = this.cards.get(id)?.sku
    const { source } = decodeGlobalId(id)!
    if (!sku) return
    for (const other of new Set(this.namespacesOf(source).flat())) {
      if (other === source || !this.context.subschemas.has(other as SourceName)) continue
      const bySku = wanted.get(other as SourceName) ?? new Map<string, string[]>()
      bySku.set(sku, [...(bySku.get(sku) ?? []), id])
      wanted.set(other as SourceName, bySku)
    }
  }

  private namespacesOf(source: SourceName): (readonly string[])[] {
    return this.entity === 'Item' ? this.context.skuNamespaces.filter((names) => names.includes(source)) : []
  }

  private bySource(ids: readonly string[]): Map<SourceName, string[]> {
    const groups = new Map<SourceName, string[]>()
    for (const id of ids) {
      const { source } = decodeGlobalId(id)!
      groups.set(source, [...(groups.get(source) ?? []), id])
    }
    return groups
  }

  private async list(source: SourceName, where: object): Promise<readonly Card[]> {
    const cards = await listCards(this.entity, source, where, this.context, this.info)
    if (cards instanceof Error) {
      this.failures.set(source, cards)
      return []
    }
    for (const card of cards) this.cards.set(card.id, card)
    return cards
  }

  private async read(
    source: SourceName,
    field: string,
    args: Record<string, unknown>,
  ): Promise<readonly (Card | null)[]> {
    const answer = await ask({ source, field, args, selection: cardSelections[this.entity] }, this.context, this.info)
    if (Array.isArray(answer)) return answer.map((card) => (card instanceof Error ? null : card))
    this.failures.set(source, answer instanceof Error ? answer : new FreshetError('SOURCE_BAD_RESPONSE', { source }))
    return []
  }
}

const plurals = { Customer: 'customers', Item: 'items' } as const

/** Every card of a source that fits a filter. The same question is asked once per request. */
export function listCards(
  entity: ProfiledEntity,
  source: SourceName,
  where: object,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Card[] | Error> {
  const name = `cards ${JSON.stringify([entity, source, where])} ${wishName(context, info)}`
  const asked = context.batches.get(name) as Promise<readonly Card[] | Error> | undefined
  if (asked) return asked
  const cards = readCards(entity, source, where, context, info)
  context.batches.set(name, cards)
  return cards
}

async function readCards(
  entity: ProfiledEntity,
  source: SourceName,
  where: object,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Card[] | Error> {
  const selection = cardPages[entity]
  const cards: Card[] = []
  for (let after: string | null = null; ; ) {
    const page = await ask(
      { source, field: plurals[entity], args: { where, first: 1_000, after }, selection },
      context,
      info,
    )
    if (page instanceof Error || !page)
      return page instanceof Error ? page : new FreshetError('SOURCE_BAD_RESPONSE', { source })
    const { edges, pageInfo } = page as {
      edges: { node: Card }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
    cards.push(...edges.map((edge) => edge.node))
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return cards
    after = pageInfo.endCursor
  }
}

const cardPages = {
  Customer: selectionSet(
    '{ edges { node { id name identifiers { scheme value } } } pageInfo { hasNextPage endCursor } }',
  ),
  Item: selectionSet(
    '{ edges { node { id name sku identifiers { scheme value } } } pageInfo { hasNextPage endCursor } }',
  ),
} as const

/** The instance under which profile ids stand among global ids. */
const crosswalk = 'xw' as SourceName

export function profileId(cluster: Cluster): GlobalId {
  return encodeGlobalId({ type: `${cluster.entity}Profile`, source: crosswalk, key: encodeKey([cluster.members[0]!]) })
}

/** The member that a profile id names, or undefined when it is not the id of such a profile. */
export function anchorOf(entity: ProfiledEntity, id: string): string | undefined {
  const ref = decodeGlobalId(id)
  return ref?.source === crosswalk && ref.type === `${entity}Profile` && decodeGlobalId(ref.key) ? ref.key : undefined
}
