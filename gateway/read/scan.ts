import type { Column, Link, NativeRow, Source } from '../connector/index.ts'
import { evaluate } from '../pushdown/evaluate.ts'
import { compileDecoder, compileKey, decidingReader } from './decode.ts'
import { type Division, divide, partsFor, type Scan } from './division.ts'
import { allRows, readPages, tooManyRows } from './pages.ts'
import { joinParts, type PartsAhead, startParts } from './parts.ts'
import { isAfter, placeOf } from './position.ts'
import type { SourceRecord } from './record.ts'
import { rollUp } from './rollup.ts'
import { sortedRecords } from './sorted.ts'

export type { Scan } from './division.ts'

export interface ScanResult {
  readonly records: readonly SourceRecord[]
  readonly hasMore: boolean
}

/** Reads one scan: pushes what the source can do exactly, rechecks and finishes the rest. `readAt` is taken before the first call. */
export async function readScan(source: Source, scan: Scan, link: Link, readAt: number): Promise<ScanResult> {
  const division = divide(source, scan, readAt)
  if (!division) return { records: [], hasMore: false }
  return division.streams ? stream(division, { link, ahead: nothingAhead }) : block(division, link)
}

/** How a scan's rows are reached, and what was asked for beside them. */
interface Way {
  readonly link: Link
  readonly ahead: PartsAhead
}

const nothingAhead: PartsAhead = new Map()

/** Where every row stays: of those that are decided on here, or cut off by a page, most may not. */
function partsAhead({ source, scan, map, plan, query, residual }: Division, link: Link): PartsAhead {
  if (plan.parts.size === 0 || scan.wanted !== undefined || residual !== undefined) return nothingAhead
  return startParts(source, map.parts ?? {}, plan.parts, query.filter ?? true, link)
}

/** Nobody is told that rows cannot be read while calls for them are under way: they would be of no question any more. */
async function withAhead(rows: Promise<readonly NativeRow[]>, ahead: PartsAhead): Promise<readonly NativeRow[]> {
  try {
    return await rows
  } catch (error) {
    await Promise.allSettled([...ahead.values()].map((part) => part.rows))
    throw error
  }
}

/** Page by page in the source's order until enough rows have passed. */
async function stream(division: Division, way: Way): Promise<ScanResult> {
  const { source, scan, query, map } = division
  const request = division.request ?? source.connector.render(query, source.facts as never)
  const wanted = scan.wanted! + 1
  const kept: SourceRecord[] = []
  let groups: SourceRecord[] = []
  let read = 0
  const pages = readPages(source, request, way.link, identity(division))
  while (pages.hasMore) {
    const rows = await pages.next()
    read += rows.length
    const candidates = await admit(division, rows, way)
    if (map.rollup) groups = rolled(division, [...groups, ...candidates])
    // The last group may go on in the next page: it is complete only when another has begun.
    const complete = map.rollup ? groups.splice(0, Math.max(0, groups.length - 1)) : candidates
    kept.push(...complete.filter((candidate) => passes(division, candidate)))
    if (kept.length >= wanted) break
    if (read > source.maxScanRows && query.limit === undefined) throw tooManyRows(source, query.object)
  }
  if (kept.length < wanted) kept.push(...groups.filter((candidate) => passes(division, candidate)))
  return finish(division, kept.slice(0, scan.wanted), kept.length > scan.wanted!, way)
}

/** Every row, decided and sorted here. */
async function block(division: Division, link: Link): Promise<ScanResult> {
  const { source, scan, query, map } = division
  const asked = allRows(source, query, link, identity(division))
  const way = { link, ahead: partsAhead(division, link) }
  const candidates = await admit(division, await withAhead(asked, way.ahead), way)
  const merged = map.rollup ? rolled(division, candidates) : candidates
  const passing = merged.filter((candidate) => passes(division, candidate))
  if (scan.wanted === undefined) return finish(division, passing, false, way)
  const rest = scan.after
    ? passing.filter((candidate) => isAfter(scan.entity, scan.order, placeOf(candidate, scan.order), scan.after!))
    : passing
  const page = sortedRecords(rest, scan.order, scan.wanted)
  return finish(division, page, rest.length > scan.wanted, way)
}

/** What makes a row the same row when it comes again. The rows under a rollup are finer than its key, and nameless. */
function identity({ source, scan, map }: Division): ((row: NativeRow) => string) | undefined {
  return map.rollup ? undefined : compileKey(source, scan.entity)
}

/**
 * Decodes what deciding needs. A rollup needs everything at once: its records have no single row to come back to; and where
 * nothing more will be read, decoding twice would be waste.
 */
async function admit(division: Division, rows: readonly NativeRow[], way: Way): Promise<SourceRecord[]> {
  const { source, scan, plan, readAt, isDecodedAtOnce } = division
  const paths = isDecodedAtOnce ? division.paths : division.earlyPaths
  const joined = await join(division, isDecodedAtOnce ? plan.parts : partsFor(division, paths), rows, way)
  const decode = compileDecoder(source, scan.entity, paths, () => readAt)
  return joined.map(decode)
}

function rolled({ map }: Division, candidates: readonly SourceRecord[]): SourceRecord[] {
  return rollUp(candidates, map.rollup!)
}

function passes({ residual, scan }: Division, candidate: SourceRecord): boolean {
  return residual === undefined || evaluate(residual, scan.entity, decidingReader(candidate))
}

/** Completes the rows that stay: late parts in one call for all, then every path. */
async function finish(
  division: Division,
  candidates: readonly SourceRecord[],
  hasMore: boolean,
  way: Way,
): Promise<ScanResult> {
  const { source, scan, plan, readAt } = division
  if (division.isDecodedAtOnce) return { records: candidates, hasMore }
  const early = partsFor(division, division.earlyPaths)
  const late = new Map([...plan.parts].filter(([name]) => !early.has(name)))
  const rows = candidates.map((candidate) => candidate.row)
  const decode = compileDecoder(source, scan.entity, division.paths, () => readAt)
  const whole = await join(division, late, rows, way)
  return { records: whole.map(decode), hasMore }
}

function join(
  { source, map }: Division,
  plan: ReadonlyMap<string, readonly Column[]>,
  rows: readonly NativeRow[],
  { link, ahead }: Way,
) {
  return joinParts(source, map.parts ?? {}, plan, rows, link, ahead)
}
