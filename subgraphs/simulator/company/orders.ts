import { dateOf } from './calendar.ts'
import { type Context, localInstant } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { amounts, quantityScale } from './document-lines.ts'
import { documentKeys } from './numbers.ts'
import type { Fate, PlannedLine, PlannedOrder } from './order-plan.ts'
import type { Random } from './random.ts'
import type { Books, Trade } from './trade.ts'
import type { InvoiceLine, Item, Progress, PurchaseOrder, SalesOrder } from './types.ts'

export function createSalesOrder(id: number, plan: PlannedOrder, context: Context): SalesOrder {
  const { trade, party, day, fate, issued } = plan
  const { key, number } = documentKeys(trade.system, 'sales-order', dateOf(day), context)
  const requested = dateOf(day + trade.random.between(2, 30))
  const status = salesStatus(plan)
  const order: SalesOrder = {
    id,
    system: trade.system,
    key,
    number,
    legalEntityId: trade.entity.id,
    customerId: party.id,
    orderedOn: dateOf(day),
    requestedOn: requested,
    status,
    credit: creditOf(fate, trade.random),
    delivery: progress(plan.lines, 'moved'),
    billing: progress(plan.lines, 'billed'),
    customerPo: trade.random.chance(0.7) ? `PO/${trade.random.between(10_000, 99_999)}` : null,
    opportunityId: null,
    ownerId: party.ownerId,
    ...moneyOf(plan),
    openNet: status === 'open' || status === 'pending-approval' ? openNetOf(plan) : decimal(0, plan.books.scale),
    ...instantsOf(plan, context),
    lines: plan.lines.map((line) => salesLine(line, requested, plan)),
    invoiceIds: issued === null ? [] : [issued.invoice.id],
  }
  if (issued !== null) issued.invoice.salesOrderId = id
  return order
}

export function createPurchaseOrder(id: number, plan: PlannedOrder, context: Context): PurchaseOrder {
  const { trade, party, day, issued } = plan
  const { key, number } = documentKeys(trade.system, 'purchase-order', dateOf(day), context)
  const expected = trade.random.chance(0.9) ? dateOf(day + trade.random.between(5, 60)) : null
  const order: PurchaseOrder = {
    id,
    system: trade.system,
    key,
    number,
    legalEntityId: trade.entity.id,
    supplierId: party.id,
    orderedOn: dateOf(day),
    expectedOn: expected,
    status: purchaseStatus(plan),
    receipt: progress(plan.lines, 'moved'),
    billing: progress(plan.lines, 'billed'),
    ...moneyOf(plan),
    ...instantsOf(plan, context),
    lines: plan.lines.map((line) => purchaseLine(line, expected, plan)),
    billIds: issued === null ? [] : [issued.invoice.id],
  }
  if (issued !== null) issued.invoice.purchaseOrderId = id
  return order
}

function salesStatus({ fate, lines }: PlannedOrder): SalesOrder['status'] {
  if (fate === 'draft' || fate === 'pending-approval' || fate === 'closed' || fate === 'cancelled') return fate
  return progress(lines, 'billed') === 'complete' ? 'completed' : 'open'
}

/** A block by the credit check is a matter of sales. */
function purchaseStatus({ fate, lines }: PlannedOrder): PurchaseOrder['status'] {
  if (fate === 'progressing' || fate === 'credit-blocked')
    return progress(lines, 'billed') === 'complete' ? 'completed' : 'open'
  return fate
}

function creditOf(fate: Fate, random: Random): SalesOrder['credit'] {
  if (fate === 'credit-blocked') return 'blocked'
  if (fate === 'draft' || fate === 'cancelled') return 'not-checked'
  return random.pick(['passed', 'passed', 'passed', 'passed', 'passed', 'passed', 'released', 'not-checked'] as const)
}

function progress(lines: readonly PlannedLine[], field: 'moved' | 'billed'): Progress {
  if (lines.every((line) => line[field] === 0)) return 'none'
  return lines.every((line) => line[field] >= line.ordered) ? 'complete' : 'partial'
}

function moneyOf({ lines, books }: PlannedOrder): Pick<SalesOrder, 'currency' | 'rate' | 'net' | 'tax' | 'gross'> {
  const money = lines.map((line) => lineMoney(line, books))
  const sum = (field: 'net' | 'tax'): number =>
    money.reduce((total, line) => total + unitsOf(line[field], books.scale), 0)
  const [net, tax] = [sum('net'), sum('tax')]
  return {
    currency: books.currency,
    rate: books.rate.text,
    net: decimal(net, books.scale),
    tax: decimal(tax, books.scale),
    gross: decimal(net + tax, books.scale),
  }
}

function lineMoney(
  { item, ordered, price, taxRate }: PlannedLine,
  books: Books,
): Pick<InvoiceLine, 'net' | 'taxRate' | 'tax'> {
  return amounts(multiplyDivide(price, ordered, 10 ** quantityScale(item)), taxRate, books)
}

function openNetOf({ lines, books }: PlannedOrder): string {
  const open = ({ item, ordered, billed, price }: PlannedLine): number =>
    multiplyDivide(price, ordered - billed, 10 ** quantityScale(item))
  return decimal(
    lines.reduce((sum, line) => sum + open(line), 0),
    books.scale,
  )
}

function instantsOf(
  { trade, day, issued }: PlannedOrder,
  { today }: Context,
): Pick<SalesOrder, 'createdAt' | 'modifiedAt'> {
  const changed = issued?.day ?? Math.min(today - 1, day + trade.random.between(0, 10))
  const instants = [day, changed].map((known) => localInstant(known, trade.entity.id, trade.random))
  const [createdAt, modifiedAt] = instants.toSorted()
  return { createdAt: createdAt!, modifiedAt: modifiedAt! }
}

function salesLine(
  line: PlannedLine,
  requestedOn: string,
  { books, trade }: PlannedOrder,
): SalesOrder['lines'][number] {
  const scale = quantityScale(line.item)
  return {
    lineNo: line.lineNo,
    itemId: line.item.id,
    ordered: decimal(line.ordered, scale),
    delivered: decimal(line.moved, scale),
    invoiced: decimal(line.billed, scale),
    unitPrice: decimal(line.price, books.scale),
    ...lineMoney(line, books),
    warehouseId: warehouseFor(line.item, trade),
    requestedOn,
    promisedOn: trade.random.chance(0.6) ? requestedOn : null,
  }
}

function purchaseLine(
  line: PlannedLine,
  expectedOn: string | null,
  { books, trade }: PlannedOrder,
): PurchaseOrder['lines'][number] {
  const scale = quantityScale(line.item)
  return {
    lineNo: line.lineNo,
    itemId: line.item.id,
    ordered: decimal(line.ordered, scale),
    received: decimal(line.moved, scale),
    billed: decimal(line.billed, scale),
    unitPrice: decimal(line.price, books.scale),
    ...lineMoney(line, books),
    warehouseId: warehouseFor(line.item, trade),
    expectedOn,
  }
}

function warehouseFor({ type }: Item, { random, warehouseIds }: Trade): number | null {
  return type === 'service' || type === 'charge' ? null : random.pick(warehouseIds)
}
