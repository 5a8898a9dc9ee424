import type { EntityMap, EntityMaps, EntityName } from '../../gateway/connector/index.ts'
import { requireZone } from '../dialects/suiteql/account-time.ts'
import * as f from '../dialects/suiteql/fields.ts'
import * as records from '../dialects/suiteql/records.ts'
import type { SuiteQl } from '../dialects/suiteql/render.ts'
import * as transactions from '../dialects/suiteql/transactions.ts'
import {
  accountTypes,
  classifications,
  directions,
  invoiceKinds,
  itemTypes,
  normalBalances,
  purchaseStages,
  salesStages,
  stages,
} from './codes.ts'
import type { Settings } from './settings.ts'
import { shapes } from './shapes.ts'

/**
 * NetSuite's records in our words. Where no column is what we mean, the dialect's `sql` says it in SuiteQL, so that NetSuite
 * can filter and sort by it too. Columns that no page of the vendor's confirms are not used: see the README.
 * @throws RangeError when `timeZone` is no zone
 */
export function entities(settings: Settings): EntityMaps<SuiteQl> {
  const { currencies, subsidiaries, timeZone, priceLevel, creditIncludesOrders } = settings
  requireZone(timeZone)
  const { money, quantity, ...shape } = shapes(settings)
  return {
    ...(shape.isOneWorld && {
      LegalEntity: entity<'LegalEntity'>(records.subsidiary, {
        code: f.id('id'),
        name: f.text('name'),
        functionalCurrency: f.byId('id', subsidiaries),
        parent: f.id('parent'),
      }),
    }),

    Customer: entity<'Customer'>(records.customer, {
      ...shape.party,
      kind: f.code('isperson', { T: 'PERSON', F: 'ORGANIZATION' }),
      roles: f.derived(['searchstage'], (row) => [
        f.textOf(stages, String(row.searchstage).toUpperCase()) ?? 'UNKNOWN',
      ]),
      owner: f.shown('owner'),
      'meta.sourceCreatedAt': f.instant('datecreated', timeZone),
    }),

    Contact: entity<'Contact'>(records.contact, {
      ...shape.reach,
      ...shape.modified,
      firstName: f.text('firstname'),
      lastName: f.text('lastname'),
      fullName: f.text('entityid'),
      title: f.text('title'),
      customer: f.id('customer'),
      supplier: f.id('supplier'),
    }),

    Supplier: entity<'Supplier'>(records.vendor, { ...shape.party, kind: f.unknown }),

    CreditStatus: entity<'CreditStatus'>(records.credit(creditIncludesOrders), {
      ...shape.modified,
      customer: f.id('id'),
      'scope.kind': { constant: 'GLOBAL' },
      ...money('limit', f.number('creditlimit')),
      unlimited: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      ...money('exposure.total', f.number('exposure')),
      ...money('exposure.openReceivables', f.plain('balancesearch')),
      ...money('exposure.openOrders', f.plain('unbilledorderssearch')),
      ...money('available', f.number('available')),
      utilization: f.share('exposure', 'creditlimit'),
      hold: f.code('hold'),
      riskBand: f.unknown,
      ...money('overdue', f.number('overduebalancesearch')),
      maxDaysPastDue: f.number('daysoverduesearch'),
      computedBy: { constant: 'MIXED' },
    }),

    Invoice: entity<'Invoice'>(transactions.invoices, {
      ...shape.priced,
      ...shape.terms,
      direction: f.code('type', directions),
      kind: f.code('type', invoiceKinds),
      customer: transactions.partyOf('CustInvc', 'CustCred'),
      supplier: transactions.partyOf('VendBill', 'VendCred'),
      issueDate: f.date('trandate'),
      dueDate: f.date('duedate'),
      status: f.code('state'),
      rate: f.plain('exchangerate'),
      ...money('open.document', f.number('openamount')),
      ...money('open.base', f.number('openbase'), shape.booksCurrency),
      'open.rate': f.plain('exchangerate'),
      ...money('openSigned', f.number('opensigned')),
      poNumber: f.text('otherrefnum'),
      salesOrders: transactions.madeFrom('SalesOrd'),
      purchaseOrders: transactions.madeFrom('PurchOrd'),
      ...transactions.pointerTo('corrects', 'CustInvc', 'VendBill'),
      payments: transactions.allocations(shape.currency, 'other'),
    }),

    InvoiceLine: entity<'InvoiceLine'>(transactions.invoiceLines, {
      ...shape.line,
      invoice: f.id('transaction'),
      'quantity.value': f.plain('quantity'),
      account: f.id('account'),
      dimensions: f.dimensions,
    }),

    Payment: entity<'Payment'>(transactions.payments, {
      ...shape.owner,
      ...shape.header,
      direction: f.code('type', directions),
      method: f.unknown,
      customer: transactions.partyOf('CustPymt'),
      supplier: transactions.partyOf('VendPymt'),
      date: f.date('trandate'),
      ...money('amount.document', f.number('total')),
      ...money('amount.base', f.number('basetotal'), shape.booksCurrency),
      'amount.rate': f.plain('exchangerate'),
      status: f.code('state'),
      reference: f.text('otherrefnum'),
      bankAccount: f.id('account'),
      ...money('unapplied', f.number('unapplied')),
      isApplied: { native: 'isapplied', type: 'boolean', filter: { eq: 'exact', in: 'exact' } },
      allocations: transactions.allocations(shape.currency, 'own'),
    }),

    SalesOrder: entity<'SalesOrder'>(transactions.salesOrders, {
      ...shape.order,
      customer: f.id('entity'),
      status: f.code('status', salesStages.status),
      fulfillment: f.code('status', salesStages.progress),
      creditCheck: f.unknown,
      customerPoNumber: f.text('otherrefnum'),
    }),

    SalesOrderLine: entity<'SalesOrderLine'>(transactions.salesLines, {
      ...shape.orderLine,
      salesOrder: f.id('transaction'),
      status: f.code('status', salesStages.status),
      'delivered.value': f.plain('done'),
      'invoiced.value': f.plain('billed'),
    }),

    PurchaseOrder: entity<'PurchaseOrder'>(transactions.purchaseOrders, {
      ...shape.order,
      supplier: f.id('entity'),
      status: f.code('status', purchaseStages.status),
      receipt: f.code('status', purchaseStages.progress),
    }),

    PurchaseOrderLine: entity<'PurchaseOrderLine'>(transactions.purchaseLines, {
      ...shape.orderLine,
      purchaseOrder: f.id('transaction'),
      status: f.code('status', purchaseStages.status),
      'received.value': f.plain('done'),
      'billed.value': f.plain('billed'),
    }),

    Item: entity<'Item'>(records.item(priceLevel), {
      ...shape.inUse,
      ...shape.modified,
      sku: f.text('itemid'),
      name: f.text('name'),
      description: f.text('description'),
      type: f.code('itemtype', itemTypes),
      tracking: f.unknown,
      identifiers: f.identifier('GTIN', 'upccode'),
      'identifier.GTIN': f.text('upccode'),
      baseUom: shape.uom,
      sourceUom: f.shown('unit'),
      ...money('cost', f.number('averagecost'), shape.home),
      ...(priceLevel !== undefined && money('listPrice', f.plain('$price.price'), shape.home)),
    }),

    Warehouse: entity<'Warehouse'>(records.location, {
      ...shape.inUse,
      ...shape.owner,
      code: f.id('id'),
      name: f.text('name'),
      type: f.unknown,
      parent: f.id('parent'),
      ...(shape.isOneWorld && { legalEntity: f.id('subsidiary') }),
    }),

    StockLevel: entity<'StockLevel'>(records.stock, {
      item: f.id('item'),
      warehouse: f.id('location'),
      category: { constant: 'ALL' },
      lot: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      bin: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      ...quantity('onHand', f.number('quantityonhand')),
      ...quantity('reserved', f.number('quantitycommitted')),
      ...quantity('available', f.number('quantityavailable')),
      ...quantity('incoming', f.number('quantityonorder')),
      ...quantity('inTransit', f.plain('quantityintransit')),
      ...quantity('backordered', f.number('quantitybackordered')),
      ...quantity('reorderPoint', f.plain('reorderpoint')),
      availableBy: { constant: 'SOURCE' },
    }),

    GLAccount: entity<'GLAccount'>(records.account, {
      ...shape.inUse,
      ...shape.modified,
      number: f.text('acctnumber'),
      name: f.text('fullname'),
      classification: f.code('accttype', classifications),
      type: f.code('accttype', accountTypes),
      normalBalance: f.code('accttype', normalBalances),
      parent: f.id('parent'),
      ...(shape.isMultiCurrency && { currency: f.byIdOrNone('currency', currencies) }),
    }),

    JournalEntry: entity<'JournalEntry'>(transactions.journals, {
      ...shape.header,
      ...(shape.isOneWorld && { legalEntity: { native: '$books.subsidiary', type: 'guid' } }),
      postingDate: f.date('trandate'),
      status: f.code('state'),
      memo: f.text('memo'),
    }),

    JournalLine: entity<'JournalLine'>(transactions.postings, {
      ...shape.owner,
      entry: transactions.journalOf,
      lineNo: f.number('transactionline'),
      ...(shape.isOneWorld && { legalEntity: f.id('subsidiary') }),
      postingDate: f.date('trandate'),
      status: f.code('state'),
      account: f.id('account'),
      side: f.code('side'),
      ...money('amount.document', f.number('documentamount')),
      ...money('amount.base', f.number('posted'), shape.booksCurrency),
      'amount.rate': f.plain('exchangerate'),
      isNegativePosting: { native: 'negative', type: 'boolean', aggregatable: { group: true } },
      ...f.at('booked', {
        debit: { ...f.number('debited'), present: true },
        credit: { ...f.number('credited'), present: true },
        currency: shape.booksCurrency,
      }),
      dimensions: f.dimensions,
    }),
  }
}

/** Internal ids order and compare as numbers, so pages can go on after any key. Instants come to the second. */
function entity<E extends EntityName>(from: records.Records, fields: EntityMap<E>['fields']): EntityMap<E, SuiteQl> {
  const key = from.hint.key.map((native) => ({ native, type: 'guid' as const }))
  return { ...from, key, keyOrder: true, fields, modifiedPrecision: 'SECOND' }
}
