import { canonical, type EntityName, type Filter, type OrderTerm, type SourceKey } from '../connector/index.ts'
import type { AnswerOf } from './each-alone.ts'
import type { KeySets } from './key-sets.ts'
import { isAfter, type Position } from './position.ts'
import type { Served } from './record.ts'
import { countCalls, type Freshness, type ReadScope } from './scope.ts'
import type { ListQuery, ListResult, SourceReader, Wishing } from './types.ts'

/** Which records of a to-many relation are wanted, and what of them. */
export interface ChildrenWish {
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order: readonly OrderTerm[]
  /** The asking field's own wish; without it, the request's. */
  readonly freshness?: Freshness | undefined
  /** Not part of the read: every parent may stand at another place of its own list. */
  readonly after?: Position | undefined
}

/** The related records of one parent. */
export interface Children {
  /** Sorted, and after the wished position. */
  readonly rows: readonly Served[]
  /** How many there are without regard to the position. */
  readonly total: number
  /** The calls this cost. A read for many parents is booked on the first of them, so that sums are true. */
  readonly calls: number
}

export type Listed = ListResult & { readonly calls: number }

/**
 * One source as one request sees it: what is asked within a tick is asked together, and nothing is asked twice.
 * Never shared between requests: what one caller may see stays with that caller.
 */
export interface Loaders {
  list(query: ListQuery): Promise<Listed>
  /** Undefined when the source has no such record. */
  record(
    entity: EntityName,
    key: SourceKey,
    fields: readonly string[],
    freshness?: Freshness,
  ): Promise<Served | undefined>
  children(parent: EntityName, relation: string, key: SourceKey, wish: ChildrenWish): Promise<Children>
}

/** What is asked key by key here and by whole sets there is asked together. */
export function createLoaders(reader: SourceReader, keySets: KeySets, scope: ReadScope): Loaders {
  return {
    async list(query) {
      const counted = countCalls(scope)
      const result = await reader.list(query, counted.scope)
      return { ...result, calls: counted.calls() }
    },
    record: (entity, key, fields, freshness) => one(keySets.records({ entity, freshness }, [key], fields), key),
    async children(parent, relation, key, { fields, filter, order, freshness, after }) {
      const question = { parent, relation, filter, order, freshness }
      const family = await one(keySets.children(question, [key], fields), key)
      return childrenAfter(reader, canonical[parent].relations[relation]!.to, { order, after }, family)
    },
  }
}

/** Those of a parent's records that come after the wished position. */
export function childrenAfter(
  reader: SourceReader,
  entity: EntityName,
  { order, after }: Pick<ChildrenWish, 'order' | 'after'>,
  { rows, calls }: Omit<Children, 'total'>,
): Children {
  const rest = after ? rows.filter((row) => isAfter(entity, order, reader.position(row, order), after)) : rows
  return { rows: rest, total: rows.length, calls }
}

export interface RecordQuestion extends Wishing {
  readonly entity: EntityName
}

export interface ChildrenQuestion extends Wishing {
  readonly parent: EntityName
  readonly relation: string
  readonly filter: Filter | undefined
  readonly order: readonly OrderTerm[]
}

async function one<T>(reading: Promise<AnswerOf<T>>, key: SourceKey): Promise<T> {
  const answer = (await reading)(key)
  if (answer instanceof Error) throw answer
  return answer
}
