import type {
  NativeAggregate,
  NativeGroup,
  NativeMeasure,
  NativeRow,
  NativeSums,
} from '../../../gateway/connector/index.ts'
import { name, renderFilter } from './render.ts'

/** Releases from 19 have `formatted_read_group`, those before it `read_group`; their arguments and answers differ. */
export type GroupMethod = 'formatted_read_group' | 'read_group'

/** What Odoo is to add up, in the arguments of the method; `domain` as JSON text. */
export interface GroupCall {
  readonly method: GroupMethod
  readonly domain: string
  readonly options: Readonly<Record<string, unknown>>
  /** What the answer's columns are called. */
  readonly groups: readonly GroupColumn[]
  readonly measures: readonly string[]
}

interface GroupColumn {
  readonly key: string
  readonly group: NativeGroup
}

/**
 * A question for groups and sums. A date is grouped by its day or month, which Odoo asks to be said; a datetime by the day that it
 * is in `zone`, so its field has to be such a day. `limit`: groups at most.
 */
export function renderSums(
  { groupBy, measures, filter }: Pick<NativeAggregate, 'groupBy' | 'measures' | 'filter'>,
  method: GroupMethod,
  zone: string,
  limit: number,
): GroupCall {
  const groups = groupBy.map((group) => ({ key: specOf(group), group }))
  const groupby = groups.map(({ key }) => key)
  const asked = method === 'formatted_read_group' ? formatted(measures) : classic(measures)
  return {
    ...{ method, groups, measures: asked.keys, domain: renderFilter(filter, zone) },
    options: { ...asked.arguments(groupby), limit },
  }
}

function specOf({ column: { native, type }, part }: NativeGroup): string {
  const isDated = type === 'date' || type === 'instant'
  return isDated ? `${name(native)}:${part ?? 'day'}` : name(native)
}

/** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html and `addons/web/models/models.py` of the server. */
function formatted(measures: readonly NativeMeasure[]) {
  const keys = measures.map(({ kind, column }) => (column ? `${name(column.native)}:${kind}` : COUNT))
  return { keys, arguments: (groupby: readonly string[]) => ({ groupby, aggregates: keys }) }
}

/** Columns are named, since several aggregates of one field would share its name. Who names none gets the sums of all. */
function classic(measures: readonly NativeMeasure[]) {
  const keys = measures.map(({ column }, i) => (column ? `m${i}` : COUNT))
  const fields = measures.map(({ kind, column }, i) => (column ? `${keys[i]}:${kind}(${name(column.native)})` : COUNT))
  return { keys, arguments: (groupby: readonly string[]) => ({ fields, groupby, lazy: false }) }
}

const COUNT = '__count'

/** The groups of an answer; undefined when a sum may not have come through whole. */
export function readSums(
  rows: readonly NativeRow[],
  { method, groups, measures }: GroupCall,
): NativeSums[] | undefined {
  const told = rows.map((row) => ({
    group: groups.map((column) => groupOf(row, column, method)),
    measures: measures.map((key) => row[key]),
  }))
  return told.every(({ measures }) => measures.every(isExact)) ? told : undefined
}

/** As in a row of the model. A number that is not set is read as 0 there; here it is `false`. */
function groupOf(row: NativeRow, { key, group: { column, part } }: GroupColumn, method: GroupMethod): unknown {
  if (column.type === 'number') return row[key] === false ? 0 : row[key]
  if (column.type !== 'date' && column.type !== 'instant') return row[key]
  const start = method === 'read_group' ? rangeOf(row, key) : Array.isArray(row[key]) ? row[key][0] : row[key]
  if (part === undefined || typeof start !== 'string') return start === false ? null : start
  return start.slice(0, 'YYYY-MM'.length)
}

/** What `read_group` itself calls a day or a month is in the words of a language. */
function rangeOf(row: NativeRow, key: string): unknown {
  const ranges = row.__range as Readonly<Record<string, { readonly from?: unknown } | false>> | undefined
  const range = ranges?.[key]
  return range ? range.from : range
}

/** Odoo adds up exactly and answers in doubles, which hold 15 digits for sure. */
function isExact(value: unknown): boolean {
  if (typeof value !== 'number' && typeof value !== 'string') return true
  const digits = String(value).replace(/[-.]/g, '').replace(/^0+/, '')
  return /^\d*$/.test(digits) && digits.length <= 15
}
