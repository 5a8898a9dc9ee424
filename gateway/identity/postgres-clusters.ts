import {
  type ClusterChanges,
  type ClusterRow,
  clusterOf,
  oldest,
  type Remembered,
  type RememberedClusters,
} from './cluster-changes.ts'
import type { Cluster, ClusterKind } from './crosswalk.ts'
import type { Ask } from './postgres-database.ts'

/** Remembered clusters that these records founded or are in. */
export async function clustersTouching(ask: Ask, records: readonly string[]): Promise<RememberedClusters> {
  const rows = await ask<ClusterRow & { member: string | null }>(
    `SELECT cluster.*, member.record_id AS member FROM cluster
      LEFT JOIN member ON member.cluster_id = cluster.id AND member.valid_to IS NULL
      WHERE cluster.id IN (SELECT unnest($1::text[])
        UNION SELECT cluster_id FROM member WHERE valid_to IS NULL AND record_id = ANY ($1))
      ORDER BY cluster.id, member.record_id`,
    [records],
  )
  const byId = [...Map.groupBy(rows, ({ id }) => id)]
  return {
    rows: byId.map(([, own]) => own[0]!),
    members: new Map(byId.map(([id, own]) => [id, own.flatMap(({ member }) => member ?? [])])),
  }
}

export async function saveClusters(
  ask: Ask,
  kind: ClusterKind,
  { saved, ended, leaving, joining }: ClusterChanges,
  at: number,
): Promise<void> {
  if (saved.length > 0)
    await ask(
      `INSERT INTO cluster SELECT id, $1, 'ACTIVE', NULL, 1, $2::bigint, $2 FROM unnest($3::text[]) AS given (id)
        ON CONFLICT (id) DO UPDATE SET status = 'ACTIVE', merged_into = NULL, version = cluster.version + 1,
          updated_at = excluded.updated_at`,
      [kind, at, saved],
    )
  if (ended.length > 0)
    await ask(
      `UPDATE cluster SET status = given.status, merged_into = given.leads, version = version + 1, updated_at = $1
        FROM unnest($2::text[], $3::text[], $4::text[]) AS given (id, status, leads) WHERE cluster.id = given.id`,
      [at, ended.map(({ id }) => id), ended.map(({ status }) => status), ended.map(({ into }) => into)],
    )
  if (leaving.length > 0)
    await ask('UPDATE member SET valid_to = $1 WHERE valid_to IS NULL AND record_id = ANY ($2)', [at, leaving])
  if (joining.length > 0)
    await ask('INSERT INTO member SELECT given.*, $1::bigint FROM unnest($2::text[], $3::text[]) AS given', [
      at,
      joining.map(({ record }) => record),
      joining.map(({ cluster }) => cluster),
    ])
}

interface FoundRow extends ClusterRow {
  readonly member: string
  readonly sought_at: number | null
}

/** The cluster of each record in one question; a record that is in none is one of its own. */
export const clustersOfText = `
  SELECT given.record_id AS asked, cluster.*, coalesce(other.record_id, given.record_id) AS member, record.sought_at
  FROM unnest($1::text[]) AS given (record_id)
  LEFT JOIN member own ON own.record_id = given.record_id AND own.valid_to IS NULL
  LEFT JOIN cluster ON cluster.id = own.cluster_id
  LEFT JOIN member other ON other.cluster_id = own.cluster_id AND other.valid_to IS NULL
  LEFT JOIN record ON record.record_id = coalesce(other.record_id, given.record_id)
  ORDER BY member`

export type AskedRow = { readonly asked: string } & (FoundRow | (Omit<FoundRow, 'id'> & { readonly id: null }))

export function clustersFrom(
  kind: ClusterKind,
  records: readonly string[],
  rows: readonly AskedRow[],
): ReadonlyMap<string, Cluster> {
  const found = Map.groupBy(rows, ({ asked }) => asked)
  return new Map(records.map((record) => [record, knownCluster(kind, record, found.get(record)!)]))
}

function knownCluster(kind: ClusterKind, record: string, rows: readonly AskedRow[]): Cluster {
  const isIn = (row: AskedRow): row is AskedRow & FoundRow => row.id !== null
  const own = rows.filter(isIn)
  const cluster: Remembered = own.length > 0 ? clusterOf(own) : { id: record, kind, members: [record], version: 1 }
  return { ...cluster, soughtAt: oldest(rows.map(({ sought_at }) => sought_at ?? undefined)) }
}

/** Clusters of two members or more, by id. */
export const clusterPageText = `
  SELECT cluster.*, member.record_id AS member, record.sought_at FROM cluster
  JOIN member ON member.cluster_id = cluster.id AND member.valid_to IS NULL
  LEFT JOIN record ON record.record_id = member.record_id
  WHERE cluster.id IN (SELECT cluster_id FROM member JOIN cluster own ON own.id = cluster_id
    WHERE own.kind = $1 AND valid_to IS NULL AND cluster_id > $2 GROUP BY cluster_id HAVING count(*) > 1
    ORDER BY cluster_id LIMIT $3)
  ORDER BY cluster.id, member.record_id`

export function clusterPage(rows: readonly FoundRow[]): Cluster[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => ({
    ...clusterOf(own),
    soughtAt: oldest(own.map(({ sought_at }) => sought_at ?? undefined)),
  }))
}

/** Follows merged clusters to the one that stands. An heir that stands alone is no cluster of its own yet. */
export const leadsToText = `
  WITH RECURSIVE path (id, status, merged_into, depth) AS (
    SELECT id, status, merged_into, 0 FROM cluster WHERE id = $1
    UNION ALL SELECT cluster.id, cluster.status, cluster.merged_into, depth + 1
      FROM cluster JOIN path ON cluster.id = path.merged_into WHERE depth < 50)
  SELECT coalesce((SELECT id FROM path WHERE status = 'ACTIVE' LIMIT 1), (SELECT merged_into FROM path WHERE depth = 0)) AS id`
