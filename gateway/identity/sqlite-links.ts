import type { DatabaseSync } from 'node:sqlite'
import type { ClusterKind, Link, LinkQuery, ManualLink } from './crosswalk.ts'
import { type Evidence, ruleVersion, type Verdict } from './judge.ts'
import { type ManualDecision, pairName } from './resolve.ts'

const listed = '(SELECT value FROM json_each(?))'

type NewLink = Omit<Link, 'id' | 'validTo'>

/** Decisions about pairs of records: only ever added, and ended when a newer one takes their place. */
export class LinkTable {
  private readonly database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.database = database
  }

  /** What people have said about any of these records, and stands. */
  manual(records: readonly string[]): ManualDecision[] {
    const links = this.standing(records).filter(({ method, state }) => method === 'MANUAL' && state !== 'SUGGESTED')
    return links.map(({ id, a, b, state }) => ({ id, a, b, state: state as ManualDecision['state'] }))
  }

  /** Makes what the rules say now the standing decisions about `core`; those that say the same stand on. */
  saveVerdicts(kind: ClusterKind, core: ReadonlySet<string>, verdicts: readonly Verdict[], at: number): void {
    const standing = new Map(this.standing([...core]).map((link) => [pairName(link.a, link.b), link]))
    const told = verdicts.filter(({ a, b }) => core.has(a) || core.has(b))
    const names = new Set(told.map(({ a, b }) => pairName(a, b)))
    for (const [name, link] of standing) if (!names.has(name) && link.method !== 'MANUAL') this.end(link.id, at)
    for (const verdict of told) {
      const before = standing.get(pairName(verdict.a, verdict.b))
      if (before && saysTheSame(before, verdict)) continue
      if (before) this.end(before.id, at)
      this.insert({ kind, ...verdict, ruleVersion, decidedBy: 'rules', decidedAt: at })
    }
  }

  saveManual({ kind, a, b, state, by, at }: ManualLink): Link {
    const [first, second] = a < b ? [a, b] : [b, a]
    const before = this.standing([first]).find((link) => link.a === first && link.b === second)
    if (before) this.end(before.id, at)
    const decision = { kind, a: first, b: second, state, method: 'MANUAL', rule: 'person', ruleVersion } as const
    return this.insert({
      ...decision,
      confidence: '1.00',
      evidence: before?.evidence ?? [],
      decidedBy: by,
      decidedAt: at,
    })
  }

  /** What a person said before, or nothing but that it was taken back: then the rules decide anew. */
  takeBack(link: Link, by: string, at: number): Link {
    const earlier = this.query({ records: [link.a], past: true }).find(
      (other) => other.a === link.a && other.b === link.b && other.method === 'MANUAL' && other.id < link.id,
    )
    this.end(link.id, at)
    const { id: _id, validTo: _validTo, ...rest } = link
    return this.insert({ ...rest, state: earlier?.state ?? 'SUGGESTED', rule: 'undo', decidedBy: by, decidedAt: at })
  }

  byId(id: number): Link | undefined {
    const row = this.database.prepare('SELECT * FROM link WHERE id = ?').get(id)
    return row && linkOf(row as unknown as LinkRow)
  }

  query({ kind, state, records, past = false, limit = 10_000 }: LinkQuery): Link[] {
    const list = JSON.stringify(records ?? [])
    const rows = this.database
      .prepare(`SELECT * FROM link WHERE (?1 OR valid_to IS NULL) AND (?2 IS NULL OR kind = ?2)
        AND (?3 IS NULL OR state = ?3)
        AND (NOT ?4 OR a IN (SELECT value FROM json_each(?5)) OR b IN (SELECT value FROM json_each(?5)))
        ORDER BY id DESC LIMIT ?6`)
      .all(past ? 1 : 0, kind ?? null, state ?? null, records ? 1 : 0, list, limit)
    return (rows as unknown as LinkRow[]).map(linkOf)
  }

  private standing(records: readonly string[]): Link[] {
    const list = JSON.stringify(records)
    const rows = this.database
      .prepare(`SELECT * FROM link WHERE valid_to IS NULL AND a IN ${listed}
        UNION SELECT * FROM link WHERE valid_to IS NULL AND b IN ${listed}`)
      .all(list, list)
    return (rows as unknown as LinkRow[]).map(linkOf)
  }

  private end(id: number, at: number): void {
    this.database.prepare('UPDATE link SET valid_to = ? WHERE id = ?').run(at, id)
  }

  private insert(link: NewLink): Link {
    const { kind, a, b, state, method, rule, ruleVersion: version, confidence, evidence, decidedBy, decidedAt } = link
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO link VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)')
      .run(kind, a, b, state, method, rule, version, confidence, JSON.stringify(evidence), decidedBy, decidedAt)
    return Object.freeze({ ...link, id: Number(lastInsertRowid), validTo: undefined })
  }
}

function saysTheSame(link: Link, { state, method, rule, evidence }: Verdict): boolean {
  const isSame = link.state === state && link.method === method && link.rule === rule
  return isSame && link.ruleVersion === ruleVersion && JSON.stringify(link.evidence) === JSON.stringify(evidence)
}

interface LinkRow {
  readonly id: number
  readonly kind: ClusterKind
  readonly a: string
  readonly b: string
  readonly state: Link['state']
  readonly method: Link['method']
  readonly rule: string
  readonly rule_version: number
  readonly confidence: string
  readonly evidence: string
  readonly decided_by: string
  readonly decided_at: number
  readonly valid_to: number | null
}

function linkOf(row: LinkRow): Link {
  const { rule_version, decided_by, decided_at, valid_to, evidence, ...same } = row
  return Object.freeze({
    ...same,
    ruleVersion: rule_version,
    evidence: JSON.parse(evidence) as Evidence[],
    decidedBy: decided_by,
    decidedAt: decided_at,
    validTo: valid_to ?? undefined,
  })
}
