import { canonical, type EntityName, type Filter, type LeafType, type Literal } from '../connector/index.ts'
import { comparableOrNull, compareNullsLast, compareValues } from './compare.ts'

/** A decoded record's leaf: nested objects walked by a dotted path; null for what is missing or could not be read. */
export type LeafReader = (path: string) => unknown

/** Decides a predicate on one record, exactly as the declarations promise that sources do. */
export function evaluate(filter: Filter, entity: EntityName, leaf: LeafReader): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => evaluate(term, entity, leaf))
    case 'or':
      return filter.terms.some((term) => evaluate(term, entity, leaf))
    case 'not':
      return !evaluate(filter.term, entity, leaf)
    case 'isNull':
      return (leaf(filter.field) === null) === filter.value
    case 'in':
      return filter.values.some((value) => compareLeaf('eq', typeOf(entity, filter.field), leaf(filter.field), value))
    case 'compare':
      return compareLeaf(filter.op, typeOf(entity, filter.field), leaf(filter.field), filter.value)
  }
}

/** Two values of a leaf type, nulls last in both directions. */
export const compareNullable = (type: LeafType, a: unknown, b: unknown, direction: 'asc' | 'desc'): number =>
  compareNullsLast(comparableOrNull(type, a), comparableOrNull(type, b), direction)

/** The canonical type of a leaf; keys and external keys are text. */
export function typeOf(entity: EntityName, field: string): LeafType {
  return canonical[entity].fields[field]?.type ?? 'text'
}

function compareLeaf(
  op: Extract<Filter, { kind: 'compare' }>['op'],
  type: LeafType,
  actual: unknown,
  wanted: Literal,
): boolean {
  if (actual === null) return op === 'ne'
  switch (op) {
    case 'contains':
      return String(actual).includes(String(wanted))
    case 'startsWith':
      return String(actual).startsWith(String(wanted))
    case 'eq':
      return compareValues(type, actual, wanted) === 0
    case 'ne':
      return compareValues(type, actual, wanted) !== 0
    case 'lt':
      return compareValues(type, actual, wanted) < 0
    case 'lte':
      return compareValues(type, actual, wanted) <= 0
    case 'gt':
      return compareValues(type, actual, wanted) > 0
    case 'gte':
      return compareValues(type, actual, wanted) >= 0
  }
}
