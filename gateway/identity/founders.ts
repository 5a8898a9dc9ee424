/** A cluster as it was remembered, by the record that founded it. */
export interface Founded {
  readonly id: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/**
 * Names for clusters. A cluster is called after the record that founded it, so whoever holds a name finds the cluster
 * through that record, on any replica and without any memory. Where several remembered founders meet, the oldest keeps
 * the name; a cluster that none of them is in is founded by its first record.
 */
export function namedClusters(
  clusters: readonly (readonly string[])[],
  remembered: readonly Founded[],
  rankOf: (record: string) => number,
): Map<string, readonly string[]> {
  const since = new Map(remembered.map(({ id, createdAt }) => [id, createdAt]))
  return new Map(clusters.map((members) => [founderOf(members, since, rankOf), members]))
}

function founderOf(
  members: readonly string[],
  since: ReadonlyMap<string, number>,
  rankOf: (record: string) => number,
): string {
  const age = (record: string) => since.get(record) ?? Number.POSITIVE_INFINITY
  // Infinity less itself is not a number, and no difference.
  const byAge = (a: string, b: string) => (age(a) === age(b) ? 0 : age(a) - age(b))
  return [...members].sort((a, b) => byAge(a, b) || rankOf(a) - rankOf(b) || (a < b ? -1 : 1))[0]!
}
