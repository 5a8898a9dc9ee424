import {
  type Column,
  compare,
  decodeKey,
  type EntityName,
  isNull,
  type NativeFilter,
  type NativeOrder,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { compareText } from '../pushdown/compare.ts'
import { compareNullable, typeOf } from '../pushdown/evaluate.ts'
import { canHold, joinAnd } from '../pushdown/native-terms.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import { structGuards } from '../pushdown/struct-needs.ts'
import { leafReader } from './decode.ts'
import { mappedField } from './native-path.ts'
import type { SourceRecord } from './record.ts'

/** A place in an ordered list: the order values and the key of the last record seen. */
export interface Position {
  readonly values: readonly (string | number | boolean | null)[]
  readonly key: SourceKey
}

/** The place of a record in a list of this order. */
export function placeOf(record: SourceRecord, order: readonly OrderTerm[]): Position {
  const leaf = leafReader(record)
  return { values: order.map((term) => leaf(term.field) as Position['values'][number]), key: record.key }
}

/** Whether a place comes after another in a list that is sorted here: nulls last, ties by key. */
export function isAfter(entity: EntityName, order: readonly OrderTerm[], place: Position, after: Position): boolean {
  for (const [i, { field, direction }] of order.entries()) {
    const [a, b] = [place.values[i] ?? null, after.values[i] ?? null]
    const difference = compareNullable(typeOf(entity, field), a, b, direction)
    if (difference !== 0) return difference > 0
  }
  return compareText(place.key, after.key) > 0
}

/** An order as the source will follow it, with the record's key as the last word. */
export interface PushedOrder {
  readonly order: readonly NativeOrder[]
  /** The order terms that reached the source, and where their values stand in a position. */
  readonly terms: readonly {
    readonly column: Column
    readonly direction: 'asc' | 'desc'
    readonly at: number
    readonly nullable: boolean
  }[]
  readonly key: readonly Column[]
  readonly source: string
}

/**
 * An order goes down only when every term sorts exactly and the source can also go on from a place in it; otherwise
 * the first page and the next would follow different orders. Fields without a value in this source order nothing.
 */
export function pushOrder(source: Source, entity: EntityName, terms: readonly OrderTerm[]): PushedOrder | undefined {
  const map = source.entities[entity]!
  const key = map.key.filter((part) => !part.native.startsWith('$'))
  if (!map.keyOrder || key.length < map.key.length || (map.rollup && (!map.rollup.ordered || terms.length > 0)))
    return undefined
  const pushed: PushedOrder['terms'][number][] = []
  for (const [at, term] of terms.entries()) {
    if (isConstant(source, entity, term.field)) continue
    const sorted = sortColumn(source, entity, term.field)
    if (!sorted) return undefined
    pushed.push({ ...sorted, direction: term.direction, at })
  }
  // Going on after a place in several columns takes a disjunction over them.
  if (pushed.length + key.length > 1 && source.caps.or !== 'any') return undefined
  const order: NativeOrder[] = [
    ...pushed.map(({ column, direction }) => ({ column, direction })),
    ...key.map((column) => ({ column, direction: 'asc' as const })),
  ]
  return { order, terms: pushed, key, source: source.name }
}

function isConstant(source: Source, entity: EntityName, path: string): boolean {
  const field = mappedField(source.entities[entity]!, path)
  return !field || field.constant !== undefined
}

function sortColumn(
  source: Source,
  entity: EntityName,
  path: string,
): { column: Column; nullable: boolean } | undefined {
  const field = mappedField(source.entities[entity]!, path)
  if (structGuards(source.entities[entity]!, entity, path).length > 0) return undefined
  if (!field?.sort || typeof field.native !== 'string' || field.native.startsWith('$') || field.values) return undefined
  const { eq, gt, lt, isNull: nulls } = field.filter ?? {}
  if (eq !== 'exact' || gt !== 'exact' || lt !== 'exact' || nulls === 'inexact') return undefined
  return { column: { native: field.native, type: nativeTypeOf(entity, path, field) }, nullable: nulls === 'exact' }
}

/**
 * "Comes after this place", as a predicate: equal up to some term and beyond it there; nulls are beyond every value.
 * @throws FreshetError CURSOR_EXPIRED at a place that no record of the source can have, PAGE_INCONSISTENT at a null where
 * the map says that there is none
 */
export function afterFilter(order: PushedOrder, position: Position): NativeFilter {
  const branches: NativeFilter[] = []
  const equal: NativeFilter[] = []
  for (const { column, direction, at, nullable } of order.terms) {
    const value = position.values[at] ?? null
    if (value === null && !nullable) throw missing(order.source, column)
    if (value !== null)
      branches.push(join([...equal, beyond(column, direction, literal(column, String(value)), nullable)]))
    equal.push(value === null ? isNull(column) : compare(column, 'eq', String(value)))
  }
  const parts = decodeKey(position.key)
  for (const [i, column] of order.key.entries()) {
    const part = literal(column, parts[i] ?? '')
    branches.push(join([...equal, compare(column, 'gt', part)]))
    equal.push(compare(column, 'eq', part))
  }
  return branches.length === 1 ? branches[0]! : { kind: 'or', terms: branches }
}

const join = (terms: readonly NativeFilter[]): NativeFilter => joinAnd(terms) as NativeFilter

/** A place comes back from the caller: what is no value of the column must not get into a query. */
function literal(column: Column, value: string): string {
  if (canHold(column.type, value)) return value
  throw new FreshetError('CURSOR_EXPIRED')
}

const missing = (source: string, column: Column) =>
  new FreshetError('PAGE_INCONSISTENT', { source, detail: `${column.native} was null` })

function beyond(column: Column, direction: 'asc' | 'desc', value: string, nullable: boolean): NativeFilter {
  const further = compare(column, direction === 'asc' ? 'gt' : 'lt', value)
  return nullable ? { kind: 'or', terms: [further, isNull(column)] } : further
}
