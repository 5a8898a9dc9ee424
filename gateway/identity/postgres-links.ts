import type { Link, LinkQuery, ManualLink } from './crosswalk.ts'
import { isEarlier, type LinkChanges, type NewLink, saidByPerson, takenBack } from './link-changes.ts'
import { type LinkRow, linkOf } from './link-row.ts'
import type { Ask } from './postgres-database.ts'

/** Decisions about any of these records that stand. */
export async function standingLinks(ask: Ask, records: readonly string[]): Promise<Link[]> {
  const rows = await ask<LinkRow>(
    `SELECT * FROM link WHERE valid_to IS NULL AND a = ANY ($1)
      UNION SELECT * FROM link WHERE valid_to IS NULL AND b = ANY ($1)`,
    [records],
  )
  return rows.map(linkOf)
}

export async function saveLinks(ask: Ask, { ended, added }: LinkChanges, at: number): Promise<void> {
  if (ended.length > 0) await ask('UPDATE link SET valid_to = $1 WHERE id = ANY ($2)', [at, ended])
  if (added.length > 0) await insert(ask, added)
}

export async function saveManual(ask: Ask, decision: ManualLink): Promise<Link> {
  const said = saidByPerson(decision, undefined)
  const before = (await standingLinks(ask, [said.a])).find(({ a, b }) => a === said.a && b === said.b)
  return replaced(ask, before, saidByPerson(decision, before), decision.at)
}

export async function takeBack(ask: Ask, link: Link, by: string, at: number): Promise<Link> {
  const past = await ask<LinkRow>(...linksWhere({ records: [link.a], past: true }))
  const earlier = past.map(linkOf).find((other) => isEarlier(other, link))
  return replaced(ask, link, takenBack(link, earlier, by, at), at)
}

export async function linkById(ask: Ask, id: number): Promise<Link | undefined> {
  const [row] = await ask<LinkRow>('SELECT * FROM link WHERE id = $1', [id])
  return row && linkOf(row)
}

/** The statement for a query, and its values. */
export function linksWhere({ kind, state, records, past = false, limit = 10_000 }: LinkQuery): [string, unknown[]] {
  const text = `SELECT * FROM link WHERE ($1 OR valid_to IS NULL) AND ($2::text IS NULL OR kind = $2)
    AND ($3::text IS NULL OR state = $3) AND ($4::text[] IS NULL OR a = ANY ($4) OR b = ANY ($4))
    ORDER BY id DESC LIMIT $5`
  return [text, [past, kind ?? null, state ?? null, records ?? null, limit]]
}

async function replaced(ask: Ask, before: Link | undefined, link: NewLink, at: number): Promise<Link> {
  await saveLinks(ask, { ended: before ? [before.id] : [], added: [] }, at)
  const [id] = await insert(ask, [link])
  return Object.freeze({ ...link, id: id!, validTo: undefined })
}

const columns = [
  ['kind', 'text'],
  ['a', 'text'],
  ['b', 'text'],
  ['state', 'text'],
  ['method', 'text'],
  ['rule', 'text'],
  ['rule_version', 'bigint'],
  ['confidence', 'text'],
  ['evidence', 'text'],
  ['decided_by', 'text'],
  ['decided_at', 'bigint'],
] as const

/** Ids count up in the order of the links. */
async function insert(ask: Ask, links: readonly NewLink[]): Promise<number[]> {
  const rows = links.map(({ ruleVersion, evidence, decidedBy, decidedAt, ...same }) => ({
    ...same,
    ...{ rule_version: ruleVersion, evidence: JSON.stringify(evidence), decided_by: decidedBy, decided_at: decidedAt },
  }))
  const names = columns.map(([name]) => name)
  const lists = columns.map(([, type], i) => `$${i + 1}::${type}[]`)
  const inserted = await ask<{ id: number }>(
    `INSERT INTO link (${names}) SELECT ${names} FROM unnest(${lists}) WITH ORDINALITY AS given (${names}, place)
      ORDER BY place RETURNING id`,
    names.map((name) => rows.map((row) => row[name])),
  )
  return inserted.map(({ id }) => id)
}
