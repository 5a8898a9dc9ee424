import { encodeGlobalId, type Filter, type SourceKey } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { sum } from './decimals.ts'
import { moneyAt, textAt } from './values.ts'

export type OpenOrdersGrouping = 'SOURCE' | 'CUSTOMER' | 'MONTH'

export interface OpenOrdersGroup {
  readonly source: string | null
  readonly customerId: string | null
  readonly month: string | null
  readonly currency: string
  readonly orders: number
  readonly net: string
  readonly late: number | null
}

export const openOrders: Filter = { kind: 'in', field: 'status', values: ['OPEN', 'PENDING_APPROVAL'] }

export const openOrderFields = [
  'customer',
  'requestedDate',
  'totals.taxExclusive.amount',
  'totals.taxExclusive.currency',
] as const

export const hasTotal = (row: Served): boolean => moneyAt(row, 'totals.taxExclusive') !== null

/** `todayAt` gives the calendar day of a source that tells when orders are wanted. Rows without a total must have been left out. */
export function groupOpenOrders(
  rows: readonly Served[],
  groupBy: readonly OpenOrdersGrouping[],
  todayAt: (source: string) => string | null,
): OpenOrdersGroup[] {
  const keyOf = (row: Served) => groupKey(row, groupBy)
  const isLate = (row: Served) => (textAt(row, 'requestedDate') ?? '9999') < todayAt(row.record.source)!
  return [...Map.groupBy(rows, (row) => JSON.stringify(keyOf(row))).values()].map((own) => ({
    ...keyOf(own[0]!),
    orders: own.length,
    net: sum(own.map((row) => moneyAt(row, 'totals.taxExclusive')!.amount)),
    late: own.some((row) => todayAt(row.record.source) === null) ? null : own.filter(isLate).length,
  }))
}

function groupKey(row: Served, groupBy: readonly OpenOrdersGrouping[]) {
  const isBy = (grouping: OpenOrdersGrouping) => groupBy.includes(grouping)
  const { source } = row.record
  const customer = isBy('CUSTOMER') ? textAt(row, 'customer') : null
  return {
    source: isBy('SOURCE') || isBy('CUSTOMER') ? source : null,
    customerId: customer && encodeGlobalId({ type: 'Customer', source, key: customer as SourceKey }),
    month: isBy('MONTH') ? (textAt(row, 'requestedDate')?.slice(0, 7) ?? null) : null,
    currency: moneyAt(row, 'totals.taxExclusive')!.currency,
  }
}
