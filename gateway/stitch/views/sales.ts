import type { GraphQLResolveInfo } from 'graphql'
import { type EntityName, type Filter, isMapped, type Source } from '../../connector/index.ts'
import { fieldOf } from '../../read/native-path.ts'
import {
  groupOpenOrders,
  hasTotal,
  type OpenOrdersGroup,
  type OpenOrdersGrouping,
  openOrders as openOnly,
  openOrderFields,
} from '../../views/open-orders.ts'
import { type Part, partOf } from '../../views/part.ts'
import { groupPipeline, type PipelineGrouping, pipelineFields } from '../../views/pipeline.ts'
import type { GatewayContext } from '../context.ts'
import { filterOf } from '../subgraph/filter-input.ts'
import { dayIn } from '../subgraph/overdue.ts'
import { membersOf } from './members.ts'
import { lostMembers, membersIn, ofMembers } from './owned-by.ts'
import { recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'

export interface PipelineArguments {
  readonly groupBy: readonly PipelineGrouping[]
  readonly where?: object | null
  readonly sources?: readonly string[] | null
}

const undecided: Filter = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' }

/** The sales deals of every system that keeps some, read in parallel and summed up here. */
export async function pipeline(
  _root: unknown,
  { groupBy, where, sources }: PipelineArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const freshness = wishOfView(context, info)
  const parts = await Promise.all(
    serving('Opportunity', sources, context, info).map((view) =>
      partOf(view, async () => {
        const filter = where == null ? undecided : filterOf(view.source, 'Opportunity', where)
        return view.rows({ entity: 'Opportunity', fields: pipelineFields(groupBy), filter, freshness })
      }),
    ),
  )
  return { groups: groupPipeline(rowsOf(parts), groupBy), ...resultsOf(parts, context, info) }
}

export interface OpenOrdersArguments {
  readonly groupBy: readonly OpenOrdersGrouping[]
  readonly customer?: string | null
  readonly sources?: readonly string[] | null
}

/** The unfinished orders of every system, read in parallel and summed up here. */
export async function openOrders(
  _root: unknown,
  { groupBy, customer, sources }: OpenOrdersArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const freshness = wishOfView(context, info)
  const members = customer == null ? undefined : await membersOf(customer, context, info)
  const views = serving('SalesOrder', sources, context, info).filter(
    ({ source }) => !members || membersIn(source, members).length > 0,
  )
  const read = await Promise.all(
    views.map((view) => {
      const filter = ofMembers(openOnly, view.source, members)
      return partOf(view, () => view.rows({ entity: 'SalesOrder', fields: openOrderFields, filter, freshness }))
    }),
  )
  const parts = read.map((part) => ({ ...part, unreadable: part.rows.filter((row) => !hasTotal(row)).length }))
  const days = new Map<string, string>(
    views
      .filter(({ source }) => tellsWanted(source))
      .map(({ source: { name, timeZone } }) => [name, dayIn(timeZone, context.now())]),
  )
  const groups = groupOpenOrders(rowsOf(parts).filter(hasTotal), groupBy, (source) => days.get(source) ?? null)
  return { groups, ...resultsOf([...parts, ...lostMembers(members)], context, info) }
}

const tellsWanted = ({ entities }: Source): boolean => isMapped(fieldOf(entities.SalesOrder!, 'requestedDate'))

const serving = (
  entity: EntityName,
  sources: readonly string[] | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => viewSources(sources, context, info).filter(({ source }) => source.entities[entity] !== undefined)

const rowsOf = (parts: readonly Part[]) => parts.flatMap(({ rows }) => rows)

/** Fields that lead to records. */
export const salesRecords = {
  OpenOrdersGroup: { customer: { of: ['Customer'], idOf: ({ customerId }: OpenOrdersGroup) => customerId } },
} as const

export const salesResolvers = {
  OpenOrdersGroup: { customer: recordById(salesRecords.OpenOrdersGroup.customer) },
} as const
