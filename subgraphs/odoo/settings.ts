import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

export const settings = {
  url: { type: 'url', description: 'Address of the Odoo server, as in https://example.odoo.com' },
  database: { type: 'text', description: 'Name of the database' },
  version: {
    type: 'choice',
    options: ['16', '17', '18', '19'],
    default: '19',
    description: 'Major release of the server: it decides what fields and states are called',
  },
  protocol: {
    type: 'choice',
    options: ['json2', 'jsonrpc'],
    default: 'json2',
    description: 'JSON-2, which needs release 19, or execute_kw over JSON-RPC, which release 19 has still',
  },
  apiKey: { type: 'secret', description: 'API key of the user, made in the preferences of that user' },
  login: { type: 'text', optional: true, description: 'Login name of the user; JSON-RPC only' },
  userId: {
    type: 'integer',
    optional: true,
    min: 1,
    description: 'Id of the user, which execute_kw wants on each call; JSON-RPC only. The login checks it',
  },
  companies: {
    type: 'list',
    default: [],
    description:
      'Ids of the companies to read (allowed_company_ids), the current one first; empty: the main one of the user',
  },
  currency: {
    type: 'text',
    optional: true,
    description:
      'ISO code of the currency of the companies that are read, where all have the same: Odoo then adds up deals itself',
  },
  lang: { type: 'text', default: 'en_US', description: 'Language of translated names, as in de_DE' },
  timeZone: { type: 'text', default: 'UTC', description: 'IANA zone in which the days of datetimes are counted' },
  concurrency: {
    type: 'integer',
    default: 2,
    min: 1,
    description: 'Most calls at one time: 2 for Odoo Online, the number of workers less 1 for your own server',
  },
  units: { type: 'map', default: {}, description: 'UN/ECE codes by name of unit, as in Units: C62' },
  riskBands: { type: 'map', default: {}, description: 'LOW, MEDIUM or HIGH by degree of trust (good, normal, bad)' },
  zeroCreditLimit: {
    type: 'choice',
    options: ['unset', 'unlimited'],
    default: 'unset',
    description: 'What a credit limit of 0 means that was set on the partner itself',
  },
  absent: {
    type: 'list',
    default: [],
    description:
      'Models and fields that this database lacks or the user may not read: crm.lead, res.partner.credit_limit',
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>
