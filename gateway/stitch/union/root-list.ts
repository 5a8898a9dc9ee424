import type { GraphQLResolveInfo } from 'graphql'
import { canonical, type EntityName, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { GatewayContext } from '../context.ts'
import { ask, offers, requireSource } from '../delegate.ts'
import { orderOf } from '../subgraph/order-input.ts'
import { type Branch, type Contributor, type UnionConnection, type UnionQuery, unionConnection } from './connection.ts'
import { listName } from './cursor.ts'
import { missingResult } from './source-result.ts'

export interface ListArguments {
  readonly where?: unknown
  readonly orderBy?: readonly Record<string, unknown>[] | null
  readonly first: number
  readonly after?: string | null
  readonly sources?: readonly string[] | null
}

/** A root list over every source that serves the type: an order across sources when asked for, else source by source. */
export function rootList(entity: EntityName) {
  const field = canonical[entity].plural!
  return (
    _root: unknown,
    args: ListArguments,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<UnionConnection> => {
    const query = listQuery(entity, args, context)
    const { where, orderBy } = args
    const branches = query.branches.map(
      ({ name, source }): Branch => ({
        name,
        source,
        ask: ({ first, after, selection }) =>
          ask({ source, field, args: { where, orderBy, first, after }, selection }, context, info),
      }),
    )
    return unionConnection({ ...query, branches }, context, info)
  }
}

/** Who has a part in a root list, and how the parts become one. @throws FreshetError BAD_REQUEST for a source that is not connected */
export function listQuery(entity: EntityName, args: ListArguments, context: GatewayContext): UnionQuery<Contributor> {
  const field = canonical[entity].plural!
  const { where = null, orderBy = null, sources = null, first, after } = args
  const chosen = chosenSources(sources, context).filter((source) => sources || isMeant(source, entity, where, context))
  const serving = chosen.filter((source) => offers(source, field, context))
  // Sources that do not serve the type are missing only where the caller named them: a CRM without stock is no gap in stock.
  const missing =
    sources || serving.length === 0
      ? chosen.filter((source) => !serving.includes(source)).map((source) => unserved(source, entity))
      : []
  const order = orderOf(orderBy)
  return {
    ...{ entity, order, first, after, missing },
    list: listName(entity, where, orderBy, sources),
    branches: serving.map((source) => ({ name: source, source })),
    sequential: order.length === 0,
  }
}

/** A question for records that name a key of another system is meant for the sources that keep such keys, if any does. */
function isMeant(source: SourceName, entity: EntityName, where: unknown, context: GatewayContext): boolean {
  const target = (where as { externalKey?: { source: string } } | null | undefined)?.externalKey?.source
  if (target === undefined) return true
  const keeps = (name: SourceName) => context.subschemas.get(name)?.source.externalKeys[entity]?.[target] !== undefined
  return keeps(source) || ![...context.subschemas.keys()].some(keeps)
}

function chosenSources(names: readonly string[] | null | undefined, context: GatewayContext): SourceName[] {
  if (!names) return [...context.subschemas.keys()]
  return [...new Set(names)].map((name) => requireSource(name, context).source.name)
}

function unserved(source: SourceName, entity: EntityName) {
  return missingResult(
    source,
    new FreshetError('UNSUPPORTED', { source, message: `The source "${source}" does not serve ${entity}.` }),
  )
}
