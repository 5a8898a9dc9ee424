import { type Condition, type Operator, type OrderItem, SoqlError, type Value } from './simulate-parse.ts'
import {
  caseSafeId,
  type Database,
  type Field,
  type FieldType,
  fieldAt,
  type Row,
  type SObject,
} from './simulate-schema.ts'

export type Predicate = (row: Row) => boolean

/**
 * A condition as a test of rows. Text is compared without case; a comparison with null is false, but `!=` and NOT IN keep
 * nulls; an unticked checkbox and null are the same.
 * @throws SoqlError for unknown fields and for values of the wrong type
 */
export function compile(database: Database, object: SObject, condition: Condition): Predicate {
  switch (condition.kind) {
    case 'and': {
      const terms = condition.terms.map((term) => compile(database, object, term))
      return (row) => terms.every((term) => term(row))
    }
    case 'or': {
      const terms = condition.terms.map((term) => compile(database, object, term))
      return (row) => terms.some((term) => term(row))
    }
    case 'not': {
      const term = compile(database, object, condition.term)
      return (row) => !term(row)
    }
    case 'compare':
      return comparison(fieldAt(database, object, condition.path), condition.operator, condition.value)
    case 'in':
      return membership(fieldAt(database, object, condition.path), condition.values, condition.isNegated)
  }
}

/** Sorts as the vendor: text without case, amounts by their worth in the corporate currency, nulls where the item says. */
export function comparator(database: Database, object: SObject, order: readonly OrderItem[]) {
  const items = order.map((item) => ({ ...item, rank: ranking(database, fieldAt(database, object, item.path)) }))
  return (a: Row, b: Row): number => {
    for (const { rank, isDescending, nulls } of items) {
      const [x, y] = [rank(a), rank(b)]
      if (x === null || y === null) {
        if (x === y) continue
        return (x === null) === (nulls === 'FIRST') ? -1 : 1
      }
      if (x !== y) return x < y === isDescending ? 1 : -1
    }
    return 0
  }
}

/** Good enough for sorting: doubles and folded text, where equal ranks leave the order as it was. */
function ranking({ rates }: Database, field: Field): (row: Row) => number | string | null {
  const { type, read, holder } = field
  if (type === 'boolean') return (row) => Number(read(row) === true)
  if (!isNumber(type)) return isText(type) ? (row) => foldedOrNull(read(row)) : (row) => plain(read(row))
  if (type !== 'currency' || !rates) return (row) => numberOrNull(read(row))
  return (row) => {
    const amount = numberOrNull(read(row))
    return amount === null ? null : amount * (rates[String(holder(row)?.CurrencyIsoCode)] ?? 1)
  }
}

const plain = (value: unknown) => (value === null ? null : String(value))
const numberOrNull = (value: unknown) => (value === null ? null : Number(value))
const foldedOrNull = (value: unknown) => (value === null ? null : fold(String(value)))
// Upper case, because lower case depends on the neighbours (a final sigma), and LIKE compares piece by piece.
const fold = (text: string) => text.toUpperCase()

export const isNumber = (type: FieldType) =>
  type === 'int' || type === 'double' || type === 'currency' || type === 'percent'
const isText = (type: FieldType) => type === 'string' || type === 'picklist' || type === 'textarea'
const isId = (type: FieldType) => type === 'id' || type === 'reference'

function comparison(field: Field, operator: Operator, value: Value): Predicate {
  refuseUnfilterable(field)
  if (operator === 'LIKE') return likeness(field, value)
  const { type, read } = field
  if (value.type === 'null') return nullTest(field, operator)
  if (type === 'boolean') {
    if (operator !== '=' && operator !== '!=') throw wrongOperator(field)
    const wanted = (literal(field, value) === 'true') === (operator === '=')
    return (row) => (read(row) === true) === wanted
  }
  const wanted = literal(field, value)
  const compare = isNumber(type) ? compareDecimals : compareTexts
  const comparable = isText(type) ? (cell: string) => fold(cell) : (cell: string) => cell
  return (row) => {
    const cell = read(row)
    if (cell === null) return operator === '!='
    return holds(operator, compare(comparable(String(cell)), wanted))
  }
}

function holds(operator: Exclude<Operator, 'LIKE'>, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

function nullTest(field: Field, operator: Operator): Predicate {
  if (operator !== '=' && operator !== '!=') throw wrongOperator(field)
  const { read, type } = field
  // On a checkbox null is FALSE: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_null.htm
  const isNull = type === 'boolean' ? (row: Row) => read(row) !== true : (row: Row) => read(row) === null
  return operator === '=' ? isNull : (row) => !isNull(row)
}

function membership(field: Field, values: readonly Value[], isNegated: boolean): Predicate {
  refuseUnfilterable(field)
  const { type, read } = field
  const wanted = new Set(values.map((value) => canonicalLiteral(field, value)))
  const canonical = isNumber(type) ? canonicalDecimal : isText(type) ? fold : (cell: string) => cell
  return (row) => {
    const cell = read(row)
    const isIn = cell !== null && wanted.has(canonical(String(cell)))
    return isIn !== isNegated
  }
}

function canonicalLiteral(field: Field, value: Value): string {
  const text = literal(field, value)
  return isNumber(field.type) ? canonicalDecimal(text) : text
}

/** `%` and `_` are wildcards unless escaped; the comparison covers the whole text. */
function likeness(field: Field, value: Value): Predicate {
  if (!isText(field.type) || value.type !== 'string') throw wrongOperator(field)
  const pattern = pieces(value.text)
    .map((piece) => {
      if (piece === '%') return '[\\s\\S]*'
      if (piece === '_') return '[\\s\\S]'
      return quoteForRegex(fold(piece === '\\%' || piece === '\\_' ? piece[1]! : unescaped(piece)))
    })
    .join('')
  const regex = new RegExp(`^${pattern}$`, 'u')
  return (row) => {
    const cell = field.read(row)
    return cell !== null && regex.test(fold(String(cell)))
  }
}

const quoteForRegex = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Escape sequences, and the characters between them. */
const pieces = (text: string): string[] => text.match(/\\u[0-9A-Fa-f]{4}|\\.|[\s\S]/gu) ?? []

const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\u0007',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

function unescaped(piece: string): string {
  if (!piece.startsWith('\\')) return piece
  if (piece.length === 6) return String.fromCharCode(Number.parseInt(piece.slice(2), 16))
  const character = ESCAPED[piece.slice(1).toLowerCase()]
  if (character !== undefined) return character
  throw new SoqlError(
    'MALFORMED_QUERY',
    `Invalid string literal. Illegal character sequence '${piece}' in string literal.`,
  )
}

/** A literal as cells are written, checked against the field's type. */
function literal(field: Field, value: Value): string {
  const { type } = field
  if (isId(type)) return idLiteral(field, value)
  if (isText(type))
    return fold(
      pieces(expectType(field, value, 'string'))
        .map(unescaped)
        .join(''),
    )
  if (isNumber(type)) return expectType(field, value, 'number').replace(/^\+/, '')
  if (type === 'datetime') return new Date(expectType(field, value, 'datetime')).toISOString().replace('.000Z', 'Z')
  return expectType(field, value, type as 'boolean' | 'date')
}

function idLiteral(field: Field, value: Value): string {
  const id = caseSafeId(expectType(field, value, 'string'))
  if (id === undefined) throw new SoqlError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value.text}`)
  return id
}

function expectType(field: Field, value: Value, type: Value['type']): string {
  if (value.type === type) return value.text
  const quotes = type === 'string' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
  throw new SoqlError(
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes}`,
  )
}

function refuseUnfilterable({ type, name }: Field): void {
  if (type === 'textarea') throw new SoqlError('INVALID_FIELD', `field '${name}' can not be filtered in a query call`)
}

const wrongOperator = ({ name }: Field) =>
  new SoqlError('INVALID_QUERY_FILTER_OPERATOR', `invalid operator on field ${name}`)

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Exact: as doubles where they are short, as whole numbers of the same scale otherwise. */
function compareDecimals(a: string, b: string): number {
  if (a.length < 16 && b.length < 16) return Number(a) - Number(b)
  const scale = Math.max(fractionDigits(a), fractionDigits(b))
  const [x, y] = [scaled(a, scale), scaled(b, scale)]
  return x < y ? -1 : x > y ? 1 : 0
}

const fractionDigits = (text: string) => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)
const scaled = (text: string, scale: number) => BigInt(text.replace('.', '') + '0'.repeat(scale - fractionDigits(text)))

/** `1.50` and `01.5` are the same number. */
function canonicalDecimal(text: string): string {
  const [, sign, whole, fraction] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text) ?? []
  const digits = `${whole || '0'}${fraction ? `.${fraction}` : ''}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}
