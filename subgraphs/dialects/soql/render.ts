import type {
  NativeComparison,
  NativeFilter,
  NativeLiteral,
  NativeOrder,
  NativeQuery,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { recordId } from './record-id.ts'

/** The statement that asks for a query's rows. Record ids are columns of type `guid`. */
export function renderSelect(query: Pick<NativeQuery, 'object' | 'columns' | 'filter' | 'order' | 'limit'>): string {
  const columns = [...new Set(query.columns.map((column) => fieldName(column.native)))]
  return [
    `SELECT ${columns.join(', ')} FROM ${fieldName(query.object)}`,
    query.filter && ` WHERE ${renderFilter(query.filter)}`,
    query.order.length > 0 && ` ORDER BY ${query.order.map(renderOrder).join(', ')}`,
    query.limit !== undefined && ` LIMIT ${query.limit}`,
  ]
    .filter(Boolean)
    .join('')
}

/**
 * The condition of a WHERE clause. Text is compared without case by Salesforce, so on text all of these are supersets.
 * @throws FreshetError UNSUPPORTED for what SOQL cannot say
 */
export function renderFilter(filter: NativeFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return join(filter.kind, filter.terms.map(renderTerm))
    case 'compare':
      return renderCompare(filter)
    case 'in':
      return renderIn(filter)
    case 'isNull':
      return renderIsNull(filter)
  }
}

type Leaf<Kind> = Extract<NativeFilter, { kind: Kind }>

/** No record lacks an id, so these two hold for none and for all; a bare TRUE is not a condition in SOQL. */
const NOTHING = 'Id = null'
const EVERYTHING = 'Id != null'

// SOQL refuses AND beside OR without parentheses instead of ranking them.
const renderTerm = (filter: NativeFilter): string =>
  parenthesised(renderFilter(filter), 'terms' in filter && filter.terms.length > 1)
const parenthesised = (text: string, needed: boolean) => (needed ? `(${text})` : text)

function join(kind: 'and' | 'or', terms: readonly string[]): string {
  if (terms.length === 0) return kind === 'and' ? EVERYTHING : NOTHING
  return terms.join(kind === 'and' ? ' AND ' : ' OR ')
}

const operators: Readonly<Record<Exclude<NativeComparison, 'contains' | 'startsWith'>, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

function renderCompare({ op, column, value }: Leaf<'compare'>): string {
  const field = fieldName(column.native)
  if (op === 'contains' || op === 'startsWith') return renderLike(op, field, column.type, value)
  switch (column.type) {
    case 'text':
      return compareWith(op, field, quoted(value))
    case 'number':
      return compareWith(op, field, matching(NUMBER, value, column.type))
    case 'date':
      return compareWith(op, field, matching(DATE, value, column.type))
    case 'boolean':
      return compareBoolean(op, field, value)
    case 'instant':
      return compareInstant(op, field, value)
    case 'guid':
      return compareId(op, field, value)
  }
}

// Vendor and third-party pages disagree on whether `!=` keeps nulls, so it is said; if it does, nothing is lost.
function compareWith(op: keyof typeof operators, field: string, literal: string): string {
  return op === 'ne' ? `(${field} != ${literal} OR ${field} = null)` : `${field} ${operators[op]} ${literal}`
}

/** A checkbox is never null, and `= null` on one means FALSE. */
function compareBoolean(op: keyof typeof operators, field: string, value: NativeLiteral): string {
  if (op !== 'eq' && op !== 'ne') throw unsupported(`checkboxes have no order: ${op} on ${field}`)
  return `${field} ${operators[op]} ${matching(BOOLEAN, value, 'boolean').toUpperCase()}`
}

/**
 * Salesforce keeps whole seconds ("a precision of one second", Object Reference, Primitive Data Types), and its documented
 * literals have no fraction. So a fraction of ours lies between two values: nothing equals it, and a bound moves outwards.
 */
function compareInstant(op: keyof typeof operators, field: string, value: NativeLiteral): string {
  const [, second, fraction] = INSTANT.exec(value) ?? []
  if (second === undefined) throw unsupported(`"${value}" is not an instant in UTC`)
  if (!fraction || /^0*$/.test(fraction)) return compareWith(op, field, `${second}Z`)
  switch (op) {
    case 'gt':
    case 'gte':
      return `${field} > ${second}Z`
    case 'lt':
    case 'lte':
      return `${field} < ${secondAfter(second)}Z`
    case 'eq':
      return NOTHING
    case 'ne':
      return EVERYTHING
  }
}

/** Text that is no record id equals none; Salesforce would refuse the whole query for it. */
function compareId(op: keyof typeof operators, field: string, value: NativeLiteral): string {
  const id = recordId(value)
  if (id !== undefined) return compareWith(op, field, `'${id}'`)
  if (op === 'eq') return NOTHING
  if (op === 'ne') return EVERYTHING
  throw unsupported(`"${value}" is not a record id`)
}

function renderLike(op: 'contains' | 'startsWith', field: string, type: string, value: string): string {
  if (type !== 'text') throw unsupported(`${op} on ${field}, which is no text`)
  return `${field} LIKE ${quoted(value, op === 'contains' ? '%' : '', '%')}`
}

function renderIn({ column, values }: Leaf<'in'>): string {
  const field = fieldName(column.native)
  const { type } = column
  if (type === 'guid')
    return listed(
      field,
      values
        .map(recordId)
        .filter((id) => id !== undefined)
        .map((id) => `'${id}'`),
    )
  if (type === 'text')
    return listed(
      field,
      values.map((value) => quoted(value)),
    )
  if (type === 'number')
    return listed(
      field,
      values.map((value) => matching(NUMBER, value, type)),
    )
  if (type === 'date')
    return listed(
      field,
      values.map((value) => matching(DATE, value, type)),
    )
  const terms = values.map((value) => renderCompare({ kind: 'compare', op: 'eq', column, value }))
  return parenthesised(join('or', terms), terms.length > 1)
}

const listed = (field: string, literals: readonly string[]) =>
  literals.length === 0 ? NOTHING : `${field} IN (${literals.join(', ')})`

function renderIsNull({ column, value }: Leaf<'isNull'>): string {
  if (column.type === 'boolean') return value ? NOTHING : EVERYTHING
  return `${fieldName(column.native)} ${value ? '=' : '!='} null`
}

/** Salesforce puts nulls first unless told otherwise; ours are last in both directions. */
const renderOrder = ({ column, direction }: NativeOrder) =>
  `${fieldName(column.native)} ${direction.toUpperCase()} NULLS LAST`

const NUMBER = /^-?\d+(\.\d+)?$/
const DATE = /^\d{4}-\d\d-\d\d$/
const BOOLEAN = /^(true|false)$/
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/
const NAME = /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/

function matching(pattern: RegExp, value: NativeLiteral, type: string): string {
  if (!pattern.test(value)) throw unsupported(`"${value}" is not a ${type}`)
  return value
}

/** Object and field names stand unquoted in SOQL, and some come from configuration: nothing but a name may pass. */
export function fieldName(native: string): string {
  if (!NAME.test(native)) throw unsupported(`"${native}" is not the name of a Salesforce object or field`)
  return native
}

function secondAfter(second: string): string {
  return new Date(Date.parse(`${second}Z`) + 1000).toISOString().slice(0, 19)
}

/** "Maximum length of a string in a WHERE clause", SOQL and SOSL limits, read 2026-11. */
const MAX_TEXT = 4_000

// https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-quotedstringescapes.html
const escapes: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
}

/**
 * Within LIKE, `\%` and `\_` are the plain characters. Whether a backslash is escaped once or twice there is not
 * documented, so it becomes the wildcard for any one character: a superset either way.
 */
const likeEscapes: typeof escapes = { ...escapes, '%': '\\%', _: '\\_', '\\': '_' }

/** A text literal; with `before` or `after`, a LIKE pattern. */
function quoted(value: string, before = '', after = ''): string {
  if (value.length > MAX_TEXT) throw unsupported(`a text of ${value.length} characters, where SOQL takes ${MAX_TEXT}`)
  const table = before || after ? likeEscapes : escapes
  // Half a surrogate pair cannot be sent as UTF-8. No record holds one, so a text with one matches nothing either way.
  const escaped = value.toWellFormed().replace(SPECIAL, (character) => table[character] ?? unicodeEscape(character))
  return `'${before}${escaped}${after}'`
}

/** Quote, backslash, the line ends of every standard, control characters, and the wildcards. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach the statement
const SPECIAL = /['\\%_\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

function unicodeEscape(character: string): string {
  if (character === '%' || character === '_') return character
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const unsupported = (what: string) =>
  new FreshetError('UNSUPPORTED', { message: `Salesforce cannot be asked for ${what}.` })
