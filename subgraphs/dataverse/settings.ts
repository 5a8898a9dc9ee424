import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What one Dataverse environment needs to be told. Codes that no page vouches for, or that are customized, are maps here. */
export const settings = {
  url: {
    type: 'url',
    description: 'Address of the environment, such as https://contoso.crm4.dynamics.com, without a path.',
  },
  apiVersion: { type: 'text', default: '9.2', description: 'Version of the Web API.' },
  loginUrl: {
    type: 'url',
    default: 'https://login.microsoftonline.com',
    description: 'Address of Microsoft Entra; another one in national clouds.',
  },
  tenantId: { type: 'text', description: 'Directory (tenant) id.' },
  clientId: { type: 'text', description: 'Application (client) id of the application user.' },
  clientSecret: { type: 'secret', description: 'Its secret.' },
  currencies: {
    type: 'map',
    description: 'Id (GUID) of each transaction currency to its ISO 4217 code: amounts name their currency by id only.',
    default: {},
  },
  baseCurrency: {
    type: 'text',
    optional: true,
    description: 'Base currency of the environment (ISO 4217): the currency of the columns that end in _base.',
  },
  sumsInBaseCurrency: {
    type: 'boolean',
    default: true,
    description:
      'Whether sums of amounts may have been converted to the base currency, as those of views are. Amounts are then only added up there where no other currency is listed.',
  },
  timeZone: {
    type: 'text',
    default: 'UTC',
    description:
      'Time zone (IANA) of the users: days of orders are kept as the instant at which they began for who wrote them.',
  },
  pageRows: { type: 'integer', default: 2000, min: 1, max: 5000, description: 'Rows per page; Dataverse sends 5,000.' },
  documents: {
    type: 'boolean',
    default: false,
    description:
      'Whether sales orders and invoices are served: where they are copies of those of an ERP, each would be seen twice.',
  },
  credit: {
    type: 'boolean',
    default: false,
    description:
      'Whether credit limits and holds of accounts are served: where an ERP decides on credit, they are notes.',
  },
  orderDateColumn: {
    type: 'text',
    default: 'submitdate',
    description: 'Column of salesorder that is its date. Dataverse has none by that name.',
  },
  invoiceDateColumn: {
    type: 'text',
    optional: true,
    description: 'Column of invoice that is its date of issue. Dataverse has none of its own.',
  },
  stageColumn: {
    type: 'choice',
    options: ['stepname', 'salesstage', 'salesstagecode'],
    default: 'stepname',
    description: 'Column of opportunity that tells the step of the sales process.',
  },
  costColumn: {
    type: 'choice',
    options: ['standardcost', 'currentcost'],
    default: 'standardcost',
    description: 'Column of product that is its cost.',
  },
  vatField: { type: 'text', optional: true, description: 'Custom column of account with the VAT number.' },
  gtinField: { type: 'text', optional: true, description: 'Custom column of product with the GTIN.' },
  recordUrl: {
    type: 'text',
    optional: true,
    description: 'Link to a record, with {table} for its table (account) and {id} for its id.',
  },
  customerTypes: {
    type: 'map',
    default: { '3': 'CUSTOMER', '8': 'PROSPECT' },
    description: 'account.customertypecode to PROSPECT, CUSTOMER, FORMER or OTHER.',
  },
  accountStates: {
    type: 'map',
    default: { '0': 'ACTIVE', '1': 'INACTIVE' },
    description: 'account.statecode to ACTIVE, INACTIVE, BLOCKED or ARCHIVED.',
  },
  opportunityStates: {
    type: 'map',
    default: { '0': 'OPEN', '1': 'WON', '2': 'LOST' },
    description: 'opportunity.statecode to OPEN, WON, LOST or CANCELLED.',
  },
  orderStates: {
    type: 'map',
    default: { '0': 'OPEN', '1': 'OPEN', '2': 'CANCELLED', '3': 'COMPLETED', '4': 'COMPLETED' },
    description:
      'salesorder.statecode (active, submitted, canceled, fulfilled, invoiced) to the status of a sales order.',
  },
  orderFulfillments: {
    type: 'map',
    default: { '100001': 'COMPLETE', '100002': 'PARTIAL' },
    description: 'salesorder.statuscode (complete, partial) to how much is delivered: NONE, PARTIAL or COMPLETE.',
  },
  orderBillings: {
    type: 'map',
    default: { '4': 'COMPLETE' },
    description: 'salesorder.statecode (invoiced) to how much is invoiced: NONE, PARTIAL or COMPLETE.',
  },
  invoiceStates: {
    type: 'map',
    default: { '0': 'OPEN', '1': 'OTHER', '2': 'PAID', '3': 'VOID' },
    description: 'invoice.statecode (active, closed, paid, canceled) to the status of an invoice.',
  },
  productStates: {
    type: 'map',
    default: { '0': 'ACTIVE', '1': 'DISCONTINUED', '2': 'INACTIVE', '3': 'ACTIVE' },
    description: 'product.statecode (active, retired, draft, under revision) to the status of an item.',
  },
  countries: {
    type: 'map',
    default: {},
    description: 'Country texts that are no ISO 3166 codes: Deutschland: DE.',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
