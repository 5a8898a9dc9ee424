import { column, type EntityMaps, type MappedField } from '../../gateway/connector/index.ts'
import {
  code,
  coded,
  type EntitySet,
  mapped,
  money,
  number,
  ordered,
  orderedOrNull,
  partOf,
  plain,
  present,
  quantity,
  unitOf,
  words,
} from '../dialects/odata/fields.ts'
import { finance } from './finance.ts'
import * as order from './orders.ts'
import {
  agreedIn,
  bankAccounts,
  blocksBy,
  contactEmails,
  contactPhones,
  dayAsInstant,
  party,
  vatNumbers,
} from './party.ts'
import * as product from './products.ts'
import { ownStock, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const place = (plant: string): MappedField => ({
  native: [plant, 'StorageLocation'],
  filter: { eq: 'exact', in: 'exact' },
})

/** Every type of the model that released services of version 2 fill with fields that are in their metadata. */
export function entities(settings: Settings): EntityMaps<EntitySet['hint']> {
  const { units, sameNumbers } = settings
  return {
    ...finance(settings),
    Customer: mapped<'Customer'>(sets.partners, {
      // The customer's number, not the partner's: every document names that one. They are usually, not always, equal.
      key: ['Customer'],
      base: present('Customer'),
      relations: {
        contacts: { parent: 'BusinessPartner', child: column('BusinessPartnerCompany') },
        ...(!sameNumbers && { credit: { parent: 'BusinessPartner', child: column('BusinessPartner') } }),
      },
      modifiedPrecision: 'DAY',
      fields: {
        ...party,
        number: number('Customer'),
        roles: { constant: ['CUSTOMER'] },
        industry: code('Industry'),
        identifiers: vatNumbers('to_Customer/VATRegistration', settings.vatTaxTypes),
        blocks: blocksBy({
          'to_Customer/OrderIsBlockedForCustomer': 'ORDERS',
          'to_Customer/DeliveryIsBlocked': 'DELIVERY',
          'to_Customer/BillingIsBlockedForCustomer': 'INVOICING',
          'to_Customer/PostingIsBlocked': 'POSTING',
        }),
        currency: agreedIn('to_Customer/to_CustomerSalesArea', 'Currency'),
        'paymentTerm.code': agreedIn('to_Customer/to_CustomerCompany', 'PaymentTerms'),
      },
    }),

    Supplier: mapped<'Supplier'>(sets.partners, {
      key: ['Supplier'],
      base: present('Supplier'),
      relations: { contacts: { parent: 'BusinessPartner', child: column('BusinessPartnerCompany') } },
      modifiedPrecision: 'DAY',
      fields: {
        ...party,
        number: number('Supplier'),
        identifiers: vatNumbers('to_Supplier/VATRegistration', settings.vatTaxTypes),
        blocks: blocksBy({ 'to_Supplier/PurchasingIsBlocked': 'ORDERS', 'to_Supplier/PostingIsBlocked': 'POSTING' }),
        paymentBlocked: plain('to_Supplier/PaymentIsBlockedForSupplier'),
        currency: agreedIn('to_Supplier/to_SupplierPurchasingOrg', 'PurchaseOrderCurrency'),
        'paymentTerm.code': agreedIn('to_Supplier/to_SupplierCompany', 'PaymentTerms'),
        bankAccounts,
      },
    }),

    Contact: mapped<'Contact'>(sets.contacts, {
      key: [...sets.contacts.hint.key.slice(0, -1), { native: 'ValidityEndDate', type: 'date' }],
      parts: {
        person: partOf(sets.partners, 'BusinessPartner', 'BusinessPartnerPerson'),
        company: partOf(sets.partners, 'BusinessPartner', 'BusinessPartnerCompany'),
      },
      fields: {
        firstName: plain('$person.FirstName'),
        lastName: plain('$person.LastName'),
        fullName: plain('$person.BusinessPartnerFullName'),
        title: plain('to_ContactRelationship/ContactPersonFunctionName'),
        department: plain('to_ContactRelationship/ContactPersonDepartmentName'),
        emails: contactEmails,
        phones: contactPhones,
        isPrimary: code('IsStandardRelationship'),
        customer: plain('$company.Customer'),
        supplier: plain('$company.Supplier'),
      },
    }),

    Item: mapped<'Item'>(sets.products, {
      modifiedPrecision: 'INSTANT',
      fields: {
        sku: number('Product'),
        name: product.productName(settings),
        type: { ...code('ProductType'), values: settings.productTypes },
        status: product.productStatus(settings),
        sourceStatus: plain('CrossPlantStatus'),
        identifiers: product.productNumbers,
        'identifier.GTIN': code('ProductStandardID'),
        sourceUom: code('BaseUnit'),
        baseUom: unitOf('BaseUnit', units),
        category: code('ProductGroup'),
        tracking: product.tracking,
        ...quantity('weight', product.grossWeight, 'WeightUnit', units),
        'meta.sourceCreatedAt': dayAsInstant('CreationDate'),
        'meta.sourceModifiedAt': ordered('LastChangeDateTime'),
      },
    }),

    Warehouse: mapped<'Warehouse'>(sets.stock, {
      key: ['Plant', 'StorageLocation'],
      base: ownStock,
      rollup: { sum: [], ordered: true },
      fields: {
        code: product.locationCode,
        type: { constant: 'STORAGE_LOCATION' },
        status: { constant: 'UNKNOWN' },
      },
    }),

    StockLevel: mapped<'StockLevel'>(sets.stock, {
      // Rows are by batch too: those of one material, place and stock type are one record.
      key: ['Material', 'Plant', 'StorageLocation', 'InventoryStockType'],
      base: ownStock,
      rollup: { sum: ['onHand.value'], ordered: true },
      fields: {
        item: code('Material'),
        warehouse: place('Plant'),
        category: { ...code('InventoryStockType'), values: settings.stockTypes },
        ...quantity('onHand', plain('MatlWrhsStkQtyInMatlBaseUnit'), 'MaterialBaseUnit', units),
      },
    }),

    SalesOrder: mapped<'SalesOrder'>(sets.orders, {
      modifiedPrecision: 'INSTANT',
      fields: {
        number: number('SalesOrder'),
        customer: code('SoldToParty'),
        orderDate: ordered('SalesOrderDate'),
        requestedDate: orderedOrNull('RequestedDeliveryDate'),
        status: order.salesOrderStatus,
        sourceStatus: plain('OverallSDProcessStatus'),
        onHold: order.salesOrderOnHold,
        fulfillment: coded('OverallTotalDeliveryStatus', order.progress),
        billing: coded('OverallOrdReltdBillgStatus', order.progress),
        creditCheck: coded('TotalCreditCheckStatus', order.creditChecks),
        customerPoNumber: words('PurchaseOrderByCustomer'),
        ...money('totals.taxExclusive', ordered('TotalNetAmount'), 'TransactionCurrency'),
        currency: code('TransactionCurrency'),
        'meta.sourceCreatedAt': dayAsInstant('CreationDate'),
        'meta.sourceModifiedAt': ordered('LastChangeDateTime'),
      },
    }),

    SalesOrderLine: mapped<'SalesOrderLine'>(sets.orderItems, {
      fields: {
        salesOrder: code('SalesOrder'),
        lineNo: { native: 'SalesOrderItem', type: 'text' },
        item: code('Material'),
        description: plain('SalesOrderItemText'),
        ...quantity('ordered', plain('RequestedQuantity'), 'RequestedQuantityUnit', units),
        ...quantity('delivered', order.scheduled('DeliveredQtyInOrderQtyUnit'), 'OrderQuantityUnit', units),
        ...money('net', ordered('NetAmount'), 'TransactionCurrency'),
        warehouse: place('ProductionPlant'),
        requestedDate: order.firstScheduled('RequestedDeliveryDate'),
        promisedDate: order.firstScheduled('ConfirmedDeliveryDate'),
        status: order.salesOrderLineStatus,
        sourceStatus: plain('SDProcessStatus'),
      },
    }),

    // Deprecated by SAP on its public cloud, where version 4 takes its place; still there on premises.
    PurchaseOrder: mapped<'PurchaseOrder'>(sets.purchases, {
      modifiedPrecision: 'INSTANT',
      fields: {
        number: number('PurchaseOrder'),
        supplier: code('Supplier'),
        orderDate: ordered('PurchaseOrderDate'),
        status: order.purchaseOrderStatus,
        sourceStatus: plain('PurchasingProcessingStatus'),
        receipt: order.purchaseProgress('IsCompletelyDelivered'),
        billing: order.purchaseProgress('IsFinallyInvoiced'),
        ...money('totals.taxExclusive', order.purchaseTotal, 'DocumentCurrency'),
        currency: code('DocumentCurrency'),
        'meta.sourceCreatedAt': dayAsInstant('CreationDate'),
        'meta.sourceModifiedAt': ordered('LastChangeDateTime'),
      },
    }),

    PurchaseOrderLine: mapped<'PurchaseOrderLine'>(sets.purchaseItems, {
      fields: {
        purchaseOrder: code('PurchaseOrder'),
        lineNo: { native: 'PurchaseOrderItem', type: 'text' },
        item: code('Material'),
        description: plain('PurchaseOrderItemText'),
        ...quantity('ordered', plain('OrderQuantity'), 'PurchaseOrderQuantityUnit', units),
        ...money('unitPrice', order.purchaseUnitPrice, 'DocumentCurrency'),
        ...money('net', order.purchaseLineNet, 'DocumentCurrency'),
        warehouse: place('Plant'),
        expectedDate: order.firstScheduled('ScheduleLineDeliveryDate'),
        status: order.purchaseOrderLineStatus,
      },
    }),
  }
}
