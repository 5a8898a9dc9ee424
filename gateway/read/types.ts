import type { Freshness } from '../cache/index.ts'
import type { EntityName, Filter, OrderTerm, Source, SourceKey } from '../connector/index.ts'
import type { Position } from './position.ts'
import type { Served } from './record.ts'
import type { ReadScope } from './scope.ts'

/** How fresh a read must be. */
export interface Wishing {
  /** The asking field's own wish, already narrowed; without it, the request's. */
  readonly freshness?: Freshness | undefined
}

export interface ListQuery extends Wishing {
  readonly entity: EntityName
  /** Canonical paths wanted; keys and stamps come anyway. */
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order: readonly OrderTerm[]
  readonly first: number
  readonly after?: Position | undefined
}

export interface ListResult {
  readonly rows: readonly Served[]
  readonly hasMore: boolean
}

export interface LookupQuery extends Wishing {
  readonly entity: EntityName
  readonly keys: readonly SourceKey[]
  readonly fields: readonly string[]
}

export interface ChildrenQuery extends Wishing {
  /** The parent's entity and its to-many field. */
  readonly parent: EntityName
  readonly relation: string
  readonly keys: readonly SourceKey[]
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order: readonly OrderTerm[]
}

/** What records are grouped by: a leaf, or the month (`YYYY-MM`) of a date. */
export interface GroupTerm {
  readonly field: string
  readonly part?: 'month'
}

/** What is told of each group. A count without a field is of rows; with one, of the rows that have a value. */
export type Measure =
  | { readonly kind: 'count'; readonly field?: undefined }
  | { readonly kind: 'count' | 'sum' | 'min' | 'max'; readonly field: string }

export interface AggregateQuery extends Wishing {
  readonly entity: EntityName
  /** Leaves of one value each; none for one group of all rows. */
  readonly groupBy: readonly GroupTerm[]
  readonly measures: readonly Measure[]
  readonly filter?: Filter | undefined
  /** Sums are of use without counts: of a source that tells none, `rows` and counts of what every record has are null. */
  readonly isCountOptional?: boolean
}

/** A leaf in canonical form: decimals and dates as text, a reference as the other record's source key. */
export type GroupValue = string | number | boolean | null

export interface AggregateGroup {
  /** In the order of `groupBy`. A leaf that the source does not have is null. */
  readonly key: readonly GroupValue[]
  /** In the order of `measures`: counts as numbers, sums as exact decimals; null where no row of the group has a value. */
  readonly values: readonly GroupValue[]
  /** How many records it is made of; null only where `isCountOptional`. */
  readonly rows: number | null
}

export interface AggregateResult {
  /** In no order. */
  readonly groups: readonly AggregateGroup[]
  /** Rows that hold a value which could not be read, and which is in no sum. */
  readonly unreadable: number
  /** Epoch millis of the oldest read that it rests on; null when it rests on no row. */
  readonly readAt: number | null
  readonly servedFrom: Served['servedFrom']
  /** The source added up itself; otherwise its rows were read and added up here. */
  readonly native: boolean
}

/**
 * One source, read by whole levels: many keys, one call. All throw FreshetError with the source named.
 * UNSUPPORTED: the source does not serve the entity, or a field that the filter needs. PartlyFailed: some of the keys could be
 * answered from what is held, and the others not at all.
 */
export interface SourceReader {
  readonly source: Source
  list(query: ListQuery, scope: ReadScope): Promise<ListResult>
  /** Whether a list would be answered from what this process holds. Nothing is asked, and nothing counted. */
  isHeld(query: ListQuery, scope: ReadScope): boolean
  /** Records by key; unknown keys are absent from the map. */
  lookup(query: LookupQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, Served>>
  /** Related records by parent key, sorted; a parent without any has an empty list. */
  children(query: ChildrenQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, readonly Served[]>>
  /**
   * Groups and sums over all records that match, added up by the source where it does so exactly, else here.
   * @throws FreshetError QUERY_TOO_COSTLY when more than `maxScanRows` rows would have to be read for it
   */
  aggregate(query: AggregateQuery, scope: ReadScope): Promise<AggregateResult>
  /** Whether that would be answered from what this process holds. Nothing is asked, and nothing counted. */
  holdsSums(query: AggregateQuery, scope: ReadScope): boolean
  /** The place of a record in an ordered list. */
  position(record: Served, order: readonly OrderTerm[]): Position
}
