import type { Cell, Env, Field, Model, Row } from '../dialects/odoo-domain/simulate.ts'
import { valueError } from '../dialects/odoo-domain/simulate.ts'
import { addDecimals, compareDecimals, pythonic } from '../dialects/odoo-domain/simulate-values.ts'

/** What is asked of `read_group` or `formatted_read_group`. */
export interface Grouping {
  readonly isFormatted: boolean
  readonly groupby: readonly string[]
  readonly aggregates: readonly string[]
  readonly countKey: string
  /** The context's time zone, in which datetimes have their days. */
  readonly zone: string | undefined
}

/** How values are written in rows. */
export interface Writers {
  value(name: string, row: Row): string
  scalar(cell: Cell, field: Field): string
}

/** The groups as JSON texts, in the order of their keys. @throws OdooError */
export function groupTexts(env: Env, model: Model, rows: readonly Row[], asked: Grouping, writers: Writers): string[] {
  const terms = asked.groupby.map((spec) => termOf(model, spec, env, asked))
  const sums = asked.aggregates.map((spec) => aggregateOf(model, spec, asked.isFormatted))
  const keyOf = (row: Row) => JSON.stringify(terms.map(({ read }) => read(row)))
  const groups =
    terms.length === 0
      ? [rows]
      : [...Map.groupBy(rows, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
  return groups.map((group) => groupText(group, terms, sums, asked, writers))
}

interface Term {
  readonly spec: string
  readonly name: string
  readonly granularity: string | undefined
  readonly type: Field['type']
  /** What rows of a group have in common: of a datetime the local time at which its day or month begins. */
  read(row: Row): Cell
}

function termOf(model: Model, spec: string, env: Env, { isFormatted, zone }: Grouping): Term {
  const [name, given] = spec.split(':') as [string, string?]
  const field = storedField(model, name)
  const read = readerOf(field, name)
  if (field.type !== 'date' && field.type !== 'datetime')
    return { spec, name, granularity: undefined, type: field.type, read }
  const granularity = given ?? (isFormatted || env.version >= 19 ? undefined : 'month')
  if (granularity === undefined) throw valueError(`Granularity not set on a date(time) field: ${pythonic(spec)}`)
  const length = granularity === 'day' ? 10 : granularity === 'month' ? 7 : undefined
  if (length === undefined) throw valueError(`${pythonic(granularity)} isn't a valid granularity`)
  const day = (cell: string) => (field.type === 'date' ? cell : localTime(cell, zone)).slice(0, length)
  const start = (cell: Cell) => (cell === null ? null : day(String(cell)).padEnd(10, '-01'))
  return { spec, name, granularity, type: field.type, read: (row) => start(read(row)) }
}

function storedField(model: Model, name: string): Field {
  const field = Object.hasOwn(model.fields, name) ? model.fields[name]! : undefined
  if (!field) throw valueError(`Invalid field ${pythonic(name)} on model ${pythonic(model.name)}`)
  if (field.compute && !field.isStored)
    throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`)
  return field
}

const readerOf = (field: Field, name: string) => field.compute ?? ((row: Row) => row[name] ?? null)

interface Sum {
  readonly key: string
  readonly how: string
  readonly field: Field
  read(row: Row): Cell
}

/** `field:sum` is called that by the newer method and `field` by the older one, which takes `name:sum(field)` too. */
function aggregateOf(model: Model, spec: string, isFormatted: boolean): Sum {
  const [, first, how = 'sum', named] = /^(\w+)(?::(\w+)(?:\((\w+)\))?)?$/.exec(spec) ?? []
  if (!first || (isFormatted && (named !== undefined || !spec.includes(':'))))
    throw valueError(`Invalid aggregate specification ${pythonic(spec)}`)
  const name = named ?? first
  const field = storedField(model, name)
  return { key: isFormatted ? spec : first, how, field, read: readerOf(field, name) }
}

function groupText(
  rows: readonly Row[],
  terms: readonly Term[],
  sums: readonly Sum[],
  { isFormatted, countKey, zone }: Grouping,
  writers: Writers,
): string {
  const told = terms.map((term) => toldOf(term, rows[0]!, zone, isFormatted, writers))
  const entries = [
    ...told.map(({ text }, i) => [terms[i]!.spec, text]),
    ...sums.map(({ key, how, field, read }) => [key, aggregate(how, rows.map(read), field, writers)]),
    [countKey, String(rows.length)],
    [isFormatted ? '__extra_domain' : '__domain', JSON.stringify(told.flatMap(({ domain }) => domain))],
  ]
  const ranges = told.flatMap(({ range }, i) => (range === undefined ? [] : [[terms[i]!.spec, range]]))
  if (!isFormatted && ranges.length > 0) entries.push(['__range', JSON.stringify(Object.fromEntries(ranges))])
  return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`
}

interface ToldTerm {
  readonly text: string
  readonly domain: readonly unknown[]
  readonly range?: { readonly from: string; readonly to: string } | false
}

function toldOf(term: Term, row: Row, zone: string | undefined, isFormatted: boolean, writers: Writers): ToldTerm {
  const { name, granularity, type } = term
  const value = term.read(row)
  if (granularity === undefined) {
    // A number that is not set is written as 0 in a record, and is no number here.
    const text = value === null ? 'false' : writers.value(name, row)
    return { text, domain: [[name, '=', value ?? false]] }
  }
  if (value === null) return { text: 'false', domain: [[name, '=', false]], range: false }
  const written = (day: string) => (type === 'date' ? day : utcTime(day, zone))
  const [from, to] = [written(String(value)), written(after(String(value), granularity))]
  const label = labelOf(String(value), granularity)
  const text = JSON.stringify(isFormatted ? [from, label] : label)
  return { text, domain: ['&', [name, '>=', from], [name, '<', to]], range: { from, to } }
}

function after(day: string, granularity: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (granularity === 'day') at.setUTCDate(at.getUTCDate() + 1)
  else at.setUTCMonth(at.getUTCMonth() + 1)
  return at.toISOString().slice(0, 10)
}

const labelOf = (day: string, granularity: string): string =>
  new Intl.DateTimeFormat('en-US', {
    ...(granularity === 'day' && { day: '2-digit' }),
    month: granularity === 'day' ? 'short' : 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

/** `2026-03-28 23:30:00` in UTC as it is called in a zone. */
function localTime(cell: string, zone = 'UTC'): string {
  return inZone(Date.parse(`${cell.slice(0, 19).replace(' ', 'T')}Z`), zone)
}

const inZone = (millis: number, zone: string): string => formatOf(zone).format(millis).replace(', ', ' ')

const formats = new Map<string, Intl.DateTimeFormat>()

/** Swedish writes dates as ISO does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  formats.set(timeZone, known)
  return known
}

/** The time in UTC at which a day begins in a zone. */
function utcTime(day: string, zone = 'UTC'): string {
  const wanted = Date.parse(`${day}T00:00:00Z`)
  const off = (millis: number) => Date.parse(`${inZone(millis, zone).replace(' ', 'T')}Z`) - millis
  const first = wanted - off(wanted)
  return new Date(wanted - off(first)).toISOString().slice(0, 19).replace('T', ' ')
}

/** Without a value there is no sum, and none is `false`. */
function aggregate(how: string, cells: readonly Cell[], field: Field, { scalar }: Writers): string {
  const values = cells.filter((cell) => cell !== null).map(String)
  const extreme = (sign: 1 | -1) =>
    values.reduce((best, value) => (sign * compareDecimals(value, best) > 0 ? value : best))
  switch (how) {
    case 'sum':
      return values.length === 0 ? 'false' : scalar(addDecimals(values), field)
    case 'count':
      return String(values.length)
    case 'count_distinct':
      return String(new Set(values).size)
    case 'max':
      return values.length === 0 ? 'false' : scalar(extreme(1), field)
    case 'min':
      return values.length === 0 ? 'false' : scalar(extreme(-1), field)
    default:
      throw valueError(`Invalid aggregate function ${pythonic(how)}`)
  }
}
