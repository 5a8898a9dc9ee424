import Big from 'big.js'
import type { EntityMaps, MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { difference } from '../dialects/odata/amounts.ts'
import { progressOf } from '../dialects/odata/documents.ts'
import { code, flag, made, money, number, ordered, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import { at, decimalAt, manyAt, textAt } from '../dialects/odata/row.ts'
import { enumeration, memberAt, readable } from './enumerations.ts'
import { lineFields, lineMap, orderStatus } from './lines.ts'
import { document as documentColumn, type Member, set } from './members.ts'
import { currencyOf } from './party.ts'
import { documentsOf, type Hint, pointer, records, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

/** Sums of a document: what is less is told beside what is left. */
const totals = (currency: MappedField) => ({
  ...money('totals.allowances', plain('discountAmount'), currency),
  ...money('totals.taxExclusive', ordered('totalAmountExcludingTax'), currency),
  ...money('totals.tax', plain('totalTaxAmount'), currency),
  ...money('totals.taxInclusive', ordered('totalAmountIncludingTax'), currency),
})

/** Invoices to customers and from suppliers are sets of their own. */
const invoices: readonly Member[] = [
  {
    object: 'purchaseInvoices',
    lines: 'purchaseInvoiceLines',
    columns: {
      customerId: null,
      externalDocumentNumber: 'vendorInvoiceNumber',
      customerPurchaseOrderReference: null,
      orderId: null,
      orderNumber: null,
      remainingAmount: null,
      'lines/unitPrice': 'lines/directUnitCost',
    },
  },
  { object: 'salesInvoices', lines: 'salesInvoiceLines', columns: { vendorId: null } },
]
const orders: readonly Member[] = [{ object: 'salesOrders', lines: 'salesOrderLines' }]
const purchases: readonly Member[] = [{ object: 'purchaseOrders', lines: 'purchaseOrderLines' }]

/** Drafts are not owed, whatever they say, and of a cancelled or paid invoice nothing is left. What is left of bills is not told. */
function openAmount(row: NativeRow): string | null {
  const isOwed = ['Open', 'Corrective'].includes(memberAt(row, 'status') ?? '')
  return isOwed ? decimalAt(row, 'remainingAmount') : '0'
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

/** How far the lines of an order have come, by a quantity that grows up to the ordered one. */
const progress = (row: NativeRow, lines: string, done: string): string =>
  progressOf(
    manyAt(row, lines).map((line) => {
      const all = decimalAt(line, 'quantity')
      return { all, left: difference(all, decimalAt(line, done) ?? '0') }
    }),
  )

const comeOf = (lines: string, done: string): MappedField =>
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
  const line = lineFields(settings)
  const openInBooks = made([...open.needs!, 'currencyCode'], (row) => (isLocal(row) ? openAmount(row) : null))
  const document = {
    number: number('number'),
    sourceStatus: readable('status'),
    currency,
    ...totals(currency),
    'meta.sourceCreatedAt': absent,
  }
  return {
    Invoice: records<'Invoice'>(
      documentsOf('invoices', invoices),
      settings,
      'Invoice',
      {
        // Credit memos are sets of their own, whose properties the vendor's pages do not tell.
        lacks: [{ where: { kind: ['CREDIT_NOTE'] } }],
        fields: {
          ...document,
          direction: {
            native: set,
            values: { salesInvoices: 'RECEIVABLE', purchaseInvoices: 'PAYABLE' },
            filter: { eq: 'exact', ne: 'exact', in: 'exact' },
          },
          kind: { constant: 'STANDARD' },
          partyNumber: words('externalDocumentNumber'),
          customer: ref('customerId'),
          supplier: ref('vendorId'),
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
      },
      { native: documentColumn, type: 'text' },
    ),
    InvoiceLine: lineMap<'InvoiceLine'>('invoiceLines', invoices, settings, {
      invoice: code(documentColumn),
      item: line.item,
      ...line.quantity('quantity', 'quantity'),
      ...line.amount('unitPrice', 'unitPrice'),
      ...line.amount('discount', 'discountAmount'),
      ...line.amount('net', 'netAmount'),
      account: line.account,
      taxes: line.taxes,
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
        billing: comeOf('salesOrderLines', 'invoicedQuantity'),
        creditCheck: { constant: 'UNKNOWN' },
        'opportunity.number': absent,
      },
    }),
    SalesOrderLine: lineMap<'SalesOrderLine'>('salesOrderLines', orders, settings, {
      salesOrder: ref(documentColumn),
      item: line.item,
      ...line.quantity('ordered', 'quantity'),
      ...line.quantity('delivered', 'shippedQuantity'),
      ...line.quantity('invoiced', 'invoicedQuantity'),
      ...line.left('shippedQuantity'),
      ...line.amount('unitPrice', 'unitPrice'),
      ...line.amount('net', 'netAmount'),
      warehouse: line.warehouse,
      status: line.status('shippedQuantity', 'invoicedQuantity'),
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
        billing: comeOf('purchaseOrderLines', 'invoicedQuantity'),
        supplierReference: absent,
      },
    }),
    PurchaseOrderLine: lineMap<'PurchaseOrderLine'>('purchaseOrderLines', purchases, settings, {
      purchaseOrder: ref(documentColumn),
      item: line.item,
      ...line.quantity('ordered', 'quantity'),
      ...line.quantity('received', 'receivedQuantity'),
      ...line.quantity('billed', 'invoicedQuantity'),
      ...line.left('receivedQuantity'),
      ...line.amount('unitPrice', 'directUnitCost'),
      ...line.amount('net', 'netAmount'),
      warehouse: line.warehouse,
      expectedDate: plain('lines/expectedReceiptDate'),
      status: line.status('receivedQuantity', 'invoicedQuantity'),
      sourceStatus: readable('status'),
    }),
  }
}
