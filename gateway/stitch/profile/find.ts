import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, encodeGlobalId, type Source, type SourceKey } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import { type Card, shownScheme, spellingsOf } from '../../identity/index.ts'
import { schemeName, schemeOf } from '../../identity/scheme.ts'
import type { GatewayContext } from '../context.ts'
import { offers, requireSource } from '../delegate.ts'
import { pathOf } from '../relocate.ts'
import { located } from '../reports.ts'
import { saidBy } from '../wish.ts'
import { byIds, cardOf, listCards } from './cards.ts'
import { anchorOf, type Cluster, clusterOf, clustersOf, type ProfiledEntity } from './cluster.ts'
import { identityOf } from './identity-settings.ts'
import { canSearch } from './lookups.ts'

interface Identified {
  readonly scheme: string
  readonly value: string
}

interface PartyArguments {
  readonly id?: string | null
  readonly record?: string | null
  readonly match?: {
    readonly number?: string
    readonly externalKey?: { readonly source: string; readonly key: string }
    readonly identifier?: Identified
  } | null
}

interface ItemArguments {
  readonly id?: string | null
  readonly record?: string | null
  readonly sku?: string | null
  readonly identifier?: Identified | null
}

interface ManyArguments {
  readonly ids?: readonly string[] | null
  readonly records?: readonly string[] | null
}

type Find<Args> = (
  root: unknown,
  args: Args,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => Promise<Cluster | null>

/** `customerProfile`, `supplierProfile`. @throws FreshetError BAD_REQUEST when not exactly one argument is given, or when what is given fits several parties */
const partyProfile =
  (entity: 'Customer' | 'Supplier'): Find<PartyArguments> =>
  async (_root, args, context, info) => {
    requireOne(args, ['id', 'record', 'match'])
    const { number, externalKey, identifier } = args.match ?? {}
    if (number !== undefined) return byField(entity, 'number', number, context, info)
    if (identifier) return byIdentifier(entity, identifier, context, info)
    if (typeof args.id === 'string') return byProfileId(entity, args.id, context, info)
    const record = externalKey ? externalRecord(entity, externalKey, context) : recordOf(entity, null, args.record)
    return byRecord(entity, record, context, info)
  }

export const customerProfile = partyProfile('Customer')
export const supplierProfile = partyProfile('Supplier')

/** @throws FreshetError BAD_REQUEST when not exactly one argument is given */
export const itemProfile: Find<ItemArguments> = async (_root, args, context, info) => {
  requireOne(args, ['id', 'record', 'sku', 'identifier'])
  if (typeof args.sku === 'string') return byField('Item', 'sku', args.sku, context, info)
  if (args.identifier) return byIdentifier('Item', args.identifier, context, info)
  if (typeof args.id === 'string') return byProfileId('Item', args.id, context, info)
  return byRecord('Item', recordOf('Item', null, args.record), context, info)
}

/** A page of a list is not longer, and one question per source takes no more keys. */
const mostProfiles = 200

/** `customerProfiles`: each by itself, all in one question per source and level. */
export function profiles(entity: ProfiledEntity) {
  return async (_root: unknown, args: ManyArguments, context: GatewayContext, info: GraphQLResolveInfo) => {
    requireOne(args, ['ids', 'records'])
    const given = args.ids ?? args.records!
    if (given.length > mostProfiles)
      throw new FreshetError('BAD_REQUEST', {
        message: `${given.length} profiles are asked for: ask for at most ${mostProfiles} at once.`,
      })
    return given.map(async (id) =>
      args.ids ? byProfileId(entity, id, context, info) : byRecord(entity, recordOf(entity, null, id), context, info),
    )
  }
}

/**
 * `Customer.profile` and the like: the record itself is known, so nothing is read to begin with; unless something is wished of the
 * profile that was not wished of the record.
 */
export function profileOf(entity: ProfiledEntity) {
  return async (record: Card, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo): Promise<Cluster> => {
    const isWished = info.fieldNodes.some((node) => saidBy(node, info.variableValues))
    return reported(await clusterOf(entity, isWished ? record.id : record, context, info), context, info)
  }
}

function requireOne(args: object, names: readonly string[]): void {
  const given = names.filter((name) => (args as Record<string, unknown>)[name] != null)
  if (given.length === 1) return
  const what = given.length === 0 ? 'none is given' : `${given.join(' and ')} are given`
  throw new FreshetError('BAD_REQUEST', { message: `Give exactly one of ${names.join(', ')}: ${what}.` })
}

function recordOf(entity: ProfiledEntity, id: string | null | undefined, record: string | null | undefined): string {
  const found = typeof record === 'string' ? record : anchorOf(entity, id!)
  if (found !== undefined && decodeGlobalId(found)?.type === entity) return found
  const wanted = typeof record === 'string' ? `the id of a ${entity} record` : `the id of a ${entity}Profile`
  throw new FreshetError('BAD_REQUEST', { message: `"${String(record ?? id).slice(0, 100)}" is not ${wanted}.` })
}

function externalRecord(
  type: ProfiledEntity,
  { source, key }: { source: string; key: string },
  context: GatewayContext,
): string {
  return encodeGlobalId({ type, source: requireSource(source, context).source.name, key: key as SourceKey })
}

/** Null when no such record exists; a source that cannot be asked is an error, not an absence. */
async function byRecord(
  entity: ProfiledEntity,
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  const { source } = decodeGlobalId(id)!
  requireSource(source, context)
  if (!offers(source, byIds(entity), context)) throw new FreshetError('UNSUPPORTED', { source })
  const card = await cardOf(entity, id, source, context, info).catch((error: Error) => {
    // Its own path is a place in the subgraph's answer.
    throw located(error, pathOf(info), info.fieldNodes)
  })
  return card ? reported(await clusterOf(entity, card, context, info), context, info) : null
}

/** By the profile's own id: where the record that named it is gone, those that it stood with carry on. */
async function byProfileId(
  entity: ProfiledEntity,
  id: string | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  const founder = recordOf(entity, id, null)
  const found = await byRecord(entity, founder, context, info)
  if (found) return found
  const heir = await identityOf(context).crosswalk?.leadsTo(founder)
  return heir === undefined ? null : byRecord(entity, heir, context, info)
}

/** Asks every source that serves the type for records with a number; they must all belong to one profile. */
function byField(
  entity: ProfiledEntity,
  field: 'number' | 'sku',
  value: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  return byFilter(entity, { [field]: { in: [value] } }, serving(entity, context), `${field} "${value}"`, context, info)
}

/** Asks every source that can search by such a number. */
async function byIdentifier(
  entity: ProfiledEntity,
  { scheme, value }: Identified,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  const name = schemeName(scheme)
  const number = schemeOf(name)?.normalise(value, null)
  const shown = shownScheme(name)
  const able = serving(entity, context).filter((source) => canSearch(source, entity, shown))
  if (!number || able.length === 0) {
    const why = number ? 'no source can search by it' : 'it is no such number: check its digits'
    throw new FreshetError('BAD_REQUEST', {
      message: `Nothing is found by the ${scheme.slice(0, 40)} "${value.slice(0, 60)}": ${why}.`,
    })
  }
  const where = { identifier: { scheme: shown, in: spellingsOf({ scheme: name, value: number.value }) } }
  return byFilter(entity, where, able, `${shown} "${value}"`, context, info)
}

const serving = (entity: ProfiledEntity, context: GatewayContext): Source[] =>
  [...context.subschemas.values()].map(({ source }) => source).filter(({ entities }) => entities[entity])

async function byFilter(
  entity: ProfiledEntity,
  where: object,
  sources: readonly Source[],
  what: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  const answers = await Promise.all(sources.map(({ name }) => listCards(entity, name, where, context, info)))
  const failures = new Map(
    answers.flatMap((answer, i) =>
      answer instanceof Error && !isUnsupported(answer) ? [[sources[i]!.name, answer] as const] : [],
    ),
  )
  const cards = answers.flatMap((answer) => (answer instanceof Error ? [] : answer))
  if (cards.length === 0 && failures.size > 0) throw [...failures.values()][0]
  const clusters = await clustersOf(entity, cards, context, info)
  const distinct = new Map(clusters.map((cluster) => [cluster.members.join('\n'), cluster]))
  if (distinct.size > 1) throw ambiguous(entity, what, distinct.size)
  const [cluster] = distinct.values()
  return cluster ? reported({ ...cluster, failures: new Map([...cluster.failures, ...failures]) }, context, info) : null
}

/** A source that cannot filter by the field is not part of the question. */
const isUnsupported = (error: Error): boolean => {
  const { code, originalError } = error as Error & { code?: string; originalError?: { code?: string } }
  return code === 'UNSUPPORTED' || originalError?.code === 'UNSUPPORTED'
}

function ambiguous(entity: ProfiledEntity, what: string, count: number): FreshetError {
  const message = `${count} different ${entity} profiles have the ${what.slice(0, 80)}: ask with \`record\` for the one you mean.`
  return new FreshetError('BAD_REQUEST', { message })
}

/** A source that could not be asked for links may hide members: that must stand in the answer's errors. */
function reported(cluster: Cluster, context: GatewayContext, info: GraphQLResolveInfo): Cluster {
  for (const error of cluster.failures.values()) context.reports.push({ error, path: pathOf(info) })
  return cluster
}
