import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What an operator tells about one Salesforce org. The README says where each is found in Setup. */
export const settings = {
  loginUrl: {
    type: 'url',
    default: 'https://login.salesforce.com',
    description: 'Where tokens are asked for: login.salesforce.com, test.salesforce.com, or the My Domain address.',
  },
  auth: {
    type: 'choice',
    options: ['jwt', 'clientCredentials'],
    default: 'jwt',
    description: 'The OAuth flow. Client credentials needs the My Domain address as loginUrl.',
  },
  clientId: { type: 'text', description: 'Consumer key of the connected app.' },
  username: { type: 'text', optional: true, description: 'For jwt: the integration user, as in erp@acme.com.' },
  privateKey: { type: 'secret', optional: true, description: 'For jwt: RSA private key in PKCS #8 PEM.' },
  audience: {
    type: 'url',
    default: 'https://login.salesforce.com',
    description: 'For jwt: the audience of the assertion; https://test.salesforce.com for a sandbox.',
  },
  clientSecret: {
    type: 'secret',
    optional: true,
    description: 'For clientCredentials: consumer secret of the connected app.',
  },
  apiVersion: { type: 'text', default: '62.0', description: 'Pinned version of the REST API.' },
  multiCurrency: {
    type: 'boolean',
    default: false,
    description: 'Whether the org keeps several currencies: only then do records have a CurrencyIsoCode.',
  },
  orgCurrency: {
    type: 'text',
    description: 'Corporate currency of the org (ISO 4217): the currency of every amount unless multiCurrency.',
  },
  recordUrl: {
    type: 'text',
    optional: true,
    description: 'Link to a record, with {id} for its id, as in https://acme.my.salesforce.com/{id}.',
  },
  vatField: {
    type: 'text',
    optional: true,
    description: 'Custom field of Account with the VAT number, as in VAT_Number__c.',
  },
  gtinField: { type: 'text', optional: true, description: 'Custom field of Product2 with the GTIN, as in GTIN__c.' },
  skuField: {
    type: 'choice',
    options: ['ProductCode', 'StockKeepingUnit'],
    default: 'ProductCode',
    description: 'The field of Product2 that holds the article number.',
  },
  pricebook: {
    type: 'text',
    optional: true,
    description: 'Id of the price book whose prices are list prices; without it there are none.',
  },
  customerRoles: {
    type: 'map',
    default: {
      Prospect: 'PROSPECT',
      Customer: 'CUSTOMER',
      'Customer - Direct': 'CUSTOMER',
      'Customer - Channel': 'CUSTOMER',
      Other: 'OTHER',
    },
    description: 'Values of Account.Type and what they mean: PROSPECT, CUSTOMER, FORMER or OTHER.',
  },
  orderStatuses: {
    type: 'map',
    default: {},
    description:
      'Values of Order.Status and what they mean; without any, Order.StatusCode tells drafts from activated orders.',
  },
  units: {
    type: 'map',
    default: {},
    description: 'Units of measure as written in Product2, and their UN/ECE codes: Each: C62.',
  },
  countries: {
    type: 'map',
    default: {},
    description: 'Country texts that are neither ISO codes nor English names: Deutschland: DE.',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
