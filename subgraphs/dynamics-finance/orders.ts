import { dayIn, type EntityMaps, type MappedField } from '../../gateway/connector/index.ts'
import { known } from '../dialects/odata/amounts.ts'
import { type EntitySet, made, mapped, ordered, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import { decimalAt, textAt } from '../dialects/odata/row.ts'
import { codecs, columnsOf, company, enumerated, inCompany, joined, money, text, within } from './fields.ts'
import { text as key, number, partOf, purchaseLineSet, salesLineSet, sets } from './sets.ts'
import type { Settings } from './settings.ts'

/** The calendar day of an instant where the company is. */
const localDay = (native: string, { timeZone }: Settings): MappedField =>
  made([native], (row) => {
    const at = codecs.instant(textAt(row, native))
    return at === null ? null : dayIn(timeZone, Date.parse(String(at)))
  })

/** An order in approval is not open yet; its own status says so only afterwards. */
function purchaseStatus({ purchaseOrderStatuses, approvalStatuses }: Settings): MappedField {
  return made(['PurchaseOrderStatus', 'DocumentApprovalStatus'], (row) => {
    const status = purchaseOrderStatuses[textAt(row, 'PurchaseOrderStatus') ?? ''] ?? 'UNKNOWN'
    const approval = approvalStatuses[textAt(row, 'DocumentApprovalStatus') ?? '']
    return status === 'OPEN' && approval !== undefined ? approval : status
  })
}

/** The header has no total: it is the sum of its lines. */
const purchaseTotal = made(columnsOf('lines', 'LineAmount'), (row) =>
  known(inCompany(row, 'lines').map((line) => decimalAt(line, 'LineAmount'))),
)

export function orders(settings: Settings): EntityMaps<EntitySet['hint']> {
  const salesLines = salesLineSet(settings.salesOrderLines)
  const purchaseLines = purchaseLineSet(settings.purchaseOrderLines)
  return {
    SalesOrder: mapped<'SalesOrder'>(sets.salesOrders, {
      fields: {
        number: text('SalesOrderNumber'),
        customer: within('OrderingCustomerAccountNumber'),
        orderDate: localDay('OrderCreationDateTime', settings),
        requestedDate: orderedOrNull('RequestedShippingDate'),
        status: enumerated('SalesOrderStatus', settings.salesOrderStatuses, settings),
        sourceStatus: plain('SalesOrderStatus'),
        fulfillment: { constant: 'UNKNOWN' },
        billing: { constant: 'UNKNOWN' },
        creditCheck: { constant: 'UNKNOWN' },
        customerPoNumber: words('CustomersOrderReference'),
        ...money('totals.taxInclusive', plain('OrderTotalAmount'), 'CurrencyCode'),
        ...money('totals.tax', plain('OrderTotalTaxAmount'), 'CurrencyCode'),
        currency: text('CurrencyCode'),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceCreatedAt': ordered('OrderCreationDateTime'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    SalesOrderLine: mapped<'SalesOrderLine'>(salesLines, {
      parts: { order: partOf(sets.salesOrders, 'SalesOrderNumber') },
      fields: {
        salesOrder: within('SalesOrderNumber'),
        item: within('ItemNumber'),
        // In which unit, no documented field of a line tells.
        'ordered.value': plain('OrderedSalesQuantity'),
        'unitPrice.amount': plain('SalesPrice'),
        'unitPrice.currency': joined('order', 'CurrencyCode'),
        'net.amount': plain('LineAmount'),
        'net.currency': joined('order', 'CurrencyCode'),
        warehouse: within('ShippingWarehouseId'),
        status: enumerated('SalesOrderLineStatus', settings.salesOrderStatuses, settings),
        sourceStatus: plain('SalesOrderLineStatus'),
        'meta.legalEntity': company('dataAreaId'),
      },
    }),

    PurchaseOrder: mapped<'PurchaseOrder'>(sets.purchaseOrders, {
      parts: { lines: partOf(purchaseLines, 'PurchaseOrderNumber') },
      fields: {
        number: text('PurchaseOrderNumber'),
        supplier: within('OrderVendorAccountNumber'),
        orderDate: orderedOrNull('AccountingDate'),
        expectedDate: orderedOrNull('ConfirmedDeliveryDate'),
        status: purchaseStatus(settings),
        sourceStatus: plain('PurchaseOrderStatus'),
        receipt: { constant: 'UNKNOWN' },
        billing: { constant: 'UNKNOWN' },
        ...money('totals.taxExclusive', purchaseTotal, 'CurrencyCode'),
        currency: text('CurrencyCode'),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    PurchaseOrderLine: mapped<'PurchaseOrderLine'>(purchaseLines, {
      key: [key('dataAreaId'), key('PurchaseOrderNumber'), number('LineNumber')],
      parts: { order: partOf(sets.purchaseOrders, 'PurchaseOrderNumber') },
      fields: {
        purchaseOrder: within('PurchaseOrderNumber'),
        lineNo: { native: 'LineNumber', type: 'number' },
        item: within('ItemNumber'),
        'ordered.value': plain('OrderedPurchaseQuantity'),
        'unitPrice.amount': plain('PurchasePrice'),
        'unitPrice.currency': joined('order', 'CurrencyCode'),
        'net.amount': plain('LineAmount'),
        'net.currency': joined('order', 'CurrencyCode'),
        warehouse: within('ReceivingWarehouseId'),
        status: { constant: 'UNKNOWN' },
        'meta.legalEntity': company('dataAreaId'),
      },
    }),
  }
}
