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

/**
 * Sorts by the order terms, nulls last in both directions; then by key. Every value is read once, however often it is compared.
 * `most`: as many as are wanted of the first.
 */
export function sortedBy<T>(
  items: readonly T[],
  entity: EntityName,
  terms: readonly OrderTerm[],
  read: (item: T) => { readonly leaf: LeafReader; readonly key: string },
  most: number = items.length,
): T[] {
  const types = terms.map(({ field }) => typeOf(entity, field))
  const sortable = items.map((item): Sortable<T> => {
    const { leaf, key } = read(item)
    const values = terms.map(({ field }, i) => comparableOrNull(types[i]!, leaf(field)))
    return { item, values, key: comparable('text', key) }
  })
  return firstOf(sortable, compareBy(terms), most).map(({ item }) => item)
}

type Compare<T> = (a: T, b: T) => number

function firstOf<T>(items: T[], compare: Compare<T>, most: number): readonly T[] {
  // To find a place for each of few takes less than to sort all of them.
  return most * 4 < items.length ? leastOf(items, compare, most) : items.sort(compare).slice(0, most)
}

function leastOf<T>(items: readonly T[], compare: Compare<T>, most: number): readonly T[] {
  const least: T[] = []
  for (const item of items) {
    const isFull = least.length === most
    if (isFull && (most === 0 || compare(item, least[most - 1]!) >= 0)) continue
    if (isFull) least.pop()
    least.splice(placeIn(least, item, compare), 0, item)
  }
  return least
}

/** By halves: how many of them, which are sorted, go before it. */
function placeIn<T>(sorted: readonly T[], item: T, compare: Compare<T>): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (compare(sorted[middle]!, item) <= 0) from = middle + 1
    else to = middle
  }
  return from
}

const compareBy =
  (terms: readonly OrderTerm[]): Compare<Sortable<unknown>> =>
  (a, b) => {
    for (let i = 0; i < terms.length; i++) {
      const order = compareNullsLast(a.values[i]!, b.values[i]!, terms[i]!.direction)
      if (order !== 0) return order
    }
    return compareComparables(a.key, b.key)
  }
