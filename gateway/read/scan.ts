import type {
  Column,
  EntityName,
  Filter,
  Link,
  NativeFilter,
  NativeQuery,
  NativeRow,
  OrderTerm,
  Source,
} from '../connector/index.ts'
import { compareText } from '../pushdown/compare.ts'
import { compareNullable, evaluate, orderOf, typeOf } from '../pushdown/evaluate.ts'
import { joinAnd } from '../pushdown/native-terms.ts'
import { filterFields } from '../pushdown/normalise.ts'
import { split } from '../pushdown/split.ts'
import { chunkRequests } from './chunks.ts'
import { type ColumnPlan, expandPaths, planColumns } from './columns.ts'
import { compileDecoder, leafReader } from './decode.ts'
import { mappedField, nativePaths } from './native-path.ts'
import { allRows, pages, tooManyRows } from './pages.ts'
import { joinParts } from './parts.ts'
import { afterFilter, type Position, type PushedOrder, pushOrder } from './position.ts'
import type { SourceRecord } from './record.ts'
import { rollUp } from './rollup.ts'

/** One question to one source, below caches. */
export interface Scan {
  readonly entity: EntityName
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  /** A native condition beside the filter: the keys of a lookup or of a relation. */
  readonly condition?: NativeFilter | undefined
  /** Set with `condition` when it asks by the entity's own keys and nothing else narrows it. */
  readonly keys?: readonly (readonly string[])[] | undefined
  /** Further native columns that every row must carry. */
  readonly columns?: readonly Column[] | undefined
  readonly order: readonly OrderTerm[]
  /** Rows wanted; undefined for all, in no order. */
  readonly wanted?: number | undefined
  readonly after?: Position | undefined
}

export interface ScanResult {
  readonly records: readonly SourceRecord[]
  readonly hasMore: boolean
}

/** A question divided between the source and us. */
interface Division {
  readonly source: Source
  readonly scan: Scan
  readonly paths: readonly string[]
  /** What deciding and sorting here needs before the rest is fetched. */
  readonly earlyPaths: readonly string[]
  readonly residual: Filter | undefined
  /** Undefined: we sort. */
  readonly order: PushedOrder | undefined
  readonly query: NativeQuery
  readonly plan: ColumnPlan
  readonly readAt: number
}

/** Reads one scan: pushes what the source can do exactly, rechecks and finishes the rest. `readAt` is taken before the first call. */
export async function readScan(source: Source, scan: Scan, link: Link, readAt: number): Promise<ScanResult> {
  const division = divide(source, scan, readAt)
  if (!division) return { records: [], hasMore: false }
  const requests = chunkRequests(source, division.query)
  const streams = division.order !== undefined && scan.wanted !== undefined && requests.length === 1
  return streams
    ? stream(division, link)
    : block(requests.length > 1 ? { ...division, ...sortedHere(division) } : division, link)
}

/** Undefined when nothing can match: then nothing is asked. */
function divide(source: Source, scan: Scan, readAt: number): Division | undefined {
  const { entity } = scan
  const map = source.entities[entity]!
  const offer = scan.filter
    ? split(scan.filter, source, entity)
    : { never: false, pushed: undefined, residual: undefined }
  if (offer.never) return undefined
  const order = pushOrder(source, entity, scan.order)
  const earlyPaths = expandPaths(source, entity, [
    ...(offer.residual ? filterFields(offer.residual) : []),
    ...(order ? [] : scan.order.map((term) => term.field)),
  ])
  const paths = expandPaths(source, entity, [...scan.fields, ...scan.order.map((term) => term.field), ...earlyPaths])
  const joins = [
    ...Object.values(map.relations ?? {}).map((relation) => relation.parent),
    ...(scan.columns ?? []).map((column) => column.native),
  ]
  const plan = planColumns(source, entity, paths, joins)
  const query = nativeQuery(
    source,
    scan,
    plan,
    order,
    joinAnd([scan.condition ?? true, offer.pushed ?? true, map.base ?? true]),
    offer.residual,
  )
  return { source, scan, paths, earlyPaths, residual: offer.residual, order, query, plan, readAt }
}

function nativeQuery(
  source: Source,
  scan: Scan,
  plan: ColumnPlan,
  order: PushedOrder | undefined,
  filter: NativeFilter | boolean,
  residual: Filter | undefined,
): NativeQuery {
  const map = source.entities[scan.entity]!
  const after = order && scan.after ? (afterFilter(order, scan.after) ?? true) : true
  const whole = joinAnd([filter, after])
  const narrowed = residual !== undefined || map.rollup !== undefined || order === undefined
  const limit = scan.wanted === undefined || narrowed ? undefined : scan.wanted + 1
  const direct = scan.keys && !map.base && !scan.filter ? { keys: scan.keys } : {}
  return {
    object: map.object,
    hint: map.hint,
    columns: plan.primary,
    order: order?.order ?? [],
    pageRows: Math.min(source.caps.pageRows, limit ?? source.caps.pageRows),
    ...(typeof whole === 'boolean' ? {} : { filter: whole }),
    ...(limit === undefined ? {} : { limit }),
    ...direct,
  }
}

/** The same division with the order taken back: several requests answer one question, so their rows meet here. */
function sortedHere(division: Division): Partial<Division> {
  const { source, scan, residual } = division
  const earlyPaths = expandPaths(source, scan.entity, [...division.earlyPaths, ...scan.order.map((term) => term.field)])
  const filter = residual
    ? split(scan.filter!, source, scan.entity).pushed
    : scan.filter && split(scan.filter, source, scan.entity).pushed
  const whole = joinAnd([scan.condition ?? true, filter ?? true, source.entities[scan.entity]!.base ?? true])
  return { order: undefined, earlyPaths, query: nativeQuery(source, scan, division.plan, undefined, whole, residual) }
}

/** Page by page in the source's order until enough rows have passed. */
async function stream(division: Division, link: Link): Promise<ScanResult> {
  const { source, scan } = division
  const [request] = chunkRequests(source, division.query)
  const wanted = scan.wanted! + 1
  const kept: Candidate[] = []
  let groups: Candidate[] = []
  let read = 0
  const rollup = source.entities[scan.entity]!.rollup
  for await (const rows of pages(source, request!, link)) {
    read += rows.length
    const candidates = await admit(division, rows, link)
    if (rollup) groups = rolled(division, [...groups, ...candidates])
    // The last group may go on in the next page: it is complete only when another has begun.
    kept.push(
      ...(rollup ? groups.splice(0, Math.max(0, groups.length - 1)) : candidates).filter((candidate) =>
        passes(division, candidate),
      ),
    )
    if (kept.length >= wanted) break
    if (read > source.maxScanRows && division.query.limit === undefined)
      throw tooManyRows(source, division.query.object)
  }
  if (kept.length < wanted) kept.push(...groups.filter((candidate) => passes(division, candidate)))
  return finish(division, kept.slice(0, scan.wanted), kept.length > scan.wanted!, link)
}

/** Every row, decided and sorted here. */
async function block(division: Division, link: Link): Promise<ScanResult> {
  const { source, scan, query } = division
  const candidates = await admit(division, await allRows(source, query, link), link)
  const merged = source.entities[scan.entity]!.rollup ? rolled(division, candidates) : candidates
  const passing = merged.filter((candidate) => passes(division, candidate))
  if (scan.wanted === undefined) return finish(division, passing, false, link)
  const compare = orderOf(scan.entity, scan.order)
  const sorted = passing
    .map((candidate) => ({ candidate, leaf: leafReader(candidate.record), key: candidate.record.key }))
    .sort(compare)
  const rest = scan.after ? sorted.filter((entry) => comesAfter(scan, entry, scan.after!)) : sorted
  return finish(
    division,
    rest.slice(0, scan.wanted).map((entry) => entry.candidate),
    rest.length > scan.wanted,
    link,
  )
}

interface Candidate {
  readonly row: NativeRow
  readonly record: SourceRecord
}

/** Decodes what deciding needs. A rollup needs everything at once: its records have no single row to come back to. */
async function admit(division: Division, rows: readonly NativeRow[], link: Link): Promise<Candidate[]> {
  const whole = wholeAtOnce(division)
  const paths = whole ? division.paths : division.earlyPaths
  const joined = await join(division, partsFor(division, paths), rows, link)
  const decode = compileDecoder(division.source, division.scan.entity, paths, () => division.readAt)
  return joined.map((row) => ({ row, record: decode(row) }))
}

const wholeAtOnce = (division: Division): boolean =>
  division.source.entities[division.scan.entity]!.rollup !== undefined

function rolled(division: Division, candidates: readonly Candidate[]): Candidate[] {
  const { rollup } = division.source.entities[division.scan.entity]!
  return rollUp(
    candidates.map((candidate) => candidate.record),
    rollup!,
  ).map((record) => ({ row: record.row, record }))
}

function passes(division: Division, candidate: Candidate): boolean {
  return (
    division.residual === undefined || evaluate(division.residual, division.scan.entity, leafReader(candidate.record))
  )
}

/** Completes the rows that stay: late parts in one call for all, then every path. */
async function finish(
  division: Division,
  candidates: readonly Candidate[],
  hasMore: boolean,
  link: Link,
): Promise<ScanResult> {
  if (wholeAtOnce(division)) return { records: candidates.map((candidate) => candidate.record), hasMore }
  const early = partsFor(division, division.earlyPaths)
  const late = new Map([...division.plan.parts].filter(([name]) => !early.has(name)))
  const rows = await join(
    division,
    late,
    candidates.map((candidate) => candidate.row),
    link,
  )
  const decode = compileDecoder(division.source, division.scan.entity, division.paths, () => division.readAt)
  return { records: rows.map(decode), hasMore }
}

function join(
  division: Division,
  plan: ReadonlyMap<string, readonly Column[]>,
  rows: readonly NativeRow[],
  link: Link,
) {
  return joinParts(division.source, division.source.entities[division.scan.entity]!.parts ?? {}, plan, rows, link)
}

/** The parts that some paths need, with all the columns the whole question needs of them; key parts need theirs always. */
function partsFor(division: Division, paths: readonly string[]): Map<string, readonly Column[]> {
  const map = division.source.entities[division.scan.entity]!
  const natives = [...map.key.map((part) => part.native), ...paths.flatMap((path) => nativesOf(division, path))]
  return new Map([...division.plan.parts].filter(([name]) => natives.some((native) => native.startsWith(`$${name}.`))))
}

function nativesOf(division: Division, path: string): string[] {
  const field = mappedField(division.source.entities[division.scan.entity]!, path)
  return field ? nativePaths(field) : []
}

function comesAfter(scan: Scan, entry: { leaf: (path: string) => unknown; key: string }, position: Position): boolean {
  for (const [i, term] of scan.order.entries()) {
    const order = compareNullable(
      typeOf(scan.entity, term.field),
      entry.leaf(term.field),
      position.values[i] ?? null,
      term.direction,
    )
    if (order !== 0) return order > 0
  }
  return compareText(entry.key, position.key) > 0
}
