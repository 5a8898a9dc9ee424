import type { GraphQLResolveInfo } from 'graphql'
import type { EntityName } from '../../connector/index.ts'
import type { Freshness } from '../../read/index.ts'
import {
  groupOpenOrders,
  type OpenOrdersGroup,
  openOrders as openOnly,
  openOrderParts,
  openOrderSums,
  tellsWanted,
} from '../../views/open-orders.ts'
import { summedPartOf } from '../../views/part.ts'
import { groupPipeline, onlyCurrency, type PipelinePart, partsOfRanges, pipelineParts } from '../../views/pipeline.ts'
import type { Sums, ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { dayIn } from '../subgraph/overdue.ts'
import {
  type OpenOrdersArguments,
  openOrdersQuestion,
  type PipelineArguments,
  pipelineAsks,
  pipelineQuestion,
} from './asked-sums.ts'
import { membersOf } from './members.ts'
import { lostMembers, membersIn, ofMembers } from './owned-by.ts'
import { recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'

/** The sales deals of every system that keeps some, read in parallel and summed up here. */
export async function pipeline(
  _root: unknown,
  args: PipelineArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const freshness = wishOfView(context, info)
  const question = pipelineQuestion(args, info)
  const read = await Promise.all(
    serving('Opportunity', args.sources, context, info).map(async (view) => {
      const deals: PipelinePart[] = []
      const part = await summedPartOf(view, async () => {
        const told = await dealsOf(view, args, freshness, info)
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
  args: PipelineArguments,
  freshness: Freshness,
  info: GraphQLResolveInfo,
): Promise<{ readonly deals: readonly PipelinePart[]; readonly sums: Sums }> {
  const { exact, ranges } = pipelineAsks(view.source, args, info, (query) => view.addsUp({ ...query, freshness }))
  const told = ranges && (await view.sums({ ...ranges, freshness }))
  const deals = told && partsOfRanges(told.groups, ranges, onlyCurrency(view.source)!)
  if (deals) return { deals, sums: told }
  const sums = await view.sums({ ...exact, freshness })
  return { deals: pipelineParts(sums.groups, exact), sums: { ...sums, calls: sums.calls + (told?.calls ?? 0) } }
}

/** The unfinished orders of every system, read in parallel and summed up here. */
export async function openOrders(
  _root: unknown,
  args: OpenOrdersArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const { customer, sources } = args
  const freshness = wishOfView(context, info)
  const members = customer == null ? undefined : await membersOf(customer, context, info)
  const views = serving('SalesOrder', sources, context, info).filter(
    ({ source }) => !members || membersIn(source, members).length > 0,
  )
  const question = openOrdersQuestion(args, info)
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

/** Fields that lead to records. */
export const salesRecords = {
  OpenOrdersGroup: { customer: { of: ['Customer'], idOf: ({ customerId }: OpenOrdersGroup) => customerId } },
} as const

export const salesResolvers = {
  OpenOrdersGroup: { customer: recordById(salesRecords.OpenOrdersGroup.customer) },
} as const
