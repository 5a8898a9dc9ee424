import type { EntityName, Filter, Source } from '../connector/index.ts'
import { chunkRequests } from './chunks.ts'
import { expandPaths, planColumns } from './columns.ts'
import { type Division, divide, type Scan } from './division.ts'

/** What a question would cost a source, worked out without asking it. */
export interface Cost {
  /** Calls when nothing is held and every request is answered in one page. */
  readonly calls: number
  /** No way of answering takes more: every page that `maxScanRows` allows, every chunk that the vendor's caps force. Retries are not counted. */
  readonly mostCalls: number
  /** Most rows that the source would send. */
  readonly mostRows: number
}

export interface ScanCost extends Cost {
  /** What the source would be asked first, in its own words. */
  readonly native: readonly string[]
  /** What the source does not decide: its rows are checked here. */
  readonly residual: Filter | undefined
  /** The source sorts them, page by page; otherwise all rows are read and sorted here. */
  readonly isSortedThere: boolean
}

const nothing: ScanCost = { calls: 0, mostCalls: 0, mostRows: 0, native: [], residual: undefined, isSortedThere: true }

/** The cost of a scan; `now` is epoch milliseconds. */
export function scanCost(source: Source, scan: Scan, now: number): ScanCost {
  const division = divide(source, scan, now)
  if (!division) return nothing
  const { query, plan, streams: isSortedThere, residual } = division
  const requests = isSortedThere
    ? [division.request ?? source.connector.render(query, source.facts as never)]
    : chunkRequests(source, query)
  const rows = rowsOf(division)
  const pages = pagesOf(rows, query.pageRows) + requests.length
  const rowsAtOnce = Math.min(rows, query.pageRows)
  return {
    calls: requests.length + plan.parts.size,
    mostCalls: pages + plan.parts.size * pages * joinCalls(source, rowsAtOnce),
    mostRows: rows,
    native: requests.map(({ text }) => text),
    residual,
    isSortedThere,
  }
}

function rowsOf({ query, source }: Division): number {
  return query.limit ?? source.maxScanRows
}

/** How many keys a vendor takes at once: of the records themselves, or of what they belong to. */
export type KeyKind = 'own' | 'parents'

/** Bytes that a key takes in a request at most, encoded and with its column. */
const bytesOfKey = 160

/** The cost of asking for records by so many keys. */
export function keyedCost(
  source: Source,
  entity: EntityName,
  fields: readonly string[],
  keys: number,
  kind: KeyKind,
): Cost {
  const { lookupKeys, filterKeys, requestBytes, pageRows } = source.caps
  const chunks = Math.max(1, Math.ceil(keys / (kind === 'own' ? lookupKeys : filterKeys)))
  const mostChunks = Math.max(chunks, Math.ceil((keys * bytesOfKey) / requestBytes))
  const rows = kind === 'own' ? Math.min(keys, source.maxScanRows) : source.maxScanRows
  const parts = planColumns(source, entity, expandPaths(source, entity, fields), []).parts.size
  const pages = pagesOf(rows, pageRows) + mostChunks
  // Parents that are named by another column than their key may have to be read for it first.
  const parents = kind === 'parents' ? mostChunks : 0
  return {
    calls: chunks + parts,
    mostCalls: parents + pages + parts * joinCalls(source, rows),
    mostRows: rows,
  }
}

/** Full pages, and the one that shows that there are no more. */
const pagesOf = (rows: number, pageRows: number): number => Math.floor(rows / pageRows) + 1

/** Calls for one part of so many rows: chunks of keys, and pages of what belongs to them. */
function joinCalls(source: Source, rows: number): number {
  const { filterKeys, requestBytes, pageRows } = source.caps
  const chunks = Math.max(Math.ceil(rows / filterKeys), Math.ceil((rows * bytesOfKey) / requestBytes))
  return chunks + pagesOf(source.maxScanRows, pageRows)
}
