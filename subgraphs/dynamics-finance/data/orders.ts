import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import type { Company, PurchaseOrder, SalesOrder } from '../../simulator/company/types.ts'
import { areasOf, collection, noon, ofSystem } from './model.ts'

export function orderSets(company: Company): EntitySetModel[] {
  return [salesOrders(company), salesOrderLines(company), purchaseOrders(company), purchaseOrderLines(company)]
}

/** A draft has no status of the order's own. */
function salesStatus({ status, delivery }: SalesOrder): string {
  switch (status) {
    case 'draft':
      return 'None'
    case 'completed':
    case 'closed':
      return 'Invoiced'
    case 'cancelled':
      return 'Canceled'
    case 'pending-approval':
    case 'open':
      return delivery === 'complete' ? 'Delivered' : 'Backorder'
  }
}

function salesOrders(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'SalesOrderHeadersV2',
    key: 'dataAreaId SalesOrderNumber',
    columns: {
      text: 'dataAreaId SalesOrderNumber SalesOrderProcessingStatus OrderingCustomerAccountNumber InvoiceCustomerAccountNumber CurrencyCode DefaultShippingWarehouseId CustomersOrderReference',
      numbers: 'OrderTotalAmount OrderTotalTaxAmount',
      instants: 'OrderCreationDateTime',
      days: 'RequestedShippingDate',
      enums: 'SalesOrderStatus:SalesStatus',
    },
    rows: () => ofSystem(company.salesOrders).map((order) => salesOrderRow(company, order, areas)),
  })
}

function salesOrderRow(company: Company, order: SalesOrder, areas: ReadonlyMap<number, string>): Row {
  const account = company.customers[order.customerId]!.keys.financeOperations!
  return {
    dataAreaId: areas.get(order.legalEntityId!)!,
    SalesOrderNumber: order.number,
    SalesOrderStatus: salesStatus(order),
    SalesOrderProcessingStatus: '',
    OrderingCustomerAccountNumber: account,
    InvoiceCustomerAccountNumber: account,
    CurrencyCode: order.currency,
    DefaultShippingWarehouseId: '',
    CustomersOrderReference: order.customerPo ?? '',
    OrderTotalAmount: order.gross,
    OrderTotalTaxAmount: order.tax,
    OrderCreationDateTime: `${order.orderedOn}T08:00:00Z`,
    // Nobody has promised a day for a draft.
    RequestedShippingDate: noon(order.status === 'draft' ? null : order.requestedOn),
  }
}

function salesOrderLines(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'SalesOrderLines',
    key: 'dataAreaId InventoryLotId',
    columns: {
      text: 'dataAreaId InventoryLotId SalesOrderNumber ItemNumber ShippingWarehouseId',
      numbers: 'OrderedSalesQuantity SalesPrice LineAmount',
      enums: 'SalesOrderLineStatus:SalesStatus',
    },
    rows: () => {
      const orders = ofSystem(company.salesOrders)
      const lines = orders.flatMap((order) => order.lines.map((line) => ({ order, line })))
      return lines.map(({ order, line }, i) => ({
        dataAreaId: areas.get(order.legalEntityId!)!,
        InventoryLotId: `LOT-${String(i + 1).padStart(6, '0')}`,
        SalesOrderNumber: order.number,
        ItemNumber: company.items[line.itemId]!.keys.financeOperations!,
        ShippingWarehouseId: line.warehouseId === null ? '' : company.warehouses[line.warehouseId]!.code,
        OrderedSalesQuantity: line.ordered,
        SalesPrice: line.unitPrice,
        LineAmount: line.net,
        SalesOrderLineStatus: salesStatus(order),
      }))
    },
  })
}

function purchaseStatus({ status, receipt }: PurchaseOrder): readonly [status: string, approval: string] {
  switch (status) {
    case 'draft':
      return ['Backorder', 'Draft']
    case 'pending-approval':
      return ['Backorder', 'InReview']
    case 'approved':
      return ['Backorder', 'Approved']
    case 'open':
      return [receipt === 'complete' ? 'Received' : 'Backorder', 'Confirmed']
    case 'completed':
    case 'closed':
      return ['Invoiced', 'Confirmed']
    case 'cancelled':
      return ['Canceled', 'Confirmed']
  }
}

function purchaseOrders(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'PurchaseOrderHeadersV2',
    key: 'dataAreaId PurchaseOrderNumber',
    columns: {
      text: 'dataAreaId PurchaseOrderNumber OrderVendorAccountNumber CurrencyCode',
      days: 'AccountingDate RequestedDeliveryDate ConfirmedDeliveryDate',
      enums: 'PurchaseOrderStatus:PurchStatus DocumentApprovalStatus:VersioningDocumentState',
    },
    rows: () =>
      ofSystem(company.purchaseOrders).map((order) => {
        const [status, approval] = purchaseStatus(order)
        return {
          dataAreaId: areas.get(order.legalEntityId)!,
          PurchaseOrderNumber: order.number,
          PurchaseOrderStatus: status,
          DocumentApprovalStatus: approval,
          OrderVendorAccountNumber: company.suppliers[order.supplierId]!.keys.financeOperations!,
          CurrencyCode: order.currency,
          AccountingDate: noon(order.orderedOn),
          RequestedDeliveryDate: noon(order.expectedOn),
          ConfirmedDeliveryDate: noon(order.expectedOn),
        }
      }),
  })
}

function purchaseOrderLines(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'PurchaseOrderLinesV2',
    key: 'dataAreaId PurchaseOrderNumber LineNumber',
    columns: {
      text: 'dataAreaId PurchaseOrderNumber ItemNumber ReceivingWarehouseId',
      numbers: 'LineNumber OrderedPurchaseQuantity PurchasePrice LineAmount',
    },
    rows: () =>
      ofSystem(company.purchaseOrders).flatMap((order) =>
        order.lines.map((line) => ({
          dataAreaId: areas.get(order.legalEntityId)!,
          PurchaseOrderNumber: order.number,
          LineNumber: `${line.lineNo}`,
          ItemNumber: company.items[line.itemId]!.keys.financeOperations!,
          ReceivingWarehouseId: line.warehouseId === null ? '' : company.warehouses[line.warehouseId]!.code,
          OrderedPurchaseQuantity: line.ordered,
          PurchasePrice: line.unitPrice,
          LineAmount: line.net,
        })),
      ),
  })
}
