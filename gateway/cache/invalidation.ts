import type { EntityName, SourceKey } from '../connector/index.ts'

/** What is told to have changed: a whole source, all records of an entity, or one record. */
export interface Invalidation {
  readonly source: string
  readonly entity?: EntityName | undefined
  /** Only with an entity. */
  readonly key?: SourceKey | undefined
}

/**
 * When what was told to have changed, so that nothing has to be searched for and deleted: an entry is believed only when it
 * was asked for after the last change of what it holds. All instants are monotonic millis, as `Entry.askedAt` is.
 *
 * An entry asked for in the very instant of a change is not believed: nobody knows which came first.
 */
export interface Invalidations {
  /** How often anything was told to have changed. */
  readonly count: number
  /** Takes down that `what` changed; without it, that nothing is known of anything asked for until then. Never moves back. */
  note(what: Invalidation | undefined, at: number): void
  /** The last change that a row could show; -Infinity when there was none. */
  rowChangedAt(source: string, entity: EntityName, key: SourceKey): number
  /**
   * The last change that a list or a group of records could show. A change of any one record counts: it may have entered the
   * list, left it, or moved in it.
   */
  scanChangedAt(source: string, entity: EntityName): number
}

/** Records noted one by one until there are `maxRecords` of an entity; then the whole entity counts as changed, which is never too little. */
export function createInvalidations(maxRecords = 10_000): Invalidations {
  let everythingAt = never
  let count = 0
  const sources = new Map<string, SourceChanges>()

  return {
    get count() {
      return count
    },
    note(what, at) {
      count++
      if (!what) everythingAt = Math.max(everythingAt, at)
      else noteIn(changesOf(sources, what.source), what, at, maxRecords)
    },
    rowChangedAt(source, entity, key) {
      const changes = sources.get(source)
      const own = changes?.entities.get(entity)
      return Math.max(everythingAt, changes?.at ?? never, own?.at ?? never, own?.records.get(key) ?? never)
    },
    scanChangedAt(source, entity) {
      const changes = sources.get(source)
      const own = changes?.entities.get(entity)
      return Math.max(everythingAt, changes?.at ?? never, own?.at ?? never, own?.recordsAt ?? never)
    },
  }
}

const never = Number.NEGATIVE_INFINITY

interface SourceChanges {
  at: number
  readonly entities: Map<EntityName, EntityChanges>
}

interface EntityChanges {
  at: number
  /** The last of `records`. */
  recordsAt: number
  readonly records: Map<SourceKey, number>
}

function changesOf(sources: Map<string, SourceChanges>, source: string): SourceChanges {
  const known = sources.get(source) ?? { at: never, entities: new Map() }
  sources.set(source, known)
  return known
}

function noteIn(changes: SourceChanges, { entity, key }: Invalidation, at: number, maxRecords: number): void {
  if (entity === undefined) {
    changes.at = Math.max(changes.at, at)
    return
  }
  const own = changes.entities.get(entity) ?? { at: never, recordsAt: never, records: new Map() }
  changes.entities.set(entity, own)
  if (key === undefined) own.at = Math.max(own.at, at)
  else noteRecord(own, key, at, maxRecords)
}

function noteRecord(own: EntityChanges, key: SourceKey, at: number, maxRecords: number): void {
  own.recordsAt = Math.max(own.recordsAt, at)
  own.records.set(key, Math.max(own.records.get(key) ?? never, at))
  if (own.records.size <= maxRecords) return
  own.at = Math.max(own.at, own.recordsAt)
  own.records.clear()
}
