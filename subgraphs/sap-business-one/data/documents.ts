import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { add, isZero, negated } from '../../simulator/company/decimal.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type {
  Company,
  Invoice,
  InvoiceLine,
  Payment,
  PurchaseOrder,
  SalesOrder,
} from '../../simulator/company/types.ts'
import { collection, day, entitySet, flag, noisy, stamps, times } from './model.ts'
import { system } from './partners.ts'

const own = <T extends { readonly system: string }>(rows: readonly T[]) => rows.filter((row) => row.system === system)

export function documentSets(company: Company): EntitySetModel[] {
  const invoices = () => own(company.invoices).filter(({ status }) => status !== 'draft')
  const of = (kind: Invoice['kind']) => () => invoices().filter((invoice) => invoice.kind === kind)
  const bills = () => own(company.bills).filter(({ status, kind }) => status !== 'draft' && kind === 'invoice')
  return [
    ...documents('Orders', () => own(company.salesOrders).map((order) => orderRows(company, order))),
    ...documents('PurchaseOrders', () => own(company.purchaseOrders).map((order) => purchaseRows(company, order))),
    ...documents('Invoices', () => withCancellations(of('invoice')().map((invoice) => invoiceRows(company, invoice)))),
    ...documents('CreditNotes', () => of('credit-note')().map((invoice) => invoiceRows(company, invoice))),
    ...documents('PurchaseInvoices', () => bills().map((bill) => invoiceRows(company, bill))),
    ...payments(company, 'IncomingPayments', 'inbound'),
    ...payments(company, 'VendorPayments', 'outbound'),
  ]
}

interface Document {
  readonly head: Row
  readonly lines: readonly Row[]
}

function documents(name: string, make: () => readonly Document[]): EntitySetModel[] {
  let made: readonly Document[] | undefined
  const all = () => {
    made ??= make()
    return made
  }
  return [
    entitySet({
      name,
      key: 'DocEntry',
      indexes: 'CardCode',
      columns: {
        text: 'CardCode CardName DocCurrency DocumentStatus Cancelled CancelStatus NumAtCard UpdateTime',
        whole: 'DocEntry DocNum PaymentGroupCode SalesPersonCode TransNum',
        numbers: 'DocTotal DocTotalFc DocTotalSys VatSum DocRate PaidToDate PaidToDateSys',
        days: 'DocDate DocDueDate TaxDate CreationDate UpdateDate',
      },
      collections: { DocumentLines: collection(`${name}.DocumentLines`, { DocEntry: 'DocEntry' }) },
      rows: () => all().map(({ head }) => head),
    }),
    entitySet({
      name: `${name}.DocumentLines`,
      key: 'DocEntry LineNum',
      columns: {
        text: 'ItemCode ItemDescription Currency WarehouseCode AccountCode LineStatus UoMCode MeasureUnit CostingCode',
        whole: 'DocEntry LineNum BaseType BaseEntry BaseLine',
        numbers: 'Quantity RemainingOpenQuantity Price UnitPrice LineTotal TaxTotal OpenAmount',
        days: 'ShipDate',
      },
      // The order in which lines were added is not that of their numbers.
      rows: () => all().flatMap(({ lines }) => [...lines].reverse()),
    }),
  ]
}

interface Headed {
  readonly key: string
  readonly number: string
  readonly currency: string
  readonly rate: string
  readonly gross: string
  readonly tax: string
  readonly createdAt: string
  readonly modifiedAt: string
}

function head(company: Company, document: Headed): Row {
  const { key, number, currency, rate, gross, tax, createdAt, modifiedAt } = document
  const local = company.legalEntities.find((entity) => entity.system === system)!.currency
  return {
    DocEntry: key,
    DocNum: number,
    DocCurrency: currency,
    DocRate: currency === local ? '1' : rate,
    DocTotal: times(gross, rate),
    DocTotalFc: currency === local ? '0' : gross,
    DocTotalSys: times(gross, rate),
    VatSum: times(tax, rate),
    PaidToDate: '0',
    PaidToDateSys: '0',
    PaymentGroupCode: '1',
    SalesPersonCode: '-1',
    TransNum: null,
    ...stamps(createdAt, modifiedAt, 'CreationDate'),
  }
}

const customerOf = (company: Company, id: number) => {
  const { keys, name } = company.customers[id]!
  return { CardCode: keys.businessOne!, CardName: name }
}
const supplierOf = (company: Company, id: number) => {
  const { keys, name } = company.suppliers[id]!
  return { CardCode: keys.businessOne!, CardName: name }
}

const isOver = (status: SalesOrder['status'] | PurchaseOrder['status']) =>
  status === 'completed' || status === 'closed' || status === 'cancelled'

const statuses = (status: SalesOrder['status'] | PurchaseOrder['status']): Row => ({
  DocumentStatus: isOver(status) ? 'bost_Close' : 'bost_Open',
  Cancelled: flag(status === 'cancelled'),
  CancelStatus: status === 'cancelled' ? 'csYes' : 'csNo',
})

interface Ordered {
  readonly itemId: number
  readonly lineNo: number
  readonly ordered: string
  readonly unitPrice: string
  readonly net: string
  readonly tax: string
  readonly warehouseId: number | null
}

function orderLine(company: Company, order: Headed, line: Ordered, done: string, isClosed: boolean): Row {
  return {
    ...lineRow(company, order, line.itemId, line),
    Quantity: line.ordered,
    RemainingOpenQuantity: add(line.ordered, negated(done)),
    WarehouseCode: line.warehouseId === null ? null : company.warehouses[line.warehouseId]!.key,
    AccountCode: null,
    LineStatus: isClosed ? 'bost_Close' : 'bost_Open',
    BaseType: '-1',
    BaseEntry: null,
    BaseLine: null,
  }
}

function lineRow(
  company: Company,
  { key, currency, rate }: Headed,
  itemId: number | null,
  { lineNo, unitPrice, net, tax }: Pick<Ordered, 'lineNo' | 'unitPrice' | 'net' | 'tax'>,
): Row {
  const item = itemId === null ? undefined : company.items[itemId]!
  return {
    DocEntry: key,
    LineNum: `${lineNo}`,
    ItemCode: item?.keys.businessOne ?? null,
    ItemDescription: item ? itemIn(company, item, system).name : null,
    Price: unitPrice,
    UnitPrice: unitPrice,
    Currency: currency,
    LineTotal: noisy(times(net, rate), lineNo % 2 === 1),
    TaxTotal: times(tax, rate),
    OpenAmount: '0',
    UoMCode: null,
    MeasureUnit: item ? unitIn(company, item, system) : null,
    CostingCode: null,
    ShipDate: null,
  }
}

function orderRows(company: Company, order: SalesOrder): Document {
  return {
    head: {
      ...head(company, order),
      ...customerOf(company, order.customerId),
      ...statuses(order.status),
      NumAtCard: order.customerPo,
      DocDate: day(order.orderedOn),
      TaxDate: day(order.orderedOn),
      DocDueDate: day(order.requestedOn),
    },
    lines: order.lines.map((line) => ({
      ...orderLine(company, order, line, line.delivered, isOver(order.status)),
      ShipDate: day(line.requestedOn),
    })),
  }
}

function purchaseRows(company: Company, order: PurchaseOrder): Document {
  return {
    head: {
      ...head(company, order),
      ...supplierOf(company, order.supplierId),
      ...statuses(order.status),
      NumAtCard: null,
      DocDate: day(order.orderedOn),
      TaxDate: day(order.orderedOn),
      DocDueDate: day(order.expectedOn),
    },
    lines: order.lines.map((line) => ({
      ...orderLine(company, order, line, line.received, isOver(order.status)),
      ShipDate: day(line.expectedOn),
    })),
  }
}

function invoiceRows(company: Company, invoice: Invoice): Document {
  const { customerId, supplierId, status, partyNumber, baseGross, baseOpen, open } = invoice
  const isCancelled = status === 'cancelled'
  const order = invoice.salesOrderId === null ? undefined : company.salesOrders[invoice.salesOrderId]
  return {
    head: {
      ...head(company, invoice),
      ...(customerId === null ? supplierOf(company, supplierId!) : customerOf(company, customerId)),
      DocTotal: baseGross,
      DocTotalSys: baseGross,
      VatSum: invoice.baseTax,
      PaidToDate: isCancelled ? '0' : add(baseGross, negated(baseOpen)),
      NumAtCard: partyNumber,
      PaymentGroupCode: company.paymentTerms.find(({ code }) => code === invoice.term)?.keys.businessOne ?? null,
      DocumentStatus: isCancelled || isZero(open) ? 'bost_Close' : 'bost_Open',
      Cancelled: flag(isCancelled),
      CancelStatus: isCancelled ? 'csYes' : 'csNo',
      TransNum: invoice.ledgerKey,
      DocDate: day(invoice.postedOn ?? invoice.issuedOn),
      TaxDate: day(invoice.issuedOn),
      DocDueDate: day(invoice.dueOn),
    },
    lines: invoice.lines.map((line) => invoiceLineRow(company, invoice, line, order)),
  }
}

function invoiceLineRow(company: Company, invoice: Invoice, line: InvoiceLine, order: SalesOrder | undefined): Row {
  const isOfOrder = order !== undefined && line.orderLineNo !== null
  return {
    ...lineRow(company, invoice, line.itemId, line),
    ...(line.description !== null && { ItemDescription: line.description }),
    Quantity: line.quantity,
    RemainingOpenQuantity: '0',
    WarehouseCode: null,
    AccountCode: company.glAccounts[line.accountId]!.key,
    LineStatus: 'bost_Close',
    BaseType: isOfOrder ? '17' : '-1',
    BaseEntry: isOfOrder ? order.key : null,
    BaseLine: isOfOrder ? `${line.orderLineNo}` : null,
  }
}

/** A cancelled document has a second one against it, of the same kind and with the next free number. */
function withCancellations(documents: readonly Document[]): readonly Document[] {
  const cancelled = documents.filter(({ head }) => head.CancelStatus === 'csYes')
  const next = 1 + Math.max(0, ...documents.map(({ head }) => Number(head.DocEntry)))
  const against = cancelled.map(({ head, lines }, i) => {
    const DocEntry = `${next + i}`
    return {
      head: { ...head, DocEntry, DocNum: `${69_000 + i}`, CancelStatus: 'csCancellation', Cancelled: 'tNO' },
      lines: lines.map((line) => ({ ...line, DocEntry })),
    }
  })
  return [...documents, ...against]
}

function payments(company: Company, name: string, direction: Payment['direction']): EntitySetModel[] {
  const all = own(company.payments).filter((payment) => payment.direction === direction && payment.status !== 'draft')
  const ofPayment = { DocEntry: 'DocEntry' }
  const marks = (set: string, method: Payment['method']) =>
    entitySet({
      name: `${name}.${set}`,
      key: 'DocEntry LineNum',
      columns: { whole: 'DocEntry LineNum' },
      rows: () =>
        all.filter((payment) => payment.method === method).map(({ key }) => ({ DocEntry: key, LineNum: '0' })),
    })
  return [
    entitySet({
      name,
      key: 'DocEntry',
      indexes: 'CardCode',
      columns: {
        text: 'CardCode DocCurrency TransferReference Cancelled',
        whole: 'DocEntry DocNum',
        numbers: 'CashSum TransferSum BillOfExchangeAmount',
        days: 'DocDate TransferDate',
      },
      collections: {
        PaymentInvoices: collection(`${name}.PaymentInvoices`, { PaymentEntry: 'DocEntry' }),
        PaymentChecks: collection(`${name}.PaymentChecks`, ofPayment),
        PaymentCreditCards: collection(`${name}.PaymentCreditCards`, ofPayment),
      },
      rows: () => all.map((payment) => paymentRow(company, payment)),
    }),
    entitySet({
      name: `${name}.PaymentInvoices`,
      key: 'DocEntry',
      indexes: 'PaymentEntry',
      columns: { text: 'InvoiceType', whole: 'PaymentEntry DocEntry InstallmentId', numbers: 'SumApplied AppliedFC' },
      rows: () => all.flatMap((payment) => allocationRows(company, payment)),
    }),
    marks('PaymentChecks', 'check'),
    marks('PaymentCreditCards', 'card'),
  ]
}

function paymentRow(company: Company, payment: Payment): Row {
  const { customerId, supplierId, method, amount } = payment
  const { CardCode } = customerId === null ? supplierOf(company, supplierId!) : customerOf(company, customerId)
  const isTransfer = method === 'bank-transfer' || method === 'direct-debit'
  return {
    DocEntry: payment.key,
    DocNum: payment.number,
    CardCode,
    DocDate: day(payment.paidOn),
    DocCurrency: payment.currency,
    CashSum: method === 'cash' ? amount : '0',
    TransferSum: isTransfer ? amount : '0',
    TransferDate: isTransfer ? day(payment.paidOn) : null,
    TransferReference: payment.reference,
    BillOfExchangeAmount: '0',
    Cancelled: flag(payment.status === 'cancelled'),
  }
}

function allocationRows(company: Company, payment: Payment): Row[] {
  const settled = payment.direction === 'inbound' ? company.invoices : company.bills
  const local = company.legalEntities.find((entity) => entity.system === system)!.currency
  return payment.allocations.map(({ invoiceId, amount, baseAmount }) => {
    const { key, kind } = settled[invoiceId]!
    const types = { invoice: 'it_Invoice', 'credit-note': 'it_CredItnote' }
    return {
      PaymentEntry: payment.key,
      DocEntry: key,
      InvoiceType: payment.direction === 'inbound' ? types[kind] : 'it_PurchaseInvoice',
      SumApplied: baseAmount,
      AppliedFC: payment.currency === local ? '0' : amount,
      InstallmentId: '1',
    }
  })
}
