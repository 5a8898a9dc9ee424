import Big from 'big.js'
import type { Company, CreditAccount, Decimal, SalesOrder } from '../types.ts'
import { atRate, daysBetween, isOpen, isUnapplied, scaleIn, signed, total } from './arithmetic.ts'
import { isOpenOrder } from './orders.ts'

/** All in the currency of the account; several accounts of one customer are not summed. */
export interface Credit {
  readonly account: CreditAccount
  /** Open invoices less open credit notes, as booked. */
  readonly openReceivables: Decimal
  /** Payments on account, as a positive amount. */
  readonly unapplied: Decimal
  /** Net value of open orders that is not invoiced, at the order's rate. */
  readonly openOrders: Decimal
  /** The part of `openOrders` that is delivered. */
  readonly deliveredNotInvoiced: Decimal
  /** `openReceivables + openOrders - unapplied`. */
  readonly exposure: Decimal
  /** `limit - exposure`; null without a limit. */
  readonly available: Decimal | null
  readonly overdue: Decimal
  /** Zero when nothing is overdue. */
  readonly maxDaysPastDue: number
}

/** One answer per credit account; an SAP customer with two segments has the same exposure in both. */
export function creditOf(company: Company, customerId: number): Credit[] {
  return company.creditAccounts
    .filter((account) => account.customerId === customerId)
    .map((account) => creditIn(company, account))
}

function creditIn(company: Company, account: CreditAccount): Credit {
  const scale = scaleIn(company, account.currency)
  const own = { customerId: account.customerId, legalEntityId: account.legalEntityId }
  const invoices = company.invoices.filter((invoice) => isOpen(invoice) && isSameScope(invoice, own))
  const payments = company.payments.filter((payment) => isUnapplied(payment) && isSameScope(payment, own))
  const orders = company.salesOrders.filter((order) => isOpenOrder(order) && isSameScope(order, own))
  const overdue = invoices.filter(({ kind, dueOn }) => kind === 'invoice' && dueOn < company.today)
  const openReceivables = total(invoices.map((invoice) => signed(invoice, invoice.baseOpen)))
  const unapplied = total(payments.map(({ baseUnapplied }) => baseUnapplied))
  const openOrders = total(orders.map((order) => atRate(order.openNet, order.rate, scale)))
  const exposure = openReceivables.plus(openOrders).minus(unapplied)
  return {
    account,
    openReceivables: openReceivables.toFixed(scale),
    unapplied: unapplied.toFixed(scale),
    openOrders: openOrders.toFixed(scale),
    deliveredNotInvoiced: total(orders.map((order) => atRate(deliveredNet(company, order), order.rate, scale))).toFixed(
      scale,
    ),
    exposure: exposure.toFixed(scale),
    available: account.limit === null ? null : new Big(account.limit).minus(exposure).toFixed(scale),
    overdue: total(overdue.map(({ baseOpen }) => baseOpen)).toFixed(scale),
    maxDaysPastDue: Math.max(0, ...overdue.map(({ dueOn }) => daysBetween(dueOn, company.today))),
  }
}

type Scope = Pick<CreditAccount, 'customerId' | 'legalEntityId'>

function isSameScope(record: { customerId: number | null; legalEntityId: number | null }, scope: Scope): boolean {
  return record.customerId === scope.customerId && record.legalEntityId === scope.legalEntityId
}

function deliveredNet(company: Company, { lines, currency }: SalesOrder): Decimal {
  const values = lines.map(({ delivered, invoiced, unitPrice }) =>
    new Big(delivered).minus(invoiced).times(unitPrice).round(scaleIn(company, currency), Big.roundHalfUp),
  )
  return total(values.map((value) => value.toFixed())).toFixed()
}
