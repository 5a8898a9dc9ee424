import type { Context, Draft } from './context.ts'
import { COUNTRY, currencyAtHome } from './countries.ts'
import { customerIn, type Presence } from './customers.ts'
import type { KeyMaker } from './keys.ts'
import { entityOf } from './master.ts'
import type { Random } from './random.ts'
import { JOINED_ERPS, type JoinedErp } from './systems.ts'
import type { Customer, Keys } from './types.ts'
import { ODD_NAMES } from './words.ts'

/** The customers of the companies that joined: some the group had already, then those of their own, at the end of the list. */
export function joinCustomers(customers: Draft<Customer>[], context: Context): void {
  const random = context.random.fork('customers/joined')
  for (const customer of customers.filter(isShareable)) share(customer, context, random)
  for (const brought of BROUGHT) bring(brought, customers, context, random)
}

/** A prospect that names an ERP key does so wrongly, and stays a prospect of which that is known. */
function isShareable({ keys, erpKeys, stage, duplicateOfId }: Customer): boolean {
  const isMistaken = stage === 'prospect' && Object.keys(erpKeys).length > 0
  return keys.salesforce !== undefined && duplicateOfId === null && !isMistaken
}

interface Reach {
  /** Where most of its customers are, and how likely it holds one from there or from elsewhere. */
  readonly near: readonly string[]
  readonly nearby: number
  readonly elsewhere: number
  /** Held at every scale and seed; customer 5 is in every system there is. */
  readonly always: readonly number[]
}

/** Some ten, eight and six percent of the accounts that Salesforce has. */
const REACH: Readonly<Record<JoinedErp, Reach>> = {
  businessCentral: { near: ['GB'], nearby: 0.5, elsewhere: 0.075, always: [3, 5] },
  financeOperations: { near: ['NL', 'BE', 'PL', 'SE', 'DK'], nearby: 0.4, elsewhere: 0.042, always: [5, 11] },
  businessOne: { near: ['CH'], nearby: 0.6, elsewhere: 0.035, always: [4, 5] },
}

function share(customer: Draft<Customer>, context: Context, random: Random): void {
  const erps = JOINED_ERPS.filter((system) => isWithinReach(customer, REACH[system], random))
  const isAlways = REACH.financeOperations.always.includes(customer.id)
  const inDataverse = erps.includes('financeOperations') && (random.chance(0.9) || isAlways)
  if (erps.length === 0) return
  const entities = erps.map((system) => entityOf(system, customer.country))
  customer.legalEntityIds = [...customer.legalEntityIds, ...entities]
  identify(customer, { inSalesforce: true, inDataverse, erps }, context)
}

function isWithinReach({ id, country }: Customer, { near, nearby, elsewhere, always }: Reach, random: Random): boolean {
  return random.chance(near.includes(country) ? nearby : elsewhere) || always.includes(id)
}

function identify(customer: Draft<Customer>, presence: Presence, { keys }: Context): void {
  customer.keys = { ...customer.keys, ...keysOf(presence, keys) }
  if (presence.erps.includes('businessCentral'))
    customer.numbers = { businessCentral: `${9_990 + 10 * keys.serial('businessCentral/customer')}` }
}

function keysOf({ inDataverse, erps }: Presence, keys: KeyMaker): Keys {
  return {
    ...(erps.includes('businessCentral') && { businessCentral: keys.guid('businessCentral/customer') }),
    ...(erps.includes('financeOperations') && {
      financeOperations: `NL-${`${keys.serial('financeOperations/customer')}`.padStart(6, '0')}`,
    }),
    ...(inDataverse && { dataverse: keys.guid('dataverse/account') }),
    ...(erps.includes('businessOne') && { businessOne: `C${19_995 + 5 * keys.serial('businessOne/customer')}` }),
  }
}

interface Brought {
  readonly presence: Presence
  readonly countries: readonly string[]
  readonly perScale: number
  readonly atLeast: number
}

const DISTRIBUTION = ['NL', 'PL', 'SE', 'NL', 'BE', 'PL', 'DK'] as const

/** Salesforce has none of these; Dataverse has nearly all customers of its company, and prospects besides. */
const BROUGHT: readonly Brought[] = [
  {
    presence: { inSalesforce: false, erps: ['businessCentral'] },
    countries: ['GB', 'GB', 'GB', 'FR', 'DE'],
    perScale: 50,
    atLeast: 6,
  },
  {
    presence: { inSalesforce: false, inDataverse: true, erps: ['financeOperations'] },
    countries: DISTRIBUTION,
    perScale: 75,
    atLeast: 7,
  },
  {
    presence: { inSalesforce: false, erps: ['financeOperations'] },
    countries: DISTRIBUTION,
    perScale: 12,
    atLeast: 2,
  },
  {
    presence: { inSalesforce: false, inDataverse: true, erps: [] },
    countries: DISTRIBUTION,
    perScale: 40,
    atLeast: 7,
  },
  {
    presence: { inSalesforce: false, erps: ['businessOne'] },
    countries: ['CH', 'CH', 'CH', 'IT', 'DE'],
    perScale: 60,
    atLeast: 6,
  },
]

/** Each fourth has a name that breaks something. */
function bring(brought: Brought, customers: Draft<Customer>[], context: Context, random: Random): void {
  const { presence, countries, perScale, atLeast } = brought
  for (let place = 0; place < context.count(perScale, atLeast); place++) {
    const country = COUNTRY.get(countries[place % countries.length]!)!
    const customer = customerIn(country, customers.length, false, () => presence, context, random)
    const odd = place % 4 === 1 ? ODD_NAMES[(place - 1) / 4] : undefined
    if (odd !== undefined) Object.assign(customer, { name: odd, legalName: odd })
    customer.currency = currencyAtHome(country)
    identify(customer, presence, context)
    customers.push(customer)
  }
}
