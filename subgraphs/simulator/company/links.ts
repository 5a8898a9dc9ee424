import type { Context, Draft } from './context.ts'
import { keyIn } from './keys.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS, JOINED_ERPS, type JoinedErp } from './systems.ts'
import type { CrmSystem, Customer, ErpSystem, Link, Truth } from './types.ts'

export type LinkTruth = Pick<Truth, 'missingLinks' | 'conflictingLinks' | 'duplicateLinks' | 'danglingLinks'>

/** Writes what the Salesforce accounts claim about ERP keys: mostly true, some missing, a few wrong; returns which. */
export function linkCustomers(customers: Draft<Customer>[], context: Context): LinkTruth {
  const random = context.random.fork('links')
  for (const customer of customers) if (customer.keys.salesforce !== undefined) claimAll(customer)
  const some = (share: number): number => Math.max(3, Math.round(customers.length * share))
  return {
    duplicateLinks: claimAsDuplicate(customers),
    missingLinks: forget(FIRST_ERPS, linkedTo(FIRST_ERPS, customers), some(0.03), random),
    conflictingLinks: claimWrongly(FIRST_ERPS, customers, some(0.003), random),
    danglingLinks: claimNothing(FIRST_ERPS, customers, some(0.002), random),
  }
}

/** Goes on with the ERPs that joined: what Salesforce claims of two, and Dataverse of the one that it belongs to. */
export function linkJoined(customers: Draft<Customer>[], known: LinkTruth, context: Context): LinkTruth {
  const random = context.random.fork('links/joined')
  for (const customer of customers) for (const system of JOINED_ERPS) claimTrue(customer, system)
  const more = JOINED_ERPS.map((system) => mistakes(system, customers, random))
  return {
    ...known,
    missingLinks: [...known.missingLinks, ...more.flatMap(({ missing }) => missing)],
    conflictingLinks: [...known.conflictingLinks, ...more.flatMap(({ conflicting }) => conflicting)],
    danglingLinks: [...known.danglingLinks, ...more.flatMap(({ dangling }) => dangling)],
  }
}

/** At least one of each in each ERP. */
function mistakes(system: JoinedErp, customers: Draft<Customer>[], random: Random) {
  const linked = linkedTo([system], customers)
  const some = (share: number): number => Math.max(1, Math.round(linked.length * share))
  return {
    missing: forget([system], linked, some(0.04), random),
    conflicting: claimWrongly([system], customers, some(0.01), random),
    dangling: claimNothing([system], customers, some(0.01), random),
  }
}

/** Whose accounts name the key. */
function claimantOf(system: ErpSystem): CrmSystem {
  return system === 'financeOperations' ? 'dataverse' : 'salesforce'
}

function claimAll(customer: Draft<Customer>): void {
  for (const system of FIRST_ERPS) claimTrue(customer, system)
}

function claimTrue(customer: Draft<Customer>, system: ErpSystem): void {
  const key = claimedKey(customer, system)
  if (key !== undefined && customer.keys[claimantOf(system)] !== undefined)
    customer.erpKeys = { ...customer.erpKeys, [system]: key }
}

/** People copy what they see: of Business Central, the number of the customer. */
function claimedKey(customer: Customer, system: ErpSystem): string | undefined {
  return system === 'businessCentral' ? customer.numbers?.businessCentral : keyIn(customer, system)
}

/** Two in three duplicates name the original's key; the rest name none, and only their likeness tells. */
function claimAsDuplicate(customers: Draft<Customer>[]): Truth['duplicateLinks'] {
  return customers.flatMap((customer) => {
    if (customer.duplicateOfId === null || customer.id % 3 === 0) return []
    const owner = customers[customer.duplicateOfId]!
    const system = FIRST_ERPS.find((known) => owner.erpKeys[known] !== undefined)!
    return [{ ...claim(customer, system, keyIn(owner, system)!), ownerId: owner.id }]
  })
}

/** Missing links leave the first customers and the originals of duplicates alone: those must stay as they are told. */
function linkedTo(systems: readonly ErpSystem[], customers: Draft<Customer>[]): Draft<Customer>[] {
  const originals = new Set(customers.map(({ duplicateOfId }) => duplicateOfId))
  return customers.filter(
    ({ id, erpKeys, duplicateOfId }) =>
      id > 10 &&
      duplicateOfId === null &&
      !originals.has(id) &&
      systems.some((system) => erpKeys[system] !== undefined),
  )
}

function forget(
  systems: readonly ErpSystem[],
  linked: readonly Draft<Customer>[],
  count: number,
  random: Random,
): Link[] {
  return sample(linked, count, random).map((customer) => {
    const system = systems.find((known) => customer.erpKeys[known] !== undefined)!
    const { [system]: key, ...others } = customer.erpKeys
    customer.erpKeys = others
    return { customerId: customer.id, system, key: key! }
  })
}

/** An account that is in no such ERP names the key of an unrelated customer that is. */
function claimWrongly(
  systems: readonly ErpSystem[],
  customers: Draft<Customer>[],
  count: number,
  random: Random,
): Truth['conflictingLinks'] {
  return sample(unlinked(systems, customers), count, random).map((customer, i) => {
    const system = systems[i % systems.length]!
    const owner = random.pick(customers.filter((other) => isTrulyLinked(other, system)))
    return { ...claim(customer, system, claimedKey(owner, system)!), ownerId: owner.id }
  })
}

/** A wrong claim made a moment ago is nobody's key. */
function isTrulyLinked(customer: Customer, system: ErpSystem): boolean {
  return customer.keys[system] !== undefined && customer.erpKeys[system] !== undefined
}

/** Keys from beyond every range that is handed out. */
const NEVER_GIVEN: Readonly<Record<ErpSystem, readonly [prefix: string, first: number]>> = {
  sap: ['', 88_000_000],
  netsuite: ['', 8_800_000],
  odoo: ['', 8_800_000],
  businessCentral: ['', 8_800_000],
  financeOperations: ['NL-', 880_000],
  businessOne: ['C', 8_800_000],
}

function claimNothing(
  systems: readonly ErpSystem[],
  customers: Draft<Customer>[],
  count: number,
  random: Random,
): Link[] {
  return sample(unlinked(systems, customers), count, random).map((customer, i) => {
    const system = systems[i % systems.length]!
    const [prefix, first] = NEVER_GIVEN[system]
    return claim(customer, system, `${prefix}${first + i}`)
  })
}

function claim(customer: Draft<Customer>, system: ErpSystem, key: string): Link {
  customer.erpKeys = { ...customer.erpKeys, [system]: key }
  return { customerId: customer.id, system, key }
}

/** Prospects without any claim. */
function unlinked(systems: readonly ErpSystem[], customers: Draft<Customer>[]): Draft<Customer>[] {
  const claimant = claimantOf(systems[0]!)
  return customers.filter(
    ({ keys, erpKeys, stage, duplicateOfId }) =>
      keys[claimant] !== undefined &&
      systems.every((system) => keys[system] === undefined) &&
      stage === 'prospect' &&
      duplicateOfId === null &&
      Object.keys(erpKeys).length === 0,
  )
}

/** Without repetition, in the order of the list. */
function sample<T>(list: readonly T[], count: number, random: Random): T[] {
  let wanted = Math.min(count, list.length)
  return list.filter((_, place) => {
    const isTaken = random.next() < wanted / (list.length - place)
    if (isTaken) wanted--
    return isTaken
  })
}
