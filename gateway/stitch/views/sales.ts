import type { GraphQLResolveInfo } from 'graphql'
import type { Filter, Source } from '../../connector/index.ts'
import type { Freshness } from '../../read/index.ts'
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
  partsOfRanges,
  pipelineParts,
  pipelineRanges,
  pipelineSums,
} from '../../views/pipeline.ts'
import type { Sums, ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { filterOf } from '../subgraph/filter-input.ts'
import { dayIn } from '../subgraph/overdue.ts'
import type { FieldPlace } from '../subgraph/selection.ts'
import { membersOf } from './members.ts'
import { boundsOf, keysIn, lostMembers } from './owned-by.ts'
import { type Asking, askingOf, naming, type Reads, type SumsRead } from './reads.ts'
import { recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { isSelected } from './selected.ts'
import { viewSources, wishOfView } from './sources.ts'

export interface PipelineArguments {
  readonly groupBy: readonly PipelineGrouping[]
  readonly where?: object | null
  readonly sources?: readonly string[] | null
}

export interface OpenOrdersArguments {
  readonly groupBy: readonly OpenOrdersGrouping[]
  readonly customer?: string | null
  readonly sources?: readonly string[] | null
}

/** The sales deals of every system that keeps some, read in parallel and summed up here. */
export async function pipeline(
  _root: unknown,
  args: PipelineArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const freshness = wishOfView(context, info)
  const views = viewSources(args.sources, context, info).filter(({ source }) => pipelineReads.isOf(source))
  const read = await Promise.all(
    views.map(async (view) => {
      const deals: PipelinePart[] = []
      const part = await summedPartOf(view, async () => {
        const told = await dealsOf(view, pipelineReads.of(askingOf(view, args, context, info)), freshness)
        deals.push(...told.deals)
        return told.sums
      })
      return { part, deals: deals.map((own) => ({ ...own, source: view.source.name })) }
    }),
  )
  const parts = read.map(({ part }) => part)
  const deals = read.flatMap((own) => own.deals)
  return { groups: groupPipeline(deals, pipelineQuestion(args, info)), ...resultsOf(parts, context, info) }
}

interface PipelineReads extends Reads {
  /** Of a source that tells chances by their range only. */
  readonly ranges?: SumsRead
  readonly deals: SumsRead
}

export const pipelineReads = {
  isOf: ({ entities }: Source) => entities.Opportunity !== undefined,
  of({ source, args, place, addsUp }: Asking<PipelineArguments>): PipelineReads {
    const question = pipelineQuestion(args, place)
    const filter = args.where == null ? undecided : filterOf(source, 'Opportunity', args.where)
    const sums = { ...pipelineSums(source, question), filter }
    const ranges = { ...pipelineRanges(question), filter }
    const isByRange = question.isWeighted && onlyCurrency(source) !== undefined && !addsUp(sums) && addsUp(ranges)
    return isByRange ? { ranges: { sums: ranges }, deals: { sums, isSpare: true } } : { deals: { sums } }
  },
}

const undecided: Filter = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' }

const pipelineQuestion = ({ groupBy }: PipelineArguments, place: FieldPlace) => ({
  groupBy,
  isWeighted: isSelected(place, 'groups', 'weighted'),
})

/** Where a source tells chances by their range only, and of some deals they differ, its deals are read one by one. */
async function dealsOf(
  view: ViewSource,
  { ranges, deals }: PipelineReads,
  freshness: Freshness,
): Promise<{ readonly deals: readonly PipelinePart[]; readonly sums: Sums }> {
  const told = ranges && (await view.sums({ ...ranges.sums, freshness }))
  const ranged = told && partsOfRanges(told.groups, ranges.sums, onlyCurrency(view.source)!)
  if (ranged) return { deals: ranged, sums: told }
  const sums = await view.sums({ ...deals.sums, freshness })
  return { deals: pipelineParts(sums.groups, deals.sums), sums: { ...sums, calls: sums.calls + (told?.calls ?? 0) } }
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
  const views = viewSources(sources, context, info).filter(
    ({ source }) => openOrdersReads.isOf(source) && (!members || keysIn(source, members).length > 0),
  )
  const question = openOrdersQuestion(args, info)
  const read = await Promise.all(
    views.map(async (view) => {
      const { orders } = openOrdersReads.of(
        askingOf(view, args, context, info, members && keysIn(view.source, members)),
      )
      const part = await summedPartOf(view, () => view.sums({ ...orders.sums, freshness }))
      const { parts, unreadable } = openOrderParts(view.source.name, part.groups, question)
      return { part: { ...part, unreadable }, orders: parts }
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

export const openOrdersReads = {
  members: { of: 'Customer', argument: 'customer' },
  isOf: ({ entities }: Source) => entities.SalesOrder !== undefined,
  of(asking: Asking<OpenOrdersArguments>): { readonly orders: SumsRead } {
    const { args, place } = asking
    const filter = naming('customer', 'SalesOrder', asking, openOnly)
    return { orders: { sums: { ...openOrderSums(openOrdersQuestion(args, place)), filter }, ...boundsOf(args) } }
  },
} as const

const openOrdersQuestion = ({ groupBy }: OpenOrdersArguments, place: FieldPlace) => ({
  groupBy,
  isLate: isSelected(place, 'groups', 'late'),
})

/** Fields that lead to records. */
export const salesRecords = {
  OpenOrdersGroup: { customer: { of: ['Customer'], idOf: ({ customerId }: OpenOrdersGroup) => customerId } },
} as const

export const salesResolvers = {
  OpenOrdersGroup: { customer: recordById(salesRecords.OpenOrdersGroup.customer) },
} as const
