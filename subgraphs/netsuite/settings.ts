import type { SettingsOf, SettingsSpec } from '../../gateway/connector/index.ts'

/** How a NetSuite account is configured; the README tells where in NetSuite each value is found. */
export const settings = {
  account: {
    type: 'text',
    description: 'Account id as NetSuite shows it, such as 1234567 or 1234567_SB1.',
  },
  url: {
    type: 'url',
    optional: true,
    description: 'Base address, when it is not https://<account>.suitetalk.api.netsuite.com.',
  },
  clientId: { type: 'text', description: 'Client id of the integration record.' },
  certificateId: { type: 'text', description: 'Certificate id from the OAuth 2.0 client credentials setup page.' },
  privateKey: { type: 'secret', description: 'Private key of that certificate, PEM in PKCS#8.' },
  algorithm: {
    type: 'choice',
    options: ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
    default: 'PS256',
    description: 'How the login is signed: PS for RSA keys, ES for elliptic curves.',
  },
  timeZone: {
    type: 'text',
    description: 'IANA time zone in which the account tells times, such as America/New_York.',
  },
  baseCurrency: {
    type: 'text',
    description:
      'ISO code of the currency that the (root) company keeps its books in; costs and list prices are in it.',
  },
  currencies: {
    type: 'map',
    default: {},
    description: 'Internal id of each currency to its ISO code. Empty: the account knows the base currency only.',
  },
  subsidiaries: {
    type: 'map',
    default: {},
    description:
      'Internal id of each subsidiary to the ISO code of its base currency. Empty: the account is not OneWorld.',
  },
  units: {
    type: 'map',
    default: {},
    description: 'Name of each unit of measure, as NetSuite shows it, to its UN/ECE Recommendation 20 code.',
  },
  creditIncludesOrders: {
    type: 'boolean',
    default: true,
    description: "Whether unbilled orders count against the credit limit; as in the account's accounting preferences.",
  },
  taxNumberField: {
    type: 'text',
    optional: true,
    description: 'Column of customers and vendors that holds the VAT number, such as a custom field custentity_vat.',
  },
  priceLevel: {
    type: 'integer',
    optional: true,
    description: 'Internal id of the price level that is the list price.',
  },
  concurrency: {
    type: 'integer',
    default: 5,
    min: 1,
    description: "The account's concurrency limit, which all its integrations share: 5 in the smallest tier.",
  },
} as const satisfies SettingsSpec

export type Settings = SettingsOf<typeof settings>

/** The account's own address, unless another is configured. */
export function originOf({ account, url }: Settings): string {
  const host = account.toLowerCase().replaceAll('_', '-')
  return (url ?? `https://${host}.suitetalk.api.netsuite.com`).replace(/\/+$/, '')
}
