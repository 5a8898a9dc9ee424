import type { GraphQLResolveInfo } from 'graphql'
import type { EntityName, Filter } from '../../connector/index.ts'
import {
  groupOpenOrders,
  type OpenOrdersGroup,
  type OpenOrdersGrouping,
  openOrders as openOnly,
  openOrderParts,
  openOrderSums,
  tellsWanted,
} from '../../views/open-orders.ts'
import { summedPartOf } from '../../views/part.ts'
import {
  groupPipeline,
  onlyCurrency,
  type PipelineGrouping,
  type PipelinePart,
  type PipelineQuestion,
  partsOfRanges,
  pipelineParts,
  pipelineRanges,
  pipelineSums,
} from '../../views/pipeline.ts'
import type { Sums, SumsQuery, ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { filterOf } from '../subgraph/filter-input.ts'
import { dayIn } from '../subgraph/overdue.ts'
import { membersOf } from './members.ts'
import { lostMembers, membersIn, ofMembers } from './owned-by.ts'
import { recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { isSelected } from './selected.ts'
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
  const question = { groupBy, isWeighted: isSelected(info, 'groups', 'weighted') }
  const read = await Promise.all(
    serving('Opportunity', sources, context, info).map(async (view) => {
      const deals: PipelinePart[] = []
      const part = await summedPartOf(view, async () => {
        const filter = where == null ? undecided : filterOf(view.source, 'Opportunity', where)
        const told = await dealsOf(view, question, { filter, freshness })
        deals.push(...told.deals)
        return told.sums
      })
      return { part, deals: deals.map((own) => ({ ...own, source: view.source.name })) }
    }),
  )
  const parts = read.map(({ part }) => part)
  const deals = read.flatMap((own) => own.deals)
  return { groups: groupPipeline(deals, question), ...resultsOf(parts, context, info) }
}

/** Where a source tells chances by their range only, and of some deals they differ, its deals are read one by one. */
async function dealsOf(
  view: ViewSource,
  question: PipelineQuestion,
  asked: Pick<SumsQuery, 'filter' | 'freshness'>,
): Promise<{ readonly deals: readonly PipelinePart[]; readonly sums: Sums }> {
  const [exact, ranges] = [pipelineSums(view.source, question), pipelineRanges(question)]
  const currency = onlyCurrency(view.source)
  const isByRange = question.isWeighted && currency !== undefined && !view.addsUp({ ...exact, ...asked })
  let spent = 0
  if (isByRange && view.addsUp({ ...ranges, ...asked })) {
    const sums = await view.sums({ ...ranges, ...asked })
    const deals = partsOfRanges(sums.groups, ranges, currency)
    if (deals) return { deals, sums }
    spent = sums.calls
  }
  const sums = await view.sums({ ...exact, ...asked })
  return { deals: pipelineParts(sums.groups, exact), sums: { ...sums, calls: sums.calls + spent } }
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
  const question = { groupBy, isLate: isSelected(info, 'groups', 'late') }
  const read = await Promise.all(
    views.map(async (view) => {
      const filter = ofMembers(openOnly, view.source, members)
      const part = await summedPartOf(view, () => view.sums({ ...openOrderSums(question), filter, freshness }))
      const { parts: orders, unreadable } = openOrderParts(view.source.name, part.groups, question)
      return { part: { ...part, unreadable }, orders }
    }),
  )
  const parts = read.map(({ part }) => part)
  const days = new Map<string, string>(
    views
      .filter(({ source }) => tellsWanted(source))
      .map(({ source: { name, timeZone } }) => [name, dayIn(timeZone, context.now())]),
  )
  const orders = read.flatMap((own) => own.orders)
  const groups = groupOpenOrders(orders, question, (source) => days.get(source) ?? null)
  return { groups, ...resultsOf([...parts, ...lostMembers(members)], context, info) }
}

const serving = (
  entity: EntityName,
  sources: readonly string[] | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => viewSources(sources, context, info).filter(({ source }) => source.entities[entity] !== undefined)

export const salesResolvers = {
  OpenOrdersGroup: { customer: recordById('Customer', ({ customerId }: OpenOrdersGroup) => customerId) },
} as const
