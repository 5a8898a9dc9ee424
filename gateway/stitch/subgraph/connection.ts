import type { EntityName } from '../../connector/index.ts'
import { lacksOf, type RelationName, type Served, type SourceReader } from '../../read/index.ts'
import { encodeCursor } from './cursor.ts'
import type { PageWish } from './page-input.ts'
import { nodeOf } from './record-node.ts'
import type { Selection } from './selection.ts'

/** A page that was read. */
export interface ReadPage {
  readonly rows: readonly Served[]
  readonly hasMore: boolean
  readonly hasPrevious: boolean
  /** Null when not known without further reading. */
  readonly total: number | null
  readonly calls: number
}

/** The list that a page is of. */
export interface Listing extends Pick<PageWish, 'filter' | 'order'> {
  readonly entity: EntityName
  /** The relation that it is; without it, a list of its own. */
  readonly of?: RelationName
}

/** A connection over one source, as its type's default resolvers read it. */
export function connectionOf(reader: SourceReader, listing: Listing, page: ReadPage, selection: Selection) {
  const { entity, order } = listing
  const { rows, hasMore, hasPrevious, total, calls } = page
  const nodes = rows.map((row) => nodeOf(row, selection))
  const lacks = lacksOf(reader.source, listing)
  const isWhole = lacks.length === 0
  const cursorOf = (row: Served | undefined) => (row ? encodeCursor(entity, order, reader.position(row, order)) : null)
  return {
    edges: () => nodes.map((node) => ({ cursor: () => cursorOf(node.served), node })),
    nodes,
    pageInfo: {
      hasNextPage: hasMore,
      hasPreviousPage: hasPrevious,
      startCursor: () => cursorOf(rows[0]),
      endCursor: () => cursorOf(rows.at(-1)),
    },
    // Those that are not found are not counted either.
    totalCount: isWhole ? total : null,
    sourceResults: () => [
      {
        source: reader.source.name,
        status: isWhole ? 'OK' : 'PARTIAL',
        rows: rows.length,
        calls,
        oldestFetchedAt: oldest(rows),
        message: isWhole ? null : lacks.join(' '),
      },
    ],
    complete: isWhole,
  }
}

/** The connection of a question that the source cannot answer: empty, and saying so. */
export function unsupportedConnection(source: string, message: string) {
  return {
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
    totalCount: null,
    sourceResults: [{ source, status: 'UNSUPPORTED', rows: 0, calls: 0, message }],
    complete: false,
  }
}

function oldest(rows: readonly Served[]): string | null {
  if (rows.length === 0) return null
  return new Date(Math.min(...rows.map(({ record }) => record.readAt))).toISOString()
}
