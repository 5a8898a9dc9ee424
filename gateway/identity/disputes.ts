import type { Facts } from './facts.ts'
import { claimantsOf } from './judge.ts'

/** Several records of one system name another as themselves. */
export interface Dispute {
  /** The global id of the one that is named. */
  readonly record: string
  /** The system of those that name it, and their global ids. */
  readonly source: string
  readonly claimants: readonly string[]
}

/** The claims that cannot all be right, whether or not something else tells which is. */
export function disputesOf(facts: readonly Facts[]): Dispute[] {
  const sources = new Map(facts.map(({ record, source }) => [record, source]))
  return [...claimantsOf(facts, sources)].flatMap(([record, named]) =>
    [...Map.groupBy(named, (claimant) => sources.get(claimant)!)]
      .filter(([, claimants]) => claimants.length > 1)
      .map(([source, claimants]) => ({ record, source, claimants })),
  )
}
