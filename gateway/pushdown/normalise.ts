import type { Filter } from '../connector/index.ts'

/** Keeps every record; an empty conjunction. */
export const always: Filter = Object.freeze({ kind: 'and', terms: [] })
/** Keeps no record; an empty disjunction. */
export const never: Filter = Object.freeze({ kind: 'or', terms: [] })

export const isAlways = (filter: Filter): boolean => filter.kind === 'and' && filter.terms.length === 0
export const isNever = (filter: Filter): boolean => filter.kind === 'or' && filter.terms.length === 0

/**
 * The same predicate with negation only at leaves that have no opposite (`not contains`), nested and/or flattened,
 * constants folded and repeated values dropped.
 */
export function normalise(filter: Filter): Filter {
  return push(filter, false)
}

function push(filter: Filter, negated: boolean): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const kind = (filter.kind === 'and') !== negated ? 'and' : 'or'
      return fold(
        kind,
        filter.terms.map((term) => push(term, negated)),
      )
    }
    case 'not':
      return push(filter.term, !negated)
    case 'isNull':
      return negated ? { ...filter, value: !filter.value } : filter
    case 'in':
      return pushIn(filter, negated)
    case 'compare':
      return negated ? negate(filter) : filter
  }
}

function pushIn(filter: Extract<Filter, { kind: 'in' }>, negated: boolean): Filter {
  const values = [...new Set(filter.values)]
  if (negated)
    return fold(
      'and',
      values.map((value) => ({ kind: 'compare', field: filter.field, op: 'ne', value })),
    )
  return values.length === 0 ? never : { ...filter, values }
}

/** Comparisons are false on null, so the opposite of an order comparison must let nulls in. */
function negate(filter: Extract<Filter, { kind: 'compare' }>): Filter {
  const flip = (op: 'lt' | 'lte' | 'gt' | 'gte'): Filter =>
    fold('or', [
      { ...filter, op },
      { kind: 'isNull', field: filter.field, value: true },
    ])
  switch (filter.op) {
    case 'eq':
      return { ...filter, op: 'ne' }
    case 'ne':
      return { ...filter, op: 'eq' }
    case 'lt':
      return flip('gte')
    case 'lte':
      return flip('gt')
    case 'gt':
      return flip('lte')
    case 'gte':
      return flip('lt')
    case 'contains':
    case 'startsWith':
      return { kind: 'not', term: filter }
  }
}

/** Joins terms, flattening the same connective and folding constants. */
export function fold(kind: 'and' | 'or', terms: readonly Filter[]): Filter {
  const absorbing = kind === 'and' ? isNever : isAlways
  const neutral = kind === 'and' ? isAlways : isNever
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term])).filter((term) => !neutral(term))
  if (flat.some(absorbing)) return kind === 'and' ? never : always
  return flat.length === 1 ? flat[0]! : { kind, terms: flat }
}

/** Every field path a filter reads. */
export function filterFields(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...new Set(filter.terms.flatMap(filterFields))]
    case 'not':
      return filterFields(filter.term)
    case 'compare':
    case 'in':
    case 'isNull':
      return [filter.field]
  }
}
