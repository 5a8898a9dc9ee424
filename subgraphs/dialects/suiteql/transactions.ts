import {
  and,
  column,
  compare,
  encodeGlobalId,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  oneOf,
  or,
  type Part,
  type SourceKey,
  type SourceName,
} from '../../../gateway/connector/index.ts'
import { codecs } from './codecs.ts'
import { at, derived, dimensionSql, exact } from './fields.ts'
import { type Records, table, termSql } from './records.ts'

type Sql = Readonly<Record<string, string>>

const is = (native: string, value: string): NativeFilter => compare(column(native), 'eq', value)

const ofType = (...types: readonly string[]): NativeFilter => oneOf(column('type'), ...types)

/** Rows of `transaction`. The document's own line holds what the header lacks: its subsidiary, its source, its amounts in the books. */
function documents(types: readonly string[], sql: Sql, parts: Records['parts']): Records {
  const joins = {
    ml: "LEFT JOIN transactionline ml ON ml.transaction = t.id AND ml.mainline = 'T'",
    tal: accountingLine('ml'),
    src: 'LEFT JOIN transaction src ON src.id = ml.createdfrom',
    tm: 'LEFT JOIN term tm ON tm.id = t.terms',
  }
  return {
    ...table('transaction t', { joins, sql: { ...documentSql, ...sql } }),
    base: ofType(...types),
    ...(parts && { parts }),
  }
}

/** The posting of a line in the primary book; other books would repeat every amount. */
function accountingLine(line: string): string {
  const on = `tal.transaction = ${line}.transaction AND tal.transactionline = ${line}.id AND tal.accountingbook = 1`
  return `LEFT JOIN transactionaccountingline tal ON ${on}`
}

const documentSql: Sql = {
  subsidiary: 'ml.subsidiary',
  account: 'tal.account',
  sourceid: 'src.id',
  sourcetype: 'src.type',
  sourcenumber: 'src.tranid',
  ...termSql,
}

/** Item lines: neither the line for the whole document nor its taxes. */
function lines(types: readonly string[], sql: Sql): Records {
  const joins = { t: 'JOIN transaction t ON t.id = tl.transaction', tal: accountingLine('tl') }
  const rows = table('transactionline tl', { key: ['transaction', 'id'], joins, sql: { ...lineSql, ...sql } })
  return { ...rows, base: and(ofType(...types), is('mainline', 'F'), is('taxline', 'F')) }
}

const lineSql: Sql = {
  type: 't.type',
  status: 't.status',
  currency: 't.currency',
  account: 'tal.account',
  ...dimensionSql,
}

const CREDITS = "('CustCred', 'VendCred')"

// What is left of an invoice or bill is unpaid, what is left of a credit is unused. Payables may be kept below zero.
const rest = (unpaid: string, unused: string, sign = ''): string =>
  `CASE WHEN t.type IN ${CREDITS} THEN ${sign}ABS(NVL(${unused}, 0)) ELSE ABS(NVL(${unpaid}, 0)) END`

// Nobody owes anything on a document that is not posted, or is void.
const owed = (amount: string): string => `CASE WHEN t.posting <> 'T' OR t.voided <> 'F' THEN 0 ELSE ${amount} END`

const open = rest('t.foreignamountunpaid', 't.foreignpaymentamountunused')
const settled = rest('t.foreignamountpaid', 't.foreignpaymentamountused')

const byTransaction = (sql: Sql, base?: NativeFilter): Part<Records['hint']> => ({
  object: 'transactionline',
  on: 'id',
  key: { native: 'transaction', type: 'guid' },
  hint: { from: 'transactionline x', key: ['transaction'], grouped: true, sql },
  ...(base && { base }),
})

/** `$tax.amount`: the tax lines of a document, added up there. */
const tax = byTransaction({ amount: 'SUM(x.foreignamount)' }, and(is('mainline', 'F'), is('taxline', 'T')))

/** `$billing.billed`, `$billing.unbilled`: how much of the lines is billed, and how many lines are not billed to the end. */
const billing = byTransaction(
  {
    billed: 'SUM(ABS(NVL(x.quantitybilled, 0)))',
    unbilled: 'SUM(CASE WHEN ABS(NVL(x.quantitybilled, 0)) < ABS(x.quantity) THEN 1 ELSE 0 END)',
  },
  and(is('mainline', 'F'), is('taxline', 'F')),
)

/** `$books.subsidiary`: in whose books a journal stands; it has no line for the whole document. */
const books = byTransaction({ subsidiary: 'MIN(x.subsidiary)' })

/** `$applied`: which documents were settled with which, from the invoice's side (`next`) or the payment's (`previous`). */
function applications(side: 'next' | 'previous'): Part<Records['hint']> {
  const [own, other] = side === 'next' ? ['previousdoc', 'nextdoc'] : ['nextdoc', 'previousdoc']
  const sql = {
    docid: `k.${other}`,
    doctype: 'd.type',
    docnumber: 'd.tranid',
    docdate: "TO_CHAR(d.trandate, 'YYYY-MM-DD')",
    applied: 'ABS(SUM(k.foreignamount))',
  }
  const joins = { d: `LEFT JOIN transaction d ON d.id = k.${other}` }
  const key = [own, 'docid', 'doctype', 'docnumber', 'docdate']
  return {
    object: `${side}transactionlinelink`,
    on: 'id',
    many: true,
    key: { native: own, type: 'guid' },
    base: is('linktype', 'Payment'),
    hint: { from: `${side}transactionlinelink k`, key, grouped: true, joins, sql },
  }
}

const INVOICES = ['CustInvc', 'CustCred', 'VendBill', 'VendCred']

/** Credits and payables count below zero in NetSuite; for us every document is positive in its own direction. */
export const invoices = documents(
  INVOICES,
  {
    total: "CASE WHEN t.type = 'CustInvc' THEN t.foreigntotal ELSE ABS(t.foreigntotal) END",
    openamount: owed(open),
    openbase: owed(rest('tal.amountunpaid', 'tal.paymentamountunused')),
    opensigned: owed(rest('t.foreignamountunpaid', 't.foreignpaymentamountunused', '-')),
    state: [
      "CASE WHEN t.voided = 'T' THEN 'VOID' WHEN t.posting <> 'T' THEN 'OTHER'",
      `WHEN ${open} = 0 THEN 'PAID' WHEN ${settled} = 0 THEN 'OPEN' ELSE 'PARTIALLY_PAID' END`,
    ].join(' '),
  },
  { tax, applied: applications('next') },
)

/** Journals and payments: in the books, void, or in some stage before that. */
const posted = "CASE WHEN t.voided = 'T' THEN 'VOID' WHEN t.posting = 'T' THEN 'POSTED' ELSE 'OTHER' END"

export const payments = documents(
  ['CustPymt', 'VendPymt'],
  {
    state: posted,
    total: 'ABS(t.foreigntotal)',
    basetotal: 'ABS(tal.amount)',
    unapplied: 'ABS(t.foreignpaymentamountunused)',
    isapplied: "CASE WHEN NVL(t.foreignpaymentamountunused, 0) = 0 THEN 'T' ELSE 'F' END",
  },
  { applied: applications('previous') },
)

export const salesOrders = documents(['SalesOrd'], { total: 't.foreigntotal' }, { tax, billing })
export const purchaseOrders = documents(['PurchOrd'], { total: 'ABS(t.foreigntotal)' }, { tax, billing })
export const journals = documents(['Journal'], { state: posted }, { books })

/** Sales, and what goes back to a supplier, are negative on their lines; purchases and returns are not. */
const sold = (native: string): string =>
  `CASE WHEN t.type IN ('CustInvc', 'VendCred') THEN -tl.${native} ELSE tl.${native} END`

export const invoiceLines = lines(INVOICES, { quantity: sold('quantity'), net: sold('foreignamount') })

/** What is still to come of an order line; a cancelled or closed order (C, H) has nothing to come. */
const orderLineSql = (sign: '-' | ''): Sql => ({
  ordered: `${sign}tl.quantity`,
  done: 'ABS(tl.quantityshiprecv)',
  billed: 'ABS(tl.quantitybilled)',
  notdone: `CASE WHEN t.status IN ('C', 'H') THEN 0 ELSE ${sign}tl.quantity - ABS(NVL(tl.quantityshiprecv, 0)) END`,
  net: `${sign}tl.foreignamount`,
})

export const salesLines = lines(['SalesOrd'], orderLineSql('-'))
export const purchaseLines = lines(['PurchOrd'], orderLineSql(''))

/** A negative debit is a credit that was booked on the other side; zero stands on the side that was written. */
const side = [
  "CASE WHEN NVL(tal.debit, 0) > NVL(tal.credit, 0) THEN 'DEBIT'",
  "WHEN NVL(tal.debit, 0) < NVL(tal.credit, 0) THEN 'CREDIT'",
  "WHEN tal.credit IS NULL THEN 'DEBIT' ELSE 'CREDIT' END",
].join(' ')

export const postings: Records = {
  ...table('transactionaccountingline tal', {
    key: ['transaction', 'transactionline'],
    joins: {
      t: 'JOIN transaction t ON t.id = tal.transaction',
      tl: 'LEFT JOIN transactionline tl ON tl.transaction = tal.transaction AND tl.id = tal.transactionline',
    },
    sql: {
      ...lineSql,
      subsidiary: 'tl.subsidiary',
      trandate: 't.trandate',
      // What is voided by a journal that takes it back stays in the books, as that journal does.
      state: "CASE WHEN tal.posting = 'T' THEN 'POSTED' ELSE 'OTHER' END",
      department: 'tl.department',
      class: 'tl.class',
      location: 'tl.location',
      exchangerate: 't.exchangerate',
      side,
      negative: "CASE WHEN NVL(tal.debit, 0) < 0 OR NVL(tal.credit, 0) < 0 THEN 'T' ELSE 'F' END",
      posted: 'ABS(NVL(tal.debit, 0) - NVL(tal.credit, 0))',
      debited: 'NVL(tal.debit, 0)',
      credited: 'NVL(tal.credit, 0)',
      documentamount: 'ABS(tl.foreignamount)',
    },
  }),
  // Every posting in the primary book, of whatever transaction; and the lines of journals that wait to be posted.
  base: and(compare(column('accountingbook', 'guid'), 'eq', '1'), or(is('posting', 'T'), ofType('Journal'))),
}

/** Only journals are entries of ours: what posted other lines is read as an invoice, or a payment, or not at all. */
export const journalOf: MappedField = {
  native: 'transaction',
  type: 'guid',
  needs: ['type'],
  decode: (row) => (row.type === 'Journal' ? codecs.guid(row.transaction) : null),
  filter: { eq: 'inexact', in: 'inexact' },
}

/** A document's tax; null where it has no tax line, as an account may keep its taxes elsewhere. */
export const taxAmount: MappedField = derived(['$tax.amount'], (row) => taxOf(row)?.toFixed() ?? null)

export const netAmount: MappedField = derived(['total', '$tax.amount'], (row) => {
  const [total, taxes] = [exact(row.total), taxOf(row)]
  return total && taxes ? total.minus(taxes).toFixed() : null
})

const taxOf = ({ $tax }: NativeRow) => exact(($tax as NativeRow | undefined)?.amount)?.abs()

export const billingProgress: MappedField = derived(['$billing.billed', '$billing.unbilled'], ({ $billing }) => {
  const { billed, unbilled } = ($billing ?? {}) as NativeRow
  if (exact(billed) === null) return null
  return exact(billed)!.eq(0) ? 'NONE' : exact(unbilled)?.eq(0) ? 'COMPLETE' : 'PARTIAL'
})

const applicationNeeds = ['docid', 'doctype', 'docnumber', 'docdate', 'applied'].map((name) => `$applied.${name}`)

/** What was settled, in the currency of the document, on the day of the document that settles: `own`, or the other. */
export function allocations(currency: MappedField, settles: 'own' | 'other'): MappedField {
  const needs = [...applicationNeeds, 'trandate', ...(typeof currency.native === 'string' ? [currency.native] : [])]
  return derived(needs, (row, facts) => {
    const code = currency.decode ? currency.decode(row, facts) : currency.constant
    return ((row.$applied ?? []) as readonly NativeRow[]).map((link) => ({
      document: documentRef(link.docid, link.doctype, link.docnumber, facts.source),
      amount: { amount: codecs.number(link.applied), currency: code },
      discountTaken: null,
      date: codecs.date(settles === 'own' ? row.trandate : link.docdate),
    }))
  })
}

/** The document that a document was made from, when it is of a wanted type: as a list, and as the leaves of one pointer. */
export const madeFrom = (...types: readonly string[]): MappedField =>
  derived(sourceNeeds, (row, { source }) => (types.includes(String(row.sourcetype)) ? [sourceRef(row, source)] : []))

export function pointerTo<P extends string>(path: P, ...types: readonly string[]) {
  const leaf = (name: 'id' | 'type' | 'number') =>
    derived(sourceNeeds, (row, { source }) =>
      types.includes(String(row.sourcetype)) ? sourceRef(row, source)[name] : null,
    )
  return at(path, { id: leaf('id'), type: leaf('type'), number: leaf('number') })
}

const sourceNeeds = ['sourceid', 'sourcetype', 'sourcenumber']
const sourceRef = (row: NativeRow, source: string) =>
  documentRef(row.sourceid, row.sourcetype, row.sourcenumber, source)

/**
 * The party of a transaction whose type says what kind of party that is. A filter by the id alone loses nothing; what it
 * finds is checked by the type.
 */
export function partyOf(...types: readonly string[]): MappedField {
  const decode = (row: NativeRow) => (types.includes(String(row.type)) ? codecs.guid(row.entity) : null)
  const filter = { eq: 'inexact', in: 'inexact' } as const
  return { native: 'entity', type: 'guid', needs: ['type'], decode, filter, aggregatable: { group: true } }
}

const documentTypes: Readonly<Record<string, string>> = {
  CustInvc: 'Invoice',
  CustCred: 'Invoice',
  VendBill: 'Invoice',
  VendCred: 'Invoice',
  SalesOrd: 'SalesOrder',
  PurchOrd: 'PurchaseOrder',
  CustPymt: 'Payment',
  VendPymt: 'Payment',
  Journal: 'JournalEntry',
}

/** A pointer to a transaction; one of a type that we do not map has no id. */
function documentRef(key: unknown, nativeType: unknown, number: unknown, source: string) {
  const known = Object.hasOwn(documentTypes, String(nativeType)) ? documentTypes[String(nativeType)] : undefined
  const id = known && encodeGlobalId({ type: known, source: source as SourceName, key: String(key) as SourceKey })
  return { id: id ?? null, type: known ?? codecs.text(nativeType) ?? 'Transaction', number: codecs.text(number) }
}
