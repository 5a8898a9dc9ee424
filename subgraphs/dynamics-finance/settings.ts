import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What one environment needs to be told. Names and codes that the vendor's pages do not give are settings here. */
export const settings = {
  url: {
    type: 'url',
    description: 'Address of the environment, such as https://contoso.operations.dynamics.com, without a path.',
  },
  tenantId: { type: 'text', description: 'Microsoft Entra tenant of the application.' },
  clientId: {
    type: 'text',
    description: 'Application (client) id, mapped to a user under Microsoft Entra ID applications.',
  },
  clientSecret: { type: 'secret', description: 'Its secret.' },
  loginUrl: {
    type: 'url',
    default: 'https://login.microsoftonline.com',
    description: 'Address of the token service; national clouds have their own.',
  },
  companies: {
    type: 'map',
    default: {},
    description:
      'Data area to its accounting currency (usmf: USD). Without it amounts in the accounting currency, legal entities and credit are not served.',
  },
  companyNames: { type: 'map', default: {}, description: 'Data area to the name of the company; default: its code.' },
  charts: {
    type: 'map',
    default: {},
    description: 'Data area to its chart of accounts. Needed where two charts have accounts of the same number.',
  },
  timeZone: { type: 'text', default: 'UTC', description: 'IANA zone in which the days of datetimes are counted.' },
  enumTypes: {
    type: 'map',
    default: {},
    description:
      'Column to the type of its enumeration in $metadata (SalesOrderStatus: SalesStatus): the column is then filtered by the source.',
  },
  salesOrderLines: { type: 'text', default: 'SalesOrderLines', description: 'Collection of sales order lines.' },
  purchaseOrderLines: {
    type: 'text',
    default: 'PurchaseOrderLinesV2',
    description: 'Collection of purchase order lines.',
  },
  contacts: { type: 'text', default: 'ContactsV3', description: 'Collection of contact persons.' },
  openTransactions: {
    type: 'text',
    optional: true,
    description:
      'Collection of the entity CustCollectionsBICustTrans, for open amounts and due dates of invoices: a snapshot that a batch job writes.',
  },
  salesOrderStatuses: {
    type: 'map',
    default: { Backorder: 'OPEN', Delivered: 'OPEN', Invoiced: 'COMPLETED', Canceled: 'CANCELLED' },
    description: 'SalesOrderStatus and SalesOrderLineStatus to order status.',
  },
  purchaseOrderStatuses: {
    type: 'map',
    default: { Backorder: 'OPEN', Received: 'OPEN', Invoiced: 'COMPLETED', Canceled: 'CANCELLED' },
    description: 'PurchaseOrderStatus to order status.',
  },
  approvalStatuses: {
    type: 'map',
    default: { Draft: 'DRAFT', InReview: 'PENDING_APPROVAL', Approved: 'APPROVED' },
    description:
      'DocumentApprovalStatus to order status, which goes before PurchaseOrderStatus while the order is open.',
  },
  paymentStatuses: { type: 'map', default: {}, description: 'PaymentStatus to POSTED, PENDING, FAILED, ...' },
  paymentMethods: {
    type: 'map',
    default: {},
    description: 'PaymentMethodName to BANK_TRANSFER, DIRECT_DEBIT, CARD, CASH, CHECK, OFFSET or OTHER.',
  },
  partyTypes: {
    type: 'map',
    default: { Organization: 'ORGANIZATION', Person: 'PERSON' },
    description: 'PartyType to kind of customer.',
  },
  productTypes: {
    type: 'map',
    default: { Item: 'INVENTORY', Service: 'SERVICE' },
    description: 'ProductType to item type.',
  },
  warehouseTypes: {
    type: 'map',
    default: { Standard: 'WAREHOUSE', Transit: 'TRANSIT' },
    description: 'WarehouseType to warehouse type.',
  },
  riskBands: { type: 'map', default: {}, description: 'CreditRating to LOW, MEDIUM or HIGH.' },
  countries: {
    type: 'map',
    default: {},
    description: 'Country or region id to its two-letter code (USA: US); ids of two letters stand for themselves.',
  },
  units: {
    type: 'map',
    default: { ea: 'EA', pcs: 'C62', kg: 'KGM', g: 'GRM', L: 'LTR', ml: 'MLT', m: 'MTR', cm: 'CMT', h: 'HUR' },
    description: 'Unit symbol to its UN/ECE code.',
  },
  pageRows: {
    type: 'integer',
    default: 5000,
    min: 1,
    max: 10_000,
    description: 'Rows per page; the service sends 10,000 at most.',
  },
  maxConcurrency: { type: 'integer', default: 8, min: 1, description: 'Most calls at one time; it starts with 4.' },
  maxUrlChars: {
    type: 'integer',
    default: 2000,
    min: 500,
    description: 'Longest address of a GET; the host publishes none. Longer questions travel in a $batch.',
  },
  userLimits: {
    type: 'boolean',
    default: false,
    description: 'Whether the environment still has the limits per user (6,000 calls in 5 minutes, 52 at a time).',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
