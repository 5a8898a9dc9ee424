import type { Day } from './calendar.ts'
import type { Context } from './context.ts'
import { unitsOf } from './decimal.ts'
import { createLines, drawLineCount, lineNumber, quantityScale } from './document-lines.ts'
import type { Random } from './random.ts'
import { type Books, booksOf, currencyFor, type Issued, type Party, type Trade } from './trade.ts'
import type { InvoiceLine, Item } from './types.ts'

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

export type Fate = 'progressing' | 'draft' | 'pending-approval' | 'approved' | 'closed' | 'cancelled' | 'credit-blocked'

export interface PlannedLine {
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
  'progressing',
  'progressing',
  'progressing',
  'draft',
  'pending-approval',
  'cancelled',
  'credit-blocked',
  'approved',
]

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
