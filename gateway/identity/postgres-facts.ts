import type { ClusterKind } from './crosswalk.ts'
import type { Facts, HashedKey } from './facts.ts'
import { mostHolders } from './judge.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './postgres-database.ts'
import { schemes } from './scheme.ts'

const hints = Object.keys(schemes).filter((name) => schemes[name]!.strength === 'hint')

/** Replaces what was known of each record that was read. */
export async function saveFacts(ask: Ask, kind: ClusterKind, facts: readonly Facts[], at: number): Promise<void> {
  const read = facts.filter(({ unread }) => !unread)
  await enter(ask, kind, read, at, 'DO UPDATE SET seen_at = excluded.seen_at')
  await enter(
    ask,
    kind,
    facts.filter(({ unread }) => unread),
    at,
    'DO NOTHING',
  )
  await clear(
    ask,
    read.map(({ record }) => record),
  )
  await saveKeys(ask, read, at)
  await saveClaims(ask, read)
}

export async function removeFacts(ask: Ask, records: readonly string[]): Promise<void> {
  if (records.length === 0) return
  await clear(ask, records)
  await ask('DELETE FROM record WHERE record_id = ANY ($1)', [records])
}

async function enter(ask: Ask, kind: ClusterKind, facts: readonly Facts[], at: number, onConflict: string) {
  if (facts.length === 0) return
  // A page may hold a record twice, and one statement must not touch a row twice.
  const sources = new Map(facts.map(({ record, source }) => [record, source]))
  await ask(
    `INSERT INTO record (record_id, kind, source, seen_at)
      SELECT record_id, $1, source, $2::bigint FROM unnest($3::text[], $4::text[]) AS given (record_id, source)
      ON CONFLICT (record_id) ${onConflict}`,
    [kind, at, [...sources.keys()], [...sources.values()]],
  )
}

async function clear(ask: Ask, records: readonly string[]): Promise<void> {
  if (records.length === 0) return
  await ask('DELETE FROM match_key WHERE record_id = ANY ($1)', [records])
  await ask('DELETE FROM claim WHERE record_id = ANY ($1)', [records])
}

async function saveKeys(ask: Ask, facts: readonly Facts[], at: number): Promise<void> {
  const rows = facts.flatMap(({ record, keys }) => keys.map((key) => ({ record, ...key })))
  if (rows.length === 0) return
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name])
  await ask(
    `INSERT INTO match_key SELECT given.*, $1::bigint FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS given (record_id, scheme, country, hash, field) ON CONFLICT DO NOTHING`,
    [at, column('record'), column('scheme'), column('country'), column('hash'), column('field')],
  )
}

async function saveClaims(ask: Ask, facts: readonly Facts[]): Promise<void> {
  const rows = facts.flatMap(({ record, claims }) => claims.map((target) => ({ record, target })))
  if (rows.length === 0) return
  await ask('INSERT INTO claim SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING', [
    rows.map(({ record }) => record),
    rows.map(({ target }) => target),
  ])
}

/**
 * Everything that decides about some records: all that is linked to them by claims, numbers, clusters or people's
 * decisions, however far, and what merely shares a hint with any of those. One question for each step away from them.
 */
export async function around(ask: Ask, kind: ClusterKind, starts: readonly string[]): Promise<Neighbourhood> {
  const core = new Set<string>(starts)
  // The starts themselves may have brought a number over the bound: those that had it before are judged once more.
  let bound = mostHolders + starts.length
  for (let frontier = [...core]; frontier.length > 0; bound = mostHolders) {
    const next = await linked(ask, kind, frontier, bound)
    frontier = next.filter((record) => !core.has(record))
    for (const record of frontier) core.add(record)
  }
  const hinted = await ask<{ other: string }>(sharing(true), [[...core], kind, mostHolders, hints])
  const known = [...new Set([...core, ...hinted.map(({ other }) => other)])]
  return { core, facts: await factsOf(ask, known) }
}

async function linked(ask: Ask, kind: ClusterKind, records: readonly string[], bound: number): Promise<string[]> {
  const rows = await ask<{ other: string }>(
    `SELECT target_id AS other FROM claim WHERE record_id = ANY ($1)
      UNION SELECT record_id FROM claim WHERE target_id = ANY ($1)
      UNION SELECT b FROM link WHERE valid_to IS NULL AND method = 'MANUAL' AND a = ANY ($1)
      UNION SELECT a FROM link WHERE valid_to IS NULL AND method = 'MANUAL' AND b = ANY ($1)
      UNION SELECT other.record_id FROM member own JOIN member other ON other.cluster_id = own.cluster_id
        WHERE own.valid_to IS NULL AND other.valid_to IS NULL AND own.record_id = ANY ($1)
      UNION ${sharing(false)}`,
    [records, kind, bound, hints],
  )
  return rows.map(({ other }) => other)
}

/**
 * Who of the kind has a number of these records; numbers of very many are nobody's. A company that is bought from and sold
 * to has its number in records of both kinds.
 */
const sharing = (isHint: boolean): string =>
  `SELECT DISTINCT other.record_id AS other FROM match_key own
    JOIN match_key other ON other.hash = own.hash AND other.scheme = own.scheme AND other.country = own.country
    JOIN record ON record.record_id = other.record_id AND record.kind = $2
    WHERE own.record_id = ANY ($1) AND own.scheme <> 'NAME' AND (own.scheme = ANY ($4)) = ${isHint} AND (SELECT count(*)
      FROM match_key held JOIN record holder ON holder.record_id = held.record_id AND holder.kind = $2
      WHERE held.hash = own.hash AND held.scheme = own.scheme AND held.country = own.country) <= $3`

async function factsOf(ask: Ask, records: readonly string[]): Promise<Facts[]> {
  const known = await ask<{ record_id: string; source: string }>(
    'SELECT record_id, source FROM record WHERE record_id = ANY ($1)',
    [records],
  )
  const keys = await ask<HashedKey & { record_id: string }>(
    'SELECT record_id, scheme, country, hash, field FROM match_key WHERE record_id = ANY ($1)',
    [records],
  )
  const claims = await ask<{ record_id: string; target_id: string }>('SELECT * FROM claim WHERE record_id = ANY ($1)', [
    records,
  ])
  const keysOf = Map.groupBy(keys, ({ record_id }) => record_id)
  const claimsOf = Map.groupBy(claims, ({ record_id }) => record_id)
  return known.map(({ record_id: record, source }) => ({
    record,
    source,
    keys: keysOf.get(record) ?? [],
    claims: (claimsOf.get(record) ?? []).map(({ target_id }) => target_id),
  }))
}
