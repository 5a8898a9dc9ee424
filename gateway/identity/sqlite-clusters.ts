import { type ClusterRow, clusterChanges, clusterOf, type Remembered } from './cluster-changes.ts'
import type { ClusterKind } from './crosswalk.ts'
import type { Statements } from './sqlite-statements.ts'

const listed = '(SELECT value FROM json_each(?))'

/** Clusters and their members, with what they were before. */
export class ClusterTables {
  private readonly statements: Statements
  private readonly rankOf: (record: string) => number

  constructor(statements: Statements, rankOf: (record: string) => number) {
    this.statements = statements
    this.rankOf = rankOf
  }

  /** Makes these the clusters of the records in `core`. */
  save(kind: ClusterKind, core: ReadonlySet<string>, clusters: readonly (readonly string[])[], at: number): void {
    const rows = this.touching([...core])
    const members = new Map(rows.map(({ id }) => [id, this.membersOf(id)]))
    const changes = clusterChanges(clusters, { rows, members }, this.rankOf)
    for (const id of changes.saved) this.enter(kind, id, at)
    for (const { id, status, into } of changes.ended) this.end(id, status, into, at)
    this.leave(changes.leaving, at)
    const join = this.statements.prepare('INSERT INTO member VALUES (?, ?, ?, NULL)')
    for (const { record, cluster } of changes.joining) join.run(record, cluster, at)
  }

  /** Remembered clusters that these records founded or are in. */
  private touching(records: readonly string[]): ClusterRow[] {
    const list = JSON.stringify(records)
    return this.statements
      .prepare(`SELECT * FROM cluster WHERE id IN ${listed} UNION SELECT cluster.* FROM cluster
        JOIN member ON member.cluster_id = cluster.id AND member.valid_to IS NULL WHERE member.record_id IN ${listed}`)
      .all(list, list) as unknown as ClusterRow[]
  }

  private enter(kind: ClusterKind, id: string, at: number): void {
    this.statements
      .prepare(`INSERT INTO cluster VALUES (?, ?, 'ACTIVE', NULL, 1, ?, ?) ON CONFLICT (id) DO UPDATE
        SET status = 'ACTIVE', merged_into = NULL, version = version + 1, updated_at = excluded.updated_at`)
      .run(id, kind, at, at)
  }

  private end(id: string, status: ClusterRow['status'], into: string | null, at: number): void {
    this.statements
      .prepare('UPDATE cluster SET status = ?, merged_into = ?, version = version + 1, updated_at = ? WHERE id = ?')
      .run(status, into, at, id)
  }

  /** Follows merged clusters to the one that stands. Their ids are those of records, and each leads to an older one or its heir. */
  successorOf(id: string): string | undefined {
    const row = this.statements
      .prepare(`WITH RECURSIVE path (id, status, merged_into, depth) AS (
          SELECT id, status, merged_into, 0 FROM cluster WHERE id = ?
          UNION ALL SELECT cluster.id, cluster.status, cluster.merged_into, depth + 1
            FROM cluster JOIN path ON cluster.id = path.merged_into WHERE depth < 50)
        SELECT id FROM path WHERE status = 'ACTIVE' LIMIT 1`)
      .get(id) as { id: string } | undefined
    const last = this.statements.prepare('SELECT merged_into FROM cluster WHERE id = ?').get(id) as
      | { merged_into: string | null }
      | undefined
    // A heir that stands alone is no cluster of its own yet.
    return row?.id ?? last?.merged_into ?? undefined
  }

  private leave(records: readonly string[], at: number): void {
    this.statements
      .prepare(`UPDATE member SET valid_to = ? WHERE valid_to IS NULL AND record_id IN ${listed}`)
      .run(at, JSON.stringify(records))
  }

  private membersOf(id: string): string[] {
    const rows = this.statements
      .prepare('SELECT record_id FROM member WHERE cluster_id = ? AND valid_to IS NULL ORDER BY record_id')
      .all(id) as unknown as { record_id: string }[]
    return rows.map(({ record_id }) => record_id)
  }

  /** The clusters that records are in, by record; those of one alone are left out unless remembered. */
  of(records: readonly string[]): Map<string, Remembered> {
    const rows = this.statements
      .prepare(`SELECT own.record_id AS asked, cluster.*, other.record_id AS member FROM member own
        JOIN cluster ON cluster.id = own.cluster_id
        JOIN member other ON other.cluster_id = own.cluster_id AND other.valid_to IS NULL
        WHERE own.valid_to IS NULL AND own.record_id IN ${listed} ORDER BY other.record_id`)
      .all(JSON.stringify(records)) as unknown as (ClusterRow & { asked: string; member: string })[]
    return new Map([...Map.groupBy(rows, ({ asked }) => asked)].map(([asked, own]) => [asked, clusterOf(own)]))
  }

  page(kind: ClusterKind, after: string | undefined, limit: number): Remembered[] {
    const rows = this.statements
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
