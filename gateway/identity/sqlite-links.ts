import type { Link, LinkQuery, ManualLink } from './crosswalk.ts'
import { isEarlier, type LinkChanges, type NewLink, saidByPerson, takenBack } from './link-changes.ts'
import { type LinkRow, linkOf } from './link-row.ts'
import type { Statements } from './sqlite-statements.ts'

const listed = '(SELECT value FROM json_each(?))'

/** Decisions about pairs of records: only ever added, and ended when a newer one takes their place. */
export class LinkTable {
  private readonly statements: Statements

  constructor(statements: Statements) {
    this.statements = statements
  }

  /** Decisions about any of these records that stand. */
  standing(records: readonly string[]): Link[] {
    const list = JSON.stringify(records)
    const rows = this.statements
      .prepare(`SELECT * FROM link WHERE valid_to IS NULL AND a IN ${listed}
        UNION SELECT * FROM link WHERE valid_to IS NULL AND b IN ${listed}`)
      .all(list, list)
    return (rows as unknown as LinkRow[]).map(linkOf)
  }

  save({ ended, added }: LinkChanges, at: number): void {
    for (const id of ended) this.end(id, at)
    for (const link of added) this.insert(link)
  }

  saveManual(decision: ManualLink): Link {
    const said = saidByPerson(decision, undefined)
    const before = this.standing([said.a]).find(({ a, b }) => a === said.a && b === said.b)
    if (before) this.end(before.id, decision.at)
    return this.insert(saidByPerson(decision, before))
  }

  takeBack(link: Link, by: string, at: number): Link {
    const earlier = this.query({ records: [link.a], past: true }).find((other) => isEarlier(other, link))
    this.end(link.id, at)
    return this.insert(takenBack(link, earlier, by, at))
  }

  byId(id: number): Link | undefined {
    const row = this.statements.prepare('SELECT * FROM link WHERE id = ?').get(id)
    return row && linkOf(row as unknown as LinkRow)
  }

  query({ kind, state, records, past = false, limit = 10_000 }: LinkQuery): Link[] {
    const list = JSON.stringify(records ?? [])
    const rows = this.statements
      .prepare(`SELECT * FROM link WHERE (?1 OR valid_to IS NULL) AND (?2 IS NULL OR kind = ?2)
        AND (?3 IS NULL OR state = ?3)
        AND (NOT ?4 OR a IN (SELECT value FROM json_each(?5)) OR b IN (SELECT value FROM json_each(?5)))
        ORDER BY id DESC LIMIT ?6`)
      .all(past ? 1 : 0, kind ?? null, state ?? null, records ? 1 : 0, list, limit)
    return (rows as unknown as LinkRow[]).map(linkOf)
  }

  private end(id: number, at: number): void {
    this.statements.prepare('UPDATE link SET valid_to = ? WHERE id = ?').run(at, id)
  }

  private insert(link: NewLink): Link {
    const { kind, a, b, state, method, rule, ruleVersion: version, confidence, evidence, decidedBy, decidedAt } = link
    const { lastInsertRowid } = this.statements
      .prepare('INSERT INTO link VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)')
      .run(kind, a, b, state, method, rule, version, confidence, JSON.stringify(evidence), decidedBy, decidedAt)
    return Object.freeze({ ...link, id: Number(lastInsertRowid), validTo: undefined })
  }
}
