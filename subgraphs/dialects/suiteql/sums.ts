import type {
  Link,
  NativeAggregate,
  NativeGroup,
  NativeMeasure,
  NativeRequest,
  NativeRow,
  NativeSums,
  SumsPage,
} from '../../../gateway/connector/index.ts'
import { fetchPage, statementPage } from './page.ts'
import { expression, joined, renderFilter, type Scope, type SuiteQl } from './render.ts'

/** How many columns of each kind the answer has; what is null in it is left out. */
interface Shape {
  readonly groups: number
  readonly measures: number
  /** `fetchPage`'s own note. */
  readonly place: unknown
}

/** The statement that has NetSuite add up, in Oracle's exact decimals; its groups are sorted, as pages may otherwise repeat some. */
export function renderSums({ hint, groupBy, measures, filter }: NativeAggregate<SuiteQl>, zone: string): string {
  const scope = { hint, zone }
  const groups = groupBy.map((group) => grouped(group, scope))
  const columns = [
    ...groups.map((sql, i) => `${sql} AS g${i}`),
    ...measures.map((measure, i) => `${measured(measure, scope)} AS m${i}`),
  ]
  const select = `SELECT ${columns.join(', ')}`
  const clauses = [
    ...(filter ? [`WHERE ${renderFilter(filter, scope)}`] : []),
    ...(groups.length > 0 ? [`GROUP BY ${groups.join(', ')}`, `ORDER BY ${groups.join(', ')}`] : []),
  ]
  return [select, `FROM ${joined(hint, [select, ...clauses].join(' '))}`, ...clauses].join(' ')
}

function grouped({ column, part }: NativeGroup, scope: Scope): string {
  const sql = expression(column.native, scope)
  if (part === 'month') return `TO_CHAR(${sql}, 'YYYY-MM')`
  return column.type === 'date' ? day(sql) : sql
}

function measured({ kind, column }: NativeMeasure, scope: Scope): string {
  if (!column) return 'COUNT(*)'
  const sql = `${kind.toUpperCase()}(${expression(column.native, scope)})`
  return column.type === 'date' && kind !== 'count' ? day(sql) : sql
}

const day = (sql: string): string => `TO_CHAR(${sql}, 'YYYY-MM-DD')`

/** The request for the first page of groups. */
export function sumsPage(query: NativeAggregate<SuiteQl>, zone: string): NativeRequest {
  const request = statementPage(renderSums(query, zone))
  const shape: Shape = { groups: query.groupBy.length, measures: query.measures.length, place: request.hint }
  return { ...request, hint: shape }
}

/** One page of groups. @throws FreshetError as `fetchPage` */
export async function fetchSums(request: NativeRequest, link: Link): Promise<SumsPage> {
  const shape = request.hint as Shape
  const { rows, next } = await fetchPage({ ...request, hint: shape.place }, link)
  const groups = rows.map((row) => sumsOf(row, shape))
  return next ? { groups, next: { ...next, hint: { ...shape, place: next.hint } satisfies Shape } } : { groups }
}

const sumsOf = (row: NativeRow, { groups, measures }: Shape): NativeSums => ({
  group: Array.from({ length: groups }, (_, i) => row[`g${i}`]),
  measures: Array.from({ length: measures }, (_, i) => row[`m${i}`]),
})
