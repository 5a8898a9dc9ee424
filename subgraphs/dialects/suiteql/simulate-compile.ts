import { absolute, add, compareDecimals, multiply, negate, plain } from './simulate-decimal.ts'
import { type Expression, searchError } from './simulate-syntax.ts'
import type { Env, SimColumn, SimDatabase, SimTable } from './simulate-tables.ts'
import { formatModel, print, read, userDate, wallClock, wallOfDate } from './simulate-time.ts'

/** Text, decimal text, wall seconds, or the truth of a condition; null is Oracle's null and its "unknown". */
export type Value = string | number | boolean | null
export type ValueType = 'text' | 'number' | 'date' | 'truth' | 'null'

/** An expression made ready to be evaluated; `Of` is what it is evaluated on: an environment, or a group of them. */
export interface Compiled<Of> {
  readonly type: ValueType
  readonly get: (of: Of) => Value
  /** The column that it is, and nothing more. */
  readonly column?: { readonly display: (of: Of) => Value }
}

export interface ScopeTable {
  readonly alias: string
  readonly table: SimTable
}

export interface Scope {
  readonly database: SimDatabase
  readonly tables: readonly ScopeTable[]
}

/** Compiles an expression over environments. @throws SuiteQlError for unknown names, wrong types, functions that are not simulated */
export function compile(expression: Expression, scope: Scope): Compiled<Env> {
  if (expression.kind === 'column') return column(expression.table, expression.name, scope)
  return build(expression, (part) => compile(part, scope))
}

/** The compiled form of everything but columns and aggregates, given that of its parts. */
export function build<Of>(expression: Expression, part: (expression: Expression) => Compiled<Of>): Compiled<Of> {
  switch (expression.kind) {
    case 'text':
      return constant(expression.value === '' ? 'null' : 'text', expression.value === '' ? null : expression.value)
    case 'number':
      return constant('number', expression.value)
    case 'null':
      return constant('null', null)
    case 'call':
      return call(expression.name, expression.args.map(part))
    case 'negate':
      return numeric([part(expression.term)], negate)
    case 'arithmetic':
      return arithmetic(expression.op, part(expression.left), part(expression.right))
    case 'case':
      return caseOf(expression, part)
    case 'compare':
      return comparison(expression.op, part(expression.left), part(expression.right))
    case 'in':
      return anyOf(expression.list.map((item) => comparison('=', part(expression.value), part(item))))
    case 'like':
      return like(part(expression.value), part(expression.pattern), expression.escape && part(expression.escape))
    case 'isNull': {
      const { get } = part(expression.value)
      return truth((of) => get(of) === null)
    }
    case 'not': {
      const { get } = condition(part(expression.term))
      return truth((of) => flip(get(of)))
    }
    case 'and':
      return allOf(expression.terms.map(part).map(condition))
    case 'or':
      return anyOf(expression.terms.map(part).map(condition))
    case 'star':
    case 'column':
      throw searchError('Invalid or unsupported search')
  }
}

export function condition<Of>(compiled: Compiled<Of>): Compiled<Of> {
  if (compiled.type !== 'truth') throw searchError('invalid relational operator')
  return compiled
}

const truth = <Of>(get: (of: Of) => Value): Compiled<Of> => ({ type: 'truth', get })
const constant = (type: ValueType, value: Value) => ({ type, get: () => value })
const flip = (value: Value): Value => (value === null ? null : !value)

/** False as soon as one is false; unknown when one is unknown and none is false. */
function allOf<Of>(terms: readonly Compiled<Of>[]): Compiled<Of> {
  return truth((of) => {
    let all: Value = true
    for (const { get } of terms) {
      const value = get(of)
      if (value === false) return false
      if (value === null) all = null
    }
    return all
  })
}

function anyOf<Of>(terms: readonly Compiled<Of>[]): Compiled<Of> {
  return truth((of) => {
    let any: Value = false
    for (const { get } of terms) {
      const value = get(of)
      if (value === true) return true
      if (value === null) any = null
    }
    return any
  })
}

function column(qualifier: string | undefined, name: string, scope: Scope): Compiled<Env> {
  if (qualifier === undefined && name === 'sysdate') return { type: 'date', get: () => scope.database.now() }
  const owners = scope.tables.flatMap(({ alias, table }, position) =>
    (qualifier ?? alias) === alias && Object.hasOwn(table.columns, name)
      ? [{ position, column: table.columns[name]! }]
      : [],
  )
  if (owners.length === 0) throw unknownIdentifier(name, scope)
  if (owners.length > 1) throw searchError(`column ambiguously defined: ${name}`)
  const [{ position, column }] = owners as [{ position: number; column: SimColumn<unknown> }]
  const value = reader(column, scope.database)
  const at =
    (get: (row: unknown) => Value) =>
    (env: Env): Value =>
      env[position] === null ? null : get(env[position])
  return {
    type: typeOf(column),
    get: at(value),
    column: { display: at((row) => (column.display ?? column.value)(row) || null) },
  }
}

function unknownIdentifier(name: string, { tables }: Scope) {
  const available = tables.map(({ alias, table }) => `${alias}=${table.name}`).join(', ')
  return searchError(`Unknown identifier '${name}'. Available identifiers are: {${available}}`)
}

const typeOf = ({ type }: SimColumn<unknown>): ValueType => (type === 'instant' ? 'date' : type)

const clocks = new WeakMap<SimDatabase, (instant: string) => number>()

function reader({ type, value }: SimColumn<unknown>, database: SimDatabase): (row: unknown) => Value {
  if (type === 'text' || type === 'number') return (row) => value(row) || null
  const toWall = type === 'date' ? wallOfDate : (clocks.get(database) ?? wallClock(database.timeZone))
  if (type === 'instant') clocks.set(database, toWall)
  return (row) => {
    const text = value(row)
    return text ? toWall(text) : null
  }
}

/** Nulls make the result null, as in all of Oracle's arithmetic. */
function numeric<Of>(args: readonly Compiled<Of>[], compute: (...values: string[]) => string): Compiled<Of> {
  const numbers = args.map(toNumber)
  return {
    type: 'number',
    get: (of) => {
      const values = numbers.map(({ get }) => get(of))
      return values.includes(null) ? null : compute(...(values as string[]))
    },
  }
}

function toNumber<Of>(value: Compiled<Of>): Compiled<Of> {
  if (value.type === 'number' || value.type === 'null') return value
  if (value.type !== 'text') throw searchError('inconsistent datatypes: expected NUMBER')
  const get = (of: Of) => {
    const text = value.get(of)
    if (text !== null && !/^-?\d+(\.\d+)?$/.test(String(text))) throw searchError('invalid number')
    return text
  }
  return { type: 'number', get }
}

function arithmetic<Of>(op: '+' | '-' | '*' | '||', left: Compiled<Of>, right: Compiled<Of>): Compiled<Of> {
  if (op === '||') return { type: 'text', get: (of) => `${toText(left, of) ?? ''}${toText(right, of) ?? ''}` || null }
  const compute = { '+': add, '-': (a: string, b: string) => add(a, negate(b)), '*': multiply }
  return numeric([left, right], compute[op])
}

/** How a value leaves NetSuite: as text, whatever its type. */
export function toText<Of>({ type, get }: Compiled<Of>, of: Of): string | null {
  const value = get(of)
  if (value === null || value === '') return null
  if (type === 'number') return plain(String(value))
  return type === 'date' ? userDate(Number(value)) : String(value)
}

function caseOf<Of>(
  { branches, otherwise }: Extract<Expression, { kind: 'case' }>,
  part: (expression: Expression) => Compiled<Of>,
): Compiled<Of> {
  const arms = branches.map(({ when, result }) => ({ when: condition(part(when)), result: part(result) }))
  const rest = part(otherwise)
  const type = commonType([...arms.map(({ result }) => result), rest])
  return { type, get: (of) => (arms.find(({ when }) => when.get(of) === true)?.result ?? rest).get(of) }
}

function commonType<Of>(values: readonly Compiled<Of>[]): ValueType {
  const types = new Set(values.map(({ type }) => type).filter((type) => type !== 'null'))
  if (types.size > 1) throw searchError(`inconsistent datatypes: ${[...types].join(', ')}`)
  return types.values().next().value ?? 'null'
}

const compareText = (a: string, b: string): number => {
  const [x, y] = [[...a], [...b]]
  const at = x.findIndex((character, i) => character !== y[i])
  if (at < 0) return x.length - y.length
  return y[at] === undefined ? 1 : x[at]!.codePointAt(0)! - y[at].codePointAt(0)!
}

/** By type: text by code point, numbers by value, times by time. */
export function orderOf(type: ValueType): (a: Value, b: Value) => number {
  if (type === 'number') return (a, b) => compareDecimals(a as string, b as string)
  if (type === 'text') return (a, b) => (a === b ? 0 : compareText(a as string, b as string))
  return (a, b) => Number(a) - Number(b)
}

const holds = {
  '=': (order: number) => order === 0,
  '<>': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
}

/** Text beside a number is taken for a number; a time compares with times only. */
function comparison<Of>(op: keyof typeof holds, left: Compiled<Of>, right: Compiled<Of>): Compiled<Of> {
  const isNumeric = left.type === 'number' || right.type === 'number'
  const [a, b] = isNumeric ? [toNumber(left), toNumber(right)] : [left, right]
  const order = orderOf(commonType([a, b]))
  const test = holds[op]
  return truth((of) => {
    const [x, y] = [a.get(of), b.get(of)]
    return x === null || y === null ? null : test(order(x, y))
  })
}

function like<Of>(value: Compiled<Of>, pattern: Compiled<Of>, escapeMark: Compiled<Of> | undefined): Compiled<Of> {
  const patterns = new Map<string, RegExp>()
  return truth((of) => {
    const [text, like, mark] = [toText(value, of), toText(pattern, of), escapeMark ? toText(escapeMark, of) : '']
    if (text === null || like === null || mark === null) return null
    const known = patterns.get(like) ?? likePattern(like, mark)
    if (patterns.size < 100) patterns.set(like, known)
    return known.test(text)
  })
}

/** `%` any text, `_` any one character; after the escape mark both stand for themselves. @throws SuiteQlError */
function likePattern(like: string, mark: string): RegExp {
  const characters = [...like]
  let source = ''
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at]!
    if (mark !== '' && character === mark) {
      at += 1
      if (!['%', '_', mark].includes(characters[at] ?? ''))
        throw searchError('missing or illegal character following the escape character')
      source += quoted(characters[at]!)
    } else source += character === '%' ? '.*' : character === '_' ? '.' : quoted(character)
  }
  return new RegExp(`^${source}$`, 'su')
}

const quoted = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')

type Args<Of> = readonly Compiled<Of>[]

function call<Of>(name: string, args: Args<Of>): Compiled<Of> {
  const [first, second] = args
  const missing = searchError(`wrong number of arguments for ${name.toUpperCase()}`)
  if (!first) throw missing
  switch (name) {
    case 'nvl':
      if (!second) throw missing
      return coalesce([first, second])
    case 'coalesce':
      return coalesce(args)
    case 'abs':
      return numeric([first], absolute)
    case 'upper':
      return { type: 'text', get: (of) => toText(first, of)?.toUpperCase() ?? null }
    case 'lower':
      return { type: 'text', get: (of) => toText(first, of)?.toLowerCase() ?? null }
    case 'trunc':
      return dated(first, (wall) => wall - (((wall % 86_400) + 86_400) % 86_400))
    case 'to_char':
      return second ? toChar(first, second) : { type: 'text', get: (of) => toText(first, of) }
    case 'to_date':
    case 'to_timestamp':
      if (!second) throw missing
      return toDate(first, second)
    case 'builtin.df':
      if (!first.column) throw searchError('Invalid or unsupported search')
      return { type: 'text', get: first.column.display }
    default:
      throw searchError(`Unknown function ${name.toUpperCase()}`)
  }
}

function coalesce<Of>(args: Args<Of>): Compiled<Of> {
  const get = (of: Of) => args.find(({ get }) => get(of) !== null)?.get(of) ?? null
  return { type: commonType(args), get }
}

function dated<Of>(value: Compiled<Of>, compute: (wall: number) => Value): Compiled<Of> {
  if (value.type !== 'date' && value.type !== 'null') throw searchError('inconsistent datatypes: expected DATE')
  const get = (of: Of) => {
    const wall = value.get(of)
    return wall === null ? null : compute(Number(wall))
  }
  return { type: 'date', get }
}

function toChar<Of>(value: Compiled<Of>, model: Compiled<Of>): Compiled<Of> {
  const format = formatModel(literalText(model))
  return { type: 'text', get: dated(value, (wall) => print(wall, format)).get }
}

function toDate<Of>(value: Compiled<Of>, model: Compiled<Of>): Compiled<Of> {
  const format = formatModel(literalText(model))
  const known = new Map<string, number>()
  const get = (of: Of) => {
    const text = toText(value, of)
    if (text === null) return null
    const wall = known.get(text) ?? read(text, format)
    if (known.size < 1_000) known.set(text, wall)
    return wall
  }
  return { type: 'date', get }
}

/** Format models are constants: they do not look at what they are evaluated on. */
const literalText = <Of>(value: Compiled<Of>): string => String(value.get(undefined as Of) ?? '')
