import {
  and,
  column,
  type NativeFilter,
  type NativeQuery,
  type NativeRow,
  oneOf,
} from '../../gateway/connector/index.ts'
import { namedIn } from '../dialects/odata/named.ts'
import type { List } from '../dialects/odata/reading.ts'

/**
 * An item in a location, as one column that no table has: the vendor takes no alternatives over two fields, so that keys of
 * two parts could only be asked one by one.
 */
export const place = 'place'

const item = column('itemNo')
const location = column('locationCode')

const placeOf = (row: NativeRow): string =>
  [item, location].map(({ native }) => encodeURIComponent(String(row[native]))).join('/')

/** Entries of items in locations: a question for places is one for their items and locations, of which some pairs are too many. */
export function listPlaces(query: NativeQuery): List {
  const { values: wanted, rest } = namedIn(query.filter, place)
  const asked = [...rest, ...(wanted ? [someOf(item, wanted, 0), someOf(location, wanted, 1)] : [])]
  const columns = [...query.columns.filter(({ native }) => native !== place), item, location]
  return {
    query: { ...query, columns, ...(asked.length > 0 && { filter: and(...asked) }) },
    shape: (row) => {
      const own = placeOf(row)
      return wanted === undefined || wanted.includes(own) ? [{ ...row, [place]: own }] : []
    },
  }
}

/** Blank text is in no row: what is no place finds none. */
function someOf(part: typeof item, places: readonly string[], index: 0 | 1): NativeFilter {
  const values = places.map((text) => decoded(text.split('/')[index] ?? ''))
  return oneOf(part, ...new Set(values))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
