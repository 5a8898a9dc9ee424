import type { EntityName } from '../../connector/index.ts'
import { lacksOf, type RelationName, type Served, type SourceReader } from '../../read/index.ts'
import { encodeCursor } from './cursor.ts'
import type { PageWish } from './page-input.ts'
import { nodeOf, type RecordNode } from './record-node.ts'
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
export const connectionOf = (
  reader: SourceReader,
  listing: Listing,
  page: ReadPage,
  selection: Selection,
): Connection => new Connection(reader, listing, page, selection)

/** Of a relation there is one for each parent: what few callers select is worked out when it is. */
class Connection {
  readonly nodes: readonly RecordNode[]
  private readonly reader: SourceReader
  private readonly listing: Listing
  private readonly page: ReadPage

  constructor(reader: SourceReader, listing: Listing, page: ReadPage, selection: Selection) {
    this.nodes = page.rows.map((row) => nodeOf(row, selection))
    this.reader = reader
    this.listing = listing
    this.page = page
  }

  edges() {
    return this.nodes.map((node) => ({ cursor: () => this.cursorOf(node.served), node }))
  }

  pageInfo() {
    const { rows, hasMore, hasPrevious } = this.page
    return {
      hasNextPage: hasMore,
      hasPreviousPage: hasPrevious,
      startCursor: () => this.cursorOf(rows[0]),
      endCursor: () => this.cursorOf(rows.at(-1)),
    }
  }

  /** Those that are not found are not counted either. */
  totalCount(): number | null {
    return this.complete() ? this.page.total : null
  }

  sourceResults() {
    const { rows, calls } = this.page
    const lacks = this.lacks()
    const isWhole = lacks.length === 0
    return [
      {
        source: this.reader.source.name,
        status: isWhole ? 'OK' : 'PARTIAL',
        rows: rows.length,
        calls,
        oldestFetchedAt: oldest(rows),
        message: isWhole ? null : lacks.join(' '),
      },
    ]
  }

  complete(): boolean {
    return this.lacks().length === 0
  }

  private lacks(): readonly string[] {
    return lacksOf(this.reader.source, this.listing)
  }

  private cursorOf(row: Served | undefined): string | null {
    const { entity, order } = this.listing
    return row ? encodeCursor(entity, order, this.reader.position(row, order)) : null
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
