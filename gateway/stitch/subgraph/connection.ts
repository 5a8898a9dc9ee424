import type { EntityName, OrderTerm } from '../../connector/index.ts'
import type { Served, SourceReader } from '../../read/index.ts'
import { encodeCursor } from './cursor.ts'
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

/** A connection over one source, as its type's default resolvers read it. */
export const connectionOf = (
  reader: SourceReader,
  entity: EntityName,
  order: readonly OrderTerm[],
  page: ReadPage,
  selection: Selection,
): Connection => new Connection(reader, entity, order, page, selection)

/** Of a relation there is one for each parent: what few callers select is worked out when it is. */
class Connection {
  readonly nodes: readonly RecordNode[]
  readonly totalCount: number | null
  readonly complete = true
  private readonly reader: SourceReader
  private readonly entity: EntityName
  private readonly order: readonly OrderTerm[]
  private readonly page: ReadPage

  constructor(
    reader: SourceReader,
    entity: EntityName,
    order: readonly OrderTerm[],
    page: ReadPage,
    selection: Selection,
  ) {
    this.nodes = page.rows.map((row) => nodeOf(row, selection))
    this.totalCount = page.total
    this.reader = reader
    this.entity = entity
    this.order = order
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

  sourceResults() {
    const { rows, calls } = this.page
    const { name } = this.reader.source
    return [{ source: name, status: 'OK', rows: rows.length, calls, oldestFetchedAt: oldest(rows) }]
  }

  private cursorOf(row: Served | undefined): string | null {
    const { reader, entity, order } = this
    return row ? encodeCursor(entity, order, reader.position(row, order)) : null
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
