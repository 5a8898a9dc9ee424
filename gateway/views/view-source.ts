import type { EntityName, Filter, OrderTerm, Source, SourceKey } from '../connector/index.ts'
import type { AggregateQuery, AggregateResult, Freshness, Served } from '../read/index.ts'

/** Which rows a view wants of one source, and what of them. */
export interface RowsQuery {
  readonly entity: EntityName
  /** Canonical paths; no more than the view needs. */
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order?: readonly OrderTerm[]
  /** At most this many; without it all of them, up to the source's `maxScanRows`. */
  readonly first?: number
  readonly freshness: Freshness
}

export interface ChildRowsQuery extends Omit<RowsQuery, 'entity' | 'order' | 'first'> {
  readonly parent: EntityName
  readonly relation: string
  readonly key: SourceKey
}

export interface Rows {
  readonly rows: readonly Served[]
  /** Whether there are more than were asked for. */
  readonly hasMore: boolean
  /** Round trips to the vendor that this cost. */
  readonly calls: number
  /** What the source has and the question did not find, in words for people. */
  readonly lacks?: readonly string[]
}

export interface SumsQuery extends AggregateQuery {
  readonly freshness: Freshness
}

/** What a source's records add up to. */
export interface Sums extends AggregateResult, Pick<Rows, 'calls' | 'lacks'> {}

/** One source as a view reads it, in this process or behind its own server. */
export interface ViewSource {
  readonly source: Source
  /** @throws FreshetError, QUERY_TOO_COSTLY when all are wanted and there are more than `maxScanRows` */
  rows(query: RowsQuery): Promise<Rows>
  /**
   * Groups and sums over all records that match, added up by the source itself where it can.
   * @throws FreshetError, QUERY_TOO_COSTLY when its rows are needed and there are more than `maxScanRows`
   */
  sums(query: SumsQuery): Promise<Sums>
  /** Whether the source would add that up by itself; the rest is said by the answer. */
  addsUp(query: AggregateQuery): boolean
  /** The records of a to-many relation of one parent; parents of one tick are read together. */
  children(query: ChildRowsQuery): Promise<Rows>
}
