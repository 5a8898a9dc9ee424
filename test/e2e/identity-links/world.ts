import type { Gateway } from '../../../gateway/application.ts'
import type { IdentityOptions } from '../../../gateway/stitch/profile/open-identity.ts'
import type { Customer, ErpSystem, System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf } from '../company.ts'
import { openWorld, type World, type WorldOptions } from '../world.ts'

export const identity: IdentityOptions = {
  file: ':memory:',
  secret: 'a secret of this test',
  searched: ['VAT', 'GTIN'],
  rememberMillis: 600_000,
  stopList: [],
  survivorship: {},
}

export interface LinkedWorld extends World {
  readonly gateway: Gateway
}

/** The demo company before a gateway that remembers which records are the same. */
export async function openLinkedWorld(options: WorldOptions & { identity?: Partial<IdentityOptions> } = {}) {
  const { change = (same) => same, identity: more, ...rest } = options
  const world = await openWorld({
    ...rest,
    change: (given) => change({ ...given, identity: { ...identity, ...more } }),
  })
  return { ...world, gateway: world.application as Gateway }
}

export const accountOf = (customer: Customer): string => idOf('Customer', 'salesforce', customer.keys.salesforce!)

export const recordsOf = ({ keys }: Customer): string[] =>
  Object.entries(keys).map(([system, key]) => idOf('Customer', system as System, `${key}`))

/** Customers whose account names its record in an ERP, and nobody else does. */
export function plainlyLinked({ company }: World, systems: readonly ErpSystem[]): Customer[] {
  const { duplicateLinks, conflictingLinks, missingLinks } = company.truth
  const odd = new Set([...duplicateLinks, ...conflictingLinks].map(({ system, key }) => `${system} ${key}`))
  const missing = new Set(missingLinks.map(({ customerId }) => customerId))
  return company.customers.filter(
    (customer) =>
      customer.keys.salesforce !== undefined &&
      !missing.has(customer.id) &&
      systems.every((system) => customer.keys[system] !== undefined) &&
      Object.entries(customer.erpKeys).every(([system, key]) => !odd.has(`${system} ${key}`)),
  )
}
