import type {
  Column,
  NativeComparison,
  NativeFilter,
  NativeLiteral,
  NativeOrder,
  NativeQuery,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { firstLocalSecond } from './account-time.ts'
import { DATE, ID } from './codecs.ts'

/** What an entity's columns mean in SuiteQL, as data. All of it is written by us; nothing in it comes from a caller. */
export interface SuiteQl {
  /** The first table and its alias: `customer c`. */
  readonly from: string
  /** Further tables by alias, each joined only when an expression that is used names it. */
  readonly joins?: Readonly<Record<string, string>>
  /** Columns that are not plain columns of the first table, by the name under which they are asked and answered. */
  readonly sql?: Readonly<Record<string, string>>
  /** What makes a row unique. It ends every ORDER BY, as pages may otherwise repeat or skip rows. */
  readonly key: readonly string[]
  /** Rows are added up by `key`, the other columns being aggregates. */
  readonly grouped?: true
}

/** How names and instants are to be understood where a filter is rendered. */
export interface Scope {
  readonly hint?: SuiteQl
  /** IANA zone of the account. */
  readonly zone: string
}

/** The statement that asks for a query's rows. Page bounds are not part of it: SuiteQL takes them in the address. */
export function renderSelect(
  query: Pick<NativeQuery<SuiteQl>, 'columns' | 'filter' | 'order' | 'hint'>,
  zone: string,
): string {
  const { hint } = query
  const scope = { hint, zone }
  const columns = new Map(query.columns.map((column) => [column.native, selected(column, scope)]))
  const clauses = [
    query.filter && `WHERE ${renderFilter(query.filter, scope)}`,
    hint.grouped && `GROUP BY ${hint.key.map((native) => expression(native, scope)).join(', ')}`,
    `ORDER BY ${ordered(query.order, scope).join(', ')}`,
  ].filter(Boolean)
  const select = `SELECT ${[...columns.values()].join(', ')}`
  return [select, `FROM ${joined(hint, [select, ...clauses].join(' '))}`, ...clauses].join(' ')
}

/**
 * The condition of a WHERE clause, in Oracle's terms: text compares by code point, empty text does not exist, and a
 * comparison with null is not true.
 * @throws FreshetError UNSUPPORTED for what SuiteQL cannot say
 */
export function renderFilter(filter: NativeFilter, scope: Scope = { zone: 'UTC' }): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return combine(
        filter.kind,
        filter.terms.map((term) => renderTerm(term, scope)),
      )
    case 'compare':
      return compare(filter.op, filter.column, filter.value, scope)
    case 'in':
      return isOneOf(filter.column, filter.values, scope)
    case 'isNull':
      return `${expression(filter.column.native, scope)} IS ${filter.value ? '' : 'NOT '}NULL`
  }
}

const NOTHING = '1 = 0'
const EVERYTHING = '1 = 1'

const renderTerm = (term: NativeFilter, scope: Scope): string =>
  'terms' in term ? `(${renderFilter(term, scope)})` : renderFilter(term, scope)

function combine(kind: 'and' | 'or', terms: readonly string[]): string {
  if (terms.length === 0) return kind === 'and' ? EVERYTHING : NOTHING
  return terms.join(kind === 'and' ? ' AND ' : ' OR ')
}

type Operator = Exclude<NativeComparison, 'contains' | 'startsWith'>

const operators: Readonly<Record<Operator, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }

function compare(op: NativeComparison, column: Column, value: NativeLiteral, scope: Scope): string {
  const sql = expression(column.native, scope)
  if (column.type === 'text' && value === '') return compareWithEmpty(op, sql)
  if (op === 'contains' || op === 'startsWith') return like(op, sql, column, value)
  if (column.type === 'instant') return compareInstant(op, sql, value, scope.zone)
  const written = literal(column, value)
  if (written === undefined) return compareWithImpossible(op, column, value)
  return op === 'ne' ? `(${sql} <> ${written} OR ${sql} IS NULL)` : `${sql} ${operators[op]} ${written}`
}

/** Oracle takes '' for null, so what we mean by it has to be said without it: every text is longer. */
function compareWithEmpty(op: NativeComparison, sql: string): string {
  switch (op) {
    case 'eq':
    case 'lt':
    case 'lte':
      return NOTHING
    case 'ne':
      return EVERYTHING
    case 'gt':
    case 'gte':
    case 'contains':
    case 'startsWith':
      return `${sql} IS NOT NULL`
  }
}

/** No row can hold the value: a broken surrogate pair, a key of another system. */
function compareWithImpossible(op: NativeComparison, column: Column, value: NativeLiteral): string {
  if (op === 'ne') return EVERYTHING
  if (op === 'eq' || op === 'contains' || op === 'startsWith') return NOTHING
  throw unsupported(`${column.native} to be compared with ${JSON.stringify(value)}`)
}

/**
 * Instants are read to the second, so every comparison becomes one with the first second that is or is not meant: it then
 * holds whatever fraction of a second the column hides, and in the hour that clocks repeat.
 */
function compareInstant(op: Operator, sql: string, value: NativeLiteral, zone: string): string {
  const at = Date.parse(value)
  if (!INSTANT.test(value) || Number.isNaN(at)) throw unsupported(`${JSON.stringify(value)} as an instant`)
  const bound = (millis: number) =>
    `TO_TIMESTAMP('${firstLocalSecond(millis, zone).replace('T', ' ')}', 'YYYY-MM-DD HH24:MI:SS')`
  const [from, beyond] = [bound(at), bound(Math.floor(at / 1000) * 1000 + 1000)]
  switch (op) {
    case 'lt':
      return `${sql} < ${from}`
    case 'gte':
      return `${sql} >= ${from}`
    case 'lte':
      return `${sql} < ${beyond}`
    case 'gt':
      return `${sql} >= ${beyond}`
    case 'eq':
      return `(${sql} >= ${from} AND ${sql} < ${beyond})`
    case 'ne':
      return `(${sql} < ${from} OR ${sql} >= ${beyond} OR ${sql} IS NULL)`
  }
}

function like(op: 'contains' | 'startsWith', sql: string, column: Column, value: NativeLiteral): string {
  if (column.type !== 'text') throw unsupported(`${op} on ${column.native}, which is no text`)
  if (!value.isWellFormed()) return compareWithImpossible(op, column, value)
  // Not the backslash: some SQL parsers take it for an escape of the quote that follows it.
  const pattern = `${op === 'contains' ? '%' : ''}${value.replace(/[!%_]/g, '!$&')}%`
  return `${sql} LIKE ${quoted(pattern)} ESCAPE '!'`
}

/** "Use 500, and OR-join blocks": Oracle's own ceiling is 1,000 expressions. */
const MAX_IN = 500

function isOneOf(column: Column, values: readonly NativeLiteral[], scope: Scope): string {
  if (column.type === 'instant')
    return `(${combine(
      'or',
      values.map((value) => compare('eq', column, value, scope)),
    )})`
  const literals = values
    .map((value) => (value === '' ? undefined : literal(column, value)))
    .filter((text) => text !== undefined)
  const sql = expression(column.native, scope)
  const blocks = Array.from({ length: Math.ceil(literals.length / MAX_IN) }, (_, at) =>
    literals.slice(at * MAX_IN, (at + 1) * MAX_IN),
  )
  const terms = blocks.map((block) => `${sql} IN (${block.join(', ')})`)
  return terms.length > 1 ? `(${combine('or', terms)})` : combine('or', terms)
}

/** A value in SuiteQL's words, or undefined when no row can hold it. */
function literal({ type, native }: Column, value: NativeLiteral): string | undefined {
  switch (type) {
    case 'text':
      return value.isWellFormed() ? quoted(value) : undefined
    case 'number':
      return NUMBER.test(value) ? value : undefined
    case 'guid':
      return ID.test(value) ? value : undefined
    case 'boolean':
      return value === 'true' ? "'T'" : value === 'false' ? "'F'" : undefined
    case 'date':
      if (!DATE.test(value)) throw unsupported(`${JSON.stringify(value)} as a date`)
      return `TO_DATE('${value}', 'YYYY-MM-DD')`
    case 'instant':
      throw unsupported(`${native} in this comparison`)
  }
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`

function selected({ native, type }: Column, scope: Scope): string {
  const sql = expression(native, scope)
  if (type === 'date') return `TO_CHAR(${sql}, 'YYYY-MM-DD') AS ${native}`
  if (type === 'instant') return `TO_CHAR(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS') AS ${native}`
  return `${sql} AS ${native}`
}

/** Names stand unquoted, and external keys name theirs in configuration: nothing but a name may pass. */
export function expression(native: string, { hint }: Scope): string {
  if (!NAME.test(native)) throw unsupported(`a column named ${JSON.stringify(native)}`)
  if (hint?.sql && Object.hasOwn(hint.sql, native)) return hint.sql[native]!
  return hint ? `${hint.from.split(' ')[1]}.${native}` : native
}

function ordered(order: readonly NativeOrder[], scope: Scope & { hint: SuiteQl }): string[] {
  const names = order.map(({ column }) => column.native)
  const terms = order.map(
    ({ column, direction }) => `${expression(column.native, scope)}${direction === 'desc' ? ' DESC NULLS LAST' : ''}`,
  )
  return [
    ...terms,
    ...scope.hint.key.filter((native) => !names.includes(native)).map((native) => expression(native, scope)),
  ]
}

/** The FROM clause with the joins that the statement, or a join it needs, speaks of; in declared order. */
export function joined({ from, joins = {} }: SuiteQl, statement: string): string {
  const needed = new Set<string>()
  const need = (text: string) => {
    for (const [alias, join] of Object.entries(joins)) {
      if (needed.has(alias) || !mentionOf(alias).test(text)) continue
      needed.add(alias)
      need(join)
    }
  }
  need(withoutText(statement))
  return [
    from,
    ...Object.keys(joins)
      .filter((alias) => needed.has(alias))
      .map((alias) => joins[alias]!),
  ].join(' ')
}

const mentions = new Map<string, RegExp>()

/** Aliases stand in the code, so that there are not many. */
function mentionOf(alias: string): RegExp {
  const mention = mentions.get(alias) ?? new RegExp(`\\b${alias}\\.`)
  mentions.set(alias, mention)
  return mention
}

/** A caller's text must not look like the name of a table. */
const withoutText = (statement: string): string => statement.replace(/'[^']*'/g, "''")

const NAME = /^[a-z][a-z0-9_]*$/
const NUMBER = /^-?\d+(\.\d+)?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

const unsupported = (what: string) =>
  new FreshetError('UNSUPPORTED', { message: `NetSuite cannot be asked for ${what}.` })
