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
  /** The place of a record in an ordered list. */
  position(record: Served, order: readonly OrderTerm[]): Position
}
