import { vatNumber } from './check-digits.ts'
import type { Context } from './context.ts'
import { lifetime } from './context.ts'
import { COUNTRY, type Country, currencyAtHome } from './countries.ts'
import { entityOf, PAYMENT_TERMS } from './master.ts'
import { address, companyName, domainOf, phone } from './names.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS, JOINED_ERPS } from './systems.ts'
import type { ErpSystem, Keys, Supplier } from './types.ts'

/** Suppliers live in the ERPs alone; some are in two of them. */
export function createSuppliers(context: Context): Supplier[] {
  const random = context.random.fork('suppliers')
  const first = Array.from({ length: context.count(300, 40) }, (_, id) =>
    createSupplier(id, SYSTEM_BY_TURN[id % SYSTEM_BY_TURN.length]!, context, random),
  )
  const joined = random.fork('joined')
  const others = Array.from({ length: context.count(90, 24) }, (_, place) =>
    createJoined(first.length + place, JOINED_ERPS[place % JOINED_ERPS.length]!, context, joined),
  )
  return [...first, ...others]
}

const HOMES: Readonly<Record<ErpSystem, readonly string[]>> = {
  sap: ['DE', 'DE', 'PL', 'IT', 'GB', 'CH'],
  netsuite: ['US', 'US', 'US', 'JP', 'GB'],
  odoo: ['AT', 'AT', 'IT', 'DE', 'CH'],
  businessCentral: ['GB', 'GB', 'FR', 'DE'],
  financeOperations: ['NL', 'PL', 'SE', 'BE'],
  businessOne: ['CH', 'CH', 'IT', 'DE'],
}

const SYSTEM_BY_TURN: readonly ErpSystem[] = ['sap', 'sap', 'netsuite', 'odoo']
const METHODS = ['bank-transfer', 'bank-transfer', 'direct-debit', 'check', 'card'] as const

function createJoined(id: number, main: ErpSystem, context: Context, random: Random): Supplier {
  const supplier = createSupplier(id, main, context, random)
  const number = supplier.keys.businessCentral && `V${9_990 + 10 * context.keys.serial('businessCentral/vendor')}`
  const currency = currencyAtHome(COUNTRY.get(supplier.country)!)
  return { ...supplier, currency, ...(number && { numbers: { businessCentral: number } }) }
}

function createSupplier(id: number, main: ErpSystem, context: Context, random: Random): Supplier {
  const home = random.pick(HOMES[main])
  // Japan's company needs somebody to buy from, in the smallest world too.
  const country = COUNTRY.get(id === 6 ? 'JP' : home)!
  const { name, legalName } = companyName(country, random)
  const systems = systemsOf(main, random)
  const domain = domainOf(name, id)
  return {
    id,
    name: id === 1 ? "Dell'Orto & Figli “Ricambi” 100%" : name,
    legalName,
    vat: random.chance(0.9) ? vatNumber(country.code, random) : null,
    taxId: country.code === 'US' ? `${random.between(10, 98)}-${random.between(1000000, 9999999)}` : null,
    country: country.code,
    addresses: [address('registered', country, random)],
    emails: random.chance(0.9) ? [`ap@${domain}`] : [],
    phones: random.chance(0.9) ? [phone(country, random)] : [],
    website: random.chance(0.5) ? `https://${domain}` : null,
    term: random.pick(PAYMENT_TERMS).code,
    currency: country.currency,
    paymentMethod: random.pick(METHODS),
    blocks: { payment: id % 17 === 3, posting: id % 31 === 5, purchasing: id % 19 === 7 },
    bankAccount: bankAccountOf(country, random),
    active: id % 23 !== 11,
    ...lifetime(context, random),
    keys: supplierKeys(systems, context),
    legalEntityIds: systems.map((system) => entityOf(system, country.code)),
  }
}

function systemsOf(main: ErpSystem, random: Random): ErpSystem[] {
  const reachable: readonly ErpSystem[] = FIRST_ERPS.some((system) => system === main) ? FIRST_ERPS : JOINED_ERPS
  return reachable.filter((system) => system === main || random.chance(0.08))
}

function bankAccountOf(country: Country, random: Random): Supplier['bankAccount'] {
  return random.chance(0.85) ? { country: country.code, lastFour: `${random.between(1000, 9999)}` } : null
}

function supplierKeys(systems: readonly ErpSystem[], { keys }: Context): Keys {
  return {
    ...(systems.includes('sap') && { sap: keys.sapPartner() }),
    ...(systems.includes('netsuite') && { netsuite: keys.netsuite('entity') }),
    ...(systems.includes('odoo') && { odoo: keys.odoo('res.partner') }),
    ...(systems.includes('businessCentral') && { businessCentral: keys.guid('businessCentral/vendor') }),
    ...(systems.includes('financeOperations') && {
      financeOperations: `V-${`${keys.serial('financeOperations/vendor')}`.padStart(6, '0')}`,
    }),
    ...(systems.includes('businessOne') && { businessOne: `V${9_995 + 5 * keys.serial('businessOne/vendor')}` }),
  }
}
