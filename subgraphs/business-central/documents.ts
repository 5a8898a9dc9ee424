import Big from 'big.js'
import type { EntityMaps, MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { flag, made, money, number, ordered, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import { at, decimalAt, manyAt, textAt } from '../dialects/odata/row.ts'
import { enumeration, memberAt, readable } from './enumerations.ts'
import { lineFields, lineMap, orderStatus } from './lines.ts'
import { currencyOf } from './party.ts'
import { type Hint, pointer, records, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

/** Sums of a document: what is less is told beside what is left. */
const totals = (currency: MappedField) => ({
  ...money('totals.allowances', plain('discountAmount'), currency),
  ...money('totals.taxExclusive', ordered('totalAmountExcludingTax'), currency),
  ...money('totals.tax', plain('totalTaxAmount'), currency),
  ...money('totals.taxInclusive', ordered('totalAmountIncludingTax'), currency),
})

/** Drafts are not owed, whatever they say, and of a cancelled invoice nothing is left. */
function openAmount(row: NativeRow): string | null {
  const left = decimalAt(row, 'remainingAmount')
  if (left === null) return null
  return ['Open', 'Paid', 'Corrective'].includes(memberAt(row, 'status') ?? '') ? left : '0'
}

const open = made(['remainingAmount', 'status'], openAmount)

const invoiceStatus = enumeration(
  'status',
  {
    Draft: 'DRAFT',
    'In Review': 'PENDING_APPROVAL',
    Open: ['OPEN', 'PARTIALLY_PAID'],
    Paid: 'PAID',
    Canceled: 'VOID',
    Corrective: 'OTHER',
  },
  {
    needs: ['remainingAmount', 'totalAmountIncludingTax'],
    decode(row) {
      if (memberAt(row, 'status') !== 'Open') return undefined
      const [left, whole] = [decimalAt(row, 'remainingAmount'), decimalAt(row, 'totalAmountIncludingTax')]
      return left !== null && whole !== null && new Big(left).lt(whole) ? 'PARTIALLY_PAID' : 'OPEN'
    },
  },
)

/** How far the lines of an order have come, by a quantity that grows up to the ordered one; lines of text are not counted. */
function progress(row: NativeRow, lines: string, done: string): string {
  const counted = manyAt(row, lines).filter((line) => !new Big(decimalAt(line, 'quantity') ?? 0).eq(0))
  const of = (line: NativeRow) => new Big(decimalAt(line, done) ?? 0)
  if (counted.length === 0) return 'NOT_APPLICABLE'
  if (counted.every((line) => of(line).gte(decimalAt(line, 'quantity')!))) return 'COMPLETE'
  return counted.some((line) => !of(line).eq(0)) ? 'PARTIAL' : 'NONE'
}

const progressOf = (lines: string, done: string): MappedField =>
  made([`${lines}/quantity`, `${lines}/${done}`], (row) => progress(row, lines, done))

/** The header knows whether everything has moved; how much otherwise, only the lines. */
const moved = (whole: string, lines: string, done: string): MappedField => ({
  needs: [whole, `${lines}/quantity`, `${lines}/${done}`],
  decode: (row) => (at(row, whole) === true ? 'COMPLETE' : progress(row, lines, done)),
  cases: {
    COMPLETE: flag(whole),
    PARTIAL: flag(whole, false),
    NONE: flag(whole, false),
    NOT_APPLICABLE: flag(whole, false),
  },
  filter: { eq: 'inexact', in: 'inexact' },
})

/** Orders and invoices with their lines, of both sides. */
export function documents(settings: Settings): EntityMaps<Hint> {
  const currency = currencyOf(settings)
  const isLocal = (row: NativeRow) => (textAt(row, 'currencyCode') ?? settings.localCurrency) === settings.localCurrency
  const local = { constant: settings.localCurrency }
  const billed = lineFields('salesInvoiceLines', settings)
  const sold = lineFields('salesOrderLines', settings)
  const bought = lineFields('purchaseOrderLines', settings)
  const openInBooks = made([...open.needs!, 'currencyCode'], (row) => (isLocal(row) ? openAmount(row) : null))
  const document = {
    number: number('number'),
    sourceStatus: readable('status'),
    currency,
    ...totals(currency),
    'meta.sourceCreatedAt': absent,
  }
  return {
    Invoice: records(sets.invoices, settings, 'Invoice', {
      fields: {
        ...document,
        direction: { constant: 'RECEIVABLE' },
        kind: { constant: 'STANDARD' },
        partyNumber: words('externalDocumentNumber'),
        customer: ref('customerId'),
        issueDate: orderedOrNull('invoiceDate'),
        postingDate: orderedOrNull('postingDate'),
        dueDate: orderedOrNull('dueDate'),
        paidDate: absent,
        status: invoiceStatus,
        rate: absent,
        ...money('open.document', open, currency),
        // Ledgers tell what is left in the currency of the invoice only.
        ...money('open.base', openInBooks, local),
        ...money('openSigned', open, currency),
        poNumber: words('customerPurchaseOrderReference'),
        salesOrders: pointer('SalesOrder', 'orderId', 'orderNumber'),
        'corrects.number': absent,
      },
    }),
    InvoiceLine: lineMap<'InvoiceLine'>(sets.invoices, 'salesInvoiceLines', settings, {
      invoice: ref('id'),
      item: billed.item,
      ...billed.quantity('quantity', 'quantity'),
      ...billed.amount('unitPrice', 'unitPrice'),
      ...billed.amount('discount', 'discountAmount'),
      ...billed.amount('net', 'netAmount'),
      account: billed.account,
      taxes: billed.taxes,
    }),

    SalesOrder: records(sets.orders, settings, 'SalesOrder', {
      fields: {
        ...document,
        customer: ref('customerId'),
        orderDate: orderedOrNull('orderDate'),
        requestedDate: orderedOrNull('requestedDeliveryDate'),
        status: orderStatus,
        onHold: absent,
        fulfillment: moved('fullyShipped', 'salesOrderLines', 'shippedQuantity'),
        billing: progressOf('salesOrderLines', 'invoicedQuantity'),
        creditCheck: { constant: 'UNKNOWN' },
        'opportunity.number': absent,
      },
    }),
    SalesOrderLine: lineMap<'SalesOrderLine'>(sets.orders, 'salesOrderLines', settings, {
      salesOrder: ref('id'),
      item: sold.item,
      ...sold.quantity('ordered', 'quantity'),
      ...sold.quantity('delivered', 'shippedQuantity'),
      ...sold.quantity('invoiced', 'invoicedQuantity'),
      ...sold.left('shippedQuantity'),
      ...sold.amount('unitPrice', 'unitPrice'),
      ...sold.amount('net', 'netAmount'),
      warehouse: sold.warehouse,
      status: sold.status('shippedQuantity', 'invoicedQuantity'),
      sourceStatus: readable('status'),
    }),

    PurchaseOrder: records(sets.purchases, settings, 'PurchaseOrder', {
      fields: {
        ...document,
        supplier: ref('vendorId'),
        orderDate: orderedOrNull('orderDate'),
        expectedDate: orderedOrNull('requestedReceiptDate'),
        status: orderStatus,
        onHold: absent,
        receipt: moved('fullyReceived', 'purchaseOrderLines', 'receivedQuantity'),
        billing: progressOf('purchaseOrderLines', 'invoicedQuantity'),
        supplierReference: absent,
      },
    }),
    PurchaseOrderLine: lineMap<'PurchaseOrderLine'>(sets.purchases, 'purchaseOrderLines', settings, {
      purchaseOrder: ref('id'),
      item: bought.item,
      ...bought.quantity('ordered', 'quantity'),
      ...bought.quantity('received', 'receivedQuantity'),
      ...bought.quantity('billed', 'invoicedQuantity'),
      ...bought.left('receivedQuantity'),
      ...bought.amount('unitPrice', 'directUnitCost'),
      ...bought.amount('net', 'netAmount'),
      warehouse: bought.warehouse,
      expectedDate: plain('purchaseOrderLines/expectedReceiptDate'),
      status: bought.status('receivedQuantity', 'invoicedQuantity'),
      sourceStatus: readable('status'),
    }),
  }
}
