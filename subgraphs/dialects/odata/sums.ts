import type {
  Column,
  Link,
  NativeAggregate,
  NativeFilter,
  NativeMeasure,
  NativeRequest,
  NativeRow,
  NativeSums,
  SumsPage,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import type { Dialect } from './dialect.ts'
import { renderFilter } from './render.ts'
import { bodiesOf, type Envelope, envelopeV4, requestOf, type ServiceAddress } from './sending.ts'

/** Where and how a set is asked to add up. */
export interface SumsAddress extends ServiceAddress {
  /** As many groups as this in one answer may not be all. */
  readonly mostGroups: number
  /** Columns of a filter stand behind the name of their set: `Orders/CardCode`. */
  readonly namesSet?: true
  /** All rows are counted beside their groups, where no page says how an answer ends: groups that are not all of them are too much. */
  readonly isCounted?: true
  /** Headers of every request, those within a batch included. */
  readonly headers?: Readonly<Record<string, string>>
  readonly prefer?: readonly string[]
}

/**
 * One of the questions that make the whole. `$apply` counts rows and not values, and whether a sum of nothing is null or 0 differs:
 * rows that have all that is measured, and rows that lack something of it, are asked for apart.
 */
interface Part {
  readonly filter: NativeFilter | undefined
  readonly measures: readonly NativeMeasure[]
  /** What these rows lack; of several columns, at least one. */
  readonly lacks: readonly Column[]
  /** Nothing but the number of all rows. */
  readonly isTotal?: true
}

interface Asked {
  readonly query: NativeAggregate
  readonly address: SumsAddress
  readonly parts: readonly Part[]
}

/** One request for groups and sums: a GET, or where values are measured that rows may lack, a batch of GETs. */
export function renderSums(query: NativeAggregate, address: SumsAddress, dialect: Dialect): NativeRequest {
  const { isCounted, headers, prefer = [] } = address
  const total: Part = { filter: query.filter, measures: [], lacks: [], isTotal: true }
  const parts = [...partsOf(query), ...(isCounted && query.groupBy.length > 0 ? [total] : [])]
  const applied = parts.map((part) => renderApply(query, part, address, dialect))
  return requestOf(address, {
    urls: applied.map((text) => `${query.object}?$apply=${encodeURIComponent(text)}`),
    texts: applied.map((text) => `${query.object}?$apply=${text}`),
    headers: { ...headers, ...(prefer.length > 0 && { prefer: prefer.join(',') }) },
    hint: { query, address, parts } satisfies Asked,
  })
}

function partsOf(query: NativeAggregate): Part[] {
  const { filter, measures } = query
  const open = unsure(query)
  const whole: Part = { filter: both(filter, open, 'and', false), measures, lacks: [] }
  if (open.length === 0) return [whole]
  const others = open.length === 1 ? measures.filter(({ column }) => column?.native !== open[0]!.native) : []
  return [whole, { filter: both(filter, open, 'or', true), measures: others, lacks: open }]
}

/** The measured columns that rows may lack, as far as neither the filter nor the key tells. */
function unsure({ filter, groupBy, measures }: NativeAggregate): Column[] {
  const columns = measures.flatMap(({ column }) => column ?? [])
  return [...new Map(columns.map((column) => [column.native, column])).values()].filter(
    (column) => !impliesValue(filter, column) && !isGrouped(column, groupBy),
  )
}

const isGrouped = ({ native }: Column, groupBy: NativeAggregate['groupBy']): boolean =>
  groupBy.some(({ column }) => bare(column) === native)

/** Whether rows that a filter lets through have a value in a column: `ne` lets those through that have none. */
function impliesValue(filter: NativeFilter | undefined, column: Column): boolean {
  if (!filter) return false
  if ('terms' in filter) return filter.kind === 'and' && filter.terms.some((term) => impliesValue(term, column))
  if (filter.column.native !== column.native) return false
  if (filter.kind === 'isNull') return !filter.value
  return filter.kind === 'in' || filter.op !== 'ne'
}

function both(
  filter: NativeFilter | undefined,
  columns: readonly Column[],
  kind: 'and' | 'or',
  isNull: boolean,
): NativeFilter | undefined {
  const tests = columns.map((column): NativeFilter => ({ kind: 'isNull', column, value: isNull }))
  const test = tests.length > 1 ? { kind, terms: tests } : tests[0]
  return filter && test ? { kind: 'and', terms: [filter, test] } : (filter ?? test)
}

const rowsName = 'r'
const measureName = (i: number): string => `m${i}`

function renderApply(
  { object, groupBy }: NativeAggregate,
  { filter, measures, isTotal }: Part,
  { namesSet }: SumsAddress,
  dialect: Dialect,
): string {
  const asked = measures.flatMap(({ kind, column }, i) =>
    column === undefined || kind === 'count' ? [] : [`${column.native} with ${kind} as ${measureName(i)}`],
  )
  const aggregate = `aggregate(${[`$count as ${rowsName}`, ...asked].join(',')})`
  const keys = isTotal ? [] : [...new Set(groupBy.map(({ column }) => bare(column)))]
  const grouped = keys.length > 0 ? `groupby((${keys.join(',')}),${aggregate})` : aggregate
  return filter ? `filter(${renderFilter(namesSet ? within(object, filter) : filter, dialect)})/${grouped}` : grouped
}

/** An annotation comes with its column. */
const bare = ({ native }: Column): string => native.split('@')[0]!

function within(set: string, filter: NativeFilter): NativeFilter {
  if ('terms' in filter) return { ...filter, terms: filter.terms.map((term) => within(set, term)) }
  return { ...filter, column: { ...filter.column, native: `${set}/${filter.column.native}` } }
}

/** The groups of all parts. More rows or conditions than the vendor takes at once are no error here, but too much. */
export async function fetchSums(request: NativeRequest, link: Link): Promise<SumsPage> {
  const { query, address, parts } = request.hint as Asked
  const answer = await link.call(request).catch(unlessTooLarge)
  if (answer === undefined) return tooMuch
  const told = bodiesOf(request, answer, address, parts.length).map(envelopeV4)
  const isWhole = parts.every((part, i) => isAll(part, told[i]!, query, address)) && isCountedAll(parts, told)
  if (!isWhole) return tooMuch
  const groupsOf = (part: Part, i: number) => told[i]!.rows.filter(hasRows).map((row) => sumsOf(row, query, part))
  return { groups: parts.flatMap((part, i) => (part.isTotal ? [] : groupsOf(part, i))) }
}

function unlessTooLarge(error: unknown): undefined {
  const isTooLarge = error instanceof FreshetError && ['SOURCE_TOO_LARGE', 'QUERY_TOO_LARGE'].includes(error.code)
  if (!isTooLarge) throw error
}

const tooMuch: SumsPage = { groups: [], isTooMuch: true }

/** Without groups there is a row even of no rows. */
const hasRows = (row: NativeRow): boolean => String(row[rowsName]) !== '0'

/** Whether these are all groups, and they say all that was asked. Which of several columns a group's rows lack, it does not say. */
function isAll({ lacks }: Part, { rows, link }: Envelope, { groupBy }: NativeAggregate, { mostGroups }: SumsAddress) {
  if (link !== undefined || rows.length >= mostGroups) return false
  if (lacks.length > 1 && rows.some(hasRows)) return false
  return rows.every((row) => groupBy.every(({ column }) => isAnnotated(row, column)))
}

/** A value without its annotation would be read as none. */
const isAnnotated = (row: NativeRow, column: Column): boolean =>
  !column.native.includes('@') || isNone(row[bare(column)]) || !isNone(row[column.native])

function isCountedAll(parts: readonly Part[], told: readonly Envelope[]): boolean {
  const count = (rows: readonly NativeRow[]) => rows.reduce((sum, row) => sum + Number(row[rowsName]), 0)
  const at = parts.findIndex(({ isTotal }) => isTotal)
  return at < 0 || count(told[at]!.rows) === count(told.filter((_, i) => i !== at).flatMap(({ rows }) => rows))
}

const isNone = (value: unknown): boolean => value === null || value === undefined

/** A key that has no value may be left out; a measure may not. */
function sumsOf(row: NativeRow, { groupBy, measures }: NativeAggregate, part: Part): NativeSums {
  return {
    group: groupBy.map(({ column }) => row[column.native] ?? null),
    measures: measures.map((measure) => measured(row, measure, part, groupBy)),
  }
}

function measured(
  row: NativeRow,
  measure: NativeMeasure,
  { measures, lacks }: Part,
  groupBy: NativeAggregate['groupBy'],
): unknown {
  const { kind, column } = measure
  const isLacking = lacks.some(({ native }) => native === column?.native)
  const isNoKey = column !== undefined && isGrouped(column, groupBy) && isNone(row[column.native])
  if (isLacking || isNoKey) return kind === 'count' ? 0 : null
  if (kind === 'count') return row[rowsName]
  const value = row[measureName(measures.indexOf(measure))]
  if (!isNone(value)) return value
  throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: `a group has no ${kind} of ${column.native}` })
}
