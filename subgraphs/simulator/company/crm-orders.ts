import { instantOf } from './calendar.ts'
import type { Context } from './context.ts'
import { decimal, unitsOf } from './decimal.ts'
import { quantityScale } from './document-lines.ts'
import { DECIMALS } from './master.ts'
import type { Random } from './random.ts'
import type { Customer, Item, Opportunity, SalesOrder, SalesOrderLine } from './types.ts'

/** Orders that sales writes in Salesforce from won deals; no ERP has them yet, and no tax is known. */
export function createCrmOrders(
  firstId: number,
  opportunities: readonly Opportunity[],
  customers: readonly Customer[],
  items: readonly Item[],
  context: Context,
): SalesOrder[] {
  const random = context.random.fork('crm-orders')
  const won = opportunities.filter(
    ({ system, status, customerId, lines }) =>
      system === 'salesforce' && status === 'won' && customerId !== null && lines.length > 0,
  )
  const chosen = won.filter((_, place) => place % 2 === 0)
  return chosen.map((deal, place) =>
    createOrder(firstId + place, deal, customers[deal.customerId!]!, items, context, random),
  )
}

function createOrder(
  id: number,
  deal: Opportunity,
  customer: Customer,
  items: readonly Item[],
  context: Context,
  random: Random,
): SalesOrder {
  const status = random.pick(['draft', 'open', 'open', 'open', 'cancelled'] as const)
  const lines = deal.lines.map((line): SalesOrderLine => orderLine(line, items[line.itemId]!, deal))
  const scale = DECIMALS[deal.currency]
  const net = decimal(
    lines.reduce((sum, line) => sum + unitsOf(line.net, scale), 0),
    scale,
  )
  const zero = decimal(0, scale)
  return {
    id,
    system: 'salesforce',
    key: context.keys.salesforce('801'),
    number: `${context.keys.serial('salesforce/order')}`.padStart(8, '0'),
    legalEntityId: null,
    customerId: customer.id,
    orderedOn: deal.closeOn,
    requestedOn: lines[0]!.requestedOn,
    status,
    credit: 'not-checked',
    delivery: 'none',
    billing: 'none',
    customerPo: random.chance(0.5) ? `PO/${random.between(10_000, 99_999)}` : null,
    opportunityId: deal.id,
    ownerId: deal.ownerId,
    currency: deal.currency,
    rate: '1.000000',
    net,
    tax: zero,
    gross: net,
    openNet: status === 'open' ? net : zero,
    createdAt: deal.closedAt!,
    modifiedAt: instantOf(context.today - 1, random.between(43_200, 80_000)),
    lines,
    invoiceIds: [],
  }
}

function orderLine(line: Opportunity['lines'][number], item: Item, { currency, closeOn }: Opportunity): SalesOrderLine {
  const zero = decimal(0, quantityScale(item))
  return {
    lineNo: line.lineNo,
    itemId: item.id,
    ordered: line.quantity,
    delivered: zero,
    invoiced: zero,
    unitPrice: line.unitPrice,
    taxRate: '0.000',
    net: line.total,
    tax: decimal(0, DECIMALS[currency]),
    warehouseId: null,
    requestedOn: closeOn,
    promisedOn: null,
  }
}
