import { vatNumber } from './check-digits.ts'
import type { Context } from './context.ts'
import { ERP_SYSTEMS, lifetime } from './context.ts'
import { COUNTRY, type Country } from './countries.ts'
import { ENTITY, PAYMENT_TERMS } from './master.ts'
import { address, companyName, domainOf, phone } from './names.ts'
import type { Random } from './random.ts'
import type { ErpSystem, Keys, Supplier } from './types.ts'

/** Suppliers live in the ERPs alone; some are in two of them. */
export function createSuppliers(context: Context): Supplier[] {
  const random = context.random.fork('suppliers')
  return Array.from({ length: context.count(300, 40) }, (_, id) => createSupplier(id, context, random))
}

const HOMES: Readonly<Record<ErpSystem, readonly string[]>> = {
  sap: ['DE', 'DE', 'PL', 'IT', 'GB', 'CH'],
  netsuite: ['US', 'US', 'US', 'JP', 'GB'],
  odoo: ['AT', 'AT', 'IT', 'DE', 'CH'],
}

const SYSTEM_BY_TURN: readonly ErpSystem[] = ['sap', 'sap', 'netsuite', 'odoo']
const METHODS = ['bank-transfer', 'bank-transfer', 'direct-debit', 'check', 'card'] as const

function createSupplier(id: number, context: Context, random: Random): Supplier {
  const main = SYSTEM_BY_TURN[id % SYSTEM_BY_TURN.length]!
  const home = random.pick(HOMES[main])
  // Japan's company needs somebody to buy from, in the smallest world too.
  const country = COUNTRY.get(id === 6 ? 'JP' : home)!
  const { name, legalName } = companyName(country, random)
  const systems = ERP_SYSTEMS.filter((system) => system === main || random.chance(0.08))
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
    legalEntityIds: systems.map((system) => supplierEntity(system, country)),
  }
}

function bankAccountOf(country: Country, random: Random): Supplier['bankAccount'] {
  return random.chance(0.85) ? { country: country.code, lastFour: `${random.between(1000, 9999)}` } : null
}

function supplierKeys(systems: readonly ErpSystem[], { keys }: Context): Keys {
  return {
    ...(systems.includes('sap') && { sap: keys.sapPartner() }),
    ...(systems.includes('netsuite') && { netsuite: keys.netsuite('entity') }),
    ...(systems.includes('odoo') && { odoo: keys.odoo('res.partner') }),
  }
}

function supplierEntity(system: ErpSystem, { code }: Country): number {
  if (system === 'sap') return ENTITY.europe
  if (system === 'odoo') return ENTITY.austria
  return code === 'JP' ? ENTITY.japan : ENTITY.americas
}
