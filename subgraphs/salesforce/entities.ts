import { and, column, compare, type EntityMaps } from '../../gateway/connector/index.ts'
import {
  address,
  addresses,
  currencyOf,
  dated,
  id,
  is,
  list,
  measured,
  money,
  nameIn,
  nameOf,
  ordered,
  picklist,
  quantity,
  sobject,
  text,
  translated,
  twoCheckboxes,
  unknown,
  unordered,
  without,
} from '../dialects/soql/fields.ts'
import { countryCode, domain, phone } from '../dialects/soql/values.ts'
import type { Settings } from './settings.ts'

export function entities(settings: Settings): EntityMaps {
  const { multiCurrency, recordUrl, vatField, gtinField, pricebook, units, countries } = settings
  const currency = currencyOf(settings.orgCurrency, multiCurrency)
  // In an org of several currencies WHERE compares the plain number, but ORDER BY the amount in the corporate currency.
  // There, aggregates of amounts are in the corporate currency too: their rows are added up here.
  const amount = multiCurrency ? unordered : measured

  const Customer = sobject<'Customer'>('Account', recordUrl, {
    ...without('legalName', 'sourceStatus', 'blocks', 'emails', 'taxExempt', 'billTo'),
    ...without('paymentTerm.code', 'paymentTerm.description', 'paymentTerm.netDays'),
    ...without('paymentTerm.discountDays', 'paymentTerm.discountPercent'),
    number: text('AccountNumber'),
    name: text('Name'),
    kind: unknown,
    roles: list(['Type'], (type) => nameIn(settings.customerRoles, type) ?? 'UNKNOWN'),
    status: unknown,
    ...(vatField && { identifiers: list([vatField], vatIdentifier), 'identifier.VAT': text(vatField) }),
    phones: list(['Phone'], phone),
    domains: list(['Website'], domain),
    websites: list(['Website'], (website) => website),
    addresses: addresses(['Billing', 'Shipping'], countries),
    currency,
    industry: picklist('Industry'),
    employeeCount: measured('NumberOfEmployees'),
    ...money('annualRevenue', amount('AnnualRevenue'), currency),
    parent: id('ParentId'),
    owner: nameOf('Owner', 'OwnerId'),
  })

  const Contact = sobject<'Contact'>('Contact', recordUrl, {
    ...without('supplier'),
    firstName: text('FirstName'),
    lastName: text('LastName'),
    fullName: text('Name'),
    title: text('Title'),
    department: text('Department'),
    emails: list(['Email'], (email) => email),
    phones: list(['Phone', 'MobilePhone'], phone),
    customer: id('AccountId'),
  })

  const Opportunity = sobject<'Opportunity'>('Opportunity', recordUrl, {
    ...without('stage.pipeline', 'closedAt', 'lossReason'),
    name: text('Name'),
    customer: id('AccountId'),
    owner: nameOf('Owner', 'OwnerId'),
    'stage.code': { ...picklist('StageName'), present: true },
    'stage.name': { ...picklist('StageName'), present: true },
    status: twoCheckboxes('IsWon', 'IsClosed', ['WON', 'LOST', 'OPEN']),
    sourceStatus: { native: 'StageName' },
    ...money('amount.document', amount('Amount'), currency),
    probability: measured('Probability'),
    expectedCloseDate: dated('CloseDate'),
    forecastCategory: picklist('ForecastCategoryName', {
      Pipeline: 'PIPELINE',
      'Best Case': 'BEST_CASE',
      Commit: 'COMMIT',
      Closed: 'CLOSED',
      Omitted: 'OMITTED',
    }),
  })

  const line = {
    item: id('Product2Id'),
    ...money('unitPrice', { native: 'UnitPrice' }, currency),
    ...money('net', amount('TotalPrice'), currency),
  }
  const OpportunityLine = sobject<'OpportunityLine'>('OpportunityLineItem', recordUrl, {
    ...line,
    opportunity: id('OpportunityId'),
    ...quantity('quantity', 'Quantity', 'Product2.QuantityUnitOfMeasure', units),
  })

  const priceCurrency = multiCurrency ? { native: '$price.CurrencyIsoCode' } : currency
  const product = sobject<'Item'>('Product2', recordUrl, {
    ...without('sourceStatus', 'purchasable', 'conversions', 'cost.amount', 'cost.currency'),
    ...without('weight.value', 'weight.uom', 'weight.sourceUom'),
    sku: text(settings.skuField),
    name: text('Name'),
    // A long text area, which SOQL cannot filter.
    description: { native: 'Description' },
    type: unknown,
    status: twoCheckboxes('IsArchived', 'IsActive', ['DISCONTINUED', 'ACTIVE', 'INACTIVE']),
    ...(gtinField && { identifiers: list([gtinField], gtinIdentifier), 'identifier.GTIN': text(gtinField) }),
    baseUom: translated('QuantityUnitOfMeasure', units),
    sourceUom: picklist('QuantityUnitOfMeasure'),
    category: picklist('Family'),
    tracking: unknown,
    ...(pricebook && money('listPrice', { native: '$price.UnitPrice' }, priceCurrency)),
  })
  const Item = pricebook ? { ...product, parts: { price: priceIn(pricebook, settings) } } : product

  const hasOrderStatuses = Object.keys(settings.orderStatuses).length > 0
  const SalesOrder = sobject<'SalesOrder'>('Order', recordUrl, {
    ...without(
      'totals.tax.amount',
      'totals.tax.currency',
      'totals.taxInclusive.amount',
      'totals.taxInclusive.currency',
    ),
    ...without('invoices'),
    number: text('OrderNumber'),
    customer: id('AccountId'),
    orderDate: dated('EffectiveDate'),
    status: hasOrderStatuses
      ? picklist('Status', settings.orderStatuses)
      : picklist('StatusCode', { Draft: 'DRAFT', Activated: 'OPEN' }),
    sourceStatus: { native: 'Status' },
    fulfillment: unknown,
    billing: unknown,
    creditCheck: unknown,
    // Orders of the core product know no tax: the total is the sum of the lines.
    ...money('totals.lineNet', { native: 'TotalAmount' }, currency),
    ...money('totals.taxExclusive', (multiCurrency ? unordered : ordered)('TotalAmount'), currency),
    currency,
    ...address('shipTo', 'Shipping', countries),
  })

  const SalesOrderLine = sobject<'SalesOrderLine'>('OrderItem', recordUrl, {
    ...without('warehouse', 'sourceStatus'),
    ...line,
    salesOrder: id('OrderId'),
    ...quantity('ordered', 'Quantity', 'Product2.QuantityUnitOfMeasure', units),
    status: unknown,
  })

  return { Customer, Contact, Opportunity, OpportunityLine, Item, SalesOrder, SalesOrderLine }
}

/** In an org of several currencies a product has an entry for each: the corporate currency's is the list price. */
function priceIn(pricebook: string, { multiCurrency, orgCurrency }: Settings) {
  const book = compare(column('Pricebook2Id', 'guid'), 'eq', pricebook)
  const inCurrency = multiCurrency ? [compare(column('CurrencyIsoCode'), 'eq', orgCurrency)] : []
  const base = and(book, is('IsActive', true), ...inCurrency)
  return { object: 'PricebookEntry', key: { native: 'Product2Id', type: 'guid' }, on: 'Id', base } as const
}

/** The two letters in front are the country's, except that Greece writes EL. */
function vatIdentifier(value: string) {
  const prefix = value.slice(0, 2).toUpperCase()
  const country = prefix === 'EL' ? 'GR' : countryCode(prefix)
  return { scheme: 'VAT', value, country, verified: null }
}

const gtinIdentifier = (value: string) => ({ scheme: 'GTIN', value, country: null, verified: null })
