import type { ClusterKind } from './crosswalk.ts'
import type { Facts, HashedKey } from './facts.ts'
import { mostHolders } from './judge.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { schemeOf } from './scheme.ts'
import type { Statements } from './sqlite-statements.ts'

/** Lists of parameters go in as one JSON text, so that a statement is prepared once whatever their number. */
const listed = '(SELECT value FROM json_each(?))'

/** What was read of records: keys of records and hashes of their numbers. */
export class FactTables {
  private readonly statements: Statements

  constructor(statements: Statements) {
    this.statements = statements
  }

  /** Replaces what was known of each record that was read. */
  save(kind: ClusterKind, facts: readonly Facts[], at: number): void {
    const read = facts.filter(({ unread }) => !unread)
    this.clear(read.map(({ record }) => record))
    const enter = this.prepare(`INSERT INTO record VALUES (?, ?, ?, ?, NULL)
      ON CONFLICT (record_id) DO UPDATE SET seen_at = excluded.seen_at`)
    const key = this.prepare('INSERT OR REPLACE INTO match_key VALUES (?, ?, ?, ?, ?, ?)')
    const claim = this.prepare('INSERT OR REPLACE INTO claim VALUES (?, ?)')
    const enterUnread = this.prepare('INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, NULL)')
    for (const { record, source, unread } of facts) (unread ? enterUnread : enter).run(record, kind, source, at)
    for (const { record, keys, claims } of read) {
      for (const { scheme, country, hash, field } of keys) key.run(record, scheme, country, hash, field, at)
      for (const target of claims) claim.run(record, target)
    }
  }

  remove(records: readonly string[]): void {
    this.clear(records)
    this.prepare(`DELETE FROM record WHERE record_id IN ${listed}`).run(JSON.stringify(records))
  }

  private clear(records: readonly string[]): void {
    const list = JSON.stringify(records)
    this.prepare(`DELETE FROM match_key WHERE record_id IN ${listed}`).run(list)
    this.prepare(`DELETE FROM claim WHERE record_id IN ${listed}`).run(list)
  }

  /** All that is linked to some records by claims, numbers, clusters or people's decisions, however far. */
  coreAround(kind: ClusterKind, starts: readonly string[]): Set<string> {
    const core = new Set<string>(starts)
    // The starts themselves may have brought a number over the bound: those that had it before are judged once more.
    let bound = mostHolders + starts.length
    for (let frontier = [...core]; frontier.length > 0; bound = mostHolders) {
      const next = [...this.linked(frontier), ...this.sharing(kind, frontier, false, bound)]
      frontier = [...new Set(next)].filter((record) => !core.has(record))
      for (const record of frontier) core.add(record)
    }
    return core
  }

  /** Everything that decides about some records: their core, and what merely shares a hint with any of it. */
  around(kind: ClusterKind, starts: readonly string[]): Neighbourhood {
    const core = this.coreAround(kind, starts)
    const hinted = this.sharing(kind, [...core], true, mostHolders)
    return { core, facts: this.factsOf([...new Set([...core, ...hinted])]) }
  }

  private linked(records: readonly string[]): string[] {
    const list = JSON.stringify(records)
    const rows = this.prepare(`
      SELECT target_id AS other FROM claim WHERE record_id IN ${listed}
      UNION SELECT record_id FROM claim WHERE target_id IN ${listed}
      UNION SELECT b FROM link WHERE valid_to IS NULL AND method = 'MANUAL' AND a IN ${listed}
      UNION SELECT a FROM link WHERE valid_to IS NULL AND method = 'MANUAL' AND b IN ${listed}
      UNION SELECT other.record_id FROM member own JOIN member other ON other.cluster_id = own.cluster_id
        WHERE own.valid_to IS NULL AND other.valid_to IS NULL AND own.record_id IN ${listed}
    `).all(list, list, list, list, list) as unknown as { other: string }[]
    return rows.map(({ other }) => other)
  }

  /**
   * Who of the kind has a number of these records; numbers of very many are nobody's. A company that is bought from and
   * sold to has its number in records of both kinds.
   */
  private sharing(kind: ClusterKind, records: readonly string[], hints: boolean, bound: number): string[] {
    const rows = this.prepare(`
      WITH own AS (SELECT DISTINCT hash, scheme, country FROM match_key
        WHERE record_id IN (SELECT value FROM json_each(?1)) AND scheme <> 'NAME')
      SELECT DISTINCT other.record_id AS record, held.scheme AS scheme FROM (SELECT * FROM own WHERE (SELECT count(*)
        FROM match_key JOIN record USING (record_id) WHERE record.kind = ?2 AND match_key.hash = own.hash
          AND match_key.scheme = own.scheme AND match_key.country = own.country) <= ?3) held
      JOIN match_key other ON other.hash = held.hash AND other.scheme = held.scheme AND other.country = held.country
      JOIN record ON record.record_id = other.record_id AND record.kind = ?2
    `).all(JSON.stringify(records), kind, bound) as unknown as { record: string; scheme: string }[]
    return rows.filter(({ scheme }) => (schemeOf(scheme)?.strength === 'hint') === hints).map(({ record }) => record)
  }

  private factsOf(records: readonly string[]): Facts[] {
    const list = JSON.stringify(records)
    const known = this.prepare(`SELECT record_id, source FROM record WHERE record_id IN ${listed}`).all(
      list,
    ) as unknown as { record_id: string; source: string }[]
    const keys = Map.groupBy(
      this.prepare(`SELECT * FROM match_key WHERE record_id IN ${listed}`).all(list) as unknown as KeyRow[],
      ({ record_id }) => record_id,
    )
    const claims = Map.groupBy(
      this.prepare(`SELECT * FROM claim WHERE record_id IN ${listed}`).all(list) as unknown as ClaimRow[],
      ({ record_id }) => record_id,
    )
    return known.map(({ record_id: record, source }) => ({
      record,
      source,
      keys: keys.get(record) ?? [],
      claims: (claims.get(record) ?? []).map(({ target_id }) => target_id),
    }))
  }

  unseen(kind: ClusterKind, source: string, since: number): string[] {
    const rows = this.prepare('SELECT record_id FROM record WHERE kind = ? AND source = ? AND seen_at < ?').all(
      kind,
      source,
      since,
    ) as unknown as { record_id: string }[]
    return rows.map(({ record_id }) => record_id)
  }

  soughtAt(records: readonly string[]): Map<string, number | undefined> {
    const rows = this.prepare(`SELECT record_id, sought_at FROM record WHERE record_id IN ${listed}`).all(
      JSON.stringify(records),
    ) as unknown as { record_id: string; sought_at: number | null }[]
    return new Map(rows.map(({ record_id, sought_at }) => [record_id, sought_at ?? undefined]))
  }

  markSought(records: readonly string[], at: number): void {
    this.prepare(`UPDATE record SET sought_at = ? WHERE record_id IN ${listed}`).run(at, JSON.stringify(records))
  }

  markAllSought(kind: ClusterKind, at: number): void {
    this.prepare('UPDATE record SET sought_at = max(coalesce(sought_at, 0), ?) WHERE kind = ?').run(at, kind)
  }

  private prepare(sql: string) {
    return this.statements.prepare(sql)
  }
}

interface KeyRow extends HashedKey {
  readonly record_id: string
}

interface ClaimRow {
  readonly record_id: string
  readonly target_id: string
}
