import { type Day, dateOf } from './calendar.ts'
import { type Context, type Draft, localInstant } from './context.ts'
import { decimal, unitsOf } from './decimal.ts'
import { createLines, drawLineCount, type LineDraft, lineNumber } from './document-lines.ts'
import { PAYMENT_TERMS } from './master.ts'
import { type DocumentKeys, type DocumentKind, documentKeys } from './numbers.ts'
import { isFirst } from './systems.ts'
import { type Books, booksOf, currencyFor, documentDays, type Issued, inBase, type Party, type Trade } from './trade.ts'
import type { Allocation, Invoice, InvoiceLine } from './types.ts'

/** All invoices and credit notes of one trade in order of date, nothing settled yet. `firstId` is the id of the first. */
export function createInvoices(trade: Trade, firstId: number, context: Context): Issued[] {
  const issued: Issued[] = []
  for (const day of documentDays(trade, context)) {
    const place = issued.length
    const corrected = trade.random.chance(0.05) ? recentInvoice(issued, day, trade) : undefined
    const content = corrected === undefined ? newContent(day, place, trade) : correction(corrected, day, trade)
    issued.push(issue(firstId + place, place, content, trade, context))
  }
  return issued
}

/** What a document says, before it has a number. */
interface Content {
  readonly kind: Invoice['kind']
  readonly day: Day
  readonly party: Party
  readonly books: Books
  readonly lines: InvoiceLine[]
  readonly correctsId: number | null
}

function newContent(day: Day, place: number, trade: Trade): Content {
  const party = trade.random.pickSkewed(trade.parties)
  const books = booksOf(trade, currencyFor(trade, party), day)
  // The fourth of a company that joined corrects nothing, so that it has an open credit however small it is.
  const isCredit = trade.random.chance(0.003) || (place === 3 && !isFirst(trade))
  const kind = isCredit ? 'credit-note' : 'invoice'
  // The third document of every trade is long: more lines than a default page or expansion of any vendor.
  const lines = createLines(trade, party, books, place === 2 ? 130 : drawLineCount(trade))
  return { kind, day, party, books, lines, correctsId: null }
}

/** One of the last hundred: posted, from an earlier day, corrected by nothing else. A second correction would not round alike. */
function recentInvoice(issued: readonly Issued[], day: Day, { random }: Trade): Issued | undefined {
  const candidate = issued[issued.length - 1 - random.between(0, 99)]
  if (candidate?.invoice.kind !== 'invoice' || candidate.invoice.status !== 'posted' || candidate.day >= day)
    return undefined
  return issued.slice(-100).some(({ invoice }) => invoice.correctsId === candidate.invoice.id) ? undefined : candidate
}

/** Takes back the whole invoice or its first line, at the invoice's own rate. */
function correction({ invoice, party, books }: Issued, day: Day, { random, system }: Trade): Content {
  const isWhole = random.chance(0.3) || invoice.lines.some(({ net }) => net.startsWith('-'))
  const taken = isWhole ? invoice.lines : invoice.lines.slice(0, 1)
  const lines = taken.map((line, place) => ({ ...line, lineNo: lineNumber(system, place), orderLineNo: null }))
  return { kind: 'credit-note', day, party, books, lines, correctsId: invoice.id }
}

const NO_ALLOCATIONS: readonly Allocation[] = []

function issue(id: number, place: number, content: Content, trade: Trade, context: Context): Issued {
  const { kind, day, party, books, lines, correctsId } = content
  const isSale = trade.direction === 'receivable'
  const status = statusOf(content, place, trade, context)
  const { key, number, ledgerKey } = keysOf(content, trade, context)
  const createdAt = localInstant(day, trade.entity.id, trade.random)
  const invoice: Draft<Invoice> = {
    id,
    system: trade.system,
    key,
    number,
    ledgerKey: status === 'draft' ? null : ledgerKey,
    direction: trade.direction,
    kind,
    legalEntityId: trade.entity.id,
    customerId: isSale ? party.id : null,
    supplierId: isSale ? null : party.id,
    issuedOn: dateOf(day),
    postedOn: status === 'draft' ? null : dateOf(postingDay(day, trade, context)),
    dueOn: dateOf(day + (kind === 'invoice' ? netDays(party.term) : 0)),
    paidOn: null,
    status,
    cancellationKey: status === 'cancelled' && trade.system === 'sap' ? keysOf(content, trade, context).key : null,
    isDisputed: false,
    term: party.term,
    partyNumber: partyNumber(id, trade),
    salesOrderId: null,
    purchaseOrderId: null,
    correctsId,
    currency: books.currency,
    rate: books.rate.text,
    ...totalsOf(lines, books),
    applications: NO_ALLOCATIONS,
    createdAt,
    modifiedAt: createdAt,
    lines,
  }
  return { invoice, day, party, books }
}

/** The last document of each trade is a draft, the second is cancelled; others by chance, drafts only recent ones. */
function statusOf(
  content: Content,
  place: number,
  { random, documents }: Trade,
  { today }: Context,
): Invoice['status'] {
  const draw = random.next()
  if (place === documents - 1 || (content.day > today - 12 && draw < 0.1)) return 'draft'
  if (content.kind === 'credit-note') return 'posted'
  return draw > 0.988 || place === 1 ? 'cancelled' : 'posted'
}

function keysOf({ kind, day }: Content, { direction, system }: Trade, context: Context): DocumentKeys {
  const names: Record<Invoice['direction'], Record<Invoice['kind'], DocumentKind>> = {
    receivable: { invoice: 'invoice', 'credit-note': 'credit-note' },
    payable: { invoice: 'bill', 'credit-note': 'bill-credit' },
  }
  return documentKeys(system, names[direction][kind], dateOf(day), context)
}

function postingDay(day: Day, { random }: Trade, { today }: Context): Day {
  return random.chance(0.02) ? Math.min(day + 1, today) : day
}

const NET_DAYS = new Map(PAYMENT_TERMS.map((term) => [term.code, term.netDays]))

function netDays(term: string): number {
  return NET_DAYS.get(term)!
}

function partyNumber(id: number, { direction, random }: Trade): string | null {
  if (direction === 'payable') return `RE-${random.between(1000, 99_999)}`
  return random.chance(0.6) ? `PO/${20_000 + (id % 7919)}` : null
}

type Totals = Pick<
  Invoice,
  'net' | 'tax' | 'gross' | 'paid' | 'open' | 'baseNet' | 'baseTax' | 'baseGross' | 'baseOpen'
>

/** Base tax is what remains of the base total, so that the three agree in both currencies. */
function totalsOf(lines: readonly LineDraft[], books: Books): Totals {
  const [net, tax] = [sumOf(lines, 'net', books), sumOf(lines, 'tax', books)]
  const own = print(net, tax, books.scale)
  const base = books.currency === books.base ? own : printBase(net, tax, books)
  return {
    ...own,
    paid: decimal(0, books.scale),
    open: decimal(0, books.scale),
    baseNet: base.net,
    baseTax: base.tax,
    baseGross: base.gross,
    baseOpen: decimal(0, books.baseScale),
  }
}

function printBase(net: number, tax: number, books: Books): Pick<Invoice, 'net' | 'tax' | 'gross'> {
  const baseNet = inBase(net, books)
  return print(baseNet, inBase(net + tax, books) - baseNet, books.baseScale)
}

/** Equal amounts share one string: untaxed sales are half of all. */
function print(net: number, tax: number, scale: number): Pick<Invoice, 'net' | 'tax' | 'gross'> {
  const text = decimal(net, scale)
  return { net: text, tax: decimal(tax, scale), gross: tax === 0 ? text : decimal(net + tax, scale) }
}

function sumOf(lines: readonly LineDraft[], field: 'net' | 'tax', { scale }: Books): number {
  return lines.reduce((sum, line) => sum + unitsOf(line[field], scale), 0)
}
