import Big from 'big.js'
import type { Company, CurrencyCode, Decimal, Invoice, IsoDate, Payment, System } from '../types.ts'

export const ALL_SYSTEMS: readonly System[] = [
  'salesforce',
  'sap',
  'netsuite',
  'odoo',
  'businessCentral',
  'financeOperations',
  'dataverse',
  'businessOne',
]

/** Posted, and something of it is still to be settled. */
export function isOpen({ status, open }: Invoice): boolean {
  return status === 'posted' && !new Big(open).eq(0)
}

/** Money on account: posted, and not all of it allocated. */
export function isUnapplied({ status, unapplied }: Payment): boolean {
  return status === 'posted' && !new Big(unapplied).eq(0)
}

/** Credit notes count below zero. */
export function signed({ kind }: Invoice, amount: Decimal): Decimal {
  return kind === 'credit-note' ? new Big(amount).neg().toFixed() : amount
}

/** What may be added up: one legal entity and one currency. */
export function ledgerOf({ legalEntityId, currency }: { legalEntityId: number; currency: CurrencyCode }): string {
  return `${legalEntityId} ${currency}`
}

/** In the base currency, rounded half away from zero to its scale. */
export function atRate(amount: Decimal, rate: Decimal, scale: number): Decimal {
  return new Big(amount).times(rate).round(scale, Big.roundHalfUp).toFixed()
}

export function scaleIn(company: Company, currency: CurrencyCode): number {
  return company.currencies.find(({ code }) => code === currency)!.decimals
}

export function sum<T>(records: readonly T[], amount: (record: T) => Decimal, scale: number): Decimal {
  return total(records.map(amount)).toFixed(scale)
}

export function total(amounts: readonly Decimal[]): Big {
  return amounts.reduce((all, amount) => all.plus(amount), new Big(0))
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

/** By code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
