import {
  canonical,
  decodeKey,
  type EntityName,
  encodeKey,
  type Filter,
  isMapped,
  type NativeRow,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../../gateway/connector/index.ts'
import { compareNullable, evaluate, typeOf } from '../../gateway/pushdown/evaluate.ts'
import { sortedBy } from '../../gateway/pushdown/sort.ts'
import { addedUp, aggregatePaths } from '../../gateway/read/aggregate.ts'
import { expandPaths } from '../../gateway/read/columns.ts'
import { compileDecoder, leafReader } from '../../gateway/read/decode.ts'
import { noteCall, type ReadScope, type Served, type SourceReader } from '../../gateway/read/index.ts'
import { fieldOf } from '../../gateway/read/native-path.ts'
import type { Position } from '../../gateway/read/position.ts'
import { requireEntity, requireFields } from '../../gateway/read/refuse.ts'

/** Rows by entity, columns as the entity map names them. */
export type Rows = Readonly<Partial<Record<EntityName, readonly NativeRow[]>>>

export interface Asked {
  readonly verb: 'aggregate' | 'list' | 'lookup' | 'children'
  readonly entity: EntityName
  readonly fields: readonly string[]
  readonly [more: string]: unknown
}

export interface FakeReader extends SourceReader {
  /** Every read, in order. */
  readonly asked: Asked[]
}

export interface FakeOptions {
  /** Epoch millis of every read. */
  readonly readAt?: number
  /** Answers with whole rows, as a warm cache does, instead of only what was asked. */
  readonly whole?: boolean
  readonly servedFrom?: Served['servedFrom']
  /** Thrown by a read, once it was counted. */
  readonly failure?: (asked: Asked) => Error | undefined
}

/** Reads rows in memory by the contract of `SourceReader`, at one call a read. */
export function fakeReader(
  source: Source,
  rows: Rows,
  { readAt = 0, whole = false, servedFrom = 'LIVE', failure }: FakeOptions = {},
): FakeReader {
  const asked: Asked[] = []

  async function begin(read: Asked, scope: ReadScope): Promise<void> {
    asked.push(read)
    noteCall(scope, source.name)
    const error = failure?.(read)
    if (error) throw error
    requireEntity(source, read.entity)
  }

  function select(
    entity: EntityName,
    fields: readonly string[],
    filter: Filter | undefined,
    order: readonly OrderTerm[],
  ): Served[] {
    requireFields(source, entity, filter)
    const mapped = Object.keys(source.entities[entity]!.fields)
    const decode = compileDecoder(
      source,
      entity,
      whole ? mapped : expandPaths(source, entity, [...fields, ...order.map(({ field }) => field)]),
      () => readAt,
    )
    const decodeWhole = compileDecoder(source, entity, mapped, () => readAt)
    const entries = (rows[entity] ?? []).map((row) => ({
      row,
      leaf: leafReader(decodeWhole(row)),
      key: String(row.key),
    }))
    const kept = entries.filter(({ leaf }) => !filter || evaluate(filter, entity, leaf))
    return sortedBy(kept, entity, order, (entry) => entry).map(({ row }) => ({ record: decode(row), servedFrom }))
  }

  const position = ({ record }: Served, order: readonly OrderTerm[]): Position => {
    const leaf = leafReader(record)
    return { values: order.map(({ field }) => leaf(field) as string | null), key: record.key }
  }

  return {
    source,
    asked,
    position,
    isHeld: () => false,
    holdsSums: () => false,
    async list({ entity, fields, filter, order, first, after }, scope) {
      await begin({ verb: 'list', entity, fields, filter, order, first, after }, scope)
      const all = select(entity, fields, filter, order)
      const rest = after ? all.filter((row) => isBeyond(entity, order, position(row, order), after)) : all
      return { rows: rest.slice(0, first), hasMore: rest.length > first }
    },
    async aggregate(query, scope) {
      const { entity, groupBy, measures, filter } = query
      const fields = aggregatePaths(query)
      await begin({ verb: 'aggregate', entity, fields, groupBy, measures, filter }, scope)
      return addedUp(select(entity, fields, filter, []), query)
    },
    async lookup({ entity, keys, fields }, scope) {
      await begin({ verb: 'lookup', entity, keys, fields }, scope)
      const found = select(entity, fields, undefined, []).filter(({ record }) => keys.includes(record.key))
      return new Map(found.map((served) => [served.record.key, served]))
    },
    async children({ parent, relation, keys, fields, filter, order }, scope) {
      const { to, by } = canonical[parent].relations[relation]!
      await begin({ verb: 'children', entity: to, parent, relation, keys, fields, filter, order }, scope)
      const all = select(to, fields, filter, order)
      return groups(keys, all, ({ record }) => ownerOf(source, to, by, record.row))
    },
  }
}

function isBeyond(entity: EntityName, order: readonly OrderTerm[], place: Position, after: Position): boolean {
  const differences = order.map(({ field, direction }, i) =>
    compareNullable(typeOf(entity, field), place.values[i] ?? null, after.values[i] ?? null, direction),
  )
  const decisive = differences.find((difference) => difference !== 0)
  return decisive === undefined ? place.key > after.key : decisive > 0
}

function ownerOf(source: Source, entity: EntityName, by: string, row: NativeRow): SourceKey {
  const field = fieldOf(source.entities[entity]!, by)
  return encodeKey([String(isMapped(field) ? row[String(field.native)] : '')])
}

function groups(
  keys: readonly SourceKey[],
  rows: readonly Served[],
  ownerOf: (row: Served) => SourceKey,
): Map<SourceKey, Served[]> {
  return new Map(
    keys.map((key) => [key, rows.filter((row) => decodeKey(ownerOf(row)).join() === decodeKey(key).join())]),
  )
}
