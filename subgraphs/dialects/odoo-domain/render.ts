import type {
  Column,
  NativeComparison,
  NativeFilter,
  NativeLiteral,
  NativeOrder,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { dayStart, nextDay } from './zone.ts'

/**
 * An Odoo domain as JSON text, in prefix notation: `["|",["name","=","a"],["name","=","b"]]`. Several conditions without
 * an operator are a conjunction. `zone` is the IANA zone in which a calendar day on a datetime column begins and ends.
 *
 * Ids and many2one columns are of type `guid`. Integers, floats and amounts are of type `number`: Odoo reads an unset one
 * as 0, so on our side they are never null. Odoo stores empty text beside unset text and treats both as unset, as we do.
 * @throws FreshetError UNSUPPORTED for what a domain cannot say
 */
export function renderFilter(filter: NativeFilter | undefined, zone: string = 'UTC'): string {
  if (filter === undefined) return '[]'
  const terms = filter.kind === 'and' ? filter.terms.map((term) => condition(term, zone)) : [condition(filter, zone)]
  return `[${terms.join(',')}]`
}

/** The `order` argument. Only stored columns can be ordered by, and a many2one would follow its own model's order. */
export const renderOrder = (order: readonly NativeOrder[]): string =>
  order.map(({ column, direction }) => `${name(column.native)} ${direction}`).join(', ')

/** The `fields` argument: a dotted path can be searched but not read, so its first step is. `id` is never left out: no field means all. */
export const renderFields = (columns: readonly Column[]): readonly string[] => [
  ...new Set(['id', ...columns.map((column) => name(column.native).split('.')[0]!)]),
]

/** A rendered domain, narrowed to the records after one: pages that follow the id neither repeat nor skip when rows come and go. */
export const afterId = (domain: string, id: string): string =>
  `[${triple('id', '>', matching(ID, id, 'record id'))}${domain === '[]' ? '' : ','}${domain.slice(1)}`

type Leaf<Kind> = Extract<NativeFilter, { kind: Kind }>

/** No record lacks an id, so these two hold for none and for all. */
const NOTHING = '["id","=",false]'
const EVERYTHING = '["id","!=",false]'

function condition(filter: NativeFilter, zone: string): string {
  switch (filter.kind) {
    case 'and':
      return (
        joined(
          '&',
          filter.terms.map((term) => condition(term, zone)),
        ) ?? EVERYTHING
      )
    case 'or':
      return (
        joined(
          '|',
          filter.terms.map((term) => condition(term, zone)),
        ) ?? NOTHING
      )
    case 'compare':
      return comparison(filter, zone)
    case 'in':
      return membership(filter, zone)
    case 'isNull':
      return unset(filter)
  }
}

/** Operators take two operands. Halving keeps the nesting shallow: servers up to 18 turn each level into a pair of parentheses in SQL. */
function joined(operator: '&' | '|', terms: readonly string[]): string | undefined {
  if (terms.length < 2) return terms[0]
  const half = Math.ceil(terms.length / 2)
  const [left, right] = [joined(operator, terms.slice(0, half)), joined(operator, terms.slice(half))]
  return `"${operator}",${left},${right}`
}

const operators: Readonly<Record<Exclude<NativeComparison, 'contains' | 'startsWith'>, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

function comparison({ op, column, value }: Leaf<'compare'>, zone: string): string {
  if (op === 'contains' || op === 'startsWith') return pattern(op, column, value)
  switch (column.type) {
    case 'text':
      return compareText(op, column.native, value)
    case 'number':
      return compareNumber(op, column.native, matching(NUMBER, value, 'number'))
    case 'boolean':
      return equality(op, column, matching(BOOLEAN, value, 'boolean'))
    case 'guid':
      return compareId(op, column, value)
    case 'date':
      return triple(column.native, operators[op], JSON.stringify(matching(DATE, value, 'date')))
    case 'instant':
      return compareInstant(op, column.native, value, zone)
  }
}

/** `!=` keeps what is unset. PostgreSQL orders text by the database's collation, which is not ours, so text has no order. */
function compareText(op: keyof typeof operators, native: string, value: string): string {
  if (op !== 'eq' && op !== 'ne') throw unsupported(`the order of text (${native})`)
  if (!isStorable(value)) return op === 'eq' ? NOTHING : EVERYTHING
  return triple(native, operators[op], JSON.stringify(value))
}

/** Where 0 satisfies the comparison, so does an unset number, which servers up to 17 compare as NULL. */
function compareNumber(op: keyof typeof operators, native: string, value: string): string {
  const zero = Math.sign(Number(value))
  const plain = triple(native, operators[op], value)
  switch (op) {
    case 'eq':
      return zero === 0 ? triple(native, 'in', `[${value},false]`) : plain
    case 'ne':
      return plain
    case 'lt':
      return zero > 0 ? orUnset(native, plain) : plain
    case 'lte':
      return zero >= 0 ? orUnset(native, plain) : plain
    case 'gt':
      return zero < 0 ? orUnset(native, plain) : plain
    case 'gte':
      return zero <= 0 ? orUnset(native, plain) : plain
  }
}

const orUnset = (native: string, plain: string) => `"|",${plain},${triple(native, '=', 'false')}`

/** Text that is no record id equals none. */
function compareId(op: keyof typeof operators, column: Column, value: string): string {
  if (ID.test(value)) return triple(column.native, operators[op], value)
  if (op === 'eq') return NOTHING
  if (op === 'ne') return EVERYTHING
  throw unsupported(`"${value}", which is no record id`)
}

function equality(op: keyof typeof operators, column: Column, literal: string): string {
  if (op !== 'eq' && op !== 'ne') throw unsupported(`the order of checkboxes (${column.native})`)
  return triple(column.native, operators[op], literal)
}

/**
 * The database keeps microseconds and shows whole seconds, so what is shown as 10:00:00 is stored from 10:00:00 until
 * before 10:00:01: every comparison is made with the bounds of the second, or of the day where a day is asked for.
 */
function compareInstant(op: keyof typeof operators, native: string, value: string, zone: string): string {
  const { from, until } = span(value, zone)
  const [notBefore, before] = [(at: string) => triple(native, '>=', at), (at: string) => triple(native, '<', at)]
  switch (op) {
    case 'gt':
      return notBefore(until)
    case 'gte':
      return notBefore(from)
    case 'lt':
      return before(from)
    case 'lte':
      return before(until)
    case 'eq':
      return from === until ? NOTHING : `"&",${notBefore(from)},${before(until)}`
    case 'ne':
      return from === until ? EVERYTHING : `"|","|",${before(from)},${notBefore(until)},${triple(native, '=', 'false')}`
  }
}

/** The stored values that are shown as the literal: none for an instant between two seconds. */
function span(value: string, zone: string): { from: string; until: string } {
  if (DATE.test(value)) return { from: stored(dayStart(value, zone)), until: stored(dayStart(nextDay(value), zone)) }
  const [, second, fraction = ''] = INSTANT.exec(value) ?? []
  if (second === undefined) throw unsupported(`"${value}", which is no instant in UTC`)
  const next = stored(Date.parse(`${second}Z`) + 1000)
  return { from: /[1-9]/.test(fraction) ? next : stored(Date.parse(`${second}Z`)), until: next }
}

const stored = (millis: number) => JSON.stringify(new Date(millis).toISOString().slice(0, 19).replace('T', ' '))

/** `like` puts wildcards around its text, `=like` does not. Where the database has `unaccent`, servers up to 17 ignore accents: a superset. */
function pattern(op: 'contains' | 'startsWith', { native, type }: Column, value: string): string {
  if (type !== 'text') throw unsupported(`${op} on ${native}, which is no text`)
  if (value === '') return triple(native, '!=', 'false')
  if (!isStorable(value)) return NOTHING
  const escaped = value.replace(/[\\%_]/g, '\\$&').replace(WIDE_BACKSLASHES, '_')
  return op === 'contains'
    ? triple(native, 'like', JSON.stringify(escaped))
    : triple(native, '=like', JSON.stringify(`${escaped}%`))
}

/** `unaccent` turns these into the backslash that escapes what follows, and then nothing matches; any one character is a superset. */
const WIDE_BACKSLASHES = /[\u2216\ufe68\uff3c]/g

function membership({ column, values }: Leaf<'in'>, zone: string): string {
  if (column.type === 'instant') {
    const terms = values.map((value) => compareInstant('eq', column.native, value, zone))
    return joined('|', terms) ?? NOTHING
  }
  const literals = literalsOf(column, values)
  return literals.length === 0 ? NOTHING : triple(column.native, 'in', `[${literals.join(',')}]`)
}

/** `false` in the list matches what is unset. */
function literalsOf({ type }: Column, values: readonly NativeLiteral[]): readonly string[] {
  switch (type) {
    case 'text':
      return values.filter(isStorable).map((value) => JSON.stringify(value))
    case 'number': {
      const numbers = values.map((value) => matching(NUMBER, value, 'number'))
      return numbers.some((value) => Number(value) === 0) ? [...numbers, 'false'] : numbers
    }
    case 'boolean':
      return values.map((value) => matching(BOOLEAN, value, 'boolean'))
    case 'guid':
      return values.filter((value) => ID.test(value))
    case 'date':
    case 'instant':
      return values.map((value) => JSON.stringify(matching(DATE, value, 'date')))
  }
}

function unset({ column: { native, type }, value }: Leaf<'isNull'>): string {
  if (type === 'number' || type === 'boolean') return value ? NOTHING : EVERYTHING
  if (type === 'text') return triple(native, value ? 'in' : 'not in', '[false,""]')
  return triple(native, value ? '=' : '!=', 'false')
}

const triple = (native: string, operator: string, literal: string) => `["${name(native)}","${operator}",${literal}]`

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/
const BOOLEAN = /^(true|false)$/
const DATE = /^\d{4}-\d\d-\d\d$/
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/
const ID = /^[1-9]\d{0,14}$/
const NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/

/** Model and field names, some of which come from configuration: nothing but a name may pass. */
export function name(native: string): string {
  if (!NAME.test(native)) throw unsupported(`"${native}", which is no name of a model or field`)
  return native
}

/** No record holds these: PostgreSQL takes neither a NUL nor half a surrogate pair, and Odoo answers them with a server error. */
const isStorable = (value: string) => value !== '' && !value.includes('\u0000') && value.isWellFormed()

function matching(form: RegExp, value: NativeLiteral, kind: string): string {
  const plain = kind === 'number' ? value.replace(/^(-?)0+(?=\d)/, '$1') : value
  if (!form.test(plain)) throw unsupported(`"${value}", which is no ${kind}`)
  return plain
}

const unsupported = (what: string) => new FreshetError('UNSUPPORTED', { message: `Odoo cannot be asked for ${what}.` })
