import Big from 'big.js'
import { isMapped, type Source } from '../connector/index.ts'
import type { AggregateGroup, AggregateQuery, GroupTerm, GroupValue, Measure } from '../read/index.ts'
import { fieldOf } from '../read/native-path.ts'
import { sum } from './decimals.ts'

export type PipelineGrouping = 'SOURCE' | 'STAGE' | 'OWNER' | 'MONTH'

export interface PipelineGroup {
  readonly source: string | null
  readonly stage: string | null
  readonly owner: string | null
  readonly month: string | null
  readonly currency: string | null
  readonly deals: number
  readonly amount: string
  readonly weighted: string | null
}

export interface PipelineQuestion {
  readonly groupBy: readonly PipelineGrouping[]
  readonly isWeighted: boolean
}

type Sums = Pick<AggregateQuery, 'entity' | 'groupBy' | 'measures'>

const [amount, currency] = ['amount.document.amount', 'amount.document.currency'] as const
const entity = 'Opportunity'

/** What is asked of a source. Amounts are weighted group by group, so deals of other chances are other groups. */
export function pipelineSums(source: Source, { groupBy, isWeighted }: PipelineQuestion): Sums {
  const weights = isWeighted ? ['probability', ...(tellsWeighted(source) ? ['weighted.currency'] : [])] : []
  return {
    entity,
    groupBy: [...termsOf(groupBy), { field: currency }, ...weights.map((field) => ({ field }))],
    measures: [
      { kind: 'count', field: amount },
      { kind: 'sum', field: amount },
      ...(isWeighted && tellsWeighted(source) ? told : []),
    ],
  }
}

const told: readonly Measure[] = [
  { kind: 'count', field: 'weighted.amount' },
  { kind: 'sum', field: 'weighted.amount' },
]

/**
 * The same of a source of one currency that groups by no percentages, but tells the least and the greatest: where these are one,
 * as where the step decides the chance, the amount may be weighted by it.
 */
export function pipelineRanges({ groupBy }: PipelineQuestion): Sums {
  const chance = (kind: 'count' | 'min' | 'max'): Measure => ({ kind, field: 'probability' })
  return {
    entity,
    groupBy: termsOf([...new Set([...groupBy, 'STAGE' as const])]),
    measures: [
      { kind: 'count', field: amount },
      { kind: 'sum', field: amount },
      chance('count'),
      chance('min'),
      chance('max'),
    ],
  }
}

const termsOf = (groupBy: readonly PipelineGrouping[]): GroupTerm[] => groupBy.flatMap((grouping) => terms[grouping])

const terms: Readonly<Record<PipelineGrouping, readonly GroupTerm[]>> = {
  SOURCE: [],
  STAGE: [{ field: 'stage.name' }, { field: 'stage.code' }],
  OWNER: [{ field: 'owner' }],
  MONTH: [{ field: 'expectedCloseDate', part: 'month' }],
}

const mapped = ({ entities }: Source, path: string) => {
  const field = entities[entity] && fieldOf(entities[entity], path)
  return isMapped(field) ? field : undefined
}

const tellsWeighted = (source: Source): boolean => mapped(source, 'weighted.amount') !== undefined

/** The currency of all amounts of a source that has but one. */
export function onlyCurrency(source: Source): string | undefined {
  const field = mapped(source, currency)
  return typeof field?.constant === 'string' ? field.constant : undefined
}

/** Deals of one source that are alike in all that they are grouped by. */
export type PipelinePart = Omit<PipelineGroup, 'source'>

/** `sums` are those that `pipelineSums` asks for. */
export function pipelineParts(sums: readonly AggregateGroup[], question: Sums): PipelinePart[] {
  return sums.flatMap((group) => {
    const at = leafReader(group, question)
    const [rows, count] = [Number(group.rows), Number(at('count', amount))]
    const worth = { currency: textOf(at('key', currency)), amount: textOf(at('sum', amount)) ?? '0' }
    return split(keysOf(at), rows, count, { ...worth, weighted: weightedBy(at, worth, rows) })
  })
}

/** `sums` are those that `pipelineRanges` asks for; undefined when they do not tell how amounts are weighted. */
export function partsOfRanges(
  sums: readonly AggregateGroup[],
  question: Sums,
  money: string,
): PipelinePart[] | undefined {
  const parts = sums.map((group) => {
    const at = leafReader(group, question)
    const rows = Number(group.rows)
    const [count, chances] = [Number(at('count', amount)), Number(at('count', 'probability'))]
    const [least, greatest] = [textOf(at('min', 'probability')), textOf(at('max', 'probability'))]
    const isOne = chances === rows && least !== null && new Big(least).eq(greatest!)
    if (count > 0 && !isOne) return undefined
    const worth = { currency: money, amount: textOf(at('sum', amount)) ?? '0' }
    return split(keysOf(at), rows, count, { ...worth, weighted: least && weigh(worth.amount, least) })
  })
  return parts.includes(undefined) ? undefined : parts.flatMap((own) => own!)
}

type Leaf = (what: 'key' | Measure['kind'], field: string) => GroupValue

function leafReader({ key, values }: AggregateGroup, { groupBy, measures }: Sums): Leaf {
  return (what, field) => {
    if (what === 'key') return key[groupBy.findIndex((term) => term.field === field)] ?? null
    return values[measures.findIndex((measure) => measure.kind === what && measure.field === field)] ?? null
  }
}

const textOf = (value: GroupValue): string | null => (value === null ? null : String(value))

const keysOf = (at: Leaf) => ({
  stage: textOf(at('key', 'stage.name')),
  owner: textOf(at('key', 'owner')),
  month: textOf(at('key', 'expectedCloseDate')),
})

type Worth = Pick<PipelinePart, 'currency' | 'amount' | 'weighted'>

/** Deals without an amount are in no currency, and add nothing. */
function split(keys: ReturnType<typeof keysOf>, deals: number, count: number, worth: Worth): PipelinePart[] {
  const counted = worth.currency === null ? 0 : count
  const parts: PipelinePart[] = [
    { ...keys, ...worth, deals: counted },
    { ...keys, currency: null, deals: deals - counted, amount: '0', weighted: '0' },
  ]
  return parts.filter((part) => part.deals > 0)
}

/** The same arithmetic for every source; what a source weighs itself it may have rounded, so that is only taken for want of a probability. */
function weightedBy(at: Leaf, worth: Pick<Worth, 'currency' | 'amount'>, deals: number): string | null {
  const chance = textOf(at('key', 'probability'))
  if (chance !== null) return weigh(worth.amount, chance)
  const isTold = at('key', 'weighted.currency') === worth.currency && at('count', 'weighted.amount') === deals
  return isTold ? textOf(at('sum', 'weighted.amount')) : null
}

const weigh = (worth: string, chance: string): string => new Big(worth).times(chance).times('0.01').toFixed()

/** The parts of all sources, put together as is asked. */
export function groupPipeline(
  parts: readonly (PipelinePart & { readonly source: string })[],
  { groupBy, isWeighted }: PipelineQuestion,
): PipelineGroup[] {
  const keyOf = (part: (typeof parts)[number]) => groupKey(part, groupBy)
  return [...Map.groupBy(parts, (part) => JSON.stringify(keyOf(part))).values()].map((own) => ({
    ...keyOf(own[0]!),
    deals: own.reduce((deals, part) => deals + part.deals, 0),
    amount: sum(own.map((part) => part.amount)),
    weighted: isWeighted ? wholeSum(own.map(({ weighted }) => weighted)) : null,
  }))
}

function groupKey(part: PipelinePart & { readonly source: string }, groupBy: readonly PipelineGrouping[]) {
  const by = (grouping: PipelineGrouping, value: string | null) => (groupBy.includes(grouping) ? value : null)
  return {
    source: by('SOURCE', part.source),
    stage: by('STAGE', part.stage),
    owner: by('OWNER', part.owner),
    month: by('MONTH', part.month),
    currency: part.currency,
  }
}

const wholeSum = (parts: readonly (string | null)[]): string | null =>
  parts.every((part) => part !== null) ? sum(parts as string[]) : null
