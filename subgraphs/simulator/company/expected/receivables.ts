import type { Company, CurrencyCode, Decimal, Invoice, Payment, System } from '../types.ts'
import { compare, isOpen, isUnapplied, ledgerOf, scaleIn, signed, sum, total } from './arithmetic.ts'

/** Posted and not fully settled, credit notes included; by due date, then by id. */
export function openInvoices(company: Company, customerId: number): Invoice[] {
  return invoicesWhere(company, (invoice) => invoice.customerId === customerId && isOpen(invoice)).toSorted(
    (a, b) => compare(a.dueOn, b.dueOn) || a.id - b.id,
  )
}

export function invoicesWhere(company: Company, predicate: (invoice: Invoice) => boolean): Invoice[] {
  return company.invoices.filter(predicate)
}

export interface InvoiceTotal {
  readonly system: System
  readonly currency: CurrencyCode
  readonly documents: number
  readonly gross: Decimal
  readonly open: Decimal
}

/** Sums of the chosen invoices per system and currency; credit notes count below zero. */
export function invoiceTotals(company: Company, predicate: (invoice: Invoice) => boolean): InvoiceTotal[] {
  const groups = Map.groupBy(invoicesWhere(company, predicate), ({ system, currency }) => `${system} ${currency}`)
  return [...groups.values()].map((invoices) => ({
    system: invoices[0]!.system,
    currency: invoices[0]!.currency,
    documents: invoices.length,
    gross: sum(invoices, (invoice) => signed(invoice, invoice.gross), scaleIn(company, invoices[0]!.currency)),
    open: sum(invoices, (invoice) => signed(invoice, invoice.open), scaleIn(company, invoices[0]!.currency)),
  }))
}

export interface Receivables {
  readonly legalEntityId: number
  readonly system: System
  readonly currency: CurrencyCode
  /** Open invoices. */
  readonly open: Decimal
  /** Open credit notes, as a positive amount. */
  readonly credits: Decimal
  /** Payments on account, as a positive amount. */
  readonly unapplied: Decimal
  /** `open - credits - unapplied`. */
  readonly total: Decimal
  readonly documents: number
}

/** What a customer owes, per legal entity and currency; a null customer means all of them. */
export function openReceivables(company: Company, customerId: number | null): Receivables[] {
  const wanted = (record: { readonly customerId: number | null }): boolean =>
    record.customerId !== null && (customerId === null || record.customerId === customerId)
  const invoices = company.invoices.filter((invoice) => wanted(invoice) && isOpen(invoice))
  const payments = company.payments.filter((payment) => wanted(payment) && isUnapplied(payment))
  const groups = Map.groupBy<string, Invoice | Payment>([...invoices, ...payments], ledgerOf)
  return [...groups.values()].map((records) => receivablesOf(company, records))
}

function receivablesOf(company: Company, records: readonly (Invoice | Payment)[]): Receivables {
  const { legalEntityId, system, currency } = records[0]!
  const scale = scaleIn(company, currency)
  const invoices = records.filter(isInvoice)
  const open = total(invoices.filter(({ kind }) => kind === 'invoice').map((invoice) => invoice.open))
  const credits = total(invoices.filter(({ kind }) => kind === 'credit-note').map((invoice) => invoice.open))
  const unapplied = total(records.filter(isPayment).map((payment) => payment.unapplied))
  return {
    legalEntityId,
    system,
    currency,
    open: open.toFixed(scale),
    credits: credits.toFixed(scale),
    unapplied: unapplied.toFixed(scale),
    total: open.minus(credits).minus(unapplied).toFixed(scale),
    documents: invoices.length,
  }
}

function isInvoice(record: Invoice | Payment): record is Invoice {
  return 'dueOn' in record
}

function isPayment(record: Invoice | Payment): record is Payment {
  return !isInvoice(record)
}
