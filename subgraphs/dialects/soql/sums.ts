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
import { fieldName, renderFilter } from './render.ts'
import { queryRequest, queryResult } from './rest.ts'

/**
 * Groups of one answer, which has no further pages: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_group_by_considerations.htm,
 * read 2026-11-21. As many as were asked for may not be all.
 */
const MAX_GROUPS = 2_000

/** What the answer's columns are called: a month is made of two. */
interface Names {
  readonly groups: readonly (readonly string[])[]
  readonly measures: readonly string[]
}

/** The statement that has Salesforce add up; every column of the answer has a name of ours. */
export function renderSums({ object, groupBy, measures, filter }: NativeAggregate): string {
  const groups = groupBy.flatMap(expressions)
  const names = groupBy.flatMap((group, i) => namesOf(group, i))
  const selected = [
    ...groups.map((expression, i) => `${expression} ${names[i]}`),
    ...measures.map((measure, i) => `${measured(measure)} ${measureName(i)}`),
  ]
  return [
    `SELECT ${selected.join(', ')} FROM ${fieldName(object)}`,
    filter && ` WHERE ${renderFilter(filter)}`,
    // A limit without groups is refused; there is one row then.
    groups.length > 0 && ` GROUP BY ${groups.join(', ')} LIMIT ${MAX_GROUPS}`,
  ]
    .filter(Boolean)
    .join('')
}

const expressions = ({ column, part }: NativeGroup): string[] => {
  const name = fieldName(column.native)
  return part === 'month' ? [`CALENDAR_YEAR(${name})`, `CALENDAR_MONTH(${name})`] : [name]
}

const namesOf = ({ part }: NativeGroup, i: number): string[] => (part === 'month' ? [`g${i}y`, `g${i}m`] : [`g${i}`])
const measureName = (i: number): string => `m${i}`

function measured({ kind, column }: NativeMeasure): string {
  return column === undefined ? 'COUNT(Id)' : `${kind.toUpperCase()}(${fieldName(column.native)})`
}

/** The one call that asks for it. `version` is that of the REST API. */
export function sumsRequest(query: NativeAggregate, version: string): NativeRequest {
  const names: Names = { groups: query.groupBy.map(namesOf), measures: query.measures.map((_, i) => measureName(i)) }
  return { ...queryRequest(renderSums(query), version), hint: names }
}

/** Reads the groups. @throws FreshetError SOURCE_BAD_RESPONSE when there are none in the answer */
export async function fetchSums(request: NativeRequest, link: Link): Promise<SumsPage> {
  const { records, done = true } = queryResult(request, await link.call(request))
  const names = request.hint as Names
  const groups = records.map((record) => sumsOf(record, names))
  return done && groups.length < MAX_GROUPS ? { groups } : { groups, isTooMuch: true }
}

const sumsOf = (record: NativeRow, { groups, measures }: Names): NativeSums => ({
  group: groups.map((names) => (names.length === 2 ? monthOf(record, names) : record[names[0]!])),
  measures: measures.map((name) => record[name]),
})

function monthOf(record: NativeRow, [year = '', month = '']: readonly string[]): string | null {
  const [y, m] = [record[year], record[month]]
  return y === null || y === undefined ? null : `${y}-${String(m).padStart(2, '0')}`
}
