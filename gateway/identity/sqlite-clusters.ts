import type { DatabaseSync } from 'node:sqlite'
import type { Cluster, ClusterKind } from './crosswalk.ts'
import { namedClusters } from './founders.ts'

const listed = '(SELECT value FROM json_each(?))'

interface ClusterRow {
  readonly id: string
  readonly kind: ClusterKind
  readonly status: 'ACTIVE' | 'MERGED' | 'RETIRED'
  readonly merged_into: string | null
  readonly version: number
  readonly created_at: number
}

type Remembered = Omit<Cluster, 'soughtAt'>

/** Clusters and their members, with what they were before. */
export class ClusterTables {
  private readonly database: DatabaseSync
  private readonly rankOf: (record: string) => number

  constructor(database: DatabaseSync, rankOf: (record: string) => number) {
    this.database = database
    this.rankOf = rankOf
  }

  /** Makes these the clusters of their records. One record alone is kept only where it once was of more. */
  save(kind: ClusterKind, core: ReadonlySet<string>, clusters: readonly (readonly string[])[], at: number): void {
    const before = this.touching([...core])
    const named = namedClusters(clusters, [...before.values()].map(foundedOf), this.rankOf)
    const parts = new Map([...before.keys()].map((id) => [id, this.membersOf(id)]))
    for (const [id, members] of named)
      if (members.length > 1 || before.has(id)) this.saveOne(kind, id, members, before.get(id), at)
    const homes = new Map([...named].flatMap(([id, members]) => members.map((member) => [member, id] as const)))
    for (const row of before.values()) {
      if (named.has(row.id)) continue
      // Where the founder itself is gone, the others carry on.
      const heir = [row.id, ...parts.get(row.id)!].find((record) => homes.has(record))
      if (heir !== undefined || row.status === 'ACTIVE') this.endOne(row, heir && homes.get(heir), at)
    }
    // Records that no source knows any more belong nowhere.
    this.leave(
      [...core].filter((record) => !homes.has(record)),
      undefined,
      at,
    )
  }

  /** Remembered clusters that these records founded or are in. */
  private touching(records: readonly string[]): Map<string, ClusterRow> {
    const list = JSON.stringify(records)
    const rows = this.database
      .prepare(`SELECT * FROM cluster WHERE id IN ${listed} UNION SELECT cluster.* FROM cluster
        JOIN member ON member.cluster_id = cluster.id AND member.valid_to IS NULL WHERE member.record_id IN ${listed}`)
      .all(list, list) as unknown as ClusterRow[]
    return new Map(rows.map((row) => [row.id, row]))
  }

  private saveOne(
    kind: ClusterKind,
    id: string,
    members: readonly string[],
    before: ClusterRow | undefined,
    at: number,
  ): void {
    const now = this.membersOf(id)
    if (before?.status === 'ACTIVE' && now.length === members.length && now.every((member, i) => member === members[i]))
      return
    this.database
      .prepare(`INSERT INTO cluster VALUES (?, ?, 'ACTIVE', NULL, 1, ?, ?) ON CONFLICT (id) DO UPDATE
        SET status = 'ACTIVE', merged_into = NULL, version = version + 1, updated_at = excluded.updated_at`)
      .run(id, kind, at, at)
    const wanted = new Set(members)
    this.leave(
      now.filter((member) => !wanted.has(member)),
      id,
      at,
    )
    const isIn = new Set(now)
    const joining = members.filter((member) => !isIn.has(member))
    this.leave(joining, undefined, at)
    const join = this.database.prepare('INSERT INTO member VALUES (?, ?, ?, NULL)')
    for (const member of joining) join.run(member, id, at)
  }

  /** A cluster whose founder is in another one now leads there; one whose founder is gone leads nowhere. */
  private endOne(row: ClusterRow, into: string | undefined, at: number): void {
    const status = into ? 'MERGED' : 'RETIRED'
    if (row.status === status && row.merged_into === (into ?? null)) return
    this.database
      .prepare('UPDATE cluster SET status = ?, merged_into = ?, version = version + 1, updated_at = ? WHERE id = ?')
      .run(status, into ?? null, at, row.id)
    this.leave(this.membersOf(row.id), row.id, at)
  }

  /** Follows merged clusters to the one that stands. Their ids are those of records, and each leads to an older one or its heir. */
  successorOf(id: string): string | undefined {
    const row = this.database
      .prepare(`WITH RECURSIVE path (id, status, merged_into, depth) AS (
          SELECT id, status, merged_into, 0 FROM cluster WHERE id = ?
          UNION ALL SELECT cluster.id, cluster.status, cluster.merged_into, depth + 1
            FROM cluster JOIN path ON cluster.id = path.merged_into WHERE depth < 50)
        SELECT id FROM path WHERE status = 'ACTIVE' LIMIT 1`)
      .get(id) as { id: string } | undefined
    const last = this.database.prepare('SELECT merged_into FROM cluster WHERE id = ?').get(id) as
      | { merged_into: string | null }
      | undefined
    // A heir that stands alone is no cluster of its own yet.
    return row?.id ?? last?.merged_into ?? undefined
  }

  private leave(records: readonly string[], cluster: string | undefined, at: number): void {
    this.database
      .prepare(`UPDATE member SET valid_to = ?1 WHERE valid_to IS NULL AND (?2 IS NULL OR cluster_id = ?2)
        AND record_id IN (SELECT value FROM json_each(?3))`)
      .run(at, cluster ?? null, JSON.stringify(records))
  }

  private membersOf(id: string): string[] {
    const rows = this.database
      .prepare('SELECT record_id FROM member WHERE cluster_id = ? AND valid_to IS NULL ORDER BY record_id')
      .all(id) as unknown as { record_id: string }[]
    return rows.map(({ record_id }) => record_id)
  }

  /** The clusters that records are in, by record; those of one alone are left out unless remembered. */
  of(records: readonly string[]): Map<string, Remembered> {
    const rows = this.database
      .prepare(`SELECT own.record_id AS asked, cluster.*, other.record_id AS member FROM member own
        JOIN cluster ON cluster.id = own.cluster_id
        JOIN member other ON other.cluster_id = own.cluster_id AND other.valid_to IS NULL
        WHERE own.valid_to IS NULL AND own.record_id IN ${listed} ORDER BY other.record_id`)
      .all(JSON.stringify(records)) as unknown as (ClusterRow & { asked: string; member: string })[]
    return new Map([...Map.groupBy(rows, ({ asked }) => asked)].map(([asked, own]) => [asked, clusterOf(own)]))
  }

  page(kind: ClusterKind, after: string | undefined, limit: number): Remembered[] {
    const rows = this.database
      .prepare(`SELECT cluster.*, member.record_id AS member FROM cluster
        JOIN member ON member.cluster_id = cluster.id AND member.valid_to IS NULL
        WHERE cluster.id IN (SELECT cluster_id FROM member JOIN cluster own ON own.id = cluster_id
          WHERE own.kind = ? AND valid_to IS NULL AND cluster_id > ? GROUP BY cluster_id HAVING count(*) > 1
          ORDER BY cluster_id LIMIT ?)
        ORDER BY cluster.id, member.record_id`)
      .all(kind, after ?? '', limit) as unknown as (ClusterRow & { member: string })[]
    return [...Map.groupBy(rows, ({ id }) => id).values()].map(clusterOf)
  }
}

const foundedOf = ({ id, created_at }: ClusterRow) => ({ id, createdAt: created_at })

function clusterOf(rows: readonly (ClusterRow & { readonly member: string })[]): Remembered {
  const { id, kind, version } = rows[0]!
  return { id, kind, version, members: rows.map(({ member }) => member) }
}
