import type { Row } from '../../dialects/soql/simulate.ts'
import { salesforceId } from '../../simulator/company/keys.ts'
import { listPrice } from '../../simulator/company/prices.ts'
import type { Company, Opportunity, SalesOrder, Stage } from '../../simulator/company/types.ts'
import { accountId, addressCells } from './parties.ts'
import { STANDARD_PRICEBOOK } from './products.ts'
import { deletedRows, type ObjectSpec, SYSTEM_FIELDS, systemCells } from './sobject.ts'

const FORECASTS: Readonly<Record<Stage['forecast'], string>> = {
  omitted: 'Omitted',
  pipeline: 'Pipeline',
  'best-case': 'Best Case',
  commit: 'Commit',
  closed: 'Closed',
}

export const opportunity: ObjectSpec = {
  name: 'Opportunity',
  prefix: '006',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    AccountId: 'reference',
    Name: 'string',
    StageName: 'picklist',
    Amount: 'currency',
    Probability: 'percent',
    CloseDate: 'date',
    Type: 'picklist',
    IsClosed: 'boolean',
    IsWon: 'boolean',
    ForecastCategoryName: 'picklist',
    CampaignId: 'reference',
    Pricebook2Id: 'reference',
    FiscalYear: 'int',
    FiscalQuarter: 'int',
    OwnerId: 'reference',
    LastActivityDate: 'date',
  },
  parents: { Account: { object: 'Account', by: 'AccountId' }, Owner: { object: 'User', by: 'OwnerId' } },
  rows: (company) => [
    ...dealsOf(company).map((deal) => opportunityRow(company, deal)),
    ...deletedRows(company, 'opportunity'),
  ],
}

const dealsOf = (company: Company) => company.opportunities.filter(({ system }) => system === 'salesforce')

function opportunityRow(company: Company, deal: Opportunity): Row {
  const stage = company.stages[deal.stageId]!
  const owner = company.users[deal.ownerId]!.keys.salesforce!
  return {
    ...systemCells(deal.key, deal.createdAt, deal.modifiedAt, owner),
    AccountId: accountId(company, deal.customerId),
    Name: deal.name,
    StageName: stage.name,
    Amount: deal.amount,
    Probability: String(deal.probability),
    CloseDate: deal.closeOn,
    Type: deal.type,
    IsClosed: deal.status !== 'open',
    IsWon: deal.status === 'won',
    ForecastCategoryName: FORECASTS[stage.forecast],
    Pricebook2Id: deal.lines.length > 0 ? STANDARD_PRICEBOOK : null,
    FiscalYear: deal.closeOn.slice(0, 4),
    FiscalQuarter: String(Math.ceil(Number(deal.closeOn.slice(5, 7)) / 3)),
    OwnerId: owner,
    LastActivityDate: deal.lastActivityOn,
    CurrencyIsoCode: deal.currency,
  }
}

const LINE_FIELDS = {
  Product2Id: 'reference',
  PricebookEntryId: 'reference',
  Quantity: 'double',
  UnitPrice: 'currency',
  ListPrice: 'currency',
  TotalPrice: 'currency',
  ServiceDate: 'date',
} as const

export const opportunityLine: ObjectSpec = {
  name: 'OpportunityLineItem',
  prefix: '00k',
  hasCurrency: true,
  fields: { ...SYSTEM_FIELDS, ...LINE_FIELDS, OpportunityId: 'reference', ProductCode: 'string' },
  parents: {
    Opportunity: { object: 'Opportunity', by: 'OpportunityId' },
    Product2: { object: 'Product2', by: 'Product2Id' },
  },
  rows: (company) => dealsOf(company).flatMap((deal) => opportunityLineRows(company, deal)),
}

function opportunityLineRows({ items }: Company, deal: Opportunity): Row[] {
  return deal.lines.map((line) => ({
    ...systemCells(line.key, deal.createdAt, deal.modifiedAt),
    OpportunityId: deal.key,
    Product2Id: items[line.itemId]!.keys.salesforce!,
    ProductCode: items[line.itemId]!.sku,
    Quantity: line.quantity,
    UnitPrice: line.unitPrice,
    ListPrice: line.listPrice,
    TotalPrice: line.total,
    ServiceDate: line.serviceOn,
    CurrencyIsoCode: deal.currency,
  }))
}

export const order: ObjectSpec = {
  name: 'Order',
  prefix: '801',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    OrderNumber: 'string',
    AccountId: 'reference',
    ContractId: 'reference',
    EffectiveDate: 'date',
    EndDate: 'date',
    Status: 'picklist',
    StatusCode: 'picklist',
    Type: 'picklist',
    TotalAmount: 'currency',
    ActivatedDate: 'datetime',
    BillingStreet: 'string',
    BillingCity: 'string',
    BillingState: 'string',
    BillingPostalCode: 'string',
    BillingCountry: 'string',
    ShippingStreet: 'string',
    ShippingCity: 'string',
    ShippingState: 'string',
    ShippingPostalCode: 'string',
    ShippingCountry: 'string',
    Pricebook2Id: 'reference',
    OwnerId: 'reference',
  },
  parents: { Account: { object: 'Account', by: 'AccountId' }, Owner: { object: 'User', by: 'OwnerId' } },
  rows: (company) => ordersOf(company).map((document) => orderRow(company, document)),
}

const ordersOf = (company: Company) => company.salesOrders.filter(({ system }) => system === 'salesforce')

/** Whatever an org calls its statuses, each belongs to one of two categories: drafts, and orders that were activated. */
const STATUSES: Readonly<Record<SalesOrder['status'], readonly [status: string, code: string]>> = {
  draft: ['Draft', 'Draft'],
  'pending-approval': ['In Approval', 'Draft'],
  open: ['Activated', 'Activated'],
  completed: ['Completed', 'Activated'],
  closed: ['Closed', 'Activated'],
  cancelled: ['Cancelled', 'Activated'],
}

function orderRow(company: Company, document: SalesOrder): Row {
  const { addresses } = company.customers[document.customerId]!
  const [status, code] = STATUSES[document.status]
  const billing = addresses.find(({ type }) => type !== 'shipping')
  const owner = company.users[document.ownerId]!.keys.salesforce!
  return {
    ...systemCells(document.key, document.createdAt, document.modifiedAt, owner),
    OrderNumber: document.number,
    AccountId: accountId(company, document.customerId),
    EffectiveDate: document.orderedOn,
    Status: status,
    StatusCode: code,
    TotalAmount: document.net,
    ActivatedDate: code === 'Activated' ? document.createdAt : null,
    ...addressCells('Billing', billing),
    ...addressCells('Shipping', addresses.find(({ type }) => type === 'shipping') ?? billing),
    Pricebook2Id: STANDARD_PRICEBOOK,
    OwnerId: owner,
    CurrencyIsoCode: document.currency,
  }
}

export const orderLine: ObjectSpec = {
  name: 'OrderItem',
  prefix: '802',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    ...LINE_FIELDS,
    OrderId: 'reference',
    OrderItemNumber: 'string',
    AvailableQuantity: 'double',
  },
  parents: { Order: { object: 'Order', by: 'OrderId' }, Product2: { object: 'Product2', by: 'Product2Id' } },
  *rows(company) {
    let count = 0
    for (const document of ordersOf(company)) {
      for (const line of document.lines) yield orderLineRow(company, document, line, ++count)
    }
  },
}

function orderLineRow({ items }: Company, document: SalesOrder, line: SalesOrder['lines'][number], n: number): Row {
  return {
    ...systemCells(salesforceId('802', n), document.createdAt, document.modifiedAt),
    OrderId: document.key,
    OrderItemNumber: `${n}`.padStart(10, '0'),
    Product2Id: items[line.itemId]!.keys.salesforce!,
    Quantity: line.ordered,
    AvailableQuantity: line.ordered,
    UnitPrice: line.unitPrice,
    ListPrice: listPrice(items[line.itemId]!, document.currency),
    TotalPrice: line.net,
    ServiceDate: line.requestedOn,
    CurrencyIsoCode: document.currency,
  }
}
