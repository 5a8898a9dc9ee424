import type { EntityName, Filter, Source } from '../../connector/index.ts'
import type { AggregateQuery } from '../../read/index.ts'
import { type OpenOrdersGrouping, openOrderSums, openOrders } from '../../views/open-orders.ts'
import { onlyCurrency, type PipelineGrouping, pipelineRanges, pipelineSums } from '../../views/pipeline.ts'
import { filterOf } from '../subgraph/filter-input.ts'
import type { FieldPlace } from '../subgraph/selection.ts'
import { isSelected } from './selected.ts'

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

export const pipelineQuestion = ({ groupBy }: PipelineArguments, place: FieldPlace) => ({
  groupBy,
  isWeighted: isSelected(place, 'groups', 'weighted'),
})

export const openOrdersQuestion = ({ groupBy }: OpenOrdersArguments, place: FieldPlace) => ({
  groupBy,
  isLate: isSelected(place, 'groups', 'late'),
})

const undecided: Filter = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' }

/** What a pipeline asks of a source; `ranges` instead, where only those does it add up. @throws FreshetError for its filter */
export function pipelineAsks(
  source: Source,
  { where, ...args }: PipelineArguments,
  place: FieldPlace,
  addsUp: (query: AggregateQuery) => boolean,
) {
  const question = pipelineQuestion(args, place)
  const filter = where == null ? undecided : filterOf(source, 'Opportunity', where)
  const exact: AggregateQuery = { ...pipelineSums(source, question), filter }
  const ranges: AggregateQuery = { ...pipelineRanges(question), filter }
  const isByRange = question.isWeighted && onlyCurrency(source) !== undefined && !addsUp(exact) && addsUp(ranges)
  return { exact, ...(isByRange && { ranges }) }
}

/**
 * What a view of sums asks of a source first; undefined for other views, for those whose question depends on whom it is about, and
 * for a source that does not serve its records.
 */
export function viewAsks(
  field: string,
  source: Source,
  args: object,
  place: FieldPlace,
  addsUp: (query: AggregateQuery) => boolean,
): AggregateQuery | undefined {
  const serves = (entity: EntityName) => source.entities[entity] !== undefined
  if (field === 'pipeline' && serves('Opportunity')) {
    const { exact, ranges } = pipelineAsks(source, args as PipelineArguments, place, addsUp)
    return ranges ?? exact
  }
  const orders = args as OpenOrdersArguments
  const isOfAll = field === 'openOrders' && orders.customer == null && serves('SalesOrder')
  return isOfAll ? { ...openOrderSums(openOrdersQuestion(orders, place)), filter: openOrders } : undefined
}
