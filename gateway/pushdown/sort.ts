import type { EntityName, OrderTerm } from '../connector/index.ts'
import { type Comparable, comparable, comparableOrNull, compareComparables, compareNullsLast } from './compare.ts'
import { type LeafReader, typeOf } from './evaluate.ts'

/** What is sorted, with what it is sorted by. */
interface Sortable<T> {
  readonly item: T
  /** By term; null for what is missing. */
  readonly values: readonly (Comparable | null)[]
  readonly key: Comparable
}

/** Sorts by the order terms, nulls last in both directions; then by key. Every value is read once, however often it is compared. */
export function sortedBy<T>(
  items: readonly T[],
  entity: EntityName,
  terms: readonly OrderTerm[],
  read: (item: T) => { readonly leaf: LeafReader; readonly key: string },
): T[] {
  const types = terms.map(({ field }) => typeOf(entity, field))
  const sortable = items.map((item): Sortable<T> => {
    const { leaf, key } = read(item)
    const values = terms.map(({ field }, i) => comparableOrNull(types[i]!, leaf(field)))
    return { item, values, key: comparable('text', key) }
  })
  return sortable.sort(compareBy(terms)).map(({ item }) => item)
}

const compareBy =
  (terms: readonly OrderTerm[]) =>
  (a: Sortable<unknown>, b: Sortable<unknown>): number => {
    for (let i = 0; i < terms.length; i++) {
      const order = compareNullsLast(a.values[i]!, b.values[i]!, terms[i]!.direction)
      if (order !== 0) return order
    }
    return compareComparables(a.key, b.key)
  }
