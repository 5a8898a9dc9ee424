import type { Column, NativeComparison, NativeFilter } from '../../../gateway/connector/index.ts'
import { type Dialect, v2 } from './dialect.ts'
import { gathered } from './gather-keys.ts'

/** The text of `$filter`, not yet percent-encoded. */
export function renderFilter(filter: NativeFilter, dialect: Dialect = v2): string {
  return print(expression(filter, dialect))
}

type Join = 'and' | 'or'
type Expression = string | { readonly join: Join; readonly terms: readonly Expression[] }

function print(expression: Expression): string {
  if (typeof expression === 'string') return expression
  return expression.terms
    .map((term) => (typeof term === 'string' ? term : `(${print(term)})`))
    .join(` ${expression.join} `)
}

function joined(join: Join, terms: readonly Expression[]): Expression {
  const flat = terms.flatMap((term) => (typeof term !== 'string' && term.join === join ? term.terms : [term]))
  return flat.length === 1 ? flat[0]! : { join, terms: flat }
}

function expression(filter: NativeFilter, dialect: Dialect): Expression {
  switch (filter.kind) {
    case 'and':
      return junction('and', filter.terms, dialect)
    case 'or':
      return junction('or', dialect.gathersKeys ? gathered(filter.terms) : filter.terms, dialect)
    case 'isNull':
      return nullTest(filter.column, filter.value, dialect)
    case 'in':
      return oneOf(filter.column, filter.values, dialect)
    case 'compare':
      return comparison(filter.column, filter.op, filter.value, dialect)
  }
}

function junction(join: Join, terms: readonly NativeFilter[], dialect: Dialect): Expression {
  return joined(
    join,
    terms.map((term) => expression(term, dialect)),
  )
}

/** What stands for "no value" in a column, besides null. */
function blankOf({ native, type }: Column, dialect: Dialect): string | undefined {
  if (dialect.enumOf?.(native) !== undefined) return undefined
  if (type === 'text') return dialect.blankIsNull ? '' : undefined
  return type === 'date' || type === 'instant' || type === 'guid' ? dialect.blanks?.[type] : undefined
}

function nullTest(column: Column, value: boolean, dialect: Dialect): Expression {
  const { native } = column
  const blank = blankOf(column, dialect)
  if (blank === undefined) return `${native} ${value ? 'eq' : 'ne'} null`
  // Greater than blank is false for null in every database behind it; `ne ''` is not.
  if (!value) return `${native} ${dialect.nullable(native) ? 'gt' : 'ne'} ${literal(column, blank, dialect)}`
  const isBlank = `${native} eq ${literal(column, blank, dialect)}`
  return joined('or', [isBlank, ...(dialect.nullable(native) ? [`${native} eq null`] : [])])
}

/** The oldest form, equalities joined by `or`, is the one that all understand. */
function oneOf(column: Column, values: readonly string[], dialect: Dialect): Expression {
  const held = values.filter((value) => isHeld(column, value, dialect))
  if (held.length === 0) return never(column, dialect)
  const own = held.length > 1 ? dialect.oneOf?.(column, held) : undefined
  if (own !== undefined) return own
  return joined(
    'or',
    held.map((value) => equality(column, 'eq', value, dialect)),
  )
}

function comparison(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  if (!isHeld(column, value, dialect)) return unheld(column, op, value, dialect)
  switch (op) {
    case 'eq':
      return equality(column, op, value, dialect)
    case 'gt':
    case 'gte':
      return plain(column, op, value, dialect)
    case 'ne':
      return joined('or', [equality(column, op, value, dialect), ...orNull(column, dialect)])
    case 'lt':
    case 'lte':
      return notBlank(column, plain(column, op, value, dialect), dialect)
    case 'contains':
    case 'startsWith':
      return dialect[op](column.native, value)
  }
}

const operators = { eq: 'eq', ne: 'ne', lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const

/** A pattern would find more than the text, and its negation less. */
function equality(column: Column, op: 'eq' | 'ne', value: string, dialect: Dialect): Expression {
  const isPattern = column.type === 'text' && dialect.wildcards?.test(value)
  if (!isPattern || dialect.enumOf?.(column.native) !== undefined) return plain(column, op, value, dialect)
  const by = (operator: 'lt' | 'lte' | 'gt' | 'gte') => plain(column, operator, value, dialect)
  return op === 'eq' ? joined('and', [by('gte'), by('lte')]) : joined('or', [by('lt'), by('gt')])
}

function plain(column: Column, op: keyof typeof operators, value: string, dialect: Dialect): string {
  return `${column.native} ${operators[op]} ${literal(column, value, dialect)}`
}

/** @throws TypeError: what is not of the literal's grammar never reaches the vendor */
function literal({ native, type }: Column, value: string, dialect: Dialect): string {
  const { grammar, write } = dialect.literals[type]
  if (!grammar.test(value)) throw new TypeError(`"${value}" is no ${type} to compare ${native} with`)
  return `${dialect.enumOf?.(native) ?? ''}${write(value)}`
}

/** Whether a row can have this value at all. */
function isHeld(column: Column, value: string, dialect: Dialect): boolean {
  return dialect.literals[column.type].grammar.test(value) && value !== blankOf(column, dialect)
}

/** A comparison with what no row has: equality is false, inequality true; blank comes before all text, and is in all text. */
function unheld(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  const { native, type } = column
  const nothing = nothingOf(column, dialect)
  if (op === 'ne')
    return joined('or', [`${native} eq ${nothing}`, `${native} ne ${nothing}`, ...orNull(column, dialect)])
  if (op === 'eq') return never(column, dialect)
  if (value === blankOf(column, dialect))
    return op === 'lt' || op === 'lte' ? never(column, dialect) : `${native} gt ${literal(column, value, dialect)}`
  if (op === 'contains' || op === 'startsWith') return never(column, dialect)
  throw new TypeError(`"${value}" is no ${type} to compare ${native} with`)
}

function orNull(column: Column, dialect: Dialect): Expression[] {
  return dialect.nullable(column.native) ? [`${column.native} eq null`] : []
}

/** Comparisons are false on "no value", but blank comes before every other text. */
function notBlank(column: Column, term: string, dialect: Dialect): Expression {
  const blank = blankOf(column, dialect)
  return blank === undefined ? term : joined('and', [`${column.native} gt ${literal(column, blank, dialect)}`, term])
}

/** A literal of the column, as far as the vendor has one: not every one knows null. */
function nothingOf(column: Column, dialect: Dialect): string {
  const blank = blankOf(column, dialect)
  if (blank !== undefined) return literal(column, blank, dialect)
  return column.type === 'text' ? "''" : 'null'
}

/** There is no literal `false` to filter by. */
function never(column: Column, dialect: Dialect): Expression {
  const nothing = nothingOf(column, dialect)
  return joined('and', [`${column.native} eq ${nothing}`, `${column.native} ne ${nothing}`])
}
