import type {
  Column,
  NativeComparison,
  NativeFilter,
  NativeQuery,
  NativeType,
} from '../../../gateway/connector/index.ts'

/** What differs between the vendors and versions that speak OData: literals, functions, and how "no value" is written. */
export interface Dialect {
  readonly literals: Readonly<Record<NativeType, (text: string) => string>>
  readonly contains: (column: string, literal: string) => string
  readonly startsWith: (column: string, literal: string) => string
  /** Blank text is how the vendor writes "no value": `''` is then never equal to anything, as null is not. */
  readonly blankIsNull: boolean
  /** Whether a column may be null; key columns never are. */
  readonly nullable: (column: string) => boolean
  /** Whether a text column can hold this text at all; a comparison with text that it cannot hold is false. */
  readonly holds: (column: string, text: string) => boolean
}

/** OData version 2 as SAP's gateway reads it. */
export const v2: Dialect = {
  literals: {
    text: quoted,
    number: (text) => `${checked(text, /^-?\d+(\.\d+)?$/)}M`,
    boolean: (text) => checked(text, /^(true|false)$/),
    date: (text) => `datetime'${checked(text, /^\d{4}-\d\d-\d\d$/)}T00:00:00'`,
    instant: (text) => `datetimeoffset'${checked(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)}'`,
    guid: (text) => `guid'${checked(text, /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)}'`,
  },
  contains: (column, literal) => `substringof(${literal},${column})`,
  startsWith: (column, literal) => `startswith(${column},${literal})`,
  blankIsNull: true,
  nullable: () => true,
  // A lone surrogate cannot be written in a URL, nor stored in any text that came over one.
  holds: (_, text) => text.isWellFormed(),
}

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

/** OData version 2 knows no `in`. */
function oneOf(column: Column, values: readonly string[], dialect: Dialect): Expression {
  const held = values.filter((value) => canEqual(column, value, dialect))
  return held.length === 0
    ? never(column)
    : joined(
        'or',
        held.map((value) => plain(column, 'eq', value, dialect)),
      )
}

function comparison(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  if (!canEqual(column, value, dialect)) return unequalled(column, op, value, dialect)
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
      return dialect[op](column.native, dialect.literals[column.type](value))
  }
}

const operators = { eq: 'eq', ne: 'ne', lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const

function plain(column: Column, op: keyof typeof operators, value: string, dialect: Dialect): string {
  return `${column.native} ${operators[op]} ${dialect.literals[column.type](value)}`
}

function canEqual(column: Column, value: string, dialect: Dialect): boolean {
  if (column.type !== 'text') return true
  return !(dialect.blankIsNull && value === '') && dialect.holds(column.native, value)
}

/** A comparison with text that no row has: equality is false, inequality true; everything else goes by order. */
function unequalled(column: Column, op: NativeComparison, value: string, dialect: Dialect): Expression {
  const { native } = column
  const isBlank = value === ''
  switch (op) {
    case 'eq':
      return never(column)
    case 'ne':
      return joined('or', [`${native} eq ''`, `${native} ne ''`, ...orNull(column, dialect)])
    case 'gt':
    case 'gte':
      return isBlank ? `${native} gt ''` : plain(column, 'gt', value, dialect)
    case 'lt':
    case 'lte':
      return isBlank ? never(column) : notBlank(column, plain(column, 'lt', value, dialect), dialect)
    case 'contains':
    case 'startsWith':
      return isBlank ? `${native} gt ''` : dialect[op](native, quoted(value))
  }
}

function orNull(column: Column, dialect: Dialect): Expression[] {
  return dialect.nullable(column.native) ? [`${column.native} eq null`] : []
}

/** Comparisons are false on "no value", but blank comes before every other text. */
function notBlank(column: Column, term: string, dialect: Dialect): Expression {
  return isBlankable(column, dialect) ? joined('and', [`${column.native} gt ''`, term]) : term
}

const never = ({ native }: Column): Expression => joined('and', [`${native} eq ''`, `${native} ne ''`])

function quoted(text: string): string {
  return `'${text.toWellFormed().replaceAll("'", "''")}'`
}

/** @throws TypeError: what is not of the literal's grammar never reaches the vendor */
function checked(text: string, grammar: RegExp): string {
  if (!grammar.test(text)) throw new TypeError(`"${text}" is no literal of this type`)
  return text
}

/** The set and its query options without paging, percent-encoded, relative to the service; and the same for human eyes. */
export function renderSet(
  query: NativeQuery,
  key: readonly string[],
  dialect: Dialect,
): { readonly url: string; readonly text: string } {
  const options = queryOptions(query, key, dialect)
  const text = options.map(([name, value]) => `${name}=${value}`).join('&')
  const url = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return { url: `${query.object}?${url}`, text: `${query.object}?${text}` }
}

function queryOptions(query: NativeQuery, key: readonly string[], dialect: Dialect): [name: string, value: string][] {
  const columns = [...new Set(query.columns.map(({ native }) => native))]
  const expand = expansions(columns)
  const terms = query.order.map(({ column, direction }) =>
    direction === 'desc' ? `${column.native} desc` : column.native,
  )
  const order = [...terms, ...key.filter((native) => !query.order.some(({ column }) => column.native === native))]
  return [
    ['$select', columns.join(',')],
    ...(expand.length > 0 ? [['$expand', expand.join(',')] as [string, string]] : []),
    ...(query.filter ? [['$filter', renderFilter(query.filter, dialect)] as [string, string]] : []),
    // Pages by $top and $skip hold together only in a total order, and a service need not have one by itself.
    ['$orderby', order.join(',')],
  ]
}

/** `to_Item/to_ScheduleLine/X` needs the navigation expanded; an expanded path expands the steps before it. */
function expansions(columns: readonly string[]): string[] {
  const paths = columns.map((column) => column.split('/').slice(0, -1).join('/')).filter(Boolean)
  const unique = [...new Set(paths)]
  return unique.filter((path) => !unique.some((other) => other.startsWith(`${path}/`)))
}
