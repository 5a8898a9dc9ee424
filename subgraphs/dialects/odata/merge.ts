import type { NativeOrder, NativeRow } from '../../../gateway/connector/index.ts'
import { compareValues } from './compare.ts'

/** In which order several lists are one, and how many rows of it are wanted. */
export interface Merging {
  readonly order: readonly NativeOrder[]
  readonly limit?: number | undefined
}

/** Rows of one list that are at hand, in the order, and where the list goes on when they are used up. */
export interface Stream<Following> {
  readonly rows: readonly NativeRow[]
  readonly following?: Following
}

/**
 * The first rows of all lists as one, as far as they are known: no further than the shortest list that goes on. Only columns
 * that every row has, of numbers, days and instants, or of texts that are ours: how a database sorts text is not known here.
 */
export function merged<Following>(streams: readonly Stream<Following>[], { order, limit }: Merging) {
  const at = streams.map(() => 0)
  const rows: NativeRow[] = []
  const compare = comparing(order)
  const isDry = () => streams.some(({ rows, following }, i) => at[i] === rows.length && following !== undefined)
  while (rows.length < (limit ?? Number.POSITIVE_INFINITY) && !isDry()) {
    const heads = streams.flatMap(({ rows }, i) => (at[i]! < rows.length ? [i] : []))
    if (heads.length === 0) break
    const least = heads.reduce((a, b) => (compare(streams[b]!.rows[at[b]!]!, streams[a]!.rows[at[a]!]!) < 0 ? b : a))
    rows.push(streams[least]!.rows[at[least]!]!)
    at[least] = at[least]! + 1
  }
  const rest = streams.map((stream, i) => ({ ...stream, rows: stream.rows.slice(at[i]) }))
  return { rows, rest, left: limit === undefined ? undefined : limit - rows.length }
}

function comparing(order: readonly NativeOrder[]): (a: NativeRow, b: NativeRow) => number {
  return (a, b) => {
    for (const { column, direction } of order) {
      const difference = compareValues(column, valueAt(a, column.native), valueAt(b, column.native))
      if (difference !== 0) return direction === 'asc' ? difference : -difference
    }
    return 0
  }
}

const valueAt = (row: NativeRow, path: string): string =>
  String(path.split('/').reduce<unknown>((value, step) => (value as NativeRow | undefined)?.[step], row))
