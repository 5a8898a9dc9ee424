import type { KeyPart, Part } from '../../gateway/connector/index.ts'
import { type EntitySet, entitySet } from '../dialects/odata/fields.ts'

/** Everything is one service. */
export const service = '/data'

const set = (object: string, ...key: readonly string[]): EntitySet => entitySet(service, object, ...key)

const dimensions = ['ProductColorId', 'ProductConfigurationId', 'ProductSizeId', 'ProductStyleId', 'ProductVersionId']
const invoice = ['dataAreaId', 'InvoiceNumber', 'InvoiceDate', 'LedgerVoucher']

/** The collections that are read, each with its whole key: the company is part of it, for numbers are unique within one only. */
export const sets = {
  customers: set('CustomersV3', 'dataAreaId', 'CustomerAccount'),
  vendors: set('VendorsV2', 'dataAreaId', 'VendorAccountNumber'),
  products: set('ReleasedProductsV2', 'dataAreaId', 'ItemNumber'),
  warehouses: set('Warehouses', 'dataAreaId', 'WarehouseId'),
  onHand: set(
    'WarehousesOnHandV2',
    ...['dataAreaId', 'ItemNumber', 'InventoryWarehouseId', 'InventorySiteId'],
    ...dimensions,
  ),
  invoices: set('SalesInvoiceHeadersV2', ...invoice),
  invoiceLines: set('SalesInvoiceV2Lines', ...invoice, 'LineCreationSequenceNumber'),
  payments: set('CustomerPaymentJournalLines', 'dataAreaId', 'JournalBatchNumber', 'LineNumber'),
  salesOrders: set('SalesOrderHeadersV2', 'dataAreaId', 'SalesOrderNumber'),
  purchaseOrders: set('PurchaseOrderHeadersV2', 'dataAreaId', 'PurchaseOrderNumber'),
  accounts: set('MainAccounts', 'ChartOfAccounts', 'MainAccountId'),
  postings: set('GeneralJournalAccountEntries', 'GeneralJournalAccountEntryRecId'),
} as const

/** Collections whose names the vendor's pages do not give. */
export const contactSet = (object: string) => set(object, 'dataAreaId', 'ContactPersonId')
export const salesLineSet = (object: string) => set(object, 'dataAreaId', 'InventoryLotId')
export const purchaseLineSet = (object: string) => set(object, 'dataAreaId', 'PurchaseOrderNumber', 'LineNumber')
export const openTransactionSet = (object: string) =>
  set(object, 'dataAreaId', 'AccountNum', 'Invoice', 'Voucher', 'DueDate')

export const text = (native: string): KeyPart => ({ native, type: 'text' })
export const number = (native: string): KeyPart => ({ native, type: 'number' })

/** The key of an invoice, in which its day stands. */
export const invoiceKey: readonly KeyPart[] = invoice.map((native) => ({
  native,
  type: native === 'InvoiceDate' ? 'date' : 'text',
}))

/**
 * Rows of another collection whose `key` is this row's `on`, of any company: numbers of one company are in use in others
 * too, so `inCompany` picks those that are meant.
 */
export const partOf = ({ object, hint }: EntitySet, key: string, on = key): Part<EntitySet['hint']> => ({
  object,
  hint,
  key: text(key),
  on,
  many: true,
})
