import type { Column, NativeFilter, NativeQuery, NativeRow } from '../../../gateway/connector/index.ts'
import { compareValues } from './compare.ts'
import type { List, Shape } from './reading.ts'

/** The column of a collection that tells its entries apart, and its type; entries are sorted by it. */
export type EntryKey = Column

/**
 * A list of the entries of a collection inside the rows of a set, where the service neither filters nor pages by entries: it
 * is asked for the rows that may have the entries, and what the question says of entries themselves is decided here.
 *
 * Columns of entries are paths, `DocumentLines/LineNum`; each row comes out as it is, with one entry in the collection's place.
 */
export function listEntries(query: NativeQuery, key: EntryKey): List {
  const collection = key.native.slice(0, key.native.indexOf('/'))
  const isOfEntry = ({ native }: Column) => native.startsWith(`${collection}/`)
  const { filter, ...rest } = query
  const outer = filter && ofRows(filter, isOfEntry)
  const order = query.order.filter(({ column }) => !isOfEntry(column))
  return {
    query: { ...rest, order, ...(outer && { filter: outer }) },
    shape: entriesOf(
      collection,
      key,
      conditions(filter).filter((term) => mentions(term, isOfEntry)),
      isOfEntry,
    ),
  }
}

type Test = (column: Column) => boolean

const conditions = (filter: NativeFilter | undefined): readonly NativeFilter[] =>
  filter === undefined ? [] : filter.kind === 'and' ? filter.terms : [filter]

const mentions = (filter: NativeFilter, test: Test): boolean =>
  'terms' in filter ? filter.terms.some((term) => mentions(term, test)) : test(filter.column)

/** What is true of every row with a wanted entry; undefined when the filter says nothing of rows. There is no negation to turn it round. */
function ofRows(filter: NativeFilter, isOfEntry: Test): NativeFilter | undefined {
  if (!('terms' in filter)) return isOfEntry(filter.column) ? undefined : filter
  const terms = filter.terms.map((term) => ofRows(term, isOfEntry))
  if (filter.kind === 'or' && terms.includes(undefined)) return undefined
  const kept = terms.filter((term) => term !== undefined)
  if (filter.kind === 'or') return alternatives(kept)
  return kept.length > 1 ? { kind: 'and', terms: kept } : kept[0]
}

/** Entries of one row name it once each: it is asked for once. */
function alternatives(terms: readonly NativeFilter[]): NativeFilter {
  const [first] = terms as [NativeFilter]
  const values = terms.map((term) =>
    term.kind === 'compare' && term.op === 'eq' && 'column' in first && term.column.native === first.column.native
      ? term.value
      : undefined,
  )
  const distinct = [...new Set(values)]
  if (distinct.includes(undefined) || first.kind !== 'compare') {
    return terms.length > 1 ? { kind: 'or', terms } : first
  }
  return distinct.length > 1 ? { kind: 'in', column: first.column, values: distinct as string[] } : first
}

function entriesOf(collection: string, key: EntryKey, wanted: readonly NativeFilter[], isOfEntry: Test): Shape {
  const name = key.native.slice(collection.length + 1)
  return (row) => {
    const entries = row[collection] ?? []
    if (!Array.isArray(entries)) throw new TypeError(`${collection} is no list`)
    const rows = (entries as NativeRow[])
      .toSorted((a, b) => compareValues(key, String(a[name]), String(b[name])))
      .map((entry) => ({ ...row, [collection]: entry }))
    return rows.filter((found) => wanted.every((term) => holds(term, found, isOfEntry)))
  }
}

/** Whether a row meets a condition on columns whose texts are ours to compare. */
export const meets = (filter: NativeFilter, row: NativeRow): boolean => holds(filter, row, () => true)

/**
 * Whether a row that the service has sent for it passes. Of other columns than `isOurs`, the service has decided what comes
 * before what, in an order of texts that is not known here: what is not equal there is beyond.
 */
function holds(filter: NativeFilter, row: NativeRow, isOurs: Test): boolean {
  if ('terms' in filter) {
    const test = (term: NativeFilter) => holds(term, row, isOurs)
    return filter.kind === 'and' ? filter.terms.every(test) : filter.terms.some(test)
  }
  const { column } = filter
  const value = column.native.split('/').reduce<unknown>((at, step) => (at as NativeRow | undefined)?.[step], row)
  if (filter.kind === 'isNull') return (value === null || value === undefined) === filter.value
  if (value === null || value === undefined) return filter.kind === 'compare' && filter.op === 'ne'
  const text = String(value)
  if (filter.kind === 'in') return filter.values.some((wanted) => compareValues(column, text, wanted) === 0)
  if (filter.op === 'contains') return !isOurs(column) || text.includes(filter.value)
  if (filter.op === 'startsWith') return !isOurs(column) || text.startsWith(filter.value)
  const difference = compareValues(column, text, filter.value)
  const isEqual = filter.op === 'eq' || filter.op === 'ne'
  return isEqual || isOurs(column) ? comparisons[filter.op](difference) : difference !== 0
}

type Comparison = Exclude<Extract<NativeFilter, { kind: 'compare' }>['op'], 'contains' | 'startsWith'>

const comparisons: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  gt: (difference) => difference > 0,
  gte: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  lte: (difference) => difference <= 0,
}
