import Big from 'big.js'
import type { Company, CurrencyCode, Decimal, Invoice, IsoDate, System } from '../types.ts'
import { daysBetween, isOpen, ledgerOf, scaleIn, total } from './arithmetic.ts'
import { openReceivables } from './receivables.ts'

export interface Aging {
  readonly legalEntityId: number
  readonly system: System
  readonly currency: CurrencyCode
  readonly buckets: readonly AgingBucket[]
  /** Open credit notes and payments on account, which have no age. */
  readonly unappliedCredits: Decimal
  /** Sum of the buckets less the unapplied credits. */
  readonly total: Decimal
  /** Open invoices past their due date. */
  readonly overdue: Decimal
}

/** `fromDays` to `toDays` days past due, both included; null has no end. */
export interface AgingBucket {
  readonly fromDays: number | null
  readonly toDays: number | null
  readonly amount: Decimal
  readonly documents: number
}

export interface AgingOptions {
  readonly customerId?: number
  /** Defaults to the company's today. */
  readonly asOf?: IsoDate
  /** Ascending; the default is not due, 1-30, 31-60, 61-90, over 90. */
  readonly edges?: readonly number[]
}

/** Today's open invoices by days past due, per legal entity and currency. */
export function receivablesAging(company: Company, options: AgingOptions = {}): Aging[] {
  const { customerId = null, asOf = company.today, edges = [0, 30, 60, 90] } = options
  const open = company.invoices.filter((invoice) => isOpen(invoice) && invoice.kind === 'invoice')
  return openReceivables(company, customerId).map((ledger) => {
    const scale = scaleIn(company, ledger.currency)
    const invoices = open.filter(
      (invoice) => ledgerOf(invoice) === ledgerOf(ledger) && (customerId === null || invoice.customerId === customerId),
    )
    const overdue = invoices.filter(({ dueOn }) => dueOn < asOf)
    return {
      legalEntityId: ledger.legalEntityId,
      system: ledger.system,
      currency: ledger.currency,
      buckets: bucketsOf(invoices, edges, asOf, scale),
      unappliedCredits: new Big(ledger.credits).plus(ledger.unapplied).toFixed(scale),
      total: ledger.total,
      overdue: total(overdue.map((invoice) => invoice.open)).toFixed(scale),
    }
  })
}

function bucketsOf(
  invoices: readonly Invoice[],
  edges: readonly number[],
  asOf: IsoDate,
  scale: number,
): AgingBucket[] {
  const bounds = [null, ...edges, null]
  return bounds.slice(0, -1).map((previous, place) => {
    const fromDays = previous === null ? null : previous + 1
    const toDays = bounds[place + 1] ?? null
    const inside = invoices.filter(({ dueOn }) => {
      const days = daysBetween(dueOn, asOf)
      return (fromDays === null || days >= fromDays) && (toDays === null || days <= toDays)
    })
    return { fromDays, toDays, amount: total(inside.map(({ open }) => open)).toFixed(scale), documents: inside.length }
  })
}
