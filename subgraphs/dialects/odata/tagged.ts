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
  const open = inWordsOf(query, (leaf) => (isTag(leaf.column) ? isTrueOf(tag.value, leaf) : leaf))
  if (open === undefined) return undefined
  const asked: NativeQuery = {
    ...open,
    object,
    columns: query.columns.filter((column) => !isTag(column)),
    order: query.order.filter(({ column }) => !isTag(column)),
  }
  return { query: asked, shape: (row: NativeRow) => [{ ...row, [tag.column]: tag.value }] }
}

/** A question whose predicates are put into the words of one set, or decided for it. Undefined where that rules the set out. */
export function inWordsOf(query: NativeQuery, leaf: (leaf: Leaf) => Folded): NativeQuery | undefined {
  const { filter: asked, ...rest } = query
  const filter = asked ? folded(asked, leaf) : true
  return filter === false ? undefined : { ...rest, ...(filter !== true && { filter }) }
}

export type Leaf = Exclude<NativeFilter, { terms: unknown }>
/** A predicate, or what it has been decided to be for every row of a set. */
export type Folded = NativeFilter | boolean

/** A predicate whose leaves are put into the words of one set, or decided for it. */
function folded(filter: NativeFilter, leaf: (leaf: Leaf) => Folded): Folded {
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

/** Whether a predicate holds for a text that is ours to compare. */
export function isTrueOf(value: string, filter: Leaf): boolean {
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
