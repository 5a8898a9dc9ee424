import type { Invoice, JournalEntry, Payment, PurchaseOrder, SalesOrder } from '../../simulator/company/types.ts'
import type { Account } from './account.ts'
import {
  type Header,
  invoiceHeader,
  journalHeader,
  paymentHeader,
  purchaseOrderHeader,
  salesOrderHeader,
  type TypeCode,
} from './headers.ts'
import { invoiceLines, journalLines, type Line, paymentLines, purchaseOrderLines, salesOrderLines } from './lines.ts'
import { once } from './once.ts'

/** A document of any type. Header and lines are made when asked: a query looks at few columns of few documents. */
export interface Document {
  readonly id: string
  readonly type: TypeCode
  readonly header: Header
  lines(): readonly Line[]
}

/** The documents of an account by type, each list in the order of ids and loaded at the first question about it. */
export interface Documents {
  ofType(type: string): readonly Document[]
  byId(id: string): Document | undefined
  /** Of customers and vendors; journals have no party. */
  ofParty(id: string): readonly Document[]
  all(): Iterable<Document>
}

export function documentsOf(account: Account): Documents {
  const lists = listsOf(account)
  const kept = Object.entries(lists).map(([type, list]) => ({
    type,
    ids: once(() => new Map(list().map((document) => [document.id, document]))),
    parties: once(() => Map.groupBy(list(), ({ header }) => header.party?.id)),
  }))
  return {
    ofType: (type) => (Object.hasOwn(lists, type) ? lists[type as TypeCode]() : []),
    byId(id) {
      for (const { ids } of kept) if (ids().has(id)) return ids().get(id)
      return undefined
    },
    ofParty: (id) => kept.flatMap(({ type, parties }) => (type === 'Journal' ? [] : (parties().get(id) ?? []))),
    all: () => Object.values(lists).flatMap((list) => list()),
  }
}

type List = () => readonly Document[]

// The journal comes last: it alone would fill the memory at large scales, and an id is mostly found before it.
function listsOf(account: Account): Readonly<Record<TypeCode, List>> {
  const { company } = account
  const ours = <T extends { readonly system: string }>(records: readonly T[]): T[] =>
    records.filter(({ system }) => system === 'netsuite')
  const ofKind = (side: 'invoices' | 'bills', kind: Invoice['kind']) => () =>
    ours(company[side]).filter((invoice) => invoice.kind === kind)
  const going = (way: Payment['direction']) => () => ours(company.payments).filter(({ direction }) => direction === way)
  const invoices = {
    header: (invoice: Invoice) => invoiceHeader(invoice, account),
    lines: (invoice: Invoice, header: Header) => invoiceLines(invoice, header, account),
  }
  const payments = {
    header: (payment: Payment) => paymentHeader(payment, account),
    lines: (payment: Payment, header: Header) => paymentLines(payment, header, account),
  }
  const salesOrders = { header: (order: SalesOrder) => salesOrderHeader(order, account), lines: salesOrderLines }
  const purchaseOrders = {
    header: (order: PurchaseOrder) => purchaseOrderHeader(order, account),
    lines: purchaseOrderLines,
  }
  const journals = { header: journalHeader, lines: (entry: JournalEntry) => journalLines(entry, account) }
  return {
    CustInvc: list('CustInvc', ofKind('invoices', 'invoice'), invoices),
    CustCred: list('CustCred', ofKind('invoices', 'credit-note'), invoices),
    CustPymt: list('CustPymt', going('inbound'), payments),
    SalesOrd: list('SalesOrd', () => ours(company.salesOrders), salesOrders),
    PurchOrd: list('PurchOrd', () => ours(company.purchaseOrders), purchaseOrders),
    VendBill: list('VendBill', ofKind('bills', 'invoice'), invoices),
    VendCred: list('VendCred', ofKind('bills', 'credit-note'), invoices),
    VendPymt: list('VendPymt', going('outbound'), payments),
    Journal: list(
      'Journal',
      () => ours(company.journalEntries).filter(({ origin }) => origin.type === 'manual'),
      journals,
    ),
  }
}

interface Reading<Source> {
  readonly header: (source: Source) => Header
  readonly lines: (source: Source, header: Header) => readonly Line[]
}

function list<Source extends { readonly key: string }>(
  type: TypeCode,
  load: () => Source[],
  reading: Reading<Source>,
): List {
  return once(() =>
    load()
      .map((source) => documentOf(type, source, reading))
      .sort((a, b) => Number(a.id) - Number(b.id)),
  )
}

function documentOf<Source extends { readonly key: string }>(
  type: TypeCode,
  source: Source,
  reading: Reading<Source>,
): Document {
  let header: Header | undefined
  return {
    id: source.key,
    type,
    get header() {
      header ??= reading.header(source)
      return header
    },
    lines() {
      return reading.lines(source, this.header)
    },
  }
}
