import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { add, isZero, negated } from '../../simulator/company/decimal.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type {
  Company,
  Progress,
  PurchaseOrder,
  PurchaseOrderLine,
  SalesOrder,
  SalesOrderLine,
} from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, europe, isPositive, to, toMany } from './model.ts'

const progress: Readonly<Record<Progress, string>> = { none: 'A', partial: 'B', complete: 'C' }
const creditChecks: Readonly<Record<SalesOrder['credit'], string>> = {
  passed: 'A',
  blocked: 'B',
  released: 'D',
  'not-checked': '',
}

export function salesOrderSets(company: Company): EntitySetModel[] {
  const orders = company.salesOrders.filter(({ system }) => system === 'sap')
  const key = 'SalesOrder SalesOrderItem'
  const itemOf = { SalesOrder: 'SalesOrder', SalesOrderItem: 'SalesOrderItem' }
  const everyLine = (row: (order: SalesOrder, line: SalesOrderLine) => Row) => () =>
    orders.flatMap((order) => order.lines.map((line) => row(order, line)))
  return [
    entitySet({
      name: 'A_SalesOrder',
      key: 'SalesOrder',
      indexes: 'SoldToParty',
      columns: {
        ids: 'SalesOrder SoldToParty',
        text: 'SalesOrderType SalesOrganization PurchaseOrderByCustomer TransactionCurrency OverallSDProcessStatus OverallTotalDeliveryStatus OverallOrdReltdBillgStatus TotalCreditCheckStatus OverallSDDocumentRejectionSts DeliveryBlockReason HeaderBillingBlockReason CustomerPaymentTerms',
        days: 'SalesOrderDate RequestedDeliveryDate CreationDate LastChangeDate',
        instants: 'LastChangeDateTime',
        numbers: 'TotalNetAmount',
      },
      navigations: { to_Item: toMany('A_SalesOrderItem', { SalesOrder: 'SalesOrder' }) },
      rows: () => orders.map((order) => salesOrderRow(company, order)),
    }),
    entitySet({
      name: 'A_SalesOrderItem',
      key,
      indexes: 'Material',
      columns: {
        ids: 'SalesOrder',
        text: 'SalesOrderItem Material SalesOrderItemText RequestedQuantityUnit OrderQuantityUnit TransactionCurrency ProductionPlant StorageLocation DeliveryStatus SDProcessStatus SalesDocumentRjcnReason',
        numbers: 'RequestedQuantity NetAmount TaxAmount',
      },
      navigations: {
        to_SalesOrder: to('A_SalesOrder', { SalesOrder: 'SalesOrder' }),
        to_ScheduleLine: toMany('A_SalesOrderScheduleLine', itemOf),
      },
      rows: everyLine((order, line) => salesItemRow(company, order, line)),
    }),
    entitySet({
      name: 'A_SalesOrderScheduleLine',
      key: `${key} ScheduleLine`,
      columns: {
        ids: 'SalesOrder',
        text: 'SalesOrderItem ScheduleLine OrderQuantityUnit',
        days: 'RequestedDeliveryDate ConfirmedDeliveryDate',
        numbers: 'ScheduleLineOrderQuantity DeliveredQtyInOrderQtyUnit OpenConfdDelivQtyInOrdQtyUnit',
      },
      rows: everyLine((order, line) => ({
        ...itemKey(order, line),
        ScheduleLine: '1',
        OrderQuantityUnit: unitIn(company, company.items[line.itemId]!, 'sap'),
        RequestedDeliveryDate: line.requestedOn,
        ConfirmedDeliveryDate: line.promisedOn,
        ScheduleLineOrderQuantity: line.ordered,
        DeliveredQtyInOrderQtyUnit: line.delivered,
        OpenConfdDelivQtyInOrdQtyUnit: add(line.ordered, negated(line.delivered)),
      })),
    }),
  ]
}

const itemKey = ({ key }: SalesOrder, { lineNo }: SalesOrderLine) => ({ SalesOrder: key, SalesOrderItem: `${lineNo}` })

/** What is closed early is processed, with what is left of it rejected. */
function salesOrderRow(company: Company, order: SalesOrder): Row {
  const { status, delivery, billing } = order
  const isOver = status === 'completed' || status === 'closed' || status === 'cancelled'
  return {
    SalesOrder: order.key,
    SalesOrderType: 'OR',
    SalesOrganization: europe(company).key,
    SoldToParty: company.customers[order.customerId]!.keys.sap!,
    PurchaseOrderByCustomer: cut(order.customerPo, 35),
    SalesOrderDate: order.orderedOn,
    RequestedDeliveryDate: order.requestedOn,
    TransactionCurrency: order.currency,
    TotalNetAmount: order.net,
    OverallSDProcessStatus: isOver ? 'C' : delivery === 'none' && billing === 'none' ? 'A' : 'B',
    OverallTotalDeliveryStatus: progress[delivery],
    OverallOrdReltdBillgStatus: progress[billing],
    TotalCreditCheckStatus: creditChecks[order.credit],
    OverallSDDocumentRejectionSts: status === 'cancelled' ? 'C' : status === 'closed' ? 'B' : 'A',
    DeliveryBlockReason: order.credit === 'blocked' ? '01' : '',
    HeaderBillingBlockReason: '',
    CustomerPaymentTerms: company.customers[order.customerId]!.term,
    CreationDate: dayOf(order.createdAt),
    LastChangeDate: order.modifiedAt > order.createdAt ? dayOf(order.modifiedAt) : null,
    LastChangeDateTime: order.modifiedAt,
  }
}

const doneOf = (done: string, ordered: string): string =>
  isZero(done) ? 'A' : isPositive(add(ordered, negated(done))) ? 'B' : 'C'

function salesItemRow(company: Company, order: SalesOrder, line: SalesOrderLine): Row {
  const item = company.items[line.itemId]!
  const unit = unitIn(company, item, 'sap')
  const isOver = order.status === 'completed' || order.status === 'closed' || order.status === 'cancelled'
  return {
    ...itemKey(order, line),
    ...placeOf(company, 'ProductionPlant', line),
    Material: item.keys.sap!,
    SalesOrderItemText: itemIn(company, item, 'sap').name,
    RequestedQuantity: line.ordered,
    RequestedQuantityUnit: unit,
    OrderQuantityUnit: unit,
    TransactionCurrency: order.currency,
    NetAmount: line.net,
    TaxAmount: line.tax,
    DeliveryStatus: doneOf(line.delivered, line.ordered),
    SDProcessStatus: isOver ? 'C' : doneOf(line.invoiced, line.ordered),
    SalesDocumentRjcnReason: order.status === 'cancelled' ? '50' : '',
  }
}

/** The company says from which plant, not from which storage location: it is the first. */
function placeOf(company: Company, plant: string, { warehouseId }: { warehouseId: number | null }): Row {
  const warehouse = warehouseId === null ? undefined : company.warehouses[warehouseId]!
  return { [plant]: warehouse?.key ?? '', StorageLocation: warehouse?.locations[0]?.key ?? '' }
}

export function purchaseOrderSets(company: Company): EntitySetModel[] {
  const orders = company.purchaseOrders.filter(({ system }) => system === 'sap')
  const lineOf = { PurchasingDocument: 'PurchaseOrder', PurchasingDocumentItem: 'PurchaseOrderItem' }
  return [
    entitySet({
      name: 'A_PurchaseOrder',
      key: 'PurchaseOrder',
      indexes: 'Supplier',
      columns: {
        ids: 'PurchaseOrder Supplier',
        text: 'CompanyCode PurchaseOrderType DocumentCurrency PurchasingProcessingStatus PurchasingOrganization PurchasingDocumentDeletionCode',
        flags: 'ReleaseIsNotCompleted PurchasingCompletenessStatus',
        days: 'PurchaseOrderDate CreationDate',
        instants: 'LastChangeDateTime',
      },
      navigations: { to_PurchaseOrderItem: toMany('A_PurchaseOrderItem', { PurchaseOrder: 'PurchaseOrder' }) },
      rows: () => orders.map((order) => purchaseOrderRow(company, order)),
    }),
    entitySet({
      name: 'A_PurchaseOrderItem',
      key: 'PurchaseOrder PurchaseOrderItem',
      indexes: 'Material',
      columns: {
        ids: 'PurchaseOrder',
        text: 'PurchaseOrderItem PurchasingDocumentDeletionCode PurchaseOrderItemText Material Plant StorageLocation PurchaseOrderQuantityUnit OrderPriceUnit DocumentCurrency',
        flags: 'IsCompletelyDelivered IsFinallyInvoiced',
        numbers: 'OrderQuantity NetPriceAmount NetPriceQuantity',
      },
      navigations: { to_ScheduleLine: toMany('A_PurchaseOrderScheduleLine', lineOf) },
      rows: () => orders.flatMap((order) => order.lines.map((line) => purchaseItemRow(company, order, line))),
    }),
    entitySet({
      name: 'A_PurchaseOrderScheduleLine',
      key: 'PurchasingDocument PurchasingDocumentItem ScheduleLine',
      columns: {
        ids: 'PurchasingDocument',
        text: 'PurchasingDocumentItem ScheduleLine',
        days: 'ScheduleLineDeliveryDate',
        numbers: 'ScheduleLineOrderQuantity',
      },
      rows: () =>
        orders.flatMap(({ key, lines }) =>
          lines.map(({ lineNo, expectedOn, ordered }) => ({
            PurchasingDocument: key,
            PurchasingDocumentItem: `${lineNo}`,
            ScheduleLine: '1',
            ScheduleLineDeliveryDate: expectedOn,
            ScheduleLineOrderQuantity: ordered,
          })),
        ),
    }),
  ]
}

const purchaseOrderRow = (company: Company, order: PurchaseOrder): Row => ({
  PurchaseOrder: order.key,
  Supplier: company.suppliers[order.supplierId]!.keys.sap!,
  CompanyCode: europe(company).key,
  PurchaseOrderType: 'NB',
  DocumentCurrency: order.currency,
  PurchasingProcessingStatus: '02',
  PurchasingOrganization: europe(company).key,
  PurchasingDocumentDeletionCode: order.status === 'cancelled' ? 'L' : '',
  ReleaseIsNotCompleted: order.status === 'pending-approval',
  PurchasingCompletenessStatus: order.status === 'draft',
  PurchaseOrderDate: order.orderedOn,
  CreationDate: dayOf(order.createdAt),
  LastChangeDateTime: order.modifiedAt,
})

function purchaseItemRow(company: Company, order: PurchaseOrder, line: PurchaseOrderLine): Row {
  const item = company.items[line.itemId]!
  const unit = unitIn(company, item, 'sap')
  const isClosed = order.status === 'closed'
  return {
    PurchaseOrder: order.key,
    PurchaseOrderItem: `${line.lineNo}`,
    ...placeOf(company, 'Plant', line),
    PurchasingDocumentDeletionCode: order.status === 'cancelled' ? 'L' : '',
    PurchaseOrderItemText: itemIn(company, item, 'sap').name,
    Material: item.keys.sap!,
    PurchaseOrderQuantityUnit: unit,
    OrderPriceUnit: unit,
    DocumentCurrency: order.currency,
    IsCompletelyDelivered: isClosed || doneOf(line.received, line.ordered) === 'C',
    IsFinallyInvoiced: isClosed || doneOf(line.billed, line.ordered) === 'C',
    OrderQuantity: line.ordered,
    NetPriceAmount: line.unitPrice,
    NetPriceQuantity: '1',
  }
}
