import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, encodeGlobalId, encodeKey, type GlobalId, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import {
  type Card,
  type Crosswalk,
  type Dispute,
  disputesOf,
  isUnreachable,
  type Cluster as Known,
  pairName,
  resolve,
} from '../../identity/index.ts'
import { createBatch } from '../../read/batch.ts'
import type { GatewayContext } from '../context.ts'
import { offers, wishName } from '../delegate.ts'
import { wishAt } from '../wish.ts'
import { mostMembers, tooManyMembers } from './bounds.ts'
import { byIds, type ProfiledEntity } from './cards.ts'
import { Discovery } from './discovery.ts'
import { identityOf } from './identity-settings.ts'
import { sourceOf } from './members.ts'

export type { ProfiledEntity } from './cards.ts'

/** A profile before anything but its members is known. */
export interface Cluster {
  readonly entity: ProfiledEntity
  /** The record that names the profile. */
  readonly founder: string
  /** Global ids, in the order of the configured sources, then by id. */
  readonly members: readonly string[]
  /** Sources that could not be asked for links: members may be missing. */
  readonly failures: ReadonlyMap<SourceName, Error>
  /** Whether there was an end to what led from record to record. */
  readonly isFollowedUp: boolean
  /** What several records of one system claim while nothing tells which is right; of members that were sought just now. */
  readonly disputes: readonly Dispute[]
  /** Epoch milliseconds at which all sources were last asked for members; undefined when not all of them answered. */
  readonly soughtAt: number | undefined
}

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
  state.sought++
  return state.clusterOf(id)
}

/** The clusters of all records that were found for one profile. */
export function clustersOf(
  entity: ProfiledEntity,
  cards: readonly Card[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster[]> {
  const state = identityState(entity, context, info)
  for (const card of cards) state.cards.set(card.id, card)
  state.sought++
  return Promise.all(cards.map(({ id }) => state.clusterOf(id)))
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
  /** Profiles that wait to be found. */
  sought: number
}

function identityState(entity: ProfiledEntity, context: GatewayContext, info: GraphQLResolveInfo): IdentityState {
  const name = identityName(entity, context, info)
  const known = context.batches.get(name) as IdentityState | undefined
  if (known) return known
  const cards = new Map<string, Card>()
  const load = (ids: readonly string[]) => {
    const { sought } = state
    state.sought = 0
    return loadClusters({ entity, ids, sought }, cards, context, info)
  }
  const state: IdentityState = { cards, clusterOf: createBatch<string, Cluster>(load, (id) => id), sought: 0 }
  context.batches.set(name, state)
  return state
}

/** What is asked at once: of which records, for so many profiles. */
interface Sought {
  readonly entity: ProfiledEntity
  readonly ids: readonly string[]
  readonly sought: number
}

async function loadClusters(
  wanted: Sought,
  cards: Map<string, Card>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster[]> {
  try {
    return await linkedClusters(wanted, cards, context, info)
  } catch (error) {
    if (!isUnreachable(error)) throw error
    const { entity, ids } = wanted
    return ids.map((id) => aloneFor(error as Error, entity, id, context))
  }
}

/**
 * A record without those that are the same: what could be found out anew may be what a person has rejected. Every other source
 * may have a part in it.
 */
function aloneFor(cause: Error, entity: ProfiledEntity, id: string, context: GatewayContext): Cluster {
  const { source: own } = decodeGlobalId(id)!
  const able = [...context.subschemas.keys()].filter((name) => offers(name, byIds(entity), context))
  const others = able.filter((name) => name !== own)
  const failures = new Map((others.length > 0 ? others : able).map((name) => [name, unlinked(name, entity, cause)]))
  return { entity, founder: id, members: [id], failures, soughtAt: undefined, isFollowedUp: false, disputes: [] }
}

const unlinked = (source: SourceName, entity: ProfiledEntity, cause: Error): FreshetError =>
  new FreshetError('SOURCE_UNAVAILABLE', {
    source,
    message: `It cannot be looked up now which ${entity} of the source "${source}" is the same: the store of links is not reachable.`,
    cause,
  })

async function linkedClusters(
  { entity, ids, sought }: Sought,
  cards: Map<string, Card>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster[]> {
  const { crosswalk } = identityOf(context)
  const remembered = crosswalk ? await believed(crosswalk, entity, ids, context, info) : new Map<string, Known>()
  const rest = ids.filter((id) => !remembered.has(id))
  const discovery = new Discovery(entity, sought, cards, context, info)
  const found = await discovered(discovery, crosswalk, entity, rest, context)
  const disputes = await openDisputes(discovery, crosswalk, entity, context.now())
  return ids.map((id) => {
    const { id: founder, members, soughtAt } = remembered.get(id) ?? found.get(id)!
    const { shown, tooMany } = bounded(entity, id, ordered(members, context))
    const failures = new Map([...(remembered.has(id) ? [] : discovery.failures), ...tooMany])
    // Without a memory there is no founder to remember: then the first member names the profile.
    return {
      ...{ entity, founder: crosswalk ? founder : shown[0]!, members: shown, failures, soughtAt },
      isFollowedUp: remembered.has(id) || discovery.isComplete,
      disputes: disputes.filter(({ record, claimants }) => [record, ...claimants].some((one) => members.includes(one))),
    }
  })
}

/** No more records of one source than a profile may have, the one that was asked for among them. */
function bounded(entity: ProfiledEntity, asked: string, members: readonly string[]) {
  const counts = new Map<SourceName, number>()
  const tooMany = new Map<SourceName, Error>()
  const isShown = (member: string) => {
    const source = sourceOf(member)
    const count = (counts.get(source) ?? 0) + 1
    counts.set(source, count)
    if (count > mostMembers) tooMany.set(source, tooManyMembers(source, entity))
    return count <= mostMembers
  }
  const rest = members.filter((member) => member !== asked)
  const kept = new Set([asked, ...rest].filter((member) => isShown(member)))
  return { shown: members.filter((member) => kept.has(member)), tooMany }
}

/** Clusters that were sought recently enough for what the caller and the operator wish. */
async function believed(
  crosswalk: Crosswalk,
  entity: ProfiledEntity,
  ids: readonly string[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Map<string, Known>> {
  const millis = patience(context, info)
  // It would have to be of this very instant; but where the store may be gone, that is found out before sources are asked in vain.
  if (millis <= 0 && crosswalk.isReachable) return new Map()
  const since = context.now() - millis
  const clusters = await crosswalk.clustersOf(entity, ids)
  return new Map([...clusters].filter(([, { soughtAt }]) => soughtAt !== undefined && soughtAt >= since))
}

function patience(context: GatewayContext, info: GraphQLResolveInfo): number {
  const { live, maxAgeMillis, onlyIfCached } = wishAt(info, context.scope.freshness)
  const { rememberMillis } = identityOf(context)
  if (onlyIfCached) return Number.POSITIVE_INFINITY
  // Nothing is as new as what this very millisecond has found; one who wants it live wants it asked.
  return live ? -1 : Math.min(rememberMillis, maxAgeMillis ?? rememberMillis)
}

async function discovered(
  discovery: Discovery,
  crosswalk: Crosswalk | undefined,
  entity: ProfiledEntity,
  ids: readonly string[],
  context: GatewayContext,
): Promise<ReadonlyMap<string, Known>> {
  if (ids.length === 0) return new Map()
  const at = context.now()
  await discovery.follow(ids)
  if (!crosswalk) return judged(discovery, entity, ids, at)
  let clusters = await entered(discovery, crosswalk, entity, ids, at)
  // What the crosswalk knew besides may have changed since: it is read as well, and what that leads to.
  for (let last = 0; discovery.isComplete && last !== discovery.facts.size; ) {
    last = discovery.facts.size
    await discovery.follow([...clusters.values()].flatMap(({ members }) => members))
    if (discovery.facts.size > last) clusters = await entered(discovery, crosswalk, entity, ids, at)
  }
  if (discovery.failures.size > 0 || !discovery.isComplete) return clusters
  await crosswalk.markSought(entity, [...discovery.facts.keys()], at)
  return crosswalk.clustersOf(entity, ids)
}

async function entered(
  { facts, gone }: Discovery,
  crosswalk: Crosswalk,
  entity: ProfiledEntity,
  ids: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, Known>> {
  await crosswalk.observe(entity, [...facts.values()], at, [...gone])
  return crosswalk.clustersOf(entity, ids)
}

/** Those in which no claimant is known to be right, by numbers or by a person, and not all of them known to be wrong. */
async function openDisputes(
  discovery: Discovery,
  crosswalk: Crosswalk | undefined,
  entity: ProfiledEntity,
  at: number,
): Promise<readonly Dispute[]> {
  const disputes = disputesOf([...discovery.facts.values()])
  if (disputes.length === 0) return disputes
  const records = disputes.map(({ record }) => record)
  const clusters = crosswalk ? await crosswalk.clustersOf(entity, records) : judged(discovery, entity, records, at)
  const rejected = await crosswalk?.links({ kind: entity, records, state: 'REJECTED' })
  const pairs = new Set(rejected?.map(({ a, b }) => pairName(a, b)))
  return disputes.filter(
    ({ record, claimants }) =>
      !clusters.get(record)?.members.some((member) => claimants.includes(member)) &&
      !claimants.every((claimant) => pairs.has(pairName(claimant, record))),
  )
}

function judged(
  { facts, failures, isComplete }: Discovery,
  kind: ProfiledEntity,
  ids: readonly string[],
  at: number,
): ReadonlyMap<string, Known> {
  const { clusters } = resolve([...facts.values()], [])
  const byRecord = new Map(clusters.flatMap((members) => members.map((member) => [member, members] as const)))
  const soughtAt = failures.size === 0 && isComplete ? at : undefined
  return new Map(ids.map((id) => [id, { id, kind, members: byRecord.get(id) ?? [id], version: 1, soughtAt }] as const))
}

function ordered(ids: readonly string[], context: GatewayContext): string[] {
  const rank = new Map([...context.subschemas.keys()].map((name, i) => [name, i]))
  const rankOf = (id: string) => rank.get(decodeGlobalId(id)!.source) ?? rank.size
  return [...ids].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
}

/** The instance under which profile ids stand among global ids. */
const crosswalkName = 'xw' as SourceName

export function profileId({ entity, founder }: Pick<Cluster, 'entity' | 'founder'>): GlobalId {
  return encodeGlobalId({ type: `${entity}Profile`, source: crosswalkName, key: encodeKey([founder]) })
}

/** The record that a profile id names, or undefined when it is not the id of such a profile. */
export function anchorOf(entity: ProfiledEntity, id: string): string | undefined {
  const ref = decodeGlobalId(id)
  return ref?.source === crosswalkName && ref.type === `${entity}Profile` && decodeGlobalId(ref.key)
    ? ref.key
    : undefined
}
