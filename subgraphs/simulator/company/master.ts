import { salesforceId } from './keys.ts'
import type { Currency, CurrencyCode, LegalEntity, PaymentTerm, Stage, Unit, User } from './types.ts'

/** Positions in `legalEntities`. */
export const ENTITY = { organisation: 0, europe: 1, americas: 2, japan: 3, austria: 4 } as const

export const LEGAL_ENTITIES: readonly LegalEntity[] = [
  {
    id: 0,
    system: 'salesforce',
    key: salesforceId('00D', 1),
    name: 'Meridian Group',
    currency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    vat: null,
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 1,
    system: 'sap',
    key: '1010',
    name: 'Meridian Europe GmbH',
    currency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    vat: 'DE661012540',
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 2,
    system: 'netsuite',
    key: '1',
    name: 'Meridian Americas Inc.',
    currency: 'USD',
    country: 'US',
    timeZone: 'America/New_York',
    vat: null,
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 3,
    system: 'netsuite',
    key: '2',
    name: 'メリディアン・ジャパン株式会社',
    currency: 'JPY',
    country: 'JP',
    timeZone: 'Asia/Tokyo',
    vat: null,
    fiscalYearStart: '01-01',
    parentId: 2,
  },
  {
    id: 4,
    system: 'odoo',
    key: '1',
    name: 'Meridian Österreich GmbH',
    currency: 'EUR',
    country: 'AT',
    timeZone: 'Europe/Vienna',
    vat: 'ATU71343520',
    fiscalYearStart: '01-01',
    parentId: null,
  },
]

const currency = (id: number, code: CurrencyCode, name: string, symbol: string, decimals: number): Currency => ({
  code,
  name,
  symbol,
  decimals,
  keys: { netsuite: `${id}`, odoo: id },
})

export const CURRENCIES: readonly Currency[] = [
  currency(1, 'USD', 'US Dollar', '$', 2),
  currency(2, 'GBP', 'British Pound', '£', 2),
  currency(3, 'EUR', 'Euro', '€', 2),
  currency(4, 'CHF', 'Swiss Franc', 'CHF', 2),
  currency(5, 'JPY', 'Japanese Yen', '¥', 0),
  currency(6, 'KWD', 'Kuwaiti Dinar', 'KD', 3),
]

export const DECIMALS: Readonly<Record<CurrencyCode, number>> = { EUR: 2, USD: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 }

const term = (
  id: number,
  code: string,
  name: string,
  netDays: number,
  discount: readonly [number, string] | null = null,
): PaymentTerm => ({
  code,
  name,
  netDays,
  discountDays: discount?.[0] ?? null,
  discountPercent: discount?.[1] ?? null,
  keys: { sap: code, netsuite: `${id}`, odoo: id },
})

export const PAYMENT_TERMS: readonly PaymentTerm[] = [
  term(1, '0001', 'Due on receipt', 0),
  term(2, '0002', '14 days net', 14),
  term(3, '0003', '30 days net', 30),
  term(4, '0004', '2 % 10 days, 30 days net', 30, [10, '2.0']),
  term(5, '0005', '60 days net', 60),
  term(6, '0006', '90 days net', 90),
]

export const UNITS: readonly Unit[] = [
  unit(1, 'piece', 'C62', 0, ['Each', 'PC', 'EA', 'Units']),
  unit(2, 'kilogram', 'KGM', 3, ['Kilogram', 'KG', 'kg', 'kg']),
  unit(3, 'litre', 'LTR', 2, ['Liter', 'L', 'L', 'L']),
  unit(4, 'metre', 'MTR', 2, ['Meter', 'M', 'm', 'm']),
  unit(5, 'hour', 'HUR', 2, ['Hour', 'H', 'Hr', 'Hours']),
  unit(6, 'carton', 'XCT', 0, ['Carton', 'CAR', 'CTN', 'Carton']),
  unit(7, 'roll', null, 0, ['Roll (house)', 'ROL', 'Roll-H', 'Roll (house)']),
]

function unit(id: number, name: Unit['id'], unece: string | null, decimals: number, codes: readonly string[]): Unit {
  const [salesforce, sap, netsuite, odoo] = codes
  return {
    id: name,
    unece,
    decimals,
    codes: { salesforce: salesforce!, sap: sap!, netsuite: netsuite!, odoo: odoo! },
    keys: { netsuite: `${id}`, odoo: id },
  }
}

const stage = (
  id: number,
  name: string,
  probability: number,
  forecast: Stage['forecast'],
  status: Stage['status'] = 'open',
): Stage => ({ id, name, order: id + 1, probability, status, forecast, keys: { odoo: id + 1 } })

/** Salesforce knows a stage by its name alone, so it has no key there. */
export const STAGES: readonly Stage[] = [
  stage(0, 'Prospecting', 10, 'omitted'),
  stage(1, 'Qualification', 20, 'pipeline'),
  stage(2, 'Proposal/Price Quote', 50, 'best-case'),
  stage(3, 'Negotiation/Review', 80, 'commit'),
  stage(4, 'Closed Won', 100, 'closed', 'won'),
  stage(5, 'Closed Lost', 0, 'omitted', 'lost'),
]

export const USERS: readonly User[] = [
  ['Ingrid Bauer', true],
  ["Marcus O'Neill", true],
  ['高橋 さくら', true],
  ['Zoë Lefèvre', true],
  ['Tomasz Novák', true],
  ['Noura Hassan', true],
  ['Sam Walker', true],
  ['Renée Jäger', false],
].map(([name, active], id) => user(id, name as string, active as boolean))

function user(id: number, name: string, active: boolean): User {
  const keys = { salesforce: salesforceId('005', id + 1), netsuite: `${id + 11}`, odoo: id + 2 }
  return { id, name, email: `sales${id + 1}@meridian.example`, active, keys }
}
