import Big from 'big.js'
import type { Served } from '../read/index.ts'
import { sum } from './decimals.ts'
import { moneyAt, textAt } from './values.ts'

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

/** What is read of a deal; no more than the grouping needs. */
export const pipelineFields = (groupBy: readonly PipelineGrouping[]): readonly string[] => [
  ...['amount.document.amount', 'amount.document.currency', 'probability', 'weighted.amount', 'weighted.currency'],
  ...groupBy.flatMap((grouping) => groupingFields[grouping]),
]

const groupingFields: Readonly<Record<PipelineGrouping, readonly string[]>> = {
  SOURCE: [],
  STAGE: ['stage.name', 'stage.code'],
  OWNER: ['owner'],
  MONTH: ['expectedCloseDate'],
}

export function groupPipeline(rows: readonly Served[], groupBy: readonly PipelineGrouping[]): PipelineGroup[] {
  const keyOf = (row: Served) => groupKey(row, groupBy)
  return [...Map.groupBy(rows, (row) => JSON.stringify(keyOf(row))).values()].map((own) => ({
    ...keyOf(own[0]!),
    deals: own.length,
    amount: sum(own.flatMap((row) => moneyAt(row, 'amount.document')?.amount ?? [])),
    weighted: weightedSum(own),
  }))
}

function groupKey(row: Served, groupBy: readonly PipelineGrouping[]) {
  const by = (grouping: PipelineGrouping, value: string | null) => (groupBy.includes(grouping) ? value : null)
  return {
    source: by('SOURCE', row.record.source),
    stage: by('STAGE', textAt(row, 'stage.name')),
    owner: by('OWNER', textAt(row, 'owner')),
    month: by('MONTH', textAt(row, 'expectedCloseDate')?.slice(0, 7) ?? null),
    currency: moneyAt(row, 'amount.document')?.currency ?? null,
  }
}

function weightedSum(rows: readonly Served[]): string | null {
  const parts = rows.map(weighted)
  return parts.every((part) => part !== null) ? sum(parts as string[]) : null
}

/** The same arithmetic for every source; what a source weighs itself it may have rounded, so that is only taken for want of a probability. */
export function weighted(row: Served): string | null {
  const amount = moneyAt(row, 'amount.document')
  if (!amount) return '0'
  const probability = textAt(row, 'probability')
  if (probability !== null) return new Big(amount.amount).times(probability).times('0.01').toFixed()
  const told = moneyAt(row, 'weighted')
  return told?.currency === amount.currency ? told.amount : null
}
