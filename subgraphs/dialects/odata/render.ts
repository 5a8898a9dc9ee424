import type { Column, NativeComparison, NativeFilter } from '../../../gateway/connector/index.ts'
import { type Dialect, v2 } from './dialect.ts'

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
    case 'or':
      return joined(
        filter.kind,
        filter.terms.map((term) => expression(term, dialect)),
      )
    case 'isNull':
      return nullTest(filter.column, filter.value, dialect)
    case 'in':
      return oneOf(filter.column, filter.values, dialect)
    case 'compare':
      return comparison(filter.column, filter.op, filter.value, dialect)
  }
}

const isBlankable = (column: Column, dialect: Dialect) => dialect.blankIsNull && column.type === 'text'

function nullTest(column: Column, value: boolean, dialect: Dialect): Expression {
  const { native } = column
  if (!isBlankable(column, dialect)) return `${native} ${value ? 'eq' : 'ne'} null`
  // Greater than blank is false for null in every database behind it; `ne ''` is not.
  if (!value) return `${native} gt ''`
  return joined('or', [`${native} eq ''`, ...(dialect.nullable(native) ? [`${native} eq null`] : [])])
}

/** The oldest form, equalities joined by `or`, is the one that all understand. */
function oneOf(column: Column, values: readonly string[], dialect: Dialect): Expression {
  const held = values.filter((value) => isHeld(column, value, dialect))
  if (held.length === 0) return never(column)
  const own = held.length > 1 ? dialect.oneOf?.(column, held) : undefined
  if (own !== undefined) return own
  return joined(
    'or',
    held.map((value) => plain(column, 'eq', value, dialect)),
  )
}

function comparison(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  if (!isHeld(column, value, dialect)) return unheld(column, op, value, dialect)
  switch (op) {
    case 'eq':
    case 'gt':
    case 'gte':
      return plain(column, op, value, dialect)
    case 'ne':
      return joined('or', [plain(column, op, value, dialect), ...orNull(column, dialect)])
    case 'lt':
    case 'lte':
      return notBlank(column, plain(column, op, value, dialect), dialect)
    case 'contains':
    case 'startsWith':
      return dialect[op](column.native, value)
  }
}

const operators = { eq: 'eq', ne: 'ne', lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const

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
  return dialect.literals[column.type].grammar.test(value) && !(value === '' && isBlankable(column, dialect))
}

/** A comparison with what no row has: equality is false, inequality true; blank comes before all text, and is in all text. */
function unheld(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  const { native, type } = column
  if (op === 'ne')
    return joined('or', [
      `${native} eq ${nothing(column)}`,
      `${native} ne ${nothing(column)}`,
      ...orNull(column, dialect),
    ])
  if (op === 'eq') return never(column)
  if (value === '') return op === 'lt' || op === 'lte' ? never(column) : `${native} gt ''`
  if (op === 'contains' || op === 'startsWith') return never(column)
  throw new TypeError(`"${value}" is no ${type} to compare ${native} with`)
}

function orNull(column: Column, dialect: Dialect): Expression[] {
  return dialect.nullable(column.native) ? [`${column.native} eq null`] : []
}

/** Comparisons are false on "no value", but blank comes before every other text. */
function notBlank(column: Column, term: string, dialect: Dialect): Expression {
  return isBlankable(column, dialect) ? joined('and', [`${column.native} gt ''`, term]) : term
}

const nothing = ({ type }: Column) => (type === 'text' ? "''" : 'null')

/** There is no literal `false` to filter by. */
const never = (column: Column): Expression =>
  joined('and', [`${column.native} eq ${nothing(column)}`, `${column.native} ne ${nothing(column)}`])
