import { vatNumber } from './check-digits.ts'
import type { Context, Draft } from './context.ts'
import { lifetime, maybeRecentDate } from './context.ts'
import { COUNTRIES, COUNTRY, type Country } from './countries.ts'
import { decimal } from './decimal.ts'
import { entityOf, PAYMENT_TERMS, USERS } from './master.ts'
import { address, companyName, domainOf, personName, phone } from './names.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS } from './systems.ts'
import type { Customer, ErpSystem, Keys, Money } from './types.ts'
import { INDUSTRIES, ODD_NAMES } from './words.ts'

/** Numbers that people type to get past a required field; identity must not believe them. */
export const DUMMY_VATS = ['DE999999999', '000000000'] as const

/** All customers, with the keys of the systems that hold them; what Salesforce claims about keys is added by `linkCustomers`. */
export function createCustomers(context: Context): Draft<Customer>[] {
  const random = context.random.fork('customers')
  const count = context.count(2000, 100)
  const duplicates = Math.max(3, Math.round(count * 0.008))
  const customers = Array.from({ length: count - duplicates }, (_, id) => createCustomer(id, context, random))
  addParents(customers, random)
  nameOddly(customers, random)
  plantOddValues(customers)
  shareVats(customers, random)
  const originals = customers.filter(({ keys }) => keys.salesforce !== undefined && inAnErp(keys))
  for (let i = 0; i < duplicates; i++) customers.push(duplicate(customers.length, originals, context, random))
  return customers
}

function createCustomer(id: number, context: Context, random: Random): Draft<Customer> {
  const drawn = pickCountry(random)
  const first = FIRST[id]
  const country = first === undefined ? drawn : COUNTRY.get(first.country)!
  const isPerson = random.chance(0.04) && first === undefined
  return customerIn(country, id, isPerson, () => presenceOf(country, random, first), context, random)
}

/** A customer as it is drawn; who holds it is asked after its name, in the order that the first companies were drawn in. */
export function customerIn(
  country: Country,
  id: number,
  isPerson: boolean,
  presenceFor: () => Presence,
  context: Context,
  random: Random,
): Draft<Customer> {
  const { name, legalName } = isPerson ? personAsCustomer(country, random) : companyName(country, random)
  const presence = presenceFor()
  const domain = domainOf(name, id)
  return {
    id,
    name,
    legalName,
    kind: isPerson ? 'person' : 'organization',
    stage: presence.erps.length === 0 ? 'prospect' : random.chance(0.03) ? 'former' : 'customer',
    ...taxNumbers(country, isPerson, random),
    taxExempt: random.chance(0.03),
    country: country.code,
    addresses: addressesOf(country, presence.inSalesforce, random),
    emails: random.chance(0.85) ? [`office@${domain}`] : [],
    phones: random.chance(0.9) ? [phone(country, random)] : [],
    website: random.chance(0.7) ? `https://www.${domain}` : null,
    ...sizeOf(country, random),
    parentId: null,
    term: random.pickSkewed(TERMS_BY_USE),
    currency: country.currency,
    blocks: blocksOf(random),
    active: !random.chance(0.03),
    ...lifetime(context, random),
    lastActivityOn: maybeRecentDate(context, random, 0.6),
    ownerId: random.pickSkewed(USERS).id,
    keys: keysOf(presence, context),
    erpKeys: {},
    legalEntityIds: presence.erps.map((system) => entityOf(system, country.code)),
    duplicateOfId: null,
  }
}

const TERMS_BY_USE = [2, 3, 1, 4, 0, 5].map((place) => PAYMENT_TERMS[place]!.code)
const TOTAL_WEIGHT = COUNTRIES.reduce((sum, country) => sum + country.weight, 0)

function pickCountry(random: Random): Country {
  let rest = random.next() * TOTAL_WEIGHT
  for (const country of COUNTRIES) {
    rest -= country.weight
    if (rest < 0) return country
  }
  return COUNTRIES[0]!
}

export interface Presence {
  readonly inSalesforce: boolean
  readonly inDataverse?: boolean
  readonly erps: readonly ErpSystem[]
}

function presenceOf(country: Country, random: Random, first: Presence | undefined): Presence {
  const erps = FIRST_ERPS.filter((system) => random.chance(country.erp[system] * 0.95))
  const isErpOnly = random.chance(0.015)
  return first ?? { inSalesforce: !isErpOnly || erps.length === 0, erps }
}

/** The first customers are spread by hand, so that even a tiny company has every combination and every currency. */
const FIRST: readonly (Presence & { readonly country: string })[] = [
  { country: 'DE', inSalesforce: true, erps: ['sap'] },
  { country: 'US', inSalesforce: true, erps: ['netsuite'] },
  { country: 'KW', inSalesforce: true, erps: ['odoo'] },
  { country: 'GB', inSalesforce: true, erps: ['sap', 'netsuite'] },
  { country: 'CH', inSalesforce: true, erps: ['sap', 'odoo'] },
  { country: 'AT', inSalesforce: true, erps: ['sap', 'netsuite', 'odoo'] },
  { country: 'FR', inSalesforce: true, erps: [] },
  { country: 'DE', inSalesforce: false, erps: ['sap'] },
  { country: 'JP', inSalesforce: false, erps: ['netsuite'] },
  { country: 'AT', inSalesforce: false, erps: ['odoo'] },
  { country: 'JP', inSalesforce: true, erps: ['netsuite'] },
  { country: 'DE', inSalesforce: true, erps: ['sap'] },
]

function keysOf({ inSalesforce, erps }: Presence, { keys }: Context): Keys {
  return {
    ...(inSalesforce && { salesforce: keys.salesforce('001') }),
    ...(erps.includes('sap') && { sap: keys.sapPartner() }),
    ...(erps.includes('netsuite') && { netsuite: keys.netsuite('entity') }),
    ...(erps.includes('odoo') && { odoo: keys.odoo('res.partner') }),
  }
}

function personAsCustomer(country: Country, random: Random): { name: string; legalName: string } {
  const { firstName, lastName } = personName(country, random)
  const name = `${firstName} ${lastName}`
  return { name, legalName: name }
}

function taxNumbers(country: Country, isPerson: boolean, random: Random): { vat: string | null; taxId: string | null } {
  const vat = vatNumber(country.code, random)
  const isMissing = isPerson || random.chance(0.08)
  const taxId =
    country.code === 'US' && !isMissing ? `${random.between(10, 98)}-${random.between(1000000, 9999999)}` : null
  return { vat: isMissing ? null : random.chance(0.008) ? random.pick(DUMMY_VATS) : vat, taxId }
}

function addressesOf(country: Country, inSalesforce: boolean, random: Random) {
  if (!inSalesforce && random.chance(0.3)) return []
  const billing = address('billing', country, random)
  return random.chance(0.4) ? [billing, address('shipping', country, random)] : [billing]
}

function sizeOf(country: Country, random: Random) {
  const employees = Math.ceil(4 ** (1 + random.next() * 5))
  const annualRevenue: Money = {
    amount: decimal(employees * random.between(60, 240) * 1_000, 0),
    currency: country.currency,
  }
  return {
    industry: random.chance(0.85) ? random.pick(INDUSTRIES) : null,
    employees: random.chance(0.8) ? employees : null,
    annualRevenue: random.chance(0.6) ? annualRevenue : null,
  }
}

const NO_BLOCKS = { orders: false, delivery: false, billing: false, posting: false }

function blocksOf(random: Random): Customer['blocks'] {
  if (!random.chance(0.05)) return NO_BLOCKS
  const all = random.chance(0.3)
  const area = random.pick(['orders', 'delivery', 'billing', 'posting'] as const)
  return all ? { orders: true, delivery: true, billing: true, posting: true } : { ...NO_BLOCKS, [area]: true }
}

/** Parents come before their children, so that no chain of parents can be a circle. */
function addParents(customers: Draft<Customer>[], random: Random): void {
  for (const customer of customers) {
    const isChild = customer.id > 10 && customer.kind === 'organization' && random.chance(0.15)
    const parent = customers[random.between(0, Math.max(0, Math.floor(customer.id / 2)))]!
    if (isChild && parent.kind === 'organization') customer.parentId = parent.id
  }
}

/** A VAT group: parent and child of one country under one number. */
function shareVats(customers: Draft<Customer>[], random: Random): void {
  const families = customers.filter(({ parentId, country, vat }) => {
    const parent = parentId === null ? undefined : customers[parentId]
    return vat !== null && parent?.vat != null && parent.country === country && !isDummyVat(parent.vat)
  })
  for (const child of families) if (random.chance(0.3)) child.vat = customers[child.parentId!]!.vat
  // At least one group must exist in the smallest company; two unrelated Germans will do.
  const [first, second] = customers.filter(({ country, vat }) => country === 'DE' && vat !== null && !isDummyVat(vat))
  if (first !== undefined && second !== undefined) second.vat = first.vat
}

export function isDummyVat(vat: string): boolean {
  return (DUMMY_VATS as readonly string[]).includes(vat)
}

/** Each odd name once near the front of the list, then now and then. */
function nameOddly(customers: Draft<Customer>[], random: Random): void {
  for (const customer of customers) {
    const planned = customer.id % 3 === 0 ? ODD_NAMES[customer.id / 3 - 4] : undefined
    const odd = planned ?? (random.chance(0.004) ? random.pick(ODD_NAMES) : undefined)
    if (odd === undefined) continue
    customer.name = odd
    customer.legalName = odd.length > 60 ? `${odd} e.V.` : odd
  }
}

/** Single values that a small company might not draw. */
function plantOddValues(customers: Draft<Customer>[]): void {
  Object.assign(customers[0]!, { annualRevenue: { amount: '123456789012345678', currency: 'EUR' } })
  Object.assign(customers[1]!, { blocks: { ...NO_BLOCKS, delivery: true } })
  Object.assign(customers[2]!, { vat: DUMMY_VATS[0] })
  Object.assign(customers[3]!, { modifiedAt: null, active: true })
  Object.assign(customers[4]!, { active: false })
  Object.assign(customers[5]!, { vat: null })
  Object.assign(customers[10]!, { blocks: { orders: true, delivery: true, billing: true, posting: true } })
  Object.assign(customers[11]!, { parentId: 0 })
}

/** The same business entered in Salesforce twice, the second time by someone in a hurry. */
function duplicate(id: number, originals: readonly Customer[], context: Context, random: Random): Draft<Customer> {
  const original = originals[id % originals.length]!
  const country = COUNTRY.get(original.country)!
  return {
    ...original,
    id,
    name: random.chance(0.5) ? original.name.toUpperCase() : original.name.replace(/[ .,]+/g, ' ').trim(),
    vat: null,
    taxId: null,
    phones: [phone(country, random)],
    addresses: [address('billing', country, random)],
    parentId: null,
    ...lifetime(context, random, 0.5),
    keys: { salesforce: context.keys.salesforce('001') },
    erpKeys: {},
    legalEntityIds: [],
    duplicateOfId: original.id,
  }
}

function inAnErp(keys: Keys): boolean {
  return FIRST_ERPS.some((system) => keys[system] !== undefined)
}
