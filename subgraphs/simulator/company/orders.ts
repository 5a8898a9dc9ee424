import { type Day, dateOf } from './calendar.ts'
import { type Context, localInstant } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { amounts, createLines, drawLineCount, lineNumber, quantityScale } from './document-lines.ts'
import { documentKeys } from './numbers.ts'
import type { Random } from './random.ts'
import { type Books, booksOf, currencyFor, type Issued, type Party, type Trade } from './trade.ts'
import type { InvoiceLine, Item, Progress, PurchaseOrder, SalesOrder } from './types.ts'

/** An order of either direction; `moved` is delivered or received, quantities are in the item's smallest unit. */
export interface PlannedOrder {
  readonly trade: Trade
  readonly party: Party
  readonly books: Books
  readonly day: Day
  readonly lines: readonly PlannedLine[]
  readonly fate: Fate
  /** The invoice that billed it. */
  readonly issued: Issued | null
}

type Fate = 'progressing' | 'draft' | 'pending-approval' | 'approved' | 'closed' | 'cancelled' | 'credit-blocked'

interface PlannedLine {
  readonly lineNo: number
  readonly item: Item
  readonly ordered: number
  readonly moved: number
  readonly billed: number
  readonly price: number
  readonly taxRate: string
}

/** Orders behind a quarter of the invoices, then orders that nobody has invoiced yet. */
export function planOrders(trade: Trade, issued: readonly Issued[], context: Context): PlannedOrder[] {
  const items = new Map(trade.items.map((item) => [item.id, item]))
  const billed = issued.flatMap((document) => orderBehind(document, items, trade, context) ?? [])
  const open = Array.from({ length: Math.max(16, Math.round(issued.length * 0.06)) }, (_, i) =>
    openOrder(i, items, trade, context),
  )
  return [...billed, ...open].sort((a, b) => a.day - b.day)
}

/** Undefined unless the invoice could have come from an order: no discounts, no credit notes, at least one item. */
function orderBehind(
  issued: Issued,
  items: ReadonlyMap<number, Item>,
  trade: Trade,
  context: Context,
): PlannedOrder | undefined {
  const { invoice, day, party, books } = issued
  const lines = invoice.lines.filter(({ itemId, discount }) => itemId !== null && discount === null)
  const isPlain = invoice.kind === 'invoice' && invoice.status === 'posted' && invoice.correctsId === null
  if (!isPlain || lines.length === 0 || !trade.random.chance(0.3)) return undefined
  const isRecent = day > context.today - 120
  const planned = lines.map((line, place) => lineBehind(line, place, items.get(line.itemId!)!, isRecent, trade, books))
  invoice.lines = invoice.lines.map((line) => ({ ...line, orderLineNo: orderLineNo(line, lines, trade) }))
  const fate = !isRecent && planned.some(({ ordered, billed }) => ordered > billed) ? 'closed' : 'progressing'
  return {
    trade,
    party,
    books: booksOf(trade, books.currency, day),
    day: day - trade.random.between(1, 25),
    lines: planned,
    fate,
    issued,
  }
}

function orderLineNo(line: InvoiceLine, ordered: readonly InvoiceLine[], { system }: Trade): number | null {
  const place = ordered.indexOf(line)
  return place < 0 ? null : lineNumber(system, place)
}

/** A third of the recent orders asked for more than was invoiced; some of the rest is delivered already. */
function lineBehind(
  line: InvoiceLine,
  place: number,
  item: Item,
  isRecent: boolean,
  trade: Trade,
  books: Books,
): PlannedLine {
  const { random, system } = trade
  const billed = unitsOf(line.quantity, quantityScale(item))
  const more = random.chance(isRecent ? 0.35 : 0.03) ? random.between(1, Math.max(1, billed)) : 0
  return {
    lineNo: lineNumber(system, place),
    item,
    ordered: billed + more,
    moved: billed + (random.chance(0.5) ? more : 0),
    billed,
    price: unitsOf(line.unitPrice, books.scale),
    taxRate: line.taxRate,
  }
}

const OPEN_FATES: readonly Fate[] = [
  'progressing', 'progressing', 'progressing', 'draft', 'pending-approval', 'cancelled', 'credit-blocked', 'approved',
] // biome-ignore format: a word list reads better in rows

function openOrder(place: number, items: ReadonlyMap<number, Item>, trade: Trade, context: Context): PlannedOrder {
  const { random } = trade
  const party = random.pickSkewed(trade.parties)
  const day = context.today - random.between(1, 90)
  const books = booksOf(trade, currencyFor(trade, party), day)
  const fate = OPEN_FATES[place % OPEN_FATES.length]!
  const lines = createLines(trade, party, books, drawLineCount(trade)).filter(({ itemId }) => itemId !== null)
  const planned = lines.map((line, i): PlannedLine => {
    const item = items.get(line.itemId!)!
    const ordered = unitsOf(line.quantity, quantityScale(item))
    const moved = fate === 'progressing' ? movedOf(ordered, random) : 0
    return {
      lineNo: lineNumber(trade.system, i),
      item,
      ordered,
      moved,
      billed: 0,
      price: unitsOf(line.unitPrice, books.scale),
      taxRate: line.taxRate,
    }
  })
  return { trade, party, books, day, lines: planned, fate, issued: null }
}

function movedOf(ordered: number, random: Random): number {
  return random.pick([0, 0, ordered, random.between(0, ordered)])
}

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
