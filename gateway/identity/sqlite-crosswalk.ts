import { DatabaseSync } from 'node:sqlite'
import { FreshetError } from '../errors.ts'
import type { Cluster, ClusterKind, Crosswalk, Link, LinkQuery, ManualLink, Progress } from './crosswalk.ts'
import type { Facts } from './facts.ts'
import { resolve } from './resolve.ts'
import { ClusterTables } from './sqlite-clusters.ts'
import { FactTables } from './sqlite-facts.ts'
import { LinkTable } from './sqlite-links.ts'
import { prepareTables } from './sqlite-tables.ts'

export interface SqliteSettings {
  /** A file, or `:memory:`: then what was found out is found out again after a restart, and decisions are lost. */
  readonly file: string
  /** Which record of a new cluster names it: the one of the lowest rank, then of the smallest id. */
  readonly rankOf?: (record: string) => number
}

/** The crosswalk in one SQLite file. Several processes of one machine may use it at once. */
export function createSqliteCrosswalk({ file, rankOf = () => 0 }: SqliteSettings): Crosswalk {
  const database = new DatabaseSync(file)
  prepareTables(database)
  return new SqliteCrosswalk(database, rankOf)
}

class SqliteCrosswalk implements Crosswalk {
  private readonly database: DatabaseSync
  private readonly facts: FactTables
  private readonly linkTable: LinkTable
  private readonly clusterTables: ClusterTables

  constructor(database: DatabaseSync, rankOf: (record: string) => number) {
    this.database = database
    this.facts = new FactTables(database)
    this.linkTable = new LinkTable(database)
    this.clusterTables = new ClusterTables(database, rankOf)
  }

  async observe(kind: ClusterKind, facts: readonly Facts[], at: number, gone: readonly string[] = []): Promise<void> {
    const touched = [...facts.map(({ record }) => record), ...gone]
    if (touched.length === 0) return
    this.atomically(() => {
      // Whom they hung together with before may be on their own now.
      const before = this.facts.around(kind, touched).core
      this.facts.save(kind, facts, at)
      this.facts.remove(gone)
      this.settle(kind, [...before], at)
    })
  }

  /** Decides anew about records and all that hangs together with them. */
  private settle(kind: ClusterKind, records: readonly string[], at: number): void {
    const { core, facts } = this.facts.around(kind, records)
    const { clusters, verdicts } = resolve(facts, this.linkTable.manual([...core]))
    this.linkTable.saveVerdicts(kind, core, verdicts, at)
    this.clusterTables.save(
      kind,
      core,
      clusters.filter((members) => core.has(members[0]!)),
      at,
    )
  }

  async clustersOf(kind: ClusterKind, records: readonly string[]): Promise<ReadonlyMap<string, Cluster>> {
    const found = this.clusterTables.of(records)
    const members = [...found.values()].flatMap((cluster) => cluster.members)
    const sought = this.facts.soughtAt([...records, ...members])
    return new Map(
      records.map((record) => {
        const cluster = found.get(record) ?? { id: record, kind, members: [record], version: 1 }
        return [record, { ...cluster, soughtAt: oldest(cluster.members.map((member) => sought.get(member))) }]
      }),
    )
  }

  async markSought(_kind: ClusterKind, records: readonly string[], at: number): Promise<void> {
    this.facts.markSought(records, at)
  }

  async markAllSought(kind: ClusterKind, at: number): Promise<void> {
    this.facts.markAllSought(kind, at)
  }

  async decide(link: ManualLink): Promise<Link> {
    this.requireSeen([link.a, link.b])
    return this.atomically(() => {
      const saved = this.linkTable.saveManual(link)
      this.settle(link.kind, [link.a, link.b], link.at)
      this.requireHonoured(link.kind, [link.a, link.b])
      return saved
    })
  }

  private requireSeen(records: readonly string[]): void {
    const known = this.facts.soughtAt(records)
    const missing = records.find((record) => !known.has(record))
    if (missing) throw badRequest(`The crosswalk has not seen the record "${missing}" yet: ask for its profile first.`)
  }

  /** A confirmation that has no effect would stand there as a lie. */
  private requireHonoured(kind: ClusterKind, records: readonly string[]): void {
    const { core } = this.facts.around(kind, records)
    const clusters = this.clusterTables.of([...core])
    const isBroken = this.linkTable
      .manual([...core])
      .some(({ a, b, state }) => state === 'CONFIRMED' && !clusters.get(a)?.members.includes(b))
    if (isBroken)
      throw badRequest('This contradicts what people have said of other records of these clusters: undo that first.')
  }

  async undo(id: number, by: string, at: number): Promise<Link> {
    const link = this.linkTable.byId(id)
    if (!link) throw badRequest(`There is no link ${id}.`)
    if (link.validTo !== undefined) throw badRequest(`The link ${id} stands no more: a newer decision took its place.`)
    if (link.method !== 'MANUAL')
      throw badRequest(`The link ${id} was made by a rule: reject it, and the rule will not make it again.`)
    return this.atomically(() => {
      const taken = this.linkTable.takeBack(link, by, at)
      this.settle(link.kind, [link.a, link.b], at)
      return taken
    })
  }

  async links(query: LinkQuery): Promise<readonly Link[]> {
    return this.linkTable.query(query)
  }

  async clusters(kind: ClusterKind, after: string | undefined, limit: number): Promise<readonly Cluster[]> {
    const page = this.clusterTables.page(kind, after, limit)
    const sought = this.facts.soughtAt(page.flatMap(({ members }) => members))
    return page.map((cluster) => ({ ...cluster, soughtAt: oldest(cluster.members.map((id) => sought.get(id))) }))
  }

  async leadsTo(id: string): Promise<string | undefined> {
    return this.clusterTables.successorOf(id)
  }

  async unseen(kind: ClusterKind, source: string, since: number): Promise<readonly string[]> {
    return this.facts.unseen(kind, source, since)
  }

  async progress(source: string, kind: ClusterKind): Promise<Progress | undefined> {
    const row = this.database.prepare('SELECT * FROM progress WHERE source = ? AND kind = ?').get(source, kind)
    if (!row) return undefined
    const { cursor, records, is_done, started_at } = row as unknown as ProgressRow
    return { cursor, records, isDone: is_done === 1, startedAt: started_at }
  }

  async saveProgress(source: string, kind: ClusterKind, progress: Progress): Promise<void> {
    const { cursor, records, isDone, startedAt } = progress
    this.database
      .prepare('INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?, ?)')
      .run(source, kind, cursor, records, isDone ? 1 : 0, startedAt)
  }

  async close(): Promise<void> {
    if (this.database.isOpen) this.database.close()
  }

  private atomically<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.database.exec('COMMIT')
      return result
    } catch (error) {
      this.database.exec('ROLLBACK')
      throw error
    }
  }
}

interface ProgressRow {
  readonly cursor: string | null
  readonly records: number
  readonly is_done: number
  readonly started_at: number
}

/** A cluster is known as well as the least known of its members. */
function oldest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === times.length ? Math.min(...known) : undefined
}

const badRequest = (message: string) => new FreshetError('BAD_REQUEST', { message })
