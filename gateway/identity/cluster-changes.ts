import type { Cluster, ClusterKind } from './crosswalk.ts'
import { namedClusters } from './founders.ts'

/** A cluster as a store remembers it. */
export interface ClusterRow {
  readonly id: string
  readonly kind: ClusterKind
  readonly status: 'ACTIVE' | 'MERGED' | 'RETIRED'
  readonly merged_into: string | null
  readonly version: number
  readonly created_at: number
}

export type Remembered = Omit<Cluster, 'soughtAt'>

/** A cluster from its rows, one for each member, in their order. */
export function clusterOf(rows: readonly (ClusterRow & { readonly member: string })[]): Remembered {
  const { id, kind, version } = rows[0]!
  return { id, kind, version, members: rows.map(({ member }) => member) }
}

/** When all members of a cluster were last sought: it is known as well as the least known of them. */
export function oldest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === times.length ? Math.min(...known) : undefined
}

/** What a store remembers of the clusters that some records founded or are in. */
export interface RememberedClusters {
  readonly rows: readonly ClusterRow[]
  /** The members of each, sorted, by its id. */
  readonly members: ReadonlyMap<string, readonly string[]>
}

/** What to write so that the remembered clusters become what was decided; in this order. */
export interface ClusterChanges {
  /** Clusters that stand, and have other members than before. */
  readonly saved: readonly string[]
  readonly ended: readonly {
    readonly id: string
    readonly status: 'MERGED' | 'RETIRED'
    readonly into: string | null
  }[]
  /** Records that are no longer where they were. */
  readonly leaving: readonly string[]
  readonly joining: readonly { readonly record: string; readonly cluster: string }[]
}

/**
 * What makes `clusters` those of all the records that were in the remembered ones. Pure. One record alone is kept only where
 * it once was of more; records in no cluster are known to no source any more, and belong nowhere.
 */
export function clusterChanges(
  clusters: readonly (readonly string[])[],
  { rows, members }: RememberedClusters,
  rankOf: (record: string) => number,
): ClusterChanges {
  const before = new Map(rows.map((row) => [row.id, row]))
  const named = namedClusters(clusters, rows.map(foundedOf), rankOf)
  const kept = [...named].filter(([id, records]) => records.length > 1 || before.has(id))
  const homes = homesIn(kept)
  const were = homesIn([...members])
  const saved = kept.filter(([id, records]) => !isSame(before.get(id), members.get(id) ?? [], records))
  return {
    saved: saved.map(([id]) => id),
    ended: endedIn(rows, named, members),
    leaving: [...were.keys()].filter((record) => were.get(record) !== homes.get(record)),
    joining: saved.flatMap(([id, records]) =>
      records.filter((record) => were.get(record) !== id).map((record) => ({ record, cluster: id })),
    ),
  }
}

const foundedOf = ({ id, created_at }: ClusterRow) => ({ id, createdAt: created_at })

const homesIn = (clusters: readonly (readonly [string, readonly string[]])[]): Map<string, string> =>
  new Map(clusters.flatMap(([id, records]) => records.map((record) => [record, id] as const)))

const isSame = (row: ClusterRow | undefined, now: readonly string[], wanted: readonly string[]): boolean =>
  row?.status === 'ACTIVE' && now.length === wanted.length && now.every((record, i) => record === wanted[i])

/** A cluster whose founder is in another one now leads there; one whose founder is gone leads to its others, or nowhere. */
function endedIn(
  rows: readonly ClusterRow[],
  named: ReadonlyMap<string, readonly string[]>,
  members: RememberedClusters['members'],
): ClusterChanges['ended'] {
  const homes = homesIn([...named])
  return rows.flatMap((row) => {
    if (named.has(row.id)) return []
    const heir = [row.id, ...(members.get(row.id) ?? [])].find((record) => homes.has(record))
    if (heir === undefined && row.status !== 'ACTIVE') return []
    const into = heir === undefined ? null : homes.get(heir)!
    const status = into === null ? 'RETIRED' : 'MERGED'
    return row.status === status && row.merged_into === into ? [] : [{ id: row.id, status, into } as const]
  })
}
