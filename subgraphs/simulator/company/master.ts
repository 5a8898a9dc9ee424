import { guidFor, salesforceId } from './keys.ts'
import type { Currency, CurrencyCode, ErpSystem, Keys, LegalEntity, PaymentTerm, Stage, Unit, User } from './types.ts'

/** Positions in `legalEntities`. */
export const ENTITY = {
  organisation: 0,
  europe: 1,
  americas: 2,
  japan: 3,
  austria: 4,
  unitedKingdom: 5,
  netherlands: 6,
  switzerland: 7,
  distribution: 8,
} as const

/** In NetSuite, Japan has its own company; the other systems have one each. */
export function entityOf(system: ErpSystem, country: string): number {
  if (system === 'netsuite') return country === 'JP' ? ENTITY.japan : ENTITY.americas
  return ONLY_ENTITY[system]
}

const ONLY_ENTITY: Readonly<Record<Exclude<ErpSystem, 'netsuite'>, number>> = {
  sap: ENTITY.europe,
  odoo: ENTITY.austria,
  businessCentral: ENTITY.unitedKingdom,
  financeOperations: ENTITY.netherlands,
  businessOne: ENTITY.switzerland,
}

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
  {
    id: 5,
    system: 'businessCentral',
    key: guidFor('company'),
    name: 'Meridian UK Ltd',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
    vat: 'GB381902057',
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 6,
    system: 'financeOperations',
    key: 'nl01',
    name: 'Meridian Distribution B.V.',
    currency: 'EUR',
    country: 'NL',
    timeZone: 'Europe/Amsterdam',
    vat: 'NL428868691B01',
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 7,
    system: 'businessOne',
    key: 'MERIDIAN_CH',
    name: 'Meridian Handels AG',
    currency: 'CHF',
    country: 'CH',
    timeZone: 'Europe/Zurich',
    vat: 'CHE882647962',
    fiscalYearStart: '01-01',
    parentId: null,
  },
  {
    id: 8,
    system: 'dataverse',
    key: guidFor('organization'),
    name: 'Meridian Distribution',
    currency: 'EUR',
    country: 'NL',
    timeZone: 'Europe/Amsterdam',
    vat: null,
    fiscalYearStart: '01-01',
    parentId: null,
  },
]

const currency = (id: number, code: CurrencyCode, name: string, symbol: string, decimals: number): Currency => ({
  code,
  name,
  symbol,
  decimals,
  keys: { netsuite: `${id}`, odoo: id, ...guids(`currency/${code}`) },
})

/** Used by the company that sells to Poland and Sweden, and unknown to the first systems. */
const regional = (code: CurrencyCode, name: string, symbol: string): Currency => ({
  code,
  name,
  symbol,
  decimals: 2,
  keys: guids(`currency/${code}`),
})

/** Business Central and Dataverse have a GUID for everything. */
function guids(record: string): Keys {
  return { businessCentral: guidFor(`businessCentral/${record}`), dataverse: guidFor(`dataverse/${record}`) }
}

export const CURRENCIES: readonly Currency[] = [
  currency(1, 'USD', 'US Dollar', '$', 2),
  currency(2, 'GBP', 'British Pound', '£', 2),
  currency(3, 'EUR', 'Euro', '€', 2),
  currency(4, 'CHF', 'Swiss Franc', 'CHF', 2),
  currency(5, 'JPY', 'Japanese Yen', '¥', 0),
  currency(6, 'KWD', 'Kuwaiti Dinar', 'KD', 3),
  regional('PLN', 'Polish Złoty', 'zł'),
  regional('SEK', 'Swedish Krona', 'kr'),
]

export const DECIMALS: Readonly<Record<CurrencyCode, number>> = {
  EUR: 2,
  USD: 2,
  GBP: 2,
  CHF: 2,
  JPY: 0,
  KWD: 3,
  PLN: 2,
  SEK: 2,
}

const term = (
  id: number,
  code: string,
  name: string,
  netDays: number,
  financeOperations: string,
  discount: readonly [number, string] | null = null,
): PaymentTerm => ({
  code,
  name,
  netDays,
  discountDays: discount?.[0] ?? null,
  discountPercent: discount?.[1] ?? null,
  keys: {
    sap: code,
    netsuite: `${id}`,
    odoo: id,
    businessCentral: guidFor(`businessCentral/term/${code}`),
    financeOperations,
    businessOne: `${id}`,
  },
})

export const PAYMENT_TERMS: readonly PaymentTerm[] = [
  term(1, '0001', 'Due on receipt', 0, 'Net0'),
  term(2, '0002', '14 days net', 14, 'Net14'),
  term(3, '0003', '30 days net', 30, 'Net30'),
  term(4, '0004', '2 % 10 days, 30 days net', 30, 'Net30-2D10', [10, '2.0']),
  term(5, '0005', '60 days net', 60, 'Net60'),
  term(6, '0006', '90 days net', 90, 'Net90'),
]

/** Names in Salesforce, SAP, NetSuite, Odoo, Business Central, Finance & Operations, Dataverse and Business One. */
export const UNITS: readonly Unit[] = [
  unit(1, 'piece', 'C62', 0, ['Each', 'PC', 'EA', 'Units', 'PCS', 'ea', 'Each', 'Pcs']),
  unit(2, 'kilogram', 'KGM', 3, ['Kilogram', 'KG', 'kg', 'kg', 'KG', 'kg', 'Kilogram', 'kg']),
  unit(3, 'litre', 'LTR', 2, ['Liter', 'L', 'L', 'L', 'L', 'l', 'Litre', 'Ltr']),
  unit(4, 'metre', 'MTR', 2, ['Meter', 'M', 'm', 'm', 'M', 'm', 'Metre', 'm']),
  unit(5, 'hour', 'HUR', 2, ['Hour', 'H', 'Hr', 'Hours', 'HOUR', 'hr', 'Hour', 'Hrs']),
  unit(6, 'carton', 'XCT', 0, ['Carton', 'CAR', 'CTN', 'Carton', 'CARTON', 'ctn', 'Carton', 'Ctn']),
  unit(7, 'roll', null, 0, ['Roll (house)', 'ROL', 'Roll-H', 'Roll (house)', 'ROLL', 'roll', 'Roll (house)', 'Roll']),
]

function unit(id: number, name: Unit['id'], unece: string | null, decimals: number, codes: readonly string[]): Unit {
  const [salesforce, sap, netsuite, odoo, businessCentral, financeOperations, dataverse, businessOne] = codes
  return {
    id: name,
    unece,
    decimals,
    codes: {
      salesforce: salesforce!,
      sap: sap!,
      netsuite: netsuite!,
      odoo: odoo!,
      businessCentral: businessCentral!,
      financeOperations: financeOperations!,
      dataverse: dataverse!,
      businessOne: businessOne!,
    },
    keys: { netsuite: `${id}`, odoo: id, ...guids(`unit/${name}`), businessOne: `${id}` },
  }
}

const stage = (
  id: number,
  name: string,
  probability: number,
  forecast: Stage['forecast'],
  status: Stage['status'] = 'open',
): Stage => ({ id, name, order: id + 1, probability, status, forecast, keys: { odoo: id + 1 } })

/** Salesforce and Dataverse know a stage by its name alone, so it has no key there. */
export const STAGES: readonly Stage[] = [
  stage(0, 'Prospecting', 10, 'omitted'),
  stage(1, 'Qualification', 20, 'pipeline'),
  stage(2, 'Proposal/Price Quote', 50, 'best-case'),
  stage(3, 'Negotiation/Review', 80, 'commit'),
  stage(4, 'Closed Won', 100, 'closed', 'won'),
  stage(5, 'Closed Lost', 0, 'omitted', 'lost'),
]

const SALESPERSON_CODES = ['IB', 'MO', 'TS', 'ZL', 'TN', 'NH', 'SW', 'RJ'] as const

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
  const keys = {
    salesforce: salesforceId('005', id + 1),
    netsuite: `${id + 11}`,
    odoo: id + 2,
    ...guids(`user/${id}`),
    financeOperations: `${id + 1}`.padStart(6, '0'),
    businessOne: `${id + 1}`,
  }
  const numbers = { businessCentral: SALESPERSON_CODES[id]! }
  return { id, name, email: `sales${id + 1}@meridian.example`, active, keys, numbers }
}
