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
  await ask(
    'WITH cleared AS (DELETE FROM match_key WHERE record_id = ANY ($1)) DELETE FROM claim WHERE record_id = ANY ($1)',
    [records],
  )
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

/** All that is linked to some records by claims, numbers, clusters or people's decisions, however far. One question for each step. */
export async function coreAround(ask: Ask, kind: ClusterKind, starts: readonly string[]): Promise<Set<string>> {
  const core = new Set<string>(starts)
  // The starts themselves may have brought a number over the bound: those that had it before are judged once more.
  let bound = mostHolders + starts.length
  for (let frontier = [...core]; frontier.length > 0; bound = mostHolders) {
    const next = await linked(ask, kind, frontier, bound)
    frontier = next.filter((record) => !core.has(record))
    for (const record of frontier) core.add(record)
  }
  return core
}

/** Everything that decides about some records: their core, and what merely shares a hint with any of it. */
export async function around(ask: Ask, kind: ClusterKind, starts: readonly string[]): Promise<Neighbourhood> {
  const core = await coreAround(ask, kind, starts)
  const hinted = await ask<{ other: string }>(sharing(true), [[...core], kind, mostHolders, hints])
  return { core, facts: await factsOf(ask, [...new Set([...core, ...hinted.map(({ other }) => other)])]) }
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
  `SELECT unnest(array_agg(other.record_id)) AS other FROM (
      SELECT DISTINCT hash, scheme, country FROM match_key
      WHERE record_id = ANY ($1) AND scheme <> 'NAME' AND (scheme = ANY ($4)) = ${isHint}) AS own
    JOIN match_key other USING (hash, scheme, country)
    JOIN record ON record.record_id = other.record_id AND record.kind = $2
    GROUP BY hash, scheme, country HAVING count(*) <= $3`

async function factsOf(ask: Ask, records: readonly string[]): Promise<Facts[]> {
  const rows = await ask<{ record_id: string; source: string; keys: HashedKey[]; claims: string[] }>(
    `SELECT record_id, source,
        coalesce((SELECT json_agg(json_build_object('scheme', scheme, 'country', country, 'hash', hash, 'field', field))
          FROM match_key WHERE match_key.record_id = record.record_id), '[]') AS keys,
        ARRAY (SELECT target_id FROM claim WHERE claim.record_id = record.record_id) AS claims
      FROM record WHERE record_id = ANY ($1)`,
    [records],
  )
  return rows.map(({ record_id: record, ...rest }) => ({ record, ...rest }))
}
