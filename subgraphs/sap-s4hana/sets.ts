import { and, column, isNull } from '../../gateway/connector/index.ts'
import { entitySet, present } from '../dialects/odata/fields.ts'

const partner = 'API_BUSINESS_PARTNER'
const item = ['CompanyCode', 'FiscalYear', 'AccountingDocument', 'AccountingDocumentItem']
const stock = ['Plant', 'StorageLocation', 'Material', 'InventoryStockType', 'Batch', 'Supplier', 'Customer']
const special = ['WBSElementInternalID', 'SDDocument', 'SDDocumentItem', 'InventorySpecialStockType']

/** The entity sets that are read, each with its service and its whole key. */
export const sets = {
  partners: entitySet(partner, 'A_BusinessPartner', 'BusinessPartner'),
  contacts: entitySet(
    partner,
    'A_BusinessPartnerContact',
    'RelationshipNumber',
    'BusinessPartnerCompany',
    'BusinessPartnerPerson',
    'ValidityEndDate',
  ),
  products: entitySet('API_PRODUCT_SRV', 'A_Product', 'Product'),
  stock: entitySet('API_MATERIAL_STOCK_SRV', 'A_MatlStkInAcctMod', ...stock, ...special),
  items: entitySet('API_OPLACCTGDOCITEMCUBE_SRV', 'A_OperationalAcctgDocItemCube', ...item),
  billing: entitySet('API_BILLING_DOCUMENT_SRV', 'A_BillingDocument', 'BillingDocument'),
  billingItems: entitySet(
    'API_BILLING_DOCUMENT_SRV',
    'A_BillingDocumentItem',
    'BillingDocument',
    'BillingDocumentItem',
  ),
  creditAccounts: entitySet('API_CRDTMBUSINESSPARTNER', 'CreditManagementAccount', 'BusinessPartner', 'CreditSegment'),
  creditPartners: entitySet('API_CRDTMBUSINESSPARTNER', 'CreditMgmtBusinessPartner', 'BusinessPartner'),
  orders: entitySet('API_SALES_ORDER_SRV', 'A_SalesOrder', 'SalesOrder'),
  orderItems: entitySet('API_SALES_ORDER_SRV', 'A_SalesOrderItem', 'SalesOrder', 'SalesOrderItem'),
  purchases: entitySet('API_PURCHASEORDER_PROCESS_SRV', 'A_PurchaseOrder', 'PurchaseOrder'),
  purchaseItems: entitySet(
    'API_PURCHASEORDER_PROCESS_SRV',
    'A_PurchaseOrderItem',
    'PurchaseOrder',
    'PurchaseOrderItem',
  ),
} as const

/** Not a customer's, a supplier's, a project's or an order's; and in a storage location, as transit between plants is not. */
export const ownStock = and(isNull(column('InventorySpecialStockType')), present('StorageLocation'))
