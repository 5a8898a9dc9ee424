import type { Column, NativeFilter, NativeQuery, NativeRow } from '../../../gateway/connector/index.ts'
import { compareValues } from './compare.ts'
import type { List } from './reading.ts'

/** A column that no set has, and the value that it would have in every row of this one. */
export interface Tag {
  readonly column: string
  readonly value: string
}

/**
 * The list of one of several sets that are read as one: rows are tagged with their set, and what the question says of the tag
 * is decided here. Undefined where that rules the set out.
 */
export function listOf(query: NativeQuery, object: string, tag: Tag): List | undefined {
  const isTag = ({ native }: Column) => native === tag.column
  const filter = query.filter
    ? folded(query.filter, (leaf) => (isTag(leaf.column) ? isTrue(leaf, tag.value) : leaf))
    : true
  if (filter === false) return undefined
  const { filter: _filter, ...rest } = query
  const asked: NativeQuery = {
    ...rest,
    object,
    columns: query.columns.filter((column) => !isTag(column)),
    order: query.order.filter(({ column }) => !isTag(column)),
    ...(filter !== true && { filter }),
  }
  return { query: asked, shape: (row: NativeRow) => [{ ...row, [tag.column]: tag.value }] }
}

export type Leaf = Exclude<NativeFilter, { terms: unknown }>
/** A predicate, or what it has been decided to be for every row of a set. */
export type Folded = NativeFilter | boolean

/** A predicate whose leaves are put into the words of one set, or decided for it. */
export function folded(filter: NativeFilter, leaf: (leaf: Leaf) => Folded): Folded {
  if (!('terms' in filter)) return leaf(filter)
  return joined(
    filter.kind,
    filter.terms.map((term) => folded(term, leaf)),
  )
}

function joined(kind: 'and' | 'or', terms: readonly Folded[]): Folded {
  const decisive = kind === 'or'
  if (terms.includes(decisive)) return decisive
  const kept = terms.filter((term) => typeof term !== 'boolean')
  if (kept.length === 0) return !decisive
  return kept.length === 1 ? kept[0]! : { kind, terms: kept }
}

function isTrue(filter: Leaf, value: string): boolean {
  if (filter.kind === 'isNull') return !filter.value
  if (filter.kind === 'in') return filter.values.includes(value)
  const difference = compareValues({ type: 'text' }, value, filter.value)
  switch (filter.op) {
    case 'eq':
      return difference === 0
    case 'ne':
      return difference !== 0
    case 'gt':
      return difference > 0
    case 'gte':
      return difference >= 0
    case 'lt':
      return difference < 0
    case 'lte':
      return difference <= 0
    case 'contains':
      return value.includes(filter.value)
    case 'startsWith':
      return value.startsWith(filter.value)
  }
}
