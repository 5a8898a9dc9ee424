import { DatabaseSync } from 'node:sqlite'
import { oldest } from './cluster-changes.ts'
import type { Cluster, ClusterKind, Crosswalk, Link, LinkQuery, ManualLink, Progress } from './crosswalk.ts'
import type { Facts } from './facts.ts'
import { manualAmong, verdictChanges } from './link-changes.ts'
import { requireHonoured, requireSeen, requireUndoable } from './refusals.ts'
import { resolve } from './resolve.ts'
import { ClusterTables } from './sqlite-clusters.ts'
import { FactTables } from './sqlite-facts.ts'
import { LinkTable } from './sqlite-links.ts'
import { preparedOnce, type Statements } from './sqlite-statements.ts'
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
  /** A file that cannot be used is refused when it is opened. */
  readonly isReachable = true

  private readonly database: DatabaseSync
  private readonly statements: Statements
  private readonly facts: FactTables
  private readonly linkTable: LinkTable
  private readonly clusterTables: ClusterTables

  constructor(database: DatabaseSync, rankOf: (record: string) => number) {
    this.database = database
    this.statements = preparedOnce(database)
    this.facts = new FactTables(this.statements)
    this.linkTable = new LinkTable(this.statements)
    this.clusterTables = new ClusterTables(this.statements, rankOf)
  }

  async observe(kind: ClusterKind, facts: readonly Facts[], at: number, gone: readonly string[] = []): Promise<void> {
    this.atomically(() => this.enter(kind, facts, at, gone))
  }

  async forgetUnseen(kind: ClusterKind, source: string, since: number, at: number): Promise<void> {
    this.atomically(() => this.enter(kind, [], at, this.facts.unseen(kind, source, since)))
  }

  private enter(kind: ClusterKind, facts: readonly Facts[], at: number, gone: readonly string[]): void {
    const touched = [...facts.map(({ record }) => record), ...gone]
    if (touched.length === 0) return
    // Whom they hung together with before may be on their own now.
    const before = this.facts.coreAround(kind, touched)
    this.facts.save(kind, facts, at)
    this.facts.remove(gone)
    this.settle(kind, [...before], at)
  }

  /** Decides anew about records and all that hangs together with them. */
  private settle(kind: ClusterKind, records: readonly string[], at: number): void {
    const { core, facts } = this.facts.around(kind, records)
    const standing = this.linkTable.standing([...core])
    const { clusters, verdicts } = resolve(facts, manualAmong(standing))
    this.linkTable.save(verdictChanges(kind, core, standing, verdicts, at), at)
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
    const records = [link.a, link.b]
    return this.atomically(() => {
      requireSeen(records, this.facts.soughtAt(records))
      const saved = this.linkTable.saveManual(link)
      this.settle(link.kind, records, link.at)
      const core = [...this.facts.coreAround(link.kind, records)]
      requireHonoured(manualAmong(this.linkTable.standing(core)), this.clusterTables.of(core))
      return saved
    })
  }

  async undo(id: number, by: string, at: number): Promise<Link> {
    return this.atomically(() => {
      const link = this.linkTable.byId(id)
      requireUndoable(id, link)
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

  async progress(source: string, kind: ClusterKind): Promise<Progress | undefined> {
    const row = this.statements.prepare('SELECT * FROM progress WHERE source = ? AND kind = ?').get(source, kind)
    if (!row) return undefined
    const { cursor, records, is_done, started_at } = row as unknown as ProgressRow
    return { cursor, records, isDone: is_done === 1, startedAt: started_at }
  }

  async saveProgress(source: string, kind: ClusterKind, progress: Progress): Promise<void> {
    const { cursor, records, isDone, startedAt } = progress
    this.statements
      .prepare('INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?, ?)')
      .run(source, kind, cursor, records, isDone ? 1 : 0, startedAt)
  }

  async connect(): Promise<void> {}

  async close(): Promise<void> {
    if (this.database.isOpen) this.database.close()
  }

  private atomically<T>(work: () => T): T {
    this.statements.prepare('BEGIN IMMEDIATE').run()
    try {
      const result = work()
      this.statements.prepare('COMMIT').run()
      return result
    } catch (error) {
      this.statements.prepare('ROLLBACK').run()
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
