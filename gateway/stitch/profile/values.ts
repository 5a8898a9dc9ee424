import type { GraphQLResolveInfo } from 'graphql'
import { type CanonicalField, canonical, type Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import {
  type Candidate,
  fieldGroupOf,
  policyOf,
  type Survivor,
  type SurvivorshipRule,
  survive,
} from '../../identity/index.ts'
import type { GatewayContext } from '../context.ts'
import { selectionSet } from '../delegate.ts'
import { byIds, type ProfiledEntity } from './cards.ts'
import type { Cluster } from './cluster.ts'
import { identityOf } from './identity-settings.ts'
import { askMembers, reportErrors, sourceOf } from './members.ts'

/** What `field(path:)` answers. */
interface Provenanced extends Partial<Omit<Survivor, 'rule' | 'others'>> {
  readonly path: string
  readonly rule: SurvivorshipRule
  readonly others: Survivor['others']
  readonly complete: boolean
}

/** The fields in which records of a type usually differ when people have changed one system and not the other. */
const compared: Readonly<Record<ProfiledEntity, readonly string[]>> = {
  Customer: ['name', 'legalName', 'kind', 'status', 'currency', 'paymentTerm.code', 'taxExempt', 'industry', 'owner'],
  Supplier: ['name', 'legalName', 'kind', 'status', 'currency', 'paymentTerm.code', 'paymentMethod', 'paymentBlocked'],
  Item: ['sku', 'name', 'description', 'type', 'status', 'baseUom', 'tracking', 'category'],
}

type Resolver<Args, Result> = (
  cluster: Cluster,
  args: Args,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => Promise<Result>

/** @throws FreshetError BAD_REQUEST for a path that is no single value of the records */
export const field: Resolver<{ readonly path: string }, Provenanced> = async (cluster, { path }, context, info) => {
  const [value] = await valuesOf(cluster, [path], context, info)
  return value!
}

export const conflicts: Resolver<{ readonly paths?: readonly string[] | null }, Provenanced[]> = async (
  cluster,
  { paths },
  context,
  info,
) => {
  const values = await valuesOf(cluster, paths ?? compared[cluster.entity], context, info)
  return values.filter(({ others }) => others.length > 0)
}

const mostPaths = 50

/** All paths in one question per source. */
export async function valuesOf(
  cluster: Cluster,
  paths: readonly string[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Provenanced[]> {
  if (paths.length > mostPaths) throw badRequest(`${paths.length} fields are asked for: ask for at most ${mostPaths}.`)
  const { entity } = cluster
  const shapes = paths.map((path) => requireValue(entity, path))
  const selection = selectionSet(
    `{ id meta { sourceModifiedAt sourceModifiedPrecision } ${paths.map((path, i) => selectionOf(path, i)).join(' ')} }`,
  )
  const answers = await askMembers(cluster, byIds(entity), {}, selection, context, info)
  reportErrors(answers, context, info)
  const records = answers.filter((answer) => answer !== null && !(answer instanceof Error)) as MemberRecord[]
  const complete = cluster.failures.size === 0 && answers.every((answer) => !(answer instanceof Error))
  return paths.map((path, i) => {
    const { rule, order } = policyOf(identityOf(context).survivorship, entity, path)
    const candidates = records.map((record) => candidateOf(record, path, i, shapes[i]!))
    const survivor = survive(candidates, rule, rankOf(entity, path, order, context))
    return { path, rule, others: [], ...survivor, complete: complete && !candidates.some(({ failed }) => failed) }
  })
}

interface MemberRecord {
  readonly id: string
  readonly meta: { readonly sourceModifiedAt: string | null; readonly sourceModifiedPrecision: string } | null
  readonly [alias: string]: unknown
}

/** `paymentTerm.code` as `f0: paymentTerm { code }`; a reference as the id that it leads to. */
function selectionOf(path: string, place: number): string {
  const [head, ...rest] = path.split('.')
  return `f${place}: ${head} ${rest.map((step) => `{ ${step} `).join('')}${'}'.repeat(rest.length)}`
}

function candidateOf(
  record: MemberRecord,
  path: string,
  place: number,
  { type }: CanonicalField,
): Candidate & { readonly failed: boolean } {
  const steps = path.split('.').slice(1)
  const value = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], record[`f${place}`])
  const isKnown = value !== null && value !== undefined && !(value instanceof Error)
  // What nobody knows is no opinion.
  const isSaid = isKnown && !(type === 'enum' && value === 'UNKNOWN')
  return {
    record: record.id,
    source: sourceOf(record.id),
    value: isSaid ? String(value) : null,
    modifiedAt: record.meta?.sourceModifiedAt ?? null,
    modifiedPrecision: record.meta?.sourceModifiedPrecision ?? null,
    failed: value instanceof Error,
  }
}

function requireValue(entity: ProfiledEntity, path: string): CanonicalField {
  const shape = Object.hasOwn(canonical[entity].fields, path) ? canonical[entity].fields[path]! : undefined
  if (shape && !shape.list && shape.type !== 'value' && shape.type !== 'ref' && !path.startsWith('meta.')) return shape
  const why = shape ? 'is no single value: ask the records for it' : `is no field of ${entity}`
  throw badRequest(`"${path.slice(0, 60)}" ${why}. A path is written as "name" or "paymentTerm.code".`)
}

/** Configured sources first, then those who know such fields best, then the order of the configuration. */
export function rankOf(
  entity: ProfiledEntity,
  path: string,
  order: readonly string[],
  context: GatewayContext,
): (source: string) => number {
  const sources = [...context.subschemas.values()].map(({ source }) => source)
  const places = sources.map((source, at): [string, number] => {
    const named = order.indexOf(source.name)
    return [
      source.name,
      named >= 0 ? named : order.length + (knowsBest(source, entity, path) ? 0 : sources.length) + at,
    ]
  })
  const ranks = new Map(places)
  return (source) => ranks.get(source) ?? Number.POSITIVE_INFINITY
}

function knowsBest(source: Source, entity: ProfiledEntity, path: string): boolean {
  const { Invoice, Opportunity, StockLevel } = source.entities
  switch (fieldGroupOf(entity, path)) {
    case 'ledger':
      return Invoice !== undefined
    case 'stock':
      return StockLevel !== undefined
    case 'sales':
      return Opportunity !== undefined && Invoice === undefined
  }
}

const badRequest = (message: string) => new FreshetError('BAD_REQUEST', { message })
