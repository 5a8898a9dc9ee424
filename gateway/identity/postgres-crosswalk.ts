import type { Runtime } from '../runtime.ts'
import { clusterChanges } from './cluster-changes.ts'
import type { Cluster, ClusterKind, Crosswalk, Link, LinkQuery, ManualLink, Progress } from './crosswalk.ts'
import type { Facts } from './facts.ts'
import { manualAmong, verdictChanges } from './link-changes.ts'
import { type LinkRow, linkOf } from './link-row.ts'
import {
  type AskedRow,
  clusterPage,
  clusterPageText,
  clustersFrom,
  clustersOfText,
  clustersTouching,
  leadsToText,
  saveClusters,
} from './postgres-clusters.ts'
import { type Ask, PostgresDatabase } from './postgres-database.ts'
import { around, coreAround, removeFacts, saveFacts } from './postgres-facts.ts'
import { linkById, linksWhere, saveLinks, saveManual, standingLinks, takeBack } from './postgres-links.ts'
import type { PostgresSettings } from './postgres-settings.ts'
import { requireHonoured, requireSeen, requireUndoable } from './refusals.ts'
import { resolve } from './resolve.ts'

type RankOf = (record: string) => number

/** The crosswalk in one schema of a Postgres, for any number of replicas. Connects to nothing yet. */
export function createPostgresCrosswalk(settings: PostgresSettings, rankOf: RankOf, runtime: Runtime): Crosswalk {
  return new PostgresCrosswalk(new PostgresDatabase(settings, runtime), rankOf)
}

/** Readers wait for nobody. Writers of a kind come one after the other, so that each decides on what the last one wrote. */
class PostgresCrosswalk implements Crosswalk {
  private readonly database: PostgresDatabase
  private readonly rankOf: RankOf

  constructor(database: PostgresDatabase, rankOf: RankOf) {
    this.database = database
    this.rankOf = rankOf
  }

  connect(): Promise<void> {
    return this.database.connect()
  }

  get isReachable(): boolean {
    return this.database.isReachable
  }

  async observe(kind: ClusterKind, facts: readonly Facts[], at: number, gone: readonly string[] = []): Promise<void> {
    if (facts.length + gone.length > 0) await this.database.write(kind, (ask) => this.enter(ask, kind, facts, at, gone))
  }

  async forgetUnseen(kind: ClusterKind, source: string, since: number, at: number): Promise<void> {
    await this.database.write(kind, async (ask) => {
      const unseen = await ask<{ record_id: string }>(
        'SELECT record_id FROM record WHERE kind = $1 AND source = $2 AND seen_at < $3',
        [kind, source, since],
      )
      const gone = unseen.map(({ record_id }) => record_id)
      if (gone.length > 0) await this.enter(ask, kind, [], at, gone)
    })
  }

  private async enter(
    ask: Ask,
    kind: ClusterKind,
    facts: readonly Facts[],
    at: number,
    gone: readonly string[],
  ): Promise<void> {
    // Whom they hung together with before may be on their own now.
    const core = await coreAround(ask, kind, [...facts.map(({ record }) => record), ...gone])
    await saveFacts(ask, kind, facts, at)
    await removeFacts(ask, gone)
    await this.settle(ask, kind, [...core], at)
  }

  /** Decides anew about records and all that hangs together with them. */
  private async settle(ask: Ask, kind: ClusterKind, records: readonly string[], at: number): Promise<void> {
    const { core, facts } = await around(ask, kind, records)
    const standing = await standingLinks(ask, [...core])
    const { clusters, verdicts } = resolve(facts, manualAmong(standing))
    await saveLinks(ask, verdictChanges(kind, core, standing, verdicts, at), at)
    const own = clusters.filter((members) => core.has(members[0]!))
    const changes = clusterChanges(own, await clustersTouching(ask, [...core]), this.rankOf)
    await saveClusters(ask, kind, changes, at)
  }

  async clustersOf(kind: ClusterKind, records: readonly string[]): Promise<ReadonlyMap<string, Cluster>> {
    if (records.length === 0) return new Map()
    const distinct = [...new Set(records)]
    return clustersFrom(kind, distinct, await this.database.ask<AskedRow>(clustersOfText, [distinct]))
  }

  async markSought(kind: ClusterKind, records: readonly string[], at: number): Promise<void> {
    await this.database.write(kind, (ask) =>
      ask('UPDATE record SET sought_at = $1 WHERE record_id = ANY ($2)', [at, records]),
    )
  }

  async markAllSought(kind: ClusterKind, at: number): Promise<void> {
    await this.database.write(kind, (ask) =>
      ask('UPDATE record SET sought_at = greatest(coalesce(sought_at, 0), $1) WHERE kind = $2', [at, kind]),
    )
  }

  decide(link: ManualLink): Promise<Link> {
    const records = [link.a, link.b]
    return this.database.write(link.kind, async (ask) => {
      const known = await ask<{ record_id: string }>('SELECT record_id FROM record WHERE record_id = ANY ($1)', [
        records,
      ])
      requireSeen(records, new Set(known.map(({ record_id }) => record_id)))
      const saved = await saveManual(ask, link)
      await this.settle(ask, link.kind, records, link.at)
      const core = [...(await coreAround(ask, link.kind, records))]
      const clusters = clustersFrom(link.kind, core, await ask<AskedRow>(clustersOfText, [core]))
      requireHonoured(manualAmong(await standingLinks(ask, core)), clusters)
      return saved
    })
  }

  async undo(id: number, by: string, at: number): Promise<Link> {
    // Whose turn it is to wait for depends on the kind, which a link never changes.
    const [row] = await this.database.ask<LinkRow>('SELECT * FROM link WHERE id = $1', [id])
    const found = row && linkOf(row)
    requireUndoable(id, found)
    return this.database.write(found.kind, async (ask) => {
      const link = await linkById(ask, id)
      requireUndoable(id, link)
      const taken = await takeBack(ask, link, by, at)
      await this.settle(ask, link.kind, [link.a, link.b], at)
      return taken
    })
  }

  async links(query: LinkQuery): Promise<readonly Link[]> {
    return (await this.database.ask<LinkRow>(...linksWhere(query))).map(linkOf)
  }

  async clusters(kind: ClusterKind, after: string | undefined, limit: number): Promise<readonly Cluster[]> {
    return clusterPage(await this.database.ask(clusterPageText, [kind, after ?? '', limit]))
  }

  async leadsTo(id: string): Promise<string | undefined> {
    const [row] = await this.database.ask<{ id: string | null }>(leadsToText, [id])
    return row?.id ?? undefined
  }

  async progress(source: string, kind: ClusterKind): Promise<Progress | undefined> {
    const [row] = await this.database.ask<ProgressRow>('SELECT * FROM progress WHERE source = $1 AND kind = $2', [
      source,
      kind,
    ])
    return row && { cursor: row.cursor, records: row.records, isDone: row.is_done, startedAt: row.started_at }
  }

  async saveProgress(source: string, kind: ClusterKind, progress: Progress): Promise<void> {
    const { cursor, records, isDone, startedAt } = progress
    await this.database.ask(
      `INSERT INTO progress VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (source, kind) DO UPDATE SET
        cursor = excluded.cursor, records = excluded.records, is_done = excluded.is_done, started_at = excluded.started_at`,
      [source, kind, cursor, records, isDone, startedAt],
    )
  }

  close(): Promise<void> {
    return this.database.close()
  }
}

interface ProgressRow {
  readonly cursor: string | null
  readonly records: number
  readonly is_done: boolean
  readonly started_at: number
}
