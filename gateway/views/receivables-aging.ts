import { encodeGlobalId, type Filter, type SourceKey, type SourceName } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { isPositive, isZero, minus, sum } from './decimals.ts'
import type { Part } from './part.ts'
import { daysBetween } from './rates.ts'
import { type Money, moneyAt, textAt } from './values.ts'

export type AgingGrouping = 'SOURCE' | 'LEGAL_ENTITY' | 'CUSTOMER' | 'CURRENCY'

export interface AgingQuestion {
  readonly groupBy: readonly AgingGrouping[]
  /** Ascending, in days. */
  readonly edges: readonly number[]
  readonly basis: 'DUE_DATE' | 'ISSUE_DATE'
}

/** The open items of one source, and the day that their ages are counted to. */
export interface AgingInput {
  readonly source: SourceName
  readonly asOf: string
  readonly invoices: readonly Served[]
  readonly payments: readonly Served[]
}

export interface AgingBucket {
  readonly fromDays: number | null
  readonly toDays: number | null
  readonly amount: Money
  readonly documents: number
}

export interface AgingGroup {
  readonly source: string | null
  readonly legalEntityKey: string | null
  readonly customerId: string | null
  readonly currency: string
  readonly asOf: string
  readonly buckets: readonly AgingBucket[]
  readonly unappliedCredits: Money
  readonly total: Money
  readonly overdue: Money
  readonly documents: number
}

export interface Aging {
  readonly groups: readonly AgingGroup[]
  /** How many rows of each source lack what is counted here. */
  readonly unreadable: ReadonlyMap<SourceName, number>
}

export const openInvoiceFields = [
  'kind',
  'customer',
  'issueDate',
  'dueDate',
  'open.document.amount',
  'open.document.currency',
  'meta.legalEntity',
] as const

export const openPaymentFields = ['customer', 'unapplied.amount', 'unapplied.currency', 'meta.legalEntity'] as const

const is = (field: string, value: string | boolean): Filter => ({ kind: 'compare', field, op: 'eq', value })

export const openInvoices: Filter = {
  kind: 'and',
  terms: [is('direction', 'RECEIVABLE'), { kind: 'in', field: 'status', values: ['OPEN', 'PARTIALLY_PAID'] }],
}

/** What customers have paid and is not matched: the source knows which payments are done with. */
export const openPayments: Filter = {
  kind: 'and',
  terms: [is('direction', 'INBOUND'), is('isApplied', false)],
}

/** Sums up open items. Pure; a row that lacks its amount, or the date it would age by, is told apart, not guessed. */
export function ageReceivables(inputs: readonly AgingInput[], question: AgingQuestion): Aging {
  const items = inputs.flatMap((input) => [
    ...input.invoices.map((row) => invoiceItem(row, input, question)),
    ...input.payments.map((row) => paymentItem(row, input)),
  ])
  const readable = items.filter((item) => item.kind !== 'unreadable')
  const groups = Map.groupBy(readable, (item) => JSON.stringify(groupKey(item, question)))
  const unreadable = inputs.map(({ source }) => [
    source,
    items.filter((item) => item.kind === 'unreadable' && item.source === source).length,
  ])
  return {
    groups: [...groups].map(([, own]) => groupOf(own, question)),
    unreadable: new Map(unreadable as [SourceName, number][]),
  }
}

interface Counted {
  readonly source: SourceName
  readonly legalEntity: string | null
  readonly customer: string | null
  readonly asOf: string
  readonly amount: Money
}

type Item =
  | (Counted & { readonly kind: 'invoice'; readonly age: number; readonly isOverdue: boolean })
  | (Counted & { readonly kind: 'credit' })
  | { readonly kind: 'unreadable'; readonly source: SourceName }

function invoiceItem(row: Served, { source, asOf }: AgingInput, { basis }: AgingQuestion): Item {
  const [kind, amount] = [textAt(row, 'kind'), moneyAt(row, 'open.document')]
  if (!amount || kind === null || kind === 'UNKNOWN') return { kind: 'unreadable', source }
  const counted = { source, ...ownerOf(row), asOf, amount }
  if (kind === 'CREDIT_NOTE') return { ...counted, kind: 'credit' }
  const [dueDate, issueDate] = [textAt(row, 'dueDate'), textAt(row, 'issueDate')]
  const from = basis === 'DUE_DATE' ? dueDate : issueDate
  if (from === null || dueDate === null) return { kind: 'unreadable', source }
  return { ...counted, kind: 'invoice', age: daysBetween(from, asOf), isOverdue: dueDate < asOf }
}

function paymentItem(row: Served, { source, asOf }: AgingInput): Item {
  const amount = moneyAt(row, 'unapplied')
  return amount ? { source, ...ownerOf(row), asOf, amount, kind: 'credit' } : { kind: 'unreadable', source }
}

const ownerOf = (row: Served) => ({ legalEntity: textAt(row, 'meta.legalEntity'), customer: textAt(row, 'customer') })

/** A company and a customer are of one source: who groups by them has the source apart too. */
function groupKey(item: Counted, { groupBy }: AgingQuestion) {
  const isBy = (grouping: AgingGrouping) => groupBy.includes(grouping)
  return {
    source: isBy('SOURCE') || isBy('LEGAL_ENTITY') || isBy('CUSTOMER') ? item.source : null,
    legalEntityKey: isBy('LEGAL_ENTITY') ? item.legalEntity : null,
    customer: isBy('CUSTOMER') ? item.customer : null,
    currency: item.amount.currency,
  }
}

function groupOf(items: readonly (Item & Counted)[], question: AgingQuestion): AgingGroup {
  const { customer, ...key } = groupKey(items[0]!, question)
  const invoices = items.filter((item) => item.kind === 'invoice')
  const money = (amounts: readonly Counted[]): Money => ({
    amount: sum(amounts.map(({ amount }) => amount.amount)),
    currency: key.currency,
  })
  const [owed, credits] = [money(invoices), money(items.filter(({ kind }) => kind === 'credit'))]
  const id = customer && { type: 'Customer', source: items[0]!.source, key: customer as SourceKey }
  return {
    ...key,
    customerId: id && encodeGlobalId(id),
    asOf: items.map(({ asOf }) => asOf).sort()[0]!,
    buckets: spans(question.edges).map(({ fromDays, toDays }) => {
      const inside = invoices.filter(({ age }) => (fromDays ?? age) <= age && age <= (toDays ?? age))
      return { fromDays, toDays, amount: money(inside), documents: inside.length }
    }),
    unappliedCredits: credits,
    total: { amount: minus(owed.amount, credits.amount), currency: key.currency },
    overdue: money(invoices.filter(({ isOverdue }) => isOverdue)),
    documents: items.length,
  }
}

/** Every day is in exactly one. */
const spans = (edges: readonly number[]) =>
  [...edges, null].map((toDays, i) => ({ fromDays: i === 0 ? null : edges[i - 1]! + 1, toDays }))

/** A source may call a document open of which nothing is; what it does not tell is left in, to be told apart. */
export const withOpen = ({ rows }: Part): Served[] =>
  rows.filter((row) => {
    const open = textAt(row, 'open.document.amount')
    return open === null || !isZero(open)
  })

/** Rows with something open; others may be given back by a source that cannot tell. */
export const withUnapplied = ({ rows }: Part): Served[] =>
  rows.filter((row) => {
    const unapplied = textAt(row, 'unapplied.amount')
    return textAt(row, 'customer') !== null && (unapplied === null || isPositive(unapplied))
  })
