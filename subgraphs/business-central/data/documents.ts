import type { EntitySetModel } from '../../dialects/odata/simulate-model.ts'
import { decimal, scaleOf } from '../../simulator/company/decimal.ts'
import { unitIn } from '../../simulator/company/in-system.ts'
import { guidFor } from '../../simulator/company/keys.ts'
import type { Company, Invoice, InvoiceLine, PurchaseOrder, SalesOrder } from '../../simulator/company/types.ts'
import { scaled } from './amounts.ts'
import { currencyColumns, entitySet, type Loose, member, own, stamp, system, termColumn } from './model.ts'

const totals = 'discountAmount totalAmountExcludingTax totalTaxAmount totalAmountIncludingTax'
const lineText = 'lineType lineObjectNumber description unitOfMeasureCode taxCode'
const lineIds = 'documentId itemId accountId itemVariantId locationId'
const lineNumbers =
  'sequence quantity discountAmount discountPercent amountExcludingTax taxPercent totalTaxAmount amountIncludingTax netAmount netTaxAmount netAmountIncludingTax'

const linesOf = (to: string) => ({ [to]: { to, many: true as const, on: { documentId: 'id' } } })

const customerColumns = (company: Company, customerId: number) => {
  const { keys, numbers, name } = company.customers[customerId]!
  return { customerId: keys.businessCentral, customerNumber: numbers?.businessCentral, customerName: name }
}

const vendorColumns = (company: Company, supplierId: number) => {
  const { keys, numbers, name } = company.suppliers[supplierId]!
  return { vendorId: keys.businessCentral, vendorNumber: numbers?.businessCentral, vendorName: name }
}

const sums = ({ net, tax, gross }: Pick<Invoice, 'net' | 'tax' | 'gross'>) => ({
  totalAmountExcludingTax: net,
  totalTaxAmount: tax,
  totalAmountIncludingTax: gross,
})

/** Credit memos are sets of their own, which are not simulated. */
const isInvoice = (invoice: Invoice) => own(invoice) && invoice.kind === 'invoice'

export const salesInvoices = (company: Company): EntitySetModel =>
  entitySet({
    name: 'salesInvoices',
    columns: {
      text: 'number externalDocumentNumber customerPurchaseOrderReference customerNumber customerName billToName billToCustomerNumber currencyCode orderNumber salesperson disputeStatus status',
      ids: 'customerId billToCustomerId currencyId orderId paymentTermsId',
      days: 'invoiceDate postingDate dueDate promisedPayDate',
      numbers: `remainingAmount ${totals}`,
      flags: 'pricesIncludeTax',
      instants: 'lastModifiedDateTime',
    },
    indexes: 'customerId',
    navigations: linesOf('salesInvoiceLines'),
    rows: () => company.invoices.filter(isInvoice).map((invoice) => invoiceRow(company, invoice)),
  })

function invoiceRow(company: Company, invoice: Invoice): Loose {
  const order = invoice.salesOrderId === null ? undefined : company.salesOrders[invoice.salesOrderId]
  const customer = customerColumns(company, invoice.customerId!)
  return {
    id: invoice.key,
    number: invoice.number,
    customerPurchaseOrderReference: invoice.partyNumber,
    invoiceDate: invoice.issuedOn,
    postingDate: invoice.postedOn,
    dueDate: invoice.dueOn,
    ...customer,
    billToName: customer.customerName,
    billToCustomerId: customer.customerId,
    billToCustomerNumber: customer.customerNumber,
    orderId: order?.key,
    orderNumber: order?.number,
    ...termColumn(company, invoice.term),
    ...currencyColumns(company, invoice.currency),
    ...sums(invoice),
    // What a draft would leave open, nobody owes yet.
    remainingAmount: invoice.status === 'draft' ? invoice.gross : invoice.open,
    disputeStatus: invoice.isDisputed ? 'PRICE' : '',
    status: member(invoiceStatus(invoice)),
    lastModifiedDateTime: stamp(invoice.modifiedAt),
  }
}

/** Every second draft waits for a reviewer. */
function invoiceStatus({ id, status, open, gross }: Invoice): string {
  if (status === 'draft') return id % 2 === 0 ? 'Draft' : 'In Review'
  if (status === 'cancelled') return 'Canceled'
  return Number(open) === 0 && Number(gross) !== 0 ? 'Paid' : 'Open'
}

export const salesInvoiceLines = (company: Company): EntitySetModel =>
  entitySet({
    name: 'salesInvoiceLines',
    columns: { text: lineText, ids: lineIds, numbers: `${lineNumbers} unitPrice`, days: 'shipmentDate' },
    indexes: 'documentId',
    rows: () =>
      company.invoices
        .filter(isInvoice)
        .flatMap((invoice) => invoice.lines.map((line) => invoiceLine(company, invoice, line))),
  })

function invoiceLine(company: Company, invoice: Invoice, line: InvoiceLine): Loose {
  const account = company.glAccounts[line.accountId]!
  return {
    ...lineOf(company, invoice.key, line),
    ...(line.itemId === null && { lineType: 'Account', accountId: account.key, lineObjectNumber: account.number }),
    description: line.description ?? (line.itemId === null ? account.name : company.items[line.itemId]!.name),
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountPercent: line.discount,
  }
}

export const purchaseInvoices = (company: Company): EntitySetModel =>
  entitySet({
    name: 'purchaseInvoices',
    columns: {
      text: 'number vendorInvoiceNumber vendorNumber vendorName currencyCode status',
      ids: 'vendorId currencyId',
      days: 'invoiceDate postingDate dueDate',
      numbers: totals,
      instants: 'lastModifiedDateTime',
    },
    indexes: 'vendorId',
    navigations: linesOf('purchaseInvoiceLines'),
    rows: () =>
      company.bills.filter(isInvoice).map((bill) => ({
        id: bill.key,
        number: bill.number,
        vendorInvoiceNumber: bill.partyNumber,
        invoiceDate: bill.issuedOn,
        postingDate: bill.postedOn,
        dueDate: bill.dueOn,
        ...vendorColumns(company, bill.supplierId!),
        ...currencyColumns(company, bill.currency),
        ...sums(bill),
        status: member(invoiceStatus(bill)),
        lastModifiedDateTime: stamp(bill.modifiedAt),
      })),
  })

export const purchaseInvoiceLines = (company: Company): EntitySetModel =>
  entitySet({
    name: 'purchaseInvoiceLines',
    columns: { text: lineText, ids: lineIds, numbers: `${lineNumbers} directUnitCost`, days: 'expectedReceiptDate' },
    indexes: 'documentId',
    rows: () =>
      company.bills.filter(isInvoice).flatMap((bill) =>
        bill.lines.map((line) => {
          const { unitPrice, ...rest } = invoiceLine(company, bill, line)
          return { ...rest, directUnitCost: unitPrice }
        }),
      ),
  })

interface AnyLine {
  readonly lineNo: number
  readonly itemId: number | null
  readonly taxRate: string
  readonly net: string
  readonly tax: string
}

/** What lines of all documents have; `taxCode` is the rate without its digits after the point. */
function lineOf(company: Company, documentKey: string, line: AnyLine): Loose {
  const item = line.itemId === null ? undefined : company.items[line.itemId]
  const scale = scaleOf(line.net)
  const gross = decimal(scaled(line.net, scale) + scaled(line.tax, scale), scale)
  return {
    id: guidFor(`${documentKey}/${line.lineNo}`),
    documentId: documentKey,
    sequence: `${line.lineNo}`,
    itemId: item?.keys.businessCentral,
    lineType: 'Item',
    lineObjectNumber: item?.sku,
    description: item?.name,
    unitOfMeasureCode: item && unitIn(company, item, system),
    taxCode: `VAT${Math.trunc(Number(line.taxRate))}`,
    taxPercent: line.taxRate,
    ...{ amountExcludingTax: line.net, totalTaxAmount: line.tax, amountIncludingTax: gross },
    ...{ netAmount: line.net, netTaxAmount: line.tax, netAmountIncludingTax: gross },
  }
}

/** An order that is done, closed or cancelled is deleted; what is left of it are its invoices and shipments. */
const isLeft = (order: SalesOrder | PurchaseOrder) =>
  own(order) && !['completed', 'closed', 'cancelled'].includes(order.status)

const orderStatuses: Readonly<Record<string, string>> = {
  draft: 'Draft',
  'pending-approval': 'In Review',
  approved: 'Open',
  open: 'Open',
}

export const salesOrders = (company: Company): EntitySetModel =>
  entitySet({
    name: 'salesOrders',
    columns: {
      text: 'number customerNumber customerName currencyCode status',
      ids: 'customerId currencyId',
      days: 'orderDate postingDate requestedDeliveryDate',
      numbers: totals,
      flags: 'partialShipping fullyShipped',
      instants: 'lastModifiedDateTime',
    },
    indexes: 'customerId',
    navigations: linesOf('salesOrderLines'),
    rows: () =>
      company.salesOrders.filter(isLeft).map((order) => ({
        id: order.key,
        number: order.number,
        orderDate: order.orderedOn,
        postingDate: order.orderedOn,
        requestedDeliveryDate: order.requestedOn,
        ...customerColumns(company, order.customerId),
        ...currencyColumns(company, order.currency),
        ...sums(order),
        partialShipping: true,
        fullyShipped: order.delivery === 'complete',
        status: member(orderStatuses[order.status]!),
        lastModifiedDateTime: stamp(order.modifiedAt),
      })),
  })

export const salesOrderLines = (company: Company): EntitySetModel =>
  entitySet({
    name: 'salesOrderLines',
    columns: {
      text: lineText,
      ids: lineIds,
      numbers: `${lineNumbers} unitPrice shippedQuantity invoicedQuantity invoiceQuantity shipQuantity`,
      days: 'shipmentDate',
    },
    indexes: 'documentId',
    rows: () =>
      company.salesOrders.filter(isLeft).flatMap((order) =>
        order.lines.map((line) => ({
          ...lineOf(company, order.key, line),
          quantity: line.ordered,
          unitPrice: line.unitPrice,
          shippedQuantity: line.delivered,
          invoicedQuantity: line.invoiced,
          shipmentDate: line.promisedOn,
          locationId: line.warehouseId === null ? undefined : company.warehouses[line.warehouseId]!.key,
        })),
      ),
  })

export const purchaseOrders = (company: Company): EntitySetModel =>
  entitySet({
    name: 'purchaseOrders',
    columns: {
      text: 'number vendorNumber vendorName currencyCode status',
      ids: 'vendorId currencyId',
      days: 'orderDate postingDate requestedReceiptDate',
      numbers: totals,
      flags: 'fullyReceived',
      instants: 'lastModifiedDateTime',
    },
    indexes: 'vendorId',
    navigations: linesOf('purchaseOrderLines'),
    rows: () =>
      company.purchaseOrders.filter(isLeft).map((order) => ({
        id: order.key,
        number: order.number,
        orderDate: order.orderedOn,
        postingDate: order.orderedOn,
        requestedReceiptDate: order.expectedOn,
        ...vendorColumns(company, order.supplierId),
        ...currencyColumns(company, order.currency),
        ...sums(order),
        fullyReceived: order.receipt === 'complete',
        status: member(orderStatuses[order.status]!),
        lastModifiedDateTime: stamp(order.modifiedAt),
      })),
  })

export const purchaseOrderLines = (company: Company): EntitySetModel =>
  entitySet({
    name: 'purchaseOrderLines',
    columns: {
      text: lineText,
      ids: lineIds,
      numbers: `${lineNumbers} directUnitCost receivedQuantity invoicedQuantity invoiceQuantity receiveQuantity`,
      days: 'expectedReceiptDate',
    },
    indexes: 'documentId',
    rows: () =>
      company.purchaseOrders.filter(isLeft).flatMap((order) =>
        order.lines.map((line) => ({
          ...lineOf(company, order.key, line),
          quantity: line.ordered,
          directUnitCost: line.unitPrice,
          receivedQuantity: line.received,
          invoicedQuantity: line.billed,
          expectedReceiptDate: line.expectedOn,
          locationId: line.warehouseId === null ? undefined : company.warehouses[line.warehouseId]!.key,
        })),
      ),
  })
