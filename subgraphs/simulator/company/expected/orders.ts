import type { Company, SalesOrder } from '../types.ts'

/** Open or waiting for approval, in every system. */
export function openOrders(company: Company, customerId: number): SalesOrder[] {
  return company.salesOrders.filter((order) => order.customerId === customerId && isOpenOrder(order))
}

export function isOpenOrder({ status }: SalesOrder): boolean {
  return status === 'open' || status === 'pending-approval'
}
