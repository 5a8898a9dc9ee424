import type { EntityName, NativeRow, SourceKey, SourceName } from '../connector/index.ts'

/** One record of one source in canonical form. Shared between requests once cached: what it says is never written to. */
export interface SourceRecord {
  readonly type: EntityName
  readonly source: SourceName
  readonly key: SourceKey
  /** Nested canonical values of the paths that were asked; refs are source keys; an Error stands for an unreadable value. */
  readonly values: Readonly<Record<string, unknown>>
  /** Epoch millis, taken before the request left. */
  readonly readAt: number
  /** The native row, for the joins of relations that do not use the record's key. */
  readonly row: NativeRow
  /** Roughly what it takes in memory, where that is known. */
  readonly bytes?: number | undefined
}

export type ServedFrom = 'LIVE' | 'CACHE' | 'STALE_CACHE'

/** A record as given to one caller. */
export interface Served {
  readonly record: SourceRecord
  readonly servedFrom: ServedFrom
}
