import type { Call, Comparison, Condition, Operand } from './simulate-filter.ts'
import type { Grammar } from './simulate-grammar.ts'
import {
  type EdmType,
  type EntitySetModel,
  external,
  internal,
  type Property,
  propertyOf,
  type Row,
  refused,
} from './simulate-model.ts'

export type Test = (row: Row) => boolean

/** Compiles a condition for the rows of a set. @throws ODataError 400 for unknown properties and literals of other types */
export function compile(condition: Condition, set: EntitySetModel, grammar: Grammar): Test {
  switch (condition.kind) {
    case 'and': {
      const tests = condition.terms.map((term) => compile(term, set, grammar))
      return (row) => tests.every((test) => test(row))
    }
    case 'or': {
      const list = equalledText(condition.terms, set)
      const member = list && memberTest(list, set, grammar)
      if (member) return member
      const tests = condition.terms.map((term) => compile(term, set, grammar))
      return (row) => tests.some((test) => test(row))
    }
    case 'not': {
      const test = compile(condition.term, set, grammar)
      return (row) => !test(row)
    }
    case 'call': {
      const { read } = reader(condition.call, set, grammar)
      return (row) => read(row) === true
    }
    case 'oneOf':
      return membership(condition, set, grammar)
    case 'compare':
      return comparison(condition, set, grammar)
  }
}

function membership(
  { column, values }: Extract<Condition, { kind: 'oneOf' }>,
  set: EntitySetModel,
  { fold = asIs }: Grammar,
): Test {
  const { type } = propertyOf(set, column)
  const forms: Partial<Record<EdmType, (text: string) => string>> = { Decimal: plainDecimal, Guid: lowerCase }
  const form = forms[type] ?? ((text: string) => fold(text, type))
  const wanted = new Set(values.map(form))
  return ({ [column]: value }) => value !== null && wanted.has(form(String(value)))
}

const lowerCase = (text: string) => text.toLowerCase()
/** Without the zeros that change nothing. */
const plainDecimal = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** By value, whatever the scales: as whole numbers of the finer one. */
function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b))
  const [x, y] = [a, b].map((text) => BigInt(text.replace('.', '') + '0'.repeat(scale - scaleOf(text)))) as [
    bigint,
    bigint,
  ]
  return x === y ? 0 : x < y ? -1 : 1
}

const scaleOf = (text: string): number => text.split('.')[1]?.length ?? 0

interface Reader {
  readonly property: Property
  readonly isNull?: boolean
  readonly read: (row: Row) => string | boolean | number | null
}

function comparison(
  { op, left, right }: Extract<Condition, { kind: 'compare' }>,
  set: EntitySetModel,
  grammar: Grammar,
): Test {
  const [first, second] = [reader(left, set, grammar), reader(right, set, grammar)]
  const [a, b] = [unquoted(first, left, second, grammar), unquoted(second, right, first, grammar)]
  const property = left.kind === 'literal' ? b.property : a.property
  if (a.isNull || b.isNull) return nullTest(op, a.isNull ? b : a)
  if (a.property.type !== b.property.type) {
    throw refused('badLiteral', `Invalid parametertype used at function '${op}'`)
  }
  const form = formOf(property, grammar)
  const equals = property.type === 'String' && (op === 'eq' || op === 'ne') ? grammar.matches : undefined
  return (row) => {
    const [x, y] = [form(a.read(row)), form(b.read(row))]
    if (x === null || y === null) return false
    return equals ? equals(String(x), String(y)) === (op === 'eq') : holds[op](order(property.type, x, y))
  }
}

/** A text beside a column of a type whose literals are written as text. */
function unquoted(own: Reader, operand: Operand, other: Reader, { quoted = {} }: Grammar): Reader {
  const { type } = other.property
  const isText = operand.kind === 'literal' && operand.type === 'String' && type !== 'String'
  if (!isText || !quoted[type]) return own
  const value = quoted[type](String(operand.value))
  return { property: other.property, read: () => value }
}

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
}

/** As in SQL, a comparison with null is false whatever it compares; only the literal `null` asks for it. */
function nullTest(op: Comparison, { read }: Reader): Test {
  if (op !== 'eq' && op !== 'ne') throw refused('syntax', `null cannot be compared with '${op}'`)
  return (row) => (read(row) === null) === (op === 'eq')
}

const formOf =
  (property: Property, { fold = asIs }: Grammar) =>
  (value: string | boolean | number | null) =>
    typeof value === 'string' ? fold(internal(value, property), property.type) : value

const asIs = (text: string) => text

/** Negative, zero or positive: numbers by value, instants by instant, text by its code, upper case before lower. */
export function order(type: EdmType, a: string | boolean | number, b: string | boolean | number): number {
  if (a === b) return 0
  if (type === 'Decimal') return compareDecimals(String(a), String(b))
  if (type === 'DateTimeOffset') return Date.parse(String(a)) - Date.parse(String(b))
  return a < b ? -1 : 1
}

function reader(operand: Operand, set: EntitySetModel, grammar: Grammar): Reader {
  switch (operand.kind) {
    case 'literal':
      return {
        property: { type: operand.type === 'Null' ? 'String' : operand.type },
        isNull: operand.type === 'Null',
        read: () => operand.value,
      }
    case 'property': {
      const [name, ...rest] = operand.path
      if (rest.length > 0) throw refused('notSupported', `Filter by ${operand.path.join('/')} is not supported`)
      const property = propertyOf(set, name!)
      return { property, read: (row) => row[name!] ?? null }
    }
    case 'call':
      return call(operand, set, grammar)
  }
}

function call({ name, args }: Call, set: EntitySetModel, grammar: Grammar): Reader {
  const { functions, fold = asIs } = grammar
  const rule = functions[name]
  if (!rule) throw refused('notSupported', `Function ${name} is not supported`)
  const readers = args.map((arg) => reader(arg, set, grammar))
  if (readers.length !== rule.takes || readers.some(({ property }) => property.type !== 'String')) {
    throw refused('badLiteral', `Invalid parametertype used at function '${name}'`)
  }
  // Patterns are held against what the database keeps, which has the zeros that the answer does not show.
  return {
    property: { type: rule.gives },
    read: (row) =>
      rule.apply(readers.map(({ read, property }) => fold(internal(String(read(row) ?? ''), property), 'String'))),
  }
}

/** A long list of keys is a range table to SAP, and a set here: not a comparison of each row with each key. */
function equalledText(terms: readonly Condition[], set: EntitySetModel) {
  const sought = terms.map((term) => (term.kind === 'compare' ? textEquality(term, set) : undefined))
  const column = sought[0]?.column
  if (column === undefined || sought.some((found) => found?.column !== column)) return undefined
  return { column, values: new Set(sought.map((found) => found!.value)) }
}

/** One look into a set per row, where equality is no pattern. */
function memberTest(
  { column, values }: NonNullable<ReturnType<typeof equalledText>>,
  set: EntitySetModel,
  grammar: Grammar,
): Test | undefined {
  if (comparesAsIs(column, set, grammar)) return ({ [column]: value }) => values.has(value as string)
  const { fold = asIs, matches, isPattern } = grammar
  const { type } = propertyOf(set, column)
  const wanted = [...values].map((value) => fold(value, type))
  if (matches && (!isPattern || wanted.some(isPattern))) return undefined
  const members = new Set(wanted)
  return ({ [column]: value }) => typeof value === 'string' && members.has(fold(value, type))
}

/** Whether what is equal is the same: text may be compared in another form than rows have it in. */
export const comparesAsIs = (column: string, { properties }: EntitySetModel, { fold, matches }: Grammar): boolean =>
  (!fold && !matches) || properties[column]?.type === 'Guid'

/** Values that an indexed column must have for a row to match, if the condition says so. */
export function soughtValues(
  condition: Condition,
  set: EntitySetModel,
): { column: string; values: readonly string[] } | undefined {
  if (condition.kind === 'compare') {
    const found = textEquality(condition, set)
    return found && set.indexes.includes(found.column) ? { column: found.column, values: [found.value] } : undefined
  }
  if (condition.kind === 'and') {
    const found = condition.terms.map((term) => soughtValues(term, set)).filter((sought) => sought !== undefined)
    return found.sort((a, b) => a.values.length - b.values.length)[0]
  }
  if (condition.kind === 'oneOf') return soughtInList(condition, set)
  if (condition.kind !== 'or') return undefined
  const found = condition.terms.map((term) => soughtValues(term, set))
  const column = found[0]?.column
  if (column === undefined || found.some((sought) => sought?.column !== column)) return undefined
  return { column, values: [...new Set(found.flatMap((sought) => sought!.values))] }
}

function soughtInList(
  { column, values }: Extract<Condition, { kind: 'oneOf' }>,
  { indexes, properties }: EntitySetModel,
) {
  if (!indexes.includes(column)) return undefined
  return { column, values: [...new Set(properties[column]?.type === 'Guid' ? values.map(lowerCase) : values)] }
}

/** `Column eq 'text'`, or an id or a whole number, as rows have it. */
function textEquality({ op, left, right }: Extract<Condition, { kind: 'compare' }>, set: EntitySetModel) {
  if (op !== 'eq' || left.kind !== 'property' || right.kind !== 'literal') return undefined
  const column = left.path.join('/')
  const property = set.properties[column]
  if (property?.whole) return isWhole(right) ? { column, value: String(right.value) } : undefined
  if (right.type !== 'String' && right.type !== 'Guid') return undefined
  return property?.type === right.type ? { column, value: external(String(right.value), property) } : undefined
}

const isWhole = ({ type, value }: Extract<Operand, { kind: 'literal' }>): boolean =>
  type === 'Decimal' && /^(0|-?[1-9]\d*)$/.test(String(value))
