import { type Day, monthsBetween } from './calendar.ts'
import { decimal, multiplyDivide } from './decimal.ts'
import { salesforceId } from './keys.ts'
import type { Random } from './random.ts'
import type {
  AccountRole,
  Currency,
  CurrencyCode,
  ErpSystem,
  ExchangeRate,
  GlAccount,
  LegalEntity,
  PaymentTerm,
  Stage,
  Unit,
  User,
} from './types.ts'

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

type AccountRow = readonly [AccountRole, string, GlAccount['classification'], GlAccount['normalBalance'], string[]]

/** Numbers as SAP, NetSuite and Odoo write them. */
const ACCOUNTS: readonly AccountRow[] = [
  ['bank', 'Bank', 'asset', 'debit', ['11001000', '1000', '280000']],
  ['receivable', 'Trade receivables', 'asset', 'debit', ['12100000', '1200', '200000']],
  ['inventory', 'Inventory', 'asset', 'debit', ['13100000', '1300', '160000']],
  ['input-tax', 'Input tax', 'asset', 'debit', ['12600000', '1450', '250000']],
  ['fixed-asset', 'Plant and equipment', 'asset', 'debit', ['16000000', '1500', '040000']],
  ['payable', 'Trade payables', 'liability', 'credit', ['21100000', '2000', '330000']],
  ['output-tax', 'Output tax', 'liability', 'credit', ['22000000', '2200', '350000']],
  ['accrual', 'Accrued expenses', 'liability', 'credit', ['21700000', '2100', '370000']],
  ['equity', 'Share capital', 'equity', 'credit', ['31000000', '3000', '900000']],
  ['retained', 'Retained earnings', 'equity', 'credit', ['33000000', '3200', '930000']],
  ['revenue-goods', 'Revenue, goods', 'revenue', 'credit', ['41000000', '4000', '400000']],
  ['revenue-services', 'Revenue, services', 'revenue', 'credit', ['41100000', '4100', '401000']],
  ['revenue-other', 'Freight and fees charged', 'revenue', 'credit', ['44000000', '4200', '402000']],
  ['cost-of-sales', 'Cost of sales', 'expense', 'debit', ['50300000', '5000', '500000']],
  ['purchases', 'Goods purchased', 'expense', 'debit', ['51600000', '5100', '510000']],
  ['salaries', 'Salaries', 'expense', 'debit', ['61100000', '6000', '620000']],
  ['rent', 'Rent', 'expense', 'debit', ['63000000', '6100', '740000']],
  ['depreciation', 'Depreciation', 'expense', 'debit', ['64000000', '6200', '700000']],
  ['exchange-difference', 'Exchange differences', 'expense', 'debit', ['72010000', '7000', '770000']],
]

const ERPS: readonly ErpSystem[] = ['sap', 'netsuite', 'odoo']
const CHARTS: Readonly<Record<ErpSystem, string>> = { sap: 'YCOA', netsuite: 'Default', odoo: 'AT' }
const CONTROL: readonly AccountRole[] = ['receivable', 'payable']

export const GL_ACCOUNTS: readonly GlAccount[] = ERPS.flatMap((system, place) =>
  ACCOUNTS.map(([role, name, classification, normalBalance, numbers], row) => ({
    id: place * ACCOUNTS.length + row,
    system,
    key: system === 'sap' ? numbers[place]!.padStart(10, '0') : `${row + (system === 'netsuite' ? 101 : 1)}`,
    number: numbers[place]!,
    name,
    chart: CHARTS[system],
    role,
    classification,
    normalBalance,
    isControl: CONTROL.includes(role),
    active: true,
  })),
)

export function accountFor(system: ErpSystem, role: AccountRole): GlAccount {
  const row = ACCOUNTS.findIndex(([known]) => known === role)
  return GL_ACCOUNTS[ERPS.indexOf(system) * ACCOUNTS.length + row]!
}

/** A unit of each currency in millionths of a euro: plausible, fixed, no forecast of anything. */
const IN_EURO: Readonly<Record<CurrencyCode, number>> = {
  EUR: 1_000_000,
  USD: 915_000,
  GBP: 1_165_000,
  CHF: 1_045_000,
  JPY: 6_150,
  KWD: 2_985_000,
}

export const RATE_SCALE = 6

/** Monthly rates into each legal entity's currency, moving a few percent around a level. */
export function createRates(random: Random, first: Day, last: Day): ExchangeRate[] {
  const bases = [...new Set(LEGAL_ENTITIES.map((entity) => entity.currency))]
  const codes = CURRENCIES.map((known) => known.code)
  return monthsBetween(first, last).flatMap((month) =>
    bases.flatMap((to) => codes.map((from) => ({ from, to, month, rate: rateOf(from, to, random) }))),
  )
}

function rateOf(from: CurrencyCode, to: CurrencyCode, random: Random): string {
  if (from === to) return decimal(1_000_000, RATE_SCALE)
  const level = multiplyDivide(IN_EURO[from], 1_000_000, IN_EURO[to])
  return decimal(multiplyDivide(level, random.between(970, 1030), 1000), RATE_SCALE)
}
