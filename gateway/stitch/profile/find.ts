import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, encodeGlobalId, type SourceKey } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { GatewayContext } from '../context.ts'
import { ask, requireSource } from '../delegate.ts'
import { located } from '../reports.ts'
import { pathOf } from '../union/connection.ts'
import {
  anchorOf,
  type Card,
  type Cluster,
  cardSelections,
  clusterOf,
  listCards,
  type ProfiledEntity,
} from './cluster.ts'

interface CustomerProfileArguments {
  readonly id?: string | null
  readonly record?: string | null
  readonly match?: {
    readonly number?: string
    readonly externalKey?: { readonly source: string; readonly key: string }
  } | null
}

interface ItemProfileArguments {
  readonly id?: string | null
  readonly record?: string | null
  readonly sku?: string | null
}

/** @throws FreshetError BAD_REQUEST when not exactly one argument is given, or when what is given fits several customers */
export async function customerProfile(
  _root: unknown,
  args: CustomerProfileArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  requireOne(args, ['id', 'record', 'match'])
  if (args.match?.number !== undefined) return byField('Customer', 'number', args.match.number, context, info)
  const record = args.match?.externalKey
    ? externalRecord(args.match.externalKey, context)
    : recordOf('Customer', args.id, args.record)
  return byRecord('Customer', record, context, info)
}

/** @throws FreshetError BAD_REQUEST when not exactly one argument is given */
export async function itemProfile(
  _root: unknown,
  args: ItemProfileArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  requireOne(args, ['id', 'record', 'sku'])
  if (typeof args.sku === 'string') return byField('Item', 'sku', args.sku, context, info)
  return byRecord('Item', recordOf('Item', args.id, args.record), context, info)
}

/** `Customer.profile` and `Item.profile`: the record itself is known, so nothing is read to begin with. */
export function profileOf(entity: ProfiledEntity) {
  return async (record: Card, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo): Promise<Cluster> =>
    reported(await clusterOf(entity, record, context, info), context, info)
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

function externalRecord({ source, key }: { source: string; key: string }, context: GatewayContext): string {
  return encodeGlobalId({ type: 'Customer', source: requireSource(source, context).source.name, key: key as SourceKey })
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
  const field = entity === 'Customer' ? '_customersByIds' : '_itemsByIds'
  const answer = await ask({ source, field, args: { ids: [id] }, selection: cardSelections[entity] }, context, info)
  if (answer instanceof Error) throw answer
  const [card] = (answer ?? []) as (Card | null | Error)[]
  // Its own path is a place in the subgraph's answer.
  if (card instanceof Error) throw located(card, pathOf(info))
  return card ? reported(await clusterOf(entity, card, context, info), context, info) : null
}

/** Asks every source that serves the type for records with a number; they must all belong to one profile. */
async function byField(
  entity: ProfiledEntity,
  field: 'number' | 'sku',
  value: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Cluster | null> {
  const serving = [...context.subschemas.values()].filter(({ source }) => source.entities[entity])
  const answers = await Promise.all(
    serving.map(({ source }) => listCards(entity, source.name, { [field]: { in: [value] } }, context, info)),
  )
  const failures = new Map(
    answers.flatMap((answer, i) =>
      answer instanceof Error && !isUnsupported(answer) ? [[serving[i]!.source.name, answer] as const] : [],
    ),
  )
  const cards = answers.flatMap((answer) => (answer instanceof Error ? [] : answer))
  if (cards.length === 0 && failures.size > 0) throw [...failures.values()][0]
  const clusters = await Promise.all(cards.map((card) => clusterOf(entity, card, context, info)))
  const distinct = new Map(clusters.map((cluster) => [cluster.members.join('\n'), cluster]))
  if (distinct.size > 1) throw ambiguous(entity, field, value, distinct.size)
  const [cluster] = distinct.values()
  return cluster ? reported({ ...cluster, failures: new Map([...cluster.failures, ...failures]) }, context, info) : null
}

/** A source that cannot filter by the field is not part of the question. */
const isUnsupported = (error: Error): boolean => {
  const { code, originalError } = error as Error & { code?: string; originalError?: { code?: string } }
  return code === 'UNSUPPORTED' || originalError?.code === 'UNSUPPORTED'
}

function ambiguous(entity: ProfiledEntity, field: string, value: string, count: number): FreshetError {
  const message = `${count} different ${entity} profiles have the ${field} "${value.slice(0, 60)}": ask with \`record\` for the one you mean.`
  return new FreshetError('BAD_REQUEST', { message })
}

/** A source that could not be asked for links may hide members: that must stand in the answer's errors. */
function reported(cluster: Cluster, context: GatewayContext, info: GraphQLResolveInfo): Cluster {
  for (const error of cluster.failures.values()) context.reports.push({ error, path: pathOf(info) })
  return cluster
}
