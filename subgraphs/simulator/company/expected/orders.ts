import type { Company, CurrencyCode, Decimal, SalesOrder, System } from '../types.ts'
import { scaleIn, sum } from './arithmetic.ts'

/** Open or waiting for approval, in every system. */
export function openOrders(company: Company, customerId: number): SalesOrder[] {
  return company.salesOrders.filter((order) => order.customerId === customerId && isOpenOrder(order))
}

export function isOpenOrder({ status }: SalesOrder): boolean {
  return status === 'open' || status === 'pending-approval'
}

export interface OpenOrdersTotal {
  readonly system: System
  readonly currency: CurrencyCode
  readonly orders: number
  readonly net: Decimal
  /** Wanted before today. */
  readonly late: number
}

/** What is on order per system and currency. SAP, NetSuite and Business One know no drafts: what is written there is an order. */
export function openOrderTotals(
  company: Company,
  predicate: (order: SalesOrder) => boolean = () => true,
): OpenOrdersTotal[] {
  const open = company.salesOrders.filter((order) => predicate(order) && (isOpenOrder(order) || isDraftAtWork(order)))
  return [...Map.groupBy(open, ({ system, currency }) => `${system} ${currency}`).values()].map((own) => ({
    system: own[0]!.system,
    currency: own[0]!.currency,
    orders: own.length,
    net: sum(own, ({ net }) => net, scaleIn(company, own[0]!.currency)),
    late: own.filter(({ requestedOn }) => requestedOn !== null && requestedOn < company.today).length,
  }))
}

const isDraftAtWork = ({ system, status }: SalesOrder): boolean =>
  (system === 'sap' || system === 'netsuite' || system === 'businessOne') && status === 'draft'
