import type {
  Column,
  NativeComparison,
  NativeFilter,
  NativeQuery,
  NativeType,
} from '../../../gateway/connector/index.ts'

/** How values of one type are written, and which text is such a value at all. */
export interface LiteralRule {
  readonly grammar: RegExp
  readonly write: (text: string) => string
}

/** What differs between the vendors and versions that speak OData: literals, functions, and how "no value" is written. */
export interface Dialect {
  readonly literals: Readonly<Record<NativeType, LiteralRule>>
  readonly contains: (column: string, literal: string) => string
  readonly startsWith: (column: string, literal: string) => string
  /** Blank text is how the vendor writes "no value": `''` is then never equal to anything, as null is not. */
  readonly blankIsNull: boolean
  /** Whether a column may be null; key columns never are. */
  readonly nullable: (column: string) => boolean
}

/** OData version 2 as SAP's gateway reads it. */
export const v2: Dialect = {
  literals: {
    // Half a surrogate pair cannot be written in a URL, nor stored in any text that came over one.
    text: { grammar: /^\P{Surrogate}*$/u, write: quoted },
    number: { grammar: /^-?\d+(\.\d+)?$/, write: (text) => `${text}M` },
    boolean: { grammar: /^(true|false)$/, write: (text) => text },
    date: { grammar: /^\d{4}-\d\d-\d\d$/, write: (text) => `datetime'${text}T00:00:00'` },
    instant: {
      grammar: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
      write: (text) => `datetimeoffset'${text}'`,
    },
    guid: { grammar: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, write: (text) => `guid'${text}'` },
  },
  contains: (column, literal) => `substringof(${literal},${column})`,
  startsWith: (column, literal) => `startswith(${column},${literal})`,
  blankIsNull: true,
  nullable: () => true,
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
  const held = values.filter((value) => isHeld(column, value, dialect))
  if (held.length === 0) return never(column)
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
      return dialect[op](column.native, literal(column, value, dialect))
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
  return write(value)
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

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
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
