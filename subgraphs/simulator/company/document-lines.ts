import type { Draft } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { accountFor } from './gl-accounts.ts'
import { UNITS } from './master.ts'
import { listPrice } from './prices.ts'
import type { Books, Party, Trade } from './trade.ts'
import type { AccountRole, ErpSystem, InvoiceLine, Item, UnitId } from './types.ts'

export type LineDraft = Draft<InvoiceLine>

const UNIT_SCALE = Object.fromEntries(UNITS.map(({ id, decimals }) => [id, decimals])) as Record<UnitId, number>

export function quantityScale(item: Item): number {
  return UNIT_SCALE[item.unit]
}

/** SAP counts its document items in tens, Business Central in tens of thousands, Business One from zero. */
export function lineNumber(system: ErpSystem, place: number): number {
  switch (system) {
    case 'sap':
      return (place + 1) * 10
    case 'businessCentral':
      return (place + 1) * 10_000
    case 'businessOne':
      return place
    case 'netsuite':
    case 'odoo':
    case 'financeOperations':
      return place + 1
  }
}

/** Item lines, sometimes with freight or a flat discount at the end; their sum is never below zero. */
export function createLines(trade: Trade, party: Party, books: Books, count: number): LineDraft[] {
  const { random, system, items } = trade
  const lines = Array.from({ length: count }, (_, place) =>
    itemLine(lineNumber(system, place), random.pickSkewed(items), trade, party, books),
  )
  if (random.chance(0.06)) lines.push(freightLine(lineNumber(system, count), trade, party, books))
  else if (random.chance(0.015)) lines.push(discountLine(lineNumber(system, count), lines, trade, books))
  return lines
}

/** Most documents have a line or two, few have many. */
export function drawLineCount({ random }: Trade): number {
  const draw = random.next()
  if (draw < 0.45) return 1
  if (draw < 0.72) return 2
  return draw < 0.87 ? 3 : random.between(4, 8)
}

const DISCOUNTS = [null, null, null, null, null, null, null, '5.0', '10.0', '12.5'] as const

function itemLine(lineNo: number, item: Item, trade: Trade, party: Party, books: Books): LineDraft {
  const { random } = trade
  const scale = quantityScale(item)
  const quantity = Math.ceil(random.next() ** 3 * 120 * 10 ** scale) || 1
  const price = priceOf(item, trade, books)
  const discount = random.pick(DISCOUNTS)
  const kept = 1000 - (discount === null ? 0 : unitsOf(discount, 1))
  const net = multiplyDivide(price * kept, quantity, 1000 * 10 ** scale)
  return {
    lineNo,
    itemId: item.id,
    description: null,
    quantity: decimal(quantity, scale),
    unitPrice: decimal(price, books.scale),
    discount,
    ...amounts(net, taxRateFor(trade, party, item), books),
    accountId: accountFor(trade.system, accountRole(trade, item)).id,
    orderLineNo: null,
  }
}

/** Buying costs some sixty percent of the selling price. A sample is free now and then. */
function priceOf(item: Item, { direction, random }: Trade, { currency, scale }: Books): number {
  const list = unitsOf(listPrice(item, currency), scale)
  const percent = direction === 'receivable' ? random.pick([100, 100, 100, 98, 103]) : random.between(52, 68)
  return random.chance(0.004) ? 0 : multiplyDivide(list, percent, 100)
}

function accountRole({ direction }: Trade, item: Item): AccountRole {
  if (direction === 'payable') return 'purchases'
  return item.type === 'service' || item.type === 'charge' ? 'revenue-services' : 'revenue-goods'
}

function freightLine(lineNo: number, trade: Trade, party: Party, books: Books): LineDraft {
  const price = trade.random.between(5, 90) * 10 ** books.scale
  return textLine(lineNo, 'Freight and packing', price, taxRateFor(trade, party), trade, books)
}

/** At most a tenth of what it reduces, at the tax rate of the first line. */
function discountLine(lineNo: number, lines: readonly LineDraft[], trade: Trade, books: Books): LineDraft {
  const net = lines.reduce((sum, line) => sum + unitsOf(line.net, books.scale), 0)
  const rate = lines[0]!.taxRate
  return textLine(
    lineNo,
    'Discount as agreed',
    -multiplyDivide(net, trade.random.between(1, 9), 100),
    rate,
    trade,
    books,
  )
}

function textLine(
  lineNo: number,
  description: string,
  net: number,
  rate: string,
  trade: Trade,
  books: Books,
): LineDraft {
  const role = trade.direction === 'receivable' ? 'revenue-other' : 'purchases'
  return {
    lineNo,
    itemId: null,
    description,
    quantity: '1',
    unitPrice: decimal(net, books.scale),
    discount: null,
    ...amounts(net, rate, books),
    accountId: accountFor(trade.system, role).id,
    orderLineNo: null,
  }
}

/** Tax is rounded on each line, so that totals are sums of lines to the smallest unit. */
export function amounts(net: number, taxRate: string, { scale }: Books): Pick<InvoiceLine, 'net' | 'taxRate' | 'tax'> {
  const tax = multiplyDivide(net, unitsOf(taxRate, 3), 100_000)
  return { net: decimal(net, scale), taxRate, tax: decimal(tax, scale) }
}

/** Home sales are taxed at home; what leaves the country is not. */
export function taxRateFor({ entity }: Trade, party: Party, item?: Item): string {
  if (party.taxExempt || party.country !== entity.country) return '0.000'
  const [standard, reduced] = TAX_RATES[entity.country]!
  if (entity.country === 'US') return US_RATES[party.id % US_RATES.length]!
  return item?.group === 'COFFEE' ? reduced : standard
}

const TAX_RATES: Readonly<Record<string, readonly [standard: string, reduced: string]>> = {
  DE: ['19.000', '7.000'],
  AT: ['20.000', '10.000'],
  JP: ['10.000', '8.000'],
  US: ['0.000', '0.000'],
  GB: ['20.000', '0.000'],
  NL: ['21.000', '9.000'],
  CH: ['8.100', '2.600'],
}

const US_RATES = ['0.000', '6.250', '8.875'] as const
