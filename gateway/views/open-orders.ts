import {
  encodeGlobalId,
  type Filter,
  isMapped,
  type Source,
  type SourceKey,
  type SourceName,
} from '../connector/index.ts'
import type { AggregateGroup, AggregateQuery, GroupTerm } from '../read/index.ts'
import { fieldOf } from '../read/native-path.ts'
import { sum } from './decimals.ts'

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

export interface OpenOrdersQuestion {
  readonly groupBy: readonly OpenOrdersGrouping[]
  /** Who wants to know which are late has them told day by day. */
  readonly isLate: boolean
}

export const openOrders: Filter = { kind: 'in', field: 'status', values: ['OPEN', 'PENDING_APPROVAL'] }

const [amount, currency] = ['totals.taxExclusive.amount', 'totals.taxExclusive.currency'] as const

/** What is asked of a source. */
export function openOrderSums({ groupBy, isLate }: OpenOrdersQuestion): Omit<AggregateQuery, 'filter' | 'freshness'> {
  const wanted: GroupTerm[] = isLate
    ? [{ field: 'requestedDate' }]
    : groupBy.includes('MONTH')
      ? [{ field: 'requestedDate', part: 'month' }]
      : []
  const customer = groupBy.includes('CUSTOMER') ? [{ field: 'customer' }] : []
  return {
    entity: 'SalesOrder',
    groupBy: [{ field: currency }, ...customer, ...wanted],
    measures: [
      { kind: 'count', field: amount },
      { kind: 'sum', field: amount },
    ],
  }
}

/** Orders of one source that are alike in all that they are grouped by; all of them have a total. */
export interface OpenOrdersPart {
  readonly source: SourceName
  readonly customer: string | null
  /** A day, or only its month. */
  readonly wanted: string | null
  readonly currency: string
  readonly orders: number
  readonly net: string
}

/** `sums` are those that `openOrderSums` asks for. `unreadable`: orders without a total. */
export function openOrderParts(source: SourceName, sums: readonly AggregateGroup[], question: OpenOrdersQuestion) {
  const { groupBy } = openOrderSums(question)
  const parts = sums.flatMap(({ key, values: [count, net] }): OpenOrdersPart[] => {
    const at = (field: string) => (key[groupBy.findIndex((term) => term.field === field)] ?? null) as string | null
    const orders = Number(count)
    if (at(currency) === null || orders === 0) return []
    const keys = { source, customer: at('customer'), wanted: at('requestedDate'), currency: at(currency)! }
    return [{ ...keys, orders, net: String(net) }]
  })
  const rows = sums.reduce((total, group) => total + Number(group.rows), 0)
  return { parts, unreadable: rows - countOf(parts) }
}

const countOf = (parts: readonly OpenOrdersPart[]): number => parts.reduce((total, { orders }) => total + orders, 0)

export function tellsWanted({ entities }: Source): boolean {
  return isMapped(fieldOf(entities.SalesOrder!, 'requestedDate'))
}

/** `todayAt` gives the calendar day of a source that tells when orders are wanted. */
export function groupOpenOrders(
  parts: readonly OpenOrdersPart[],
  { groupBy, isLate: asksLate }: OpenOrdersQuestion,
  todayAt: (source: string) => string | null,
): OpenOrdersGroup[] {
  const keyOf = (part: OpenOrdersPart) => groupKey(part, groupBy)
  const isLate = ({ source, wanted }: OpenOrdersPart) => (wanted ?? '9999') < todayAt(source)!
  return [...Map.groupBy(parts, (part) => JSON.stringify(keyOf(part))).values()].map((own) => ({
    ...keyOf(own[0]!),
    orders: countOf(own),
    net: sum(own.map(({ net }) => net)),
    late: !asksLate || own.some(({ source }) => todayAt(source) === null) ? null : countOf(own.filter(isLate)),
  }))
}

function groupKey({ source, customer, wanted, currency }: OpenOrdersPart, groupBy: readonly OpenOrdersGrouping[]) {
  const isBy = (grouping: OpenOrdersGrouping) => groupBy.includes(grouping)
  const key = isBy('CUSTOMER') ? customer : null
  return {
    source: isBy('SOURCE') || isBy('CUSTOMER') ? source : null,
    customerId: key && encodeGlobalId({ type: 'Customer', source, key: key as SourceKey }),
    month: isBy('MONTH') ? (wanted?.slice(0, 7) ?? null) : null,
    currency,
  }
}
