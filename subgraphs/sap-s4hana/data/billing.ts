import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type { Company, Invoice, InvoiceLine } from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, europe, toMany } from './model.ts'

/** Billing documents: what was billed, drafts included. A cancelled one stands beside the one that cancels it. */
export function billingSets(company: Company): EntitySetModel[] {
  const invoices = company.invoices.filter(({ system }) => system === 'sap')
  return [
    entitySet({
      name: 'A_BillingDocument',
      key: 'BillingDocument',
      indexes: 'SoldToParty AccountingDocument',
      columns: {
        ids: 'BillingDocument SoldToParty PayerParty AccountingDocument CancelledBillingDocument',
        text: 'BillingDocumentType TransactionCurrency CompanyCode FiscalYear AccountingPostingStatus InvoiceClearingStatus CustomerPaymentTerms PurchaseOrderByCustomer DocumentReferenceID SalesOrganization',
        flags: 'BillingDocumentIsCancelled',
        days: 'BillingDocumentDate CreationDate',
        instants: 'LastChangeDateTime',
        numbers: 'TotalNetAmount TaxAmount TotalGrossAmount',
      },
      navigations: { to_Item: toMany('A_BillingDocumentItem', { BillingDocument: 'BillingDocument' }) },
      rows: () => invoices.flatMap((invoice) => headers(company, invoice)),
    }),
    entitySet({
      name: 'A_BillingDocumentItem',
      key: 'BillingDocument BillingDocumentItem',
      indexes: 'Material SalesDocument',
      columns: {
        ids: 'BillingDocument SalesDocument',
        text: 'BillingDocumentItem Material BillingDocumentItemText BillingQuantityUnit TransactionCurrency SalesDocumentItem',
        numbers: 'BillingQuantity NetAmount TaxAmount',
      },
      rows: () =>
        invoices.flatMap((invoice) =>
          keysOf(invoice).flatMap((key) => invoice.lines.map((line) => itemRow(company, invoice, key, line))),
        ),
    }),
  ]
}

const keysOf = ({ key, cancellationKey }: Invoice): string[] =>
  cancellationKey === null ? [key] : [key, cancellationKey]

function headers(company: Company, invoice: Invoice): Row[] {
  const { key, cancellationKey, status, kind } = invoice
  const own: Row = {
    ...headerRow(company, invoice),
    BillingDocument: key,
    BillingDocumentType: kind === 'invoice' ? 'F2' : 'G2',
  }
  if (cancellationKey === null) return [own]
  const cancelling = {
    BillingDocument: cancellationKey,
    BillingDocumentType: 'S1',
    CancelledBillingDocument: key,
    AccountingDocument: '',
  }
  return [
    { ...own, BillingDocumentIsCancelled: status === 'cancelled' },
    { ...own, ...cancelling },
  ]
}

function headerRow(company: Company, invoice: Invoice): Row {
  const customer = company.customers[invoice.customerId!]!.keys.sap!
  const isPosted = invoice.ledgerKey !== null
  return {
    ...{ SoldToParty: customer, PayerParty: customer, CancelledBillingDocument: '', BillingDocumentIsCancelled: false },
    AccountingDocument: invoice.ledgerKey ?? '',
    FiscalYear: isPosted ? invoice.postedOn!.slice(0, 4) : '0000',
    CompanyCode: europe(company).key,
    SalesOrganization: europe(company).key,
    AccountingPostingStatus: isPosted ? 'C' : 'A',
    InvoiceClearingStatus: invoice.paidOn === null ? 'A' : 'C',
    CustomerPaymentTerms: invoice.term,
    PurchaseOrderByCustomer: cut(invoice.partyNumber, 35),
    DocumentReferenceID: cut(invoice.number, 16),
    BillingDocumentDate: invoice.issuedOn,
    CreationDate: dayOf(invoice.createdAt),
    LastChangeDateTime: invoice.modifiedAt,
    TransactionCurrency: invoice.currency,
    TotalNetAmount: invoice.net,
    TaxAmount: invoice.tax,
    TotalGrossAmount: invoice.gross,
  }
}

function itemRow(company: Company, invoice: Invoice, key: string, line: InvoiceLine): Row {
  const item = line.itemId === null ? undefined : company.items[line.itemId]!
  const order = invoice.salesOrderId === null ? '' : company.salesOrders[invoice.salesOrderId]!.key
  return {
    BillingDocument: key,
    BillingDocumentItem: `${line.lineNo}`,
    Material: item?.keys.sap ?? '',
    BillingDocumentItemText: cut(line.description ?? (item ? itemIn(company, item, 'sap').name : ''), 40),
    BillingQuantity: line.quantity,
    BillingQuantityUnit: item ? unitIn(company, item, 'sap') : 'PC',
    TransactionCurrency: invoice.currency,
    NetAmount: line.net,
    TaxAmount: line.tax,
    SalesDocument: order,
    SalesDocumentItem: line.orderLineNo === null ? '0' : `${line.orderLineNo}`,
  }
}
