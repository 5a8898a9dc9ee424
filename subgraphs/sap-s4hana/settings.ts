import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What one SAP system needs to be told. Codes that are customizing in SAP are maps here, with SAP's delivered meaning. */
export const settings = {
  url: {
    type: 'url',
    description: 'Address of the system, such as https://my300000-api.s4hana.ondemand.com, without a path.',
  },
  auth: {
    type: 'choice',
    options: ['basic', 'oauth2'],
    default: 'basic',
    description: 'How the communication user proves itself: basic, or OAuth 2.0 client credentials.',
  },
  user: { type: 'text', optional: true, description: 'Communication user, for basic.' },
  password: { type: 'secret', optional: true, description: 'Its password.' },
  tokenUrl: { type: 'url', optional: true, description: 'Address of the token service, for oauth2.' },
  clientId: { type: 'text', optional: true, description: 'OAuth 2.0 client.' },
  clientSecret: { type: 'secret', optional: true, description: 'Its secret.' },
  client: {
    type: 'text',
    optional: true,
    description: 'SAP client (Mandant), sent as sap-client. Default: that of the HTTP node.',
  },
  language: { type: 'text', default: 'EN', description: 'Language of item names and other texts.' },
  servicePath: { type: 'text', default: '/sap/opu/odata/sap', description: 'Path of the OData version 2 services.' },
  sameNumbers: {
    type: 'boolean',
    default: false,
    description:
      'Whether every customer has the number of its business partner. It saves a call for credit, and is false in systems with several number ranges.',
  },
  csrfService: {
    type: 'text',
    default: 'API_BUSINESS_PARTNER',
    description: 'The service that hands out CSRF tokens, which long key lists need.',
  },
  maxConcurrency: {
    type: 'integer',
    default: 8,
    min: 1,
    description: 'Most calls at one time; it starts with 4 or fewer.',
  },
  pageRows: { type: 'integer', default: 1000, min: 1, max: 5000, description: 'Rows per page. SAP publishes no cap.' },
  receivableTypes: {
    type: 'list',
    default: ['RV', 'DR', 'DG'],
    description: 'Accounting document types that are invoices and credit memos to customers.',
  },
  paymentTypes: { type: 'list', default: ['DZ', 'ZP'], description: 'Accounting document types that are payments.' },
  paymentMethods: {
    type: 'map',
    default: {},
    description: 'Payment method in SAP to BANK_TRANSFER, DIRECT_DEBIT, CARD, CASH, CHECK, OFFSET or OTHER.',
  },
  vatTaxTypes: { type: 'list', default: [], description: 'Tax number categories that are VAT numbers, such as DE0.' },
  stockTypes: {
    type: 'map',
    default: {
      '01': 'UNRESTRICTED',
      '02': 'QUALITY',
      '04': 'IN_TRANSIT',
      '05': 'IN_TRANSIT',
      '06': 'IN_TRANSIT',
      '07': 'BLOCKED',
    },
    description: 'Inventory stock type to stock category.',
  },
  productTypes: {
    type: 'map',
    default: {
      FERT: 'INVENTORY',
      HALB: 'INVENTORY',
      HAWA: 'INVENTORY',
      ROH: 'INVENTORY',
      NLAG: 'NON_INVENTORY',
      DIEN: 'SERVICE',
      SERV: 'SERVICE',
    },
    description: 'Product type to item type.',
  },
  productStatuses: {
    type: 'map',
    default: {},
    description:
      'Cross-plant status to ACTIVE, INACTIVE, BLOCKED or DISCONTINUED. No status is ACTIVE, an unknown one OTHER.',
  },
  ledger: { type: 'text', default: '0L', description: 'The ledger whose postings are read.' },
  signedPostings: {
    type: 'boolean',
    default: true,
    description:
      'Amounts of postings carry the sign of their side, credits negative. `false` where a trial balance shows that they do not.',
  },
  accountGroups: {
    type: 'map',
    default: {},
    description: 'G/L account group to ASSET, LIABILITY, EQUITY, REVENUE or EXPENSE. An unnamed one is OTHER.',
  },
  riskBands: { type: 'map', default: {}, description: 'Credit risk class to LOW, MEDIUM or HIGH.' },
  units: {
    type: 'map',
    default: {
      PC: 'C62',
      EA: 'EA',
      KG: 'KGM',
      G: 'GRM',
      TO: 'TNE',
      L: 'LTR',
      ML: 'MLT',
      M: 'MTR',
      CM: 'CMT',
      MM: 'MMT',
      M2: 'MTK',
      M3: 'MTQ',
      H: 'HUR',
      MIN: 'MIN',
      DAY: 'DAY',
      CAR: 'XCT',
    },
    description: 'Unit of measure in SAP to its UN/ECE code.',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
