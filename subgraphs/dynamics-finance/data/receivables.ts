import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type { Company, Invoice, InvoiceLine, Payment } from '../../simulator/company/types.ts'
import { areasOf, collection, negated, noon, ofSystem } from './model.ts'
import { termOf } from './parties.ts'
import { productNumber } from './products.ts'

/** Only what was posted is an invoice; one that was cancelled stands in the ledger, and not here. */
const posted = (company: Company): Invoice[] => ofSystem(company.invoices).filter(({ status }) => status === 'posted')

/** Credit notes are invoices of negative quantities and amounts. */
const signed = ({ kind }: Invoice, amount: string): string => (kind === 'credit-note' ? negated(amount) : amount)

const header = 'dataAreaId InvoiceNumber InvoiceDate LedgerVoucher'

export function receivableSets(company: Company): EntitySetModel[] {
  return [invoices(company), invoiceLines(company), openTransactions(company), payments(company)]
}

const keyOf = (invoice: Invoice, areas: ReadonlyMap<number, string>) => ({
  dataAreaId: areas.get(invoice.legalEntityId)!,
  InvoiceNumber: invoice.number,
  InvoiceDate: noon(invoice.issuedOn),
  LedgerVoucher: invoice.ledgerKey!,
})

function invoices(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'SalesInvoiceHeadersV2',
    key: header,
    columns: {
      text: 'dataAreaId InvoiceNumber LedgerVoucher InvoiceCustomerAccountNumber SalesOrderNumber CurrencyCode PaymentTermsName CustomersOrderReference',
      days: 'InvoiceDate',
      numbers: 'TotalInvoiceAmount TotalTaxAmount InvoiceHeaderTaxAmount TotalChargeAmount TotalDiscountAmount',
    },
    rows: () => posted(company).map((invoice) => ({ ...keyOf(invoice, areas), ...invoiceRow(company, invoice) })),
  })
}

function invoiceRow(company: Company, invoice: Invoice): Row {
  const order = invoice.salesOrderId === null ? '' : company.salesOrders[invoice.salesOrderId]!.number
  return {
    InvoiceCustomerAccountNumber: company.customers[invoice.customerId!]!.keys.financeOperations!,
    SalesOrderNumber: order,
    CurrencyCode: invoice.currency,
    PaymentTermsName: termOf(company, invoice.term),
    CustomersOrderReference: invoice.partyNumber ?? '',
    TotalInvoiceAmount: signed(invoice, invoice.gross),
    TotalTaxAmount: signed(invoice, invoice.tax),
    InvoiceHeaderTaxAmount: '0.00',
    TotalChargeAmount: '0.00',
    TotalDiscountAmount: '0.00',
  }
}

function invoiceLines(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'SalesInvoiceV2Lines',
    key: `${header} LineCreationSequenceNumber`,
    columns: {
      text: 'dataAreaId InvoiceNumber LedgerVoucher ProductNumber ProductName SalesUnitSymbol CurrencyCode InventorySiteId InventoryWarehouseId',
      days: 'InvoiceDate',
      numbers:
        'LineCreationSequenceNumber InvoicedQuantity SalesPrice LineAmount LineTotalTaxAmount LineTotalDiscountAmount',
    },
    rows: () =>
      posted(company).flatMap((invoice) =>
        invoice.lines.map((line) => ({ ...keyOf(invoice, areas), ...lineRow(company, invoice, line) })),
      ),
  })
}

function lineRow(company: Company, invoice: Invoice, line: InvoiceLine): Row {
  const item = line.itemId === null ? undefined : company.items[line.itemId]!
  return {
    LineCreationSequenceNumber: `${line.lineNo}`,
    ProductNumber: item ? productNumber(item.keys.financeOperations!) : '',
    ProductName: line.description ?? (item ? itemIn(company, item, 'financeOperations').name : ''),
    InvoicedQuantity: signed(invoice, line.quantity),
    SalesPrice: line.unitPrice,
    SalesUnitSymbol: item ? unitIn(company, item, 'financeOperations') : '',
    LineAmount: signed(invoice, line.net),
    LineTotalTaxAmount: signed(invoice, line.tax),
    LineTotalDiscountAmount: '0.00',
    CurrencyCode: invoice.currency,
    InventorySiteId: '',
    InventoryWarehouseId: '',
  }
}

/** The snapshot of open transactions, as if its batch job had just run. */
function openTransactions(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'CustCollectionsBICustTransactions',
    key: 'dataAreaId AccountNum Invoice Voucher DueDate',
    columns: {
      text: 'dataAreaId AccountNum Invoice Voucher CreditRating',
      days: 'TransDate DueDate',
      numbers: 'OpenAmountMST CreditMax',
    },
    rows: () =>
      posted(company)
        .filter(({ open }) => !/^0+(\.0+)?$/.test(open))
        .map((invoice) => ({
          dataAreaId: areas.get(invoice.legalEntityId)!,
          AccountNum: company.customers[invoice.customerId!]!.keys.financeOperations!,
          Invoice: invoice.number,
          Voucher: invoice.ledgerKey!,
          TransDate: noon(invoice.issuedOn),
          DueDate: noon(invoice.dueOn),
          OpenAmountMST: signed(invoice, invoice.baseOpen),
          CreditMax: '0',
          CreditRating: '',
        })),
  })
}

const methods: Readonly<Record<Payment['method'], string>> = {
  'bank-transfer': 'WIRE',
  'direct-debit': 'DD',
  card: 'CARD',
  cash: 'CASH',
  check: 'CHECK',
}
const statuses: Readonly<Record<Payment['status'], string>> = {
  draft: 'None',
  posted: 'Received',
  cancelled: 'Rejected',
}
const linesPerJournal = 5

function payments(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'CustomerPaymentJournalLines',
    key: 'dataAreaId JournalBatchNumber LineNumber',
    columns: {
      text: 'dataAreaId JournalBatchNumber Company AccountDisplayValue CustomerName CurrencyCode Voucher PaymentId PaymentReference PaymentMethodName MarkedInvoice SettleVoucher',
      days: 'TransactionDate',
      numbers: 'LineNumber CreditAmount DebitAmount',
      enums: 'PaymentStatus:CustVendPaymStatus',
    },
    rows: () =>
      ofSystem(company.payments)
        .filter(({ customerId }) => customerId !== null)
        .map((payment, i) => paymentRow(company, payment, i, areas.get(payment.legalEntityId)!)),
  })
}

function paymentRow(company: Company, payment: Payment, i: number, area: string): Row {
  const customer = company.customers[payment.customerId!]!
  const isIn = payment.direction === 'inbound'
  return {
    dataAreaId: area,
    JournalBatchNumber: `CPJ-${String(Math.floor(i / linesPerJournal) + 1).padStart(6, '0')}`,
    LineNumber: `${(i % linesPerJournal) + 1}`,
    Company: area.toUpperCase(),
    AccountDisplayValue: customer.keys.financeOperations!,
    CustomerName: customer.name,
    CurrencyCode: payment.currency,
    TransactionDate: noon(payment.paidOn),
    Voucher: payment.ledgerKey ?? '',
    PaymentId: '',
    PaymentReference: payment.reference ?? '',
    PaymentMethodName: methods[payment.method],
    MarkedInvoice: '',
    SettleVoucher: '',
    PaymentStatus: statuses[payment.status],
    CreditAmount: isIn ? payment.amount : '0',
    DebitAmount: isIn ? '0' : payment.amount,
  }
}
