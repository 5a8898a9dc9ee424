import { and, compare, type FieldMap } from '../../gateway/connector/index.ts'
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

const order = (settings: Settings) =>
  ({
    ...document(settings),
    orderDate: ordered('DocDate'),
    status: orderStatus,
    billing: { constant: 'UNKNOWN' },
  }) as const satisfies Record<string, FieldMap>

export const salesOrder = (settings: Settings) => ({
  ...order(settings),
  customer: code('CardCode'),
  requestedDate: orderedOrNull('DocDueDate'),
  fulfillment: progress,
  creditCheck: { constant: 'UNKNOWN' },
  customerPoNumber: code('NumAtCard'),
})

export const purchaseOrder = (settings: Settings) => ({
  ...order(settings),
  supplier: code('CardCode'),
  expectedDate: orderedOrNull('DocDueDate'),
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
