import {
  type Column,
  canonical,
  decodeKey,
  type EntityName,
  type NativeFilter,
  type NativeOrder,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../connector/index.ts'
import { joinAnd } from '../pushdown/native-terms.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import { structGuards } from '../pushdown/struct-needs.ts'
import { mappedField } from './native-path.ts'

/** A place in an ordered list: the order values and the key of the last record seen. */
export interface Position {
  readonly values: readonly (string | number | boolean | null)[]
  readonly key: SourceKey
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
    const column = sortColumn(source, entity, term.field)
    if (!column) return undefined
    pushed.push({
      column,
      direction: term.direction,
      at,
      nullable: mappedField(map, term.field)!.filter?.isNull === 'exact',
    })
  }
  const order: NativeOrder[] = [
    ...pushed.map(({ column, direction }) => ({ column, direction })),
    ...key.map((column) => ({ column, direction: 'asc' as const })),
  ]
  return { order, terms: pushed, key }
}

function isConstant(source: Source, entity: EntityName, path: string): boolean {
  const field = mappedField(source.entities[entity]!, path)
  return !field || field.constant !== undefined
}

function sortColumn(source: Source, entity: EntityName, path: string): Column | undefined {
  const field = mappedField(source.entities[entity]!, path)
  if (structGuards(source.entities[entity]!, entity, path).length > 0) return undefined
  if (!field?.sort || typeof field.native !== 'string' || field.native.startsWith('$') || field.values) return undefined
  const { eq, gt, lt } = field.filter ?? {}
  if (eq !== 'exact' || gt !== 'exact' || lt !== 'exact') return undefined
  return { native: field.native, type: nativeTypeOf(entity, path, field) }
}

/** "Comes after this place", as a predicate: equal up to some term and beyond it there; nulls are beyond every value. */
export function afterFilter(order: PushedOrder, position: Position): NativeFilter | undefined {
  const branches: NativeFilter[] = []
  const equal: NativeFilter[] = []
  for (const { column, direction, at, nullable } of order.terms) {
    const value = position.values[at] ?? null
    if (value !== null) branches.push(...withPrefix(equal, beyond(column, direction, String(value), nullable)))
    equal.push(
      value === null
        ? { kind: 'isNull', column, value: true }
        : { kind: 'compare', op: 'eq', column, value: String(value) },
    )
  }
  const parts = decodeKey(position.key)
  for (const [i, column] of order.key.entries()) {
    branches.push(...withPrefix(equal, { kind: 'compare', op: 'gt', column, value: parts[i] ?? '' }))
    equal.push({ kind: 'compare', op: 'eq', column, value: parts[i] ?? '' })
  }
  return branches.length === 1 ? branches[0] : { kind: 'or', terms: branches }
}

function beyond(column: Column, direction: 'asc' | 'desc', value: string, nullable: boolean): NativeFilter {
  const further: NativeFilter = { kind: 'compare', op: direction === 'asc' ? 'gt' : 'lt', column, value }
  return nullable ? { kind: 'or', terms: [further, { kind: 'isNull', column, value: true }] } : further
}

function withPrefix(equal: readonly NativeFilter[], last: NativeFilter): NativeFilter[] {
  const joined = joinAnd([...equal, last])
  return typeof joined === 'boolean' ? [] : [joined]
}

/** Whether a field can be ordered by at all: sortable in the schema. */
export const isSortable = (entity: EntityName, path: string): boolean =>
  canonical[entity].fields[path]?.sortable === true || path === 'id'
