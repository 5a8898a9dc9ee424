import { monthsBetween } from './calendar.ts'
import type { Context } from './context.ts'
import { decimal, unitsOf } from './decimal.ts'
import { accountFor } from './gl-accounts.ts'
import { DECIMALS, LEGAL_ENTITIES } from './master.ts'
import { entryKeys } from './numbers.ts'
import type { Random } from './random.ts'
import { rateFrom, toBase } from './rates.ts'
import { FIRST_ERPS, JOINED_ERPS } from './systems.ts'
import type {
  AccountRole,
  CurrencyCode,
  ErpSystem,
  Invoice,
  JournalEntry,
  JournalLine,
  LegalEntity,
  Payment,
  System,
} from './types.ts'

export interface Posted {
  readonly invoices: readonly Invoice[]
  readonly bills: readonly Invoice[]
  readonly payments: readonly Payment[]
}

/** The general ledger: an entry for each posted document, reversals, and the month's own entries of each company. */
export function createJournal(posted: Posted, context: Context): JournalEntry[] {
  const random = context.random.fork('journal')
  const entries = [
    ...entriesOf(FIRST_ERPS, posted, context, random),
    ...entriesOf(JOINED_ERPS, posted, context, random.fork('joined')),
  ]
  return entries.map((entry, id) => ({ ...entry, id }))
}

function entriesOf(systems: readonly ErpSystem[], posted: Posted, context: Context, random: Random): Entry[] {
  const isOwn = ({ system }: { readonly system: System }): boolean => systems.some((known) => known === system)
  return [
    ...[...posted.invoices, ...posted.bills].filter(isOwn).flatMap((invoice) => invoiceEntries(invoice, context)),
    ...posted.payments
      .filter(isOwn)
      .filter(({ status }) => status === 'posted')
      .map((payment) => paymentEntry(payment)),
    ...manualEntries(LEGAL_ENTITIES.filter(isOwn), context, random),
  ]
}

type Entry = Omit<JournalEntry, 'id'>

/** A posting in smallest units: debits are positive, credits negative. */
interface Posting {
  readonly role: AccountRole | number
  readonly units: number
  readonly base: number
  readonly customerId?: number | null
  readonly supplierId?: number | null
  readonly costCenter?: string
  readonly text?: string
}

/** A cancelled document was posted first; SAP takes it back by a second entry, the others leave nothing in the books. */
function invoiceEntries(invoice: Invoice, context: Context): Entry[] {
  const isPosted = invoice.status === 'posted' || (invoice.status === 'cancelled' && invoice.system === 'sap')
  if (!isPosted) return []
  const entry = invoiceEntry(invoice)
  return invoice.status === 'posted' ? [entry] : [{ ...entry, status: 'reversed' }, reversal(entry, context)]
}

function invoiceEntry(invoice: Invoice): Entry {
  const { system, customerId, supplierId, issuedOn, number } = invoice
  const origin = { type: invoice.direction === 'receivable' ? 'invoice' : 'bill', id: invoice.id } as const
  const books = booksOf(invoice)
  return {
    ...headOf(invoice, invoice.postedOn!),
    key: invoice.ledgerKey!,
    number: system === 'sap' || system === 'businessOne' ? invoice.ledgerKey! : number,
    documentOn: issuedOn,
    memo: invoice.kind === 'invoice' ? null : 'Credit note',
    origin,
    lines: linesOf(invoicePostings(invoice), system, books, { customerId, supplierId }),
  }
}

/** Seen as a sale: the receivable is debited. Bills and credit notes each turn the signs once. */
function invoicePostings(invoice: Invoice): Posting[] {
  const { scale, baseScale } = booksOf(invoice)
  const isSale = invoice.direction === 'receivable'
  const sign = isSale === (invoice.kind === 'invoice') ? 1 : -1
  const whole = { units: sign * unitsOf(invoice.gross, scale), base: sign * unitsOf(invoice.baseGross, baseScale) }
  const tax = { units: -sign * unitsOf(invoice.tax, scale), base: -sign * unitsOf(invoice.baseTax, baseScale) }
  return [
    { role: isSale ? 'receivable' : 'payable', ...whole },
    ...revenuePostings(invoice, -sign),
    ...(tax.units === 0 && tax.base === 0 ? [] : [{ role: isSale ? 'output-tax' : 'input-tax', ...tax } as const]),
  ]
}

/** One posting per account; the last takes what rounding leaves, so that base sums stay equal. */
function revenuePostings(invoice: Invoice, sign: number): Posting[] {
  const { scale, baseScale, currency, base } = booksOf(invoice)
  const rate = rateFrom(invoice.rate)
  const byAccount = Map.groupBy(invoice.lines, ({ accountId }) => accountId)
  let rest = unitsOf(invoice.baseNet, baseScale)
  return [...byAccount].map(([role, lines], place) => {
    const units = lines.reduce((sum, { net }) => sum + unitsOf(net, scale), 0)
    const share = place === byAccount.size - 1 ? rest : toBase(units, rate, currency, base)
    rest -= share
    return { role, units: sign * units, base: sign * share }
  })
}

/** What was settled leaves the receivable at the invoice's rate, the bank sees the day's; the difference has an account. */
function paymentEntry(payment: Payment): Entry {
  const { system, customerId, supplierId, direction } = payment
  const sign = direction === 'inbound' ? 1 : -1
  const books = booksOf(payment)
  const amount = unitsOf(payment.amount, books.scale)
  const baseAmount = unitsOf(payment.baseAmount, books.baseScale)
  const settled = payment.allocations.reduce((sum, { baseAmount: part }) => sum + unitsOf(part, books.baseScale), 0)
  const left = settled + unitsOf(payment.baseUnapplied, books.baseScale)
  const postings: Posting[] = [
    { role: 'bank', units: sign * amount, base: sign * baseAmount },
    { role: direction === 'inbound' ? 'receivable' : 'payable', units: -sign * amount, base: -sign * left },
    { role: 'exchange-difference', units: 0, base: -sign * (baseAmount - left) },
  ]
  return {
    ...headOf(payment, payment.paidOn),
    key: payment.ledgerKey!,
    number: payment.number,
    documentOn: payment.paidOn,
    memo: payment.reference,
    origin: { type: 'payment', id: payment.id },
    lines: linesOf(
      postings.filter(({ units, base }, i) => i < 2 || units !== 0 || base !== 0),
      system,
      books,
      { customerId, supplierId },
    ),
  }
}

function reversal(entry: Entry, context: Context): Entry {
  const key = context.keys.sap(1_700_000_000)
  const flipped = entry.lines.map(
    (line): JournalLine => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' }),
  )
  return { ...entry, key, number: key, memo: 'Reversal', reversalOf: entry.key, lines: flipped }
}

/** Percent of a made-up monthly budget: what, against what. */
const MONTHLY: readonly (readonly [debit: AccountRole, credit: AccountRole, percent: number, text: string])[] = [
  ['salaries', 'bank', 60, 'Salaries'],
  ['rent', 'bank', 12, 'Rent'],
  ['depreciation', 'fixed-asset', 9, 'Depreciation'],
  ['cost-of-sales', 'inventory', 40, 'Cost of goods sold'],
  ['salaries', 'accrual', 5, 'Accrued holidays'],
]

const COST_CENTERS = ['CC-1000', 'CC-2000', 'CC-3000'] as const

function manualEntries(companies: readonly LegalEntity[], context: Context, random: Random): Entry[] {
  const months = monthsBetween(context.opening, context.today).slice(0, -1)
  return companies.flatMap((entity) =>
    months.flatMap((month, place) => [
      ...(place === 0 ? [openingEntry(entity.id, `${month}-01`, context)] : []),
      ...MONTHLY.map(([debit, credit, percent, text]) => {
        const units = random.between(900_000, 1_100_000) * percent
        const postings: Posting[] = [
          { role: debit, units, base: units, text, costCenter: random.pick(COST_CENTERS) },
          { role: credit, units: -units, base: -units, text },
        ]
        return manualEntry(entity.id, `${month}-28`, text, postings, context)
      }),
    ]),
  )
}

function openingEntry(entityId: number, on: string, context: Context): Entry {
  const units = 500_000_000_00
  const postings: Posting[] = [
    { role: 'bank', units: units / 2, base: units / 2 },
    { role: 'inventory', units: units / 4, base: units / 4 },
    { role: 'fixed-asset', units: units / 4, base: units / 4 },
    { role: 'equity', units: -units, base: -units },
  ]
  return manualEntry(entityId, on, 'Opening balance', postings, context)
}

function manualEntry(entityId: number, on: string, memo: string, postings: Posting[], context: Context): Entry {
  const entity = LEGAL_ENTITIES[entityId]!
  const system = entity.system as ErpSystem
  const head = {
    system,
    legalEntityId: entityId,
    currency: entity.currency,
    rate: '1.000000',
    createdAt: `${on}T10:00:00Z`,
  }
  return {
    ...headOf(head, on),
    ...entryKeys(system, context),
    documentOn: on,
    memo,
    origin: { type: 'manual' },
    lines: linesOf(postings, system, booksOf(head), { customerId: null, supplierId: null }),
  }
}

interface Head {
  readonly system: ErpSystem
  readonly legalEntityId: number
  readonly currency: CurrencyCode
  readonly rate: string
  readonly createdAt: string
}

/** Every company's fiscal year is the calendar year. */
function headOf({ system, legalEntityId, currency, rate, createdAt }: Head, postedOn: string) {
  const [year, month] = postedOn.split('-')
  const period = { fiscalYear: Number(year), period: Number(month) }
  return {
    system,
    legalEntityId,
    postedOn,
    ...period,
    status: 'posted' as const,
    reversalOf: null,
    currency,
    rate,
    createdAt,
  }
}

interface JournalBooks {
  readonly currency: CurrencyCode
  readonly scale: number
  readonly base: CurrencyCode
  readonly baseScale: number
}

function booksOf({ currency, legalEntityId }: Pick<Head, 'currency' | 'legalEntityId'>): JournalBooks {
  const base = LEGAL_ENTITIES[legalEntityId]!.currency
  return { currency, scale: DECIMALS[currency], base, baseScale: DECIMALS[base] }
}

type Partner = Pick<JournalLine, 'customerId' | 'supplierId'>

/** The partner stands on the control account's line only. */
function linesOf(
  postings: readonly Posting[],
  system: ErpSystem,
  books: JournalBooks,
  partner: Partner,
): JournalLine[] {
  return postings.map((posting, place) => {
    const isControl = posting.role === 'receivable' || posting.role === 'payable'
    const isDebit = posting.base === 0 ? posting.units >= 0 : posting.base > 0
    return {
      lineNo: place + 1,
      accountId: typeof posting.role === 'number' ? posting.role : accountFor(system, posting.role).id,
      side: isDebit ? 'debit' : 'credit',
      amount: decimal(Math.abs(posting.units), books.scale),
      baseAmount: decimal(Math.abs(posting.base), books.baseScale),
      customerId: isControl ? partner.customerId : null,
      supplierId: isControl ? partner.supplierId : null,
      costCenter: posting.costCenter ?? null,
      text: posting.text ?? null,
    }
  })
}
