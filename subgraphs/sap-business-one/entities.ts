import { column, type EntityMaps } from '../../gateway/connector/index.ts'
import { companyOf } from './fields.ts'
import * as invoice from './invoices.ts'
import * as ledger from './ledger.ts'
import * as order from './orders.ts'
import * as party from './party.ts'
import { payment } from './payments.ts'
import { mapped, oneOfTypes, type Place, places } from './sets.ts'
import type { Settings } from './settings.ts'
import * as stock from './stock.ts'

const contacts = { contacts: { parent: 'CardCode', child: column('CardCode') } }
const customers = oneOfTypes('cCustomer', 'cLid')

/** What a company database fills. */
export function entities(settings: Settings): EntityMaps<Place> {
  return {
    Customer: mapped<'Customer'>(places.partners, {
      base: customers,
      relations: contacts,
      modifiedPrecision: 'SECOND',
      fields: { ...party.party(settings), roles: party.roles },
    }),
    Supplier: mapped<'Supplier'>(places.partners, {
      base: oneOfTypes('cSupplier'),
      relations: contacts,
      modifiedPrecision: 'SECOND',
      fields: party.party(settings),
    }),
    Contact: mapped<'Contact'>(places.contacts, { fields: party.contact(settings) }),
    CreditStatus: mapped<'CreditStatus'>(places.partners, {
      base: customers,
      fields: { ...ledger.creditStatus(settings), hold: party.hold },
    }),
    Item: mapped<'Item'>(places.items, { modifiedPrecision: 'SECOND', fields: stock.item(settings) }),
    Warehouse: mapped<'Warehouse'>(places.warehouses, { fields: stock.warehouse(settings) }),
    StockLevel: mapped<'StockLevel'>(places.stock, { base: stock.isKept, fields: stock.stockLevel(settings) }),
    SalesOrder: mapped<'SalesOrder'>(places.orders, {
      modifiedPrecision: 'SECOND',
      fields: order.salesOrder(settings),
    }),
    SalesOrderLine: mapped<'SalesOrderLine'>(places.orderLines, { fields: order.salesOrderLine(settings) }),
    PurchaseOrder: mapped<'PurchaseOrder'>(places.purchases, {
      modifiedPrecision: 'SECOND',
      fields: order.purchaseOrder(settings),
    }),
    PurchaseOrderLine: mapped<'PurchaseOrderLine'>(places.purchaseLines, {
      fields: order.purchaseOrderLine(settings),
    }),
    Invoice: mapped<'Invoice'>(places.invoices, {
      // The documents by which others were cancelled are none of their own.
      base: invoice.isNoCancellation,
      // Down payments, and credit notes of suppliers, are sets of their own, and are not read.
      lacks: [{ where: { kind: ['PREPAYMENT'] } }, { where: { kind: ['CREDIT_NOTE'], direction: ['PAYABLE'] } }],
      modifiedPrecision: 'SECOND',
      fields: invoice.invoice(settings),
    }),
    InvoiceLine: mapped<'InvoiceLine'>(places.invoiceLines, {
      base: invoice.isNoCancellation,
      fields: invoice.invoiceLine(settings),
    }),
    Payment: mapped<'Payment'>(places.payments, { fields: payment(settings) }),
    GLAccount: mapped<'GLAccount'>(places.accounts, { fields: ledger.account(settings) }),
    JournalEntry: mapped<'JournalEntry'>(places.journals, { fields: ledger.journal(settings) }),
    JournalLine: mapped<'JournalLine'>(places.journalLines, {
      parts: {
        partner: {
          object: 'BusinessPartners',
          hint: places.partners,
          key: { native: 'CardCode', type: 'text' },
          on: 'JournalEntryLines/ShortName',
        },
      },
      fields: ledger.journalLine(settings),
    }),
    LegalEntity: mapped<'LegalEntity'>(company(settings), {
      fields: {
        code: { constant: settings.companyDb },
        name: { constant: settings.companyName ?? settings.companyDb },
        functionalCurrency: { constant: settings.currency },
        timeZone: { constant: settings.timeZone },
        ...(settings.country !== undefined && { country: { constant: settings.country } }),
        'meta.legalEntity': { constant: companyOf(settings.companyDb) },
      },
    }),
  }
}

/** A company database is a legal entity, and no set of it tells which: the settings do. */
const company = ({ companyDb }: Settings): Place => ({
  sets: ['CompanyDB'],
  key: [{ native: 'CompanyDB', type: 'text' }],
  row: { CompanyDB: companyDb },
})
