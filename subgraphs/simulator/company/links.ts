import type { Context, Draft } from './context.ts'
import { ERP_SYSTEMS } from './context.ts'
import { keyIn } from './keys.ts'
import type { Random } from './random.ts'
import type { Customer, ErpSystem, Link, Truth } from './types.ts'

type LinkTruth = Pick<Truth, 'missingLinks' | 'conflictingLinks' | 'duplicateLinks' | 'danglingLinks'>

/** Writes what the Salesforce accounts claim about ERP keys: mostly true, some missing, a few wrong; returns which. */
export function linkCustomers(customers: Draft<Customer>[], context: Context): LinkTruth {
  const random = context.random.fork('links')
  for (const customer of customers) if (customer.keys.salesforce !== undefined) claimAll(customer)
  const some = (share: number): number => Math.max(3, Math.round(customers.length * share))
  return {
    duplicateLinks: claimAsDuplicate(customers),
    missingLinks: forget(customers, some(0.03), random),
    conflictingLinks: claimWrongly(customers, some(0.003), random),
    danglingLinks: claimNothing(customers, some(0.002), random),
  }
}

function claimAll(customer: Draft<Customer>): void {
  for (const system of ERP_SYSTEMS) {
    const key = keyIn(customer, system)
    if (key !== undefined) customer.erpKeys = { ...customer.erpKeys, [system]: key }
  }
}

/** Two in three duplicates name the original's key; the rest name none, and only their likeness tells. */
function claimAsDuplicate(customers: Draft<Customer>[]): Truth['duplicateLinks'] {
  return customers.flatMap((customer) => {
    if (customer.duplicateOfId === null || customer.id % 3 === 0) return []
    const owner = customers[customer.duplicateOfId]!
    const system = ERP_SYSTEMS.find((known) => owner.erpKeys[known] !== undefined)!
    return [{ ...claim(customer, system, keyIn(owner, system)!), ownerId: owner.id }]
  })
}

/** Missing links leave the first customers and the originals of duplicates alone: those must stay as they are told. */
function forget(customers: Draft<Customer>[], count: number, random: Random): Link[] {
  const originals = new Set(customers.map(({ duplicateOfId }) => duplicateOfId))
  const linked = customers.filter(
    ({ id, erpKeys, duplicateOfId }) =>
      id > 10 && duplicateOfId === null && !originals.has(id) && Object.keys(erpKeys).length > 0,
  )
  return sample(linked, count, random).map((customer) => {
    const system = ERP_SYSTEMS.find((known) => customer.erpKeys[known] !== undefined)!
    const { [system]: key, ...others } = customer.erpKeys
    customer.erpKeys = others
    return { customerId: customer.id, system, key: key! }
  })
}

/** An account that is in no such ERP names the key of an unrelated customer that is. */
function claimWrongly(customers: Draft<Customer>[], count: number, random: Random): Truth['conflictingLinks'] {
  return sample(unlinked(customers), count, random).map((customer, i) => {
    const system = ERP_SYSTEMS[i % ERP_SYSTEMS.length]!
    const owner = random.pick(customers.filter((other) => isTrulyLinked(other, system)))
    return { ...claim(customer, system, keyIn(owner, system)!), ownerId: owner.id }
  })
}

/** A wrong claim made a moment ago is nobody's key. */
function isTrulyLinked(customer: Customer, system: ErpSystem): boolean {
  return customer.keys[system] !== undefined && customer.erpKeys[system] !== undefined
}

/** Keys from beyond every range that is handed out. */
const NEVER_GIVEN: Readonly<Record<ErpSystem, number>> = { sap: 88_000_000, netsuite: 8_800_000, odoo: 8_800_000 }

function claimNothing(customers: Draft<Customer>[], count: number, random: Random): Link[] {
  return sample(unlinked(customers), count, random).map((customer, i) => {
    const system = ERP_SYSTEMS[i % ERP_SYSTEMS.length]!
    return claim(customer, system, `${NEVER_GIVEN[system] + i}`)
  })
}

function claim(customer: Draft<Customer>, system: ErpSystem, key: string): Link {
  customer.erpKeys = { ...customer.erpKeys, [system]: key }
  return { customerId: customer.id, system, key }
}

/** Prospects without any claim. */
function unlinked(customers: Draft<Customer>[]): Draft<Customer>[] {
  return customers.filter(
    ({ keys, erpKeys, stage, duplicateOfId }) =>
      keys.salesforce !== undefined &&
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
