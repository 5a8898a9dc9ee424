import { and, compare, type FieldMap, type MappedField } from '../../gateway/connector/index.ts'
import { progressOf } from '../dialects/odata/documents.ts'
import { derived, made, ordered, orderedOrNull, plain } from '../dialects/odata/fields.ts'
import { at, manyAt, textAt } from '../dialects/odata/row.ts'
import { cancelled, document, inLine, isClosed, isOpen, isValid, line, lineDecimal } from './documents.ts'
import { code, decimalAt, digits, quantity } from './fields.ts'
import type { Settings } from './settings.ts'

/** Closed by the last delivery or by hand: the document does not tell which. */
const orderStatus = derived(
  ['Cancelled', 'DocumentStatus'],
  (row) => {
    if (at(row, 'Cancelled') === 'tYES') return 'CANCELLED'
    return orderStatuses[textAt(row, 'DocumentStatus') ?? ''] ?? 'UNKNOWN'
  },
  {
    CANCELLED: compare(cancelled, 'eq', 'tYES'),
    OPEN: and(isValid, isOpen),
    CLOSED: and(isValid, isClosed),
  },
)

const orderStatuses: Readonly<Record<string, string>> = { bost_Open: 'OPEN', bost_Close: 'CLOSED' }

const lineQuantities = ['DocumentLines/Quantity', 'DocumentLines/RemainingOpenQuantity']

/** How much of all lines has gone on to deliveries or receipts. */
const progress = made(lineQuantities, (row) =>
  progressOf(
    manyAt(row, 'DocumentLines').map((line) => ({
      all: decimalAt(line, 'Quantity'),
      left: decimalAt(line, 'RemainingOpenQuantity'),
    })),
  ),
)

/**
 * Added up by currency, which decides in which column the amount stands, or that it is not told: each column by itself, and what
 * they make is told as of one order.
 */
const summed = (field: MappedField, ...of: readonly string[]): MappedField => ({
  ...field,
  aggregatable: { sum: { with: ['DocCurrency'], of }, count: true },
})

/**
 * Days, and codes that are keys of another set: where a database takes two spellings for one, there is one partner or currency
 * of them.
 */
const grouped = (field: MappedField): MappedField => ({ ...field, aggregatable: { group: true } })

function totalsOf(settings: Settings) {
  const fields = document(settings)
  return {
    'totals.taxInclusive.amount': summed(fields['totals.taxInclusive.amount'], 'DocTotal', 'DocTotalFc'),
    'totals.taxInclusive.currency': grouped(fields['totals.taxInclusive.currency']),
    'totals.tax.amount': summed(fields['totals.tax.amount'], 'VatSum'),
    'totals.tax.currency': grouped(fields['totals.tax.currency']),
    'totals.taxExclusive.amount': summed(fields['totals.taxExclusive.amount'], 'DocTotal', 'VatSum'),
    'totals.taxExclusive.currency': grouped(fields['totals.taxExclusive.currency']),
    currency: grouped(fields.currency),
  }
}

const order = (settings: Settings) =>
  ({
    ...document(settings),
    ...totalsOf(settings),
    orderDate: grouped(ordered('DocDate')),
    status: orderStatus,
    billing: { constant: 'UNKNOWN' },
  }) as const satisfies Record<string, FieldMap>

export const salesOrder = (settings: Settings) => ({
  ...order(settings),
  customer: grouped(code('CardCode')),
  requestedDate: grouped(orderedOrNull('DocDueDate')),
  fulfillment: progress,
  creditCheck: { constant: 'UNKNOWN' },
  customerPoNumber: code('NumAtCard'),
})

export const purchaseOrder = (settings: Settings) => ({
  ...order(settings),
  supplier: grouped(code('CardCode')),
  expectedDate: grouped(orderedOrNull('DocDueDate')),
  receipt: progress,
  supplierReference: code('NumAtCard'),
})

const orderLine = (settings: Settings) => ({
  ...line(settings),
  ...quantity('ordered', lineDecimal('Quantity'), inLine('MeasureUnit'), settings),
  ...quantity('open', lineDecimal('RemainingOpenQuantity'), inLine('MeasureUnit'), settings),
  warehouse: plain(inLine('WarehouseCode')),
  status: { native: inLine('LineStatus'), values: orderStatuses },
  sourceStatus: plain(inLine('LineStatus')),
})

export const salesOrderLine = (settings: Settings) => ({
  ...orderLine(settings),
  salesOrder: digits('DocEntry'),
  requestedDate: { native: inLine('ShipDate') },
})

export const purchaseOrderLine = (settings: Settings) => ({
  ...orderLine(settings),
  purchaseOrder: digits('DocEntry'),
  expectedDate: { native: inLine('ShipDate') },
})
