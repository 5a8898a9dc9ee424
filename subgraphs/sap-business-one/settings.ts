import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** What one company database of a Service Layer needs to be told. What Business One does not tell of itself is told here. */
export const settings = {
  url: {
    type: 'url',
    description: 'Address of the Service Layer, such as https://b1.example.com:50000, without a path.',
  },
  companyDb: { type: 'text', description: 'Company database: one source reads one.' },
  user: { type: 'text', description: 'User of the company database.' },
  password: { type: 'secret', description: 'Its password.' },
  language: {
    type: 'integer',
    optional: true,
    description: 'Number of the language of the session. Default: the user’s.',
  },
  servicePath: { type: 'text', default: '/b1s/v2', description: 'Path of the version 4 services.' },
  companyName: { type: 'text', optional: true, description: 'Name of the company. Default: the name of its database.' },
  currency: {
    type: 'text',
    description: 'The company’s local currency, as an ISO 4217 code: amounts without another are in it.',
  },
  country: { type: 'text', optional: true, description: 'The company’s country, as an ISO 3166-1 code.' },
  timeZone: {
    type: 'text',
    default: 'UTC',
    description: 'IANA zone of the server: it tells times of its own day, without a zone.',
  },
  maxConcurrency: {
    type: 'integer',
    default: 8,
    min: 1,
    description: 'Most calls at one time; it starts with 4 or fewer. They share one session.',
  },
  pageRows: {
    type: 'integer',
    default: 500,
    min: 1,
    max: 5000,
    description: 'Rows per page. Without a wish they are 20.',
  },
  documentRows: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 1000,
    description:
      'Rows per page where whole collections come with them: documents with all lines, items with all warehouses.',
  },
  lineLookups: {
    type: 'choice',
    options: ['queryService', 'documents'],
    default: 'queryService',
    description: 'How the lines of many documents are read: joined by the query service, or inside whole documents.',
  },
  creditCheck: {
    type: 'choice',
    options: ['creditLimit', 'commitmentLimit'],
    default: 'creditLimit',
    description:
      'Which limit the company goes by: the credit limit, against the account balance, or the commitment limit, against open deliveries and orders too.',
  },
  priceList: {
    type: 'integer',
    optional: true,
    description: 'Number of the price list that list prices are taken from.',
  },
  taxIdScheme: {
    type: 'text',
    optional: true,
    description: 'What kind of number a federal tax id is that does not begin with a country as VAT numbers do.',
  },
  currencies: {
    type: 'map',
    default: {},
    description: 'Currency code in Business One to its ISO 4217 code, where they differ, such as $ to USD.',
  },
  units: {
    type: 'map',
    default: {},
    description: 'Name of a unit of measure in Business One to its UN/ECE code.',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
