import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What one company of one Business Central environment needs to be told. What Microsoft does not document is here, with a cautious default. */
export const settings = {
  url: {
    type: 'url',
    default: 'https://api.businesscentral.dynamics.com',
    description: 'Address of the service, without a path.',
  },
  loginUrl: {
    type: 'url',
    default: 'https://login.microsoftonline.com',
    description: 'Address of Microsoft Entra, or of that of a national cloud.',
  },
  tenantId: { type: 'text', description: 'Microsoft Entra tenant: its id or domain.' },
  environment: { type: 'text', default: 'Production', description: 'Name of the environment.' },
  companyId: { type: 'text', description: 'Id (GUID) of the company, as `GET companies` tells it.' },
  clientId: {
    type: 'text',
    description: 'Client id of the application, as registered in Entra and in Business Central.',
  },
  clientSecret: { type: 'secret', description: 'Its secret.' },
  localCurrency: {
    type: 'text',
    description:
      'Local currency (LCY) of the company, such as GBP: prices, credit, accounts and ledger entries are in it.',
  },
  country: {
    type: 'text',
    optional: true,
    description: 'Country of the company, such as GB: the addresses of its own country may leave theirs out.',
  },
  language: { type: 'text', default: 'en-US', description: 'Language of texts and error messages.' },
  readReplica: {
    type: 'boolean',
    default: true,
    description: 'Whether the read replica may answer, which lags behind a little and spares the people who work.',
  },
  pageRows: { type: 'integer', default: 2000, min: 1, max: 20_000, description: 'Rows per page, 20,000 at most.' },
  documentRows: {
    type: 'integer',
    default: 500,
    min: 1,
    max: 20_000,
    description: 'Rows per page where other rows come with them, such as documents with their lines.',
  },
  analyticsBatch: {
    type: 'boolean',
    default: true,
    description: 'Whether $batch is used of the Analytics API too, as of the API; otherwise long questions are cut.',
  },
  stockFrom: {
    type: 'choice',
    options: ['ledger', 'items'],
    default: 'ledger',
    description: 'Stock by location, from open item ledger entries; or of all locations together, from the items.',
  },
  zeroCreditLimit: {
    type: 'choice',
    options: ['unknown', 'unlimited', 'zero'],
    default: 'unknown',
    description:
      'What a credit limit of 0 means: nobody has set one, there is no limit, or nothing may be bought on credit.',
  },
  initialEntry: {
    type: 'text',
    default: 'Initial_x0020_Entry',
    description: 'How filters of the Analytics API name the entry type of a posting itself.',
  },
  accountTypes: {
    type: 'map',
    default: {},
    description: 'Subcategory of an account to BANK, CASH, ACCOUNTS_RECEIVABLE, INVENTORY, FIXED_ASSET and so on.',
  },
  units: {
    type: 'map',
    default: {
      PCS: 'C62',
      EA: 'EA',
      KG: 'KGM',
      GR: 'GRM',
      L: 'LTR',
      M: 'MTR',
      HOUR: 'HUR',
      DAY: 'DAY',
      BOX: 'XBX',
      CARTON: 'XCT',
      CAN: 'XCA',
      PALLET: 'XPX',
    },
    description: 'Unit of measure to its UN/ECE code.',
  },
  links: {
    type: 'map',
    default: {},
    description:
      'Type to the address of its page in the web client, with {id} for the record: Customer, Item and so on.',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
