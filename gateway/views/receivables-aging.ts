import {
  encodeGlobalId,
  type Filter,
  isMapped,
  type Source,
  type SourceKey,
  type SourceName,
} from '../connector/index.ts'
import type { AggregateGroup, AggregateQuery, GroupTerm, Served } from '../read/index.ts'
import { fieldOf } from '../read/native-path.ts'
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
  /** Instead of invoices: what those add up to that are alike in all that counts here. */
  readonly sums?: readonly AggregateGroup[]
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

const amount = 'open.document.amount'

/** Whether a source may be asked for sums: what it calls open and of which nothing is must be told apart. */
export function addsUpOpen({ entities }: Source): boolean {
  const field = entities.Invoice && fieldOf(entities.Invoice, amount)
  return isMapped(field) && field.aggregatable?.sum !== undefined && field.filter?.ne === 'exact'
}

/** The same as from rows with only what the question groups and ages by, of the invoices of which anything is open. */
export function openInvoiceSums(
  { groupBy, basis }: AgingQuestion,
  filter: Filter,
): Pick<AggregateQuery, 'entity' | 'groupBy' | 'measures' | 'filter'> {
  const hasOpen: Filter = { kind: 'compare', field: amount, op: 'ne', value: '0' }
  return {
    entity: 'Invoice',
    groupBy: openInvoiceTerms(groupBy, basis),
    measures: [
      { kind: 'count', field: amount },
      { kind: 'sum', field: amount },
    ],
    filter: { kind: 'and', terms: [filter, hasOpen] },
  }
}

const openInvoiceTerms = (groupBy: readonly AgingGrouping[], basis: AgingQuestion['basis']): GroupTerm[] =>
  [
    ...['open.document.currency', 'kind', 'dueDate'],
    ...(basis === 'ISSUE_DATE' ? ['issueDate'] : []),
    ...(groupBy.includes('CUSTOMER') ? ['customer'] : []),
    ...(groupBy.includes('LEGAL_ENTITY') ? ['meta.legalEntity'] : []),
  ].map((field) => ({ field }))

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
    ...input.invoices.map((row) => invoiceItem(factsOf(row), input, question)),
    ...(input.sums ?? []).flatMap((group) => summedItems(group, input, question)),
    ...input.payments.map((row) => paymentItem(row, input)),
  ])
  const readable = items.filter((item) => item.kind !== 'unreadable')
  const groups = Map.groupBy(readable, (item) => JSON.stringify(groupKey(item, question)))
  const unreadable = inputs.map(({ source }) => [
    source,
    countOf(items.filter((item) => item.kind === 'unreadable' && item.source === source)),
  ])
  return {
    groups: [...groups].map(([, own]) => groupOf(own, question)),
    unreadable: new Map(unreadable as [SourceName, number][]),
  }
}

const countOf = (items: readonly Item[]): number => items.reduce((total, { documents }) => total + documents, 0)

interface Counted {
  /** How many it stands for. */
  readonly documents: number
  readonly source: SourceName
  readonly legalEntity: string | null
  readonly customer: string | null
  readonly asOf: string
  readonly amount: Money
}

type Item =
  | (Counted & { readonly kind: 'invoice'; readonly age: number; readonly isOverdue: boolean })
  | (Counted & { readonly kind: 'credit' })
  | { readonly kind: 'unreadable'; readonly source: SourceName; readonly documents: number }

/** What is known of an open invoice, or of several that are alike in it. */
interface Facts extends Pick<Counted, 'documents' | 'legalEntity' | 'customer'> {
  readonly kind: string | null
  readonly dueDate: string | null
  readonly issueDate: string | null
  readonly amount: Money | null
}

const factsOf = (row: Served): Facts => ({
  ...ownerOf(row),
  documents: 1,
  kind: textAt(row, 'kind'),
  dueDate: textAt(row, 'dueDate'),
  issueDate: textAt(row, 'issueDate'),
  amount: moneyAt(row, 'open.document'),
})

/** Those with an amount, and those without. */
function summedItems(
  { key, values: [count, total], rows }: AggregateGroup,
  input: AgingInput,
  question: AgingQuestion,
) {
  const terms = openInvoiceTerms(question.groupBy, question.basis)
  const at = (path: string) => (key[terms.findIndex(({ field }) => field === path)] ?? null) as string | null
  const currency = at('open.document.currency')
  const documents = currency === null ? 0 : Number(count)
  const facts = {
    ...{ kind: at('kind'), dueDate: at('dueDate'), issueDate: at('issueDate') },
    ...{ legalEntity: at('meta.legalEntity'), customer: at('customer') },
  }
  const amount = currency === null ? null : { amount: String(total), currency }
  const items: Facts[] = [
    { ...facts, documents, amount },
    { ...facts, documents: Number(rows) - documents, amount: null },
  ]
  return items.filter((item) => item.documents > 0).map((item) => invoiceItem(item, input, question))
}

function invoiceItem(facts: Facts, { source, asOf }: AgingInput, { basis }: AgingQuestion): Item {
  const { kind, amount, dueDate, issueDate, documents, legalEntity, customer } = facts
  if (!amount || kind === null || kind === 'UNKNOWN') return { kind: 'unreadable', source, documents }
  const counted = { source, documents, legalEntity, customer, asOf, amount }
  if (kind === 'CREDIT_NOTE') return { ...counted, kind: 'credit' }
  const from = basis === 'DUE_DATE' ? dueDate : issueDate
  if (from === null || dueDate === null) return { kind: 'unreadable', source, documents }
  return { ...counted, kind: 'invoice', age: daysBetween(from, asOf), isOverdue: dueDate < asOf }
}

function paymentItem(row: Served, { source, asOf }: AgingInput): Item {
  const amount = moneyAt(row, 'unapplied')
  if (!amount) return { kind: 'unreadable', source, documents: 1 }
  return { source, documents: 1, ...ownerOf(row), asOf, amount, kind: 'credit' }
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
      return { fromDays, toDays, amount: money(inside), documents: countOf(inside) }
    }),
    unappliedCredits: credits,
    total: { amount: minus(owed.amount, credits.amount), currency: key.currency },
    overdue: money(invoices.filter(({ isOverdue }) => isOverdue)),
    documents: countOf(items),
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
