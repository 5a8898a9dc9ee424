import {
  type CanonicalField,
  canonical,
  type EntityName,
  encodeGlobalId,
  type Filter,
  type Literal,
  type Operator,
  type SourceKey,
} from '../../gateway/connector/index.ts'
import { leafReader } from '../../gateway/read/decode.ts'
import type { Served } from '../../gateway/read/index.ts'

const comparisons = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const satisfies readonly Operator[]

/** Filters on one field with values that occur, values that do not, and null. */
export function sampleFilters(entity: EntityName, path: string, rows: readonly Served[]): Filter[] {
  const shape = canonical[entity].fields[path]!
  const values = sampleValues(entity, path, rows)
  const isOrdered = ['decimal', 'int', 'date', 'instant', 'text'].includes(shape.type)
  const operators = comparisons.slice(0, isOrdered ? 6 : 2)
  const simple = values.flatMap((value) => operators.map((op): Filter => ({ kind: 'compare', field: path, op, value })))
  const texts = shape.type === 'text' ? values.flatMap((value) => textFilters(path, String(value))) : []
  const nulls = [true, false].map((value): Filter => ({ kind: 'isNull', field: path, value }))
  const list: Filter = { kind: 'in', field: path, values }
  return distinct([...simple, ...texts, ...nulls, list, { kind: 'not', term: list }])
}

/** A code in capitals is the same in capitals, and short text its own beginning: what is asked twice is answered alike. */
const distinct = (filters: readonly Filter[]): Filter[] => [
  ...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values(),
]

/** As written, and in the other case: a source that compares without case must say so of every operator. */
function textFilters(field: string, value: string): Filter[] {
  const pieces = [value, value.toUpperCase(), value.toLowerCase()]
  return pieces.flatMap((text): Filter[] => [
    { kind: 'compare', field, op: 'eq', value: text },
    { kind: 'compare', field, op: 'contains', value: text.slice(1, 4) || text },
    { kind: 'compare', field, op: 'startsWith', value: text.slice(0, 3) || text },
  ])
}

/** Values of a field that occur, awkward ones among them, and some that do not. */
export function sampleValues(entity: EntityName, path: string, rows: readonly Served[]): Literal[] {
  const shape = canonical[entity].fields[path]!
  const all = rows.map(({ record }) => leafReader(record)(path))
  const seen = [...new Set(all)].filter((value) => value !== null && value !== '') as Literal[]
  const awkward = seen.find((value) => /['"\\%_]/.test(String(value)))
  const picked = [seen[0], seen[Math.floor(seen.length / 2)], seen.at(-1), awkward]
  const members = shape.type === 'enum' ? (shape.enum ?? []).slice(0, 4) : []
  const values = [...picked, absent[shape.type], ...members, ...foreignIds(shape)]
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** Values of each type that no record has, save for booleans. */
const absent: Readonly<Record<string, Literal>> = {
  text: "no such 'value'",
  decimal: '-987654321.12',
  int: -7,
  date: '1901-01-01',
  instant: '1901-01-01T00:00:00Z',
  boolean: true,
}

/** The id of a record in another system: nothing here can refer to it. */
function foreignIds({ type, to }: CanonicalField): string[] {
  return type === 'ref' ? [encodeGlobalId({ type: to!, source: 'elsewhere' as never, key: 'X' as SourceKey })] : []
}
