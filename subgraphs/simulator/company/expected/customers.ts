import type { Company, System } from '../types.ts'
import { ALL_SYSTEMS, compare } from './arithmetic.ts'

export interface RecordKey {
  readonly system: System
  readonly key: string
}

export interface CustomerRecord extends RecordKey {
  readonly customerId: number
}

/** Every customer record of every system: the union that a list of customers is. */
export function customerRecords(company: Company): CustomerRecord[] {
  return ALL_SYSTEMS.flatMap((system) =>
    company.customers.flatMap(({ id, keys }) =>
      keys[system] === undefined ? [] : { system, key: `${keys[system]}`, customerId: id },
    ),
  )
}

/** Page `n`, from zero, of the customer records of all systems by creation, then system, then key. */
export function customerPage(company: Company, n: number, size = 50): CustomerRecord[] {
  const createdAt = ({ customerId }: CustomerRecord): string => company.customers[customerId]!.createdAt
  const sorted = customerRecords(company).toSorted(
    (a, b) => compare(createdAt(a), createdAt(b)) || compare(a.system, b.system) || compare(a.key, b.key),
  )
  return sorted.slice(n * size, (n + 1) * size)
}

export interface Cluster {
  readonly ids: readonly number[]
  readonly members: readonly RecordKey[]
}

/** Which customer records are truly one business: a customer's own records and those of its duplicates. */
export function customerClusters(company: Company): Cluster[] {
  const groups = Map.groupBy(company.customers, ({ id, duplicateOfId }) => duplicateOfId ?? id)
  return [...groups.values()].map(clusterOf)
}

/** Which item records are truly one item: those of one SKU. */
export function itemClusters(company: Company): Cluster[] {
  return [...Map.groupBy(company.items, ({ sku }) => sku).values()].map(clusterOf)
}

function clusterOf(
  records: readonly { readonly id: number; readonly keys: Partial<Record<System, string | number>> }[],
): Cluster {
  const members = records.flatMap(({ keys }) =>
    ALL_SYSTEMS.flatMap((system) => (keys[system] === undefined ? [] : { system, key: `${keys[system]}` })),
  )
  return { ids: records.map(({ id }) => id), members }
}
