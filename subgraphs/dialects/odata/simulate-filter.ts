import {
  badRequest,
  type EdmType,
  type EntitySetModel,
  external,
  internal,
  type Property,
  propertyOf,
  type Row,
} from './simulate-model.ts'

/** A parsed `$filter`. Chains of the same connective are one node: long lists of keys are flat, not deep. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'call'; readonly call: Call }

export type Operand =
  | { readonly kind: 'property'; readonly path: readonly string[] }
  | { readonly kind: 'literal'; readonly type: EdmType | 'Null'; readonly value: string | boolean | null }
  | Call

interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Operand[]
}

type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'
const comparisons: readonly string[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge']

/** @throws ODataError 400 for what is not of the grammar */
export function parseFilter(text: string): Condition {
  const parser = new Parser(tokenize(text))
  const condition = parser.or()
  parser.end()
  return condition
}

interface Token {
  readonly kind: 'name' | 'literal' | '(' | ')' | ','
  readonly text: string
  readonly literal?: Operand
}

type LiteralRule = readonly [pattern: RegExp, type: EdmType, value: (match: RegExpExecArray) => string]

/** Literals of version 2; another version is another table. The first that matches wins. */
const literals: readonly LiteralRule[] = [
  [
    /datetimeoffset'(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d))'/y,
    'DateTimeOffset',
    (m) => utc(m[1]!),
  ],
  [/datetime'(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)'/y, 'DateTime', (m) => m[1]!],
  [/time'(PT[0-9HMS.]+)'/y, 'Time', (m) => m[1]!],
  [/guid'([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})'/y, 'Guid', (m) => m[1]!.toLowerCase()],
  [/'((?:[^']|'')*)'/y, 'String', (m) => m[1]!.replaceAll("''", "'")],
  [/(-?\d+(?:\.\d+)?)[Mm]?(?![\w.'])/y, 'Decimal', (m) => m[1]!],
]

const utc = (text: string): string => {
  const millis = Date.parse(/T\d\d:\d\d(Z|[+-])/.test(text) ? text.replace(/(T\d\d:\d\d)/, '$1:00') : text)
  if (Number.isNaN(millis)) throw badRequest('badLiteral', `Invalid literal ${text}`)
  return new Date(millis).toISOString()
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const [token, length] = tokenAt(text, at)
    if (token) tokens.push(token)
    at += length
  }
  return tokens
}

function tokenAt(text: string, at: number): [Token | undefined, length: number] {
  const character = text[at]!
  if (character === ' ') return [undefined, 1]
  if (character === '(' || character === ')' || character === ',') return [{ kind: character, text: character }, 1]
  for (const [pattern, type, value] of literals) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match)
      return [
        { kind: 'literal', text: match[0], literal: { kind: 'literal', type, value: value(match) } },
        match[0].length,
      ]
  }
  const name = /[A-Za-z_][\w/]*/y
  name.lastIndex = at
  const match = name.exec(text)
  if (!match) throw badRequest('syntax', `Invalid token '${character}' at position ${at + 1}`)
  return [{ kind: 'name', text: match[0] }, match[0].length]
}

const words: Readonly<Record<string, Operand>> = {
  true: { kind: 'literal', type: 'Boolean', value: true },
  false: { kind: 'literal', type: 'Boolean', value: false },
  null: { kind: 'literal', type: 'Null', value: null },
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  end(): void {
    const rest = this.#tokens[this.#at]
    if (rest) throw badRequest('syntax', `Unexpected '${rest.text}' in the filter`)
  }

  or(): Condition {
    return this.#chain('or', () => this.#chain('and', () => this.#unary()))
  }

  #chain(kind: 'and' | 'or', next: () => Condition): Condition {
    const terms = [next()]
    while (this.#take('name', kind)) terms.push(next())
    return terms.length === 1 ? terms[0]! : { kind, terms }
  }

  #unary(): Condition {
    if (this.#take('name', 'not')) return { kind: 'not', term: this.#unary() }
    if (this.#peek()?.kind === '(') return this.#group()
    const left = this.#operand()
    const op = this.#peek()?.kind === 'name' && comparisons.includes(this.#peek()!.text) ? this.#next().text : undefined
    if (op) return { kind: 'compare', op: op as Comparison, left, right: this.#operand() }
    if (left.kind !== 'call') throw badRequest('syntax', 'A condition needs a comparison or a function')
    return { kind: 'call', call: left }
  }

  #group(): Condition {
    this.#expect('(')
    const condition = this.or()
    this.#expect(')')
    return condition
  }

  #operand(): Operand {
    const token = this.#next()
    if (token.literal) return token.literal
    if (token.kind !== 'name') throw badRequest('syntax', `Unexpected '${token.text}' in the filter`)
    if (this.#peek()?.kind === '(') return { kind: 'call', name: token.text, args: this.#args() }
    return words[token.text] ?? { kind: 'property', path: token.text.split('/') }
  }

  #args(): Operand[] {
    this.#expect('(')
    const args = [this.#operand()]
    while (this.#take(',')) args.push(this.#operand())
    this.#expect(')')
    return args
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #next(): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw badRequest('syntax', 'The filter ends too early')
    return token
  }

  #take(kind: Token['kind'], text?: string): boolean {
    const token = this.#peek()
    const isIt = token?.kind === kind && (text === undefined || token.text === text)
    if (isIt) this.#at++
    return isIt
  }

  #expect(kind: Token['kind']): void {
    const token = this.#next()
    if (token.kind !== kind) throw badRequest('syntax', `Expected '${kind}', found '${token.text}'`)
  }
}

export type Test = (row: Row) => boolean

/** Compiles a condition for the rows of a set. @throws ODataError 400 for unknown properties and literals of other types */
export function compile(condition: Condition, set: EntitySetModel): Test {
  switch (condition.kind) {
    case 'and': {
      const tests = condition.terms.map((term) => compile(term, set))
      return (row) => tests.every((test) => test(row))
    }
    case 'or': {
      const list = equalledText(condition.terms, set)
      if (list) return ({ [list.column]: value }) => list.values.has(value as string)
      const tests = condition.terms.map((term) => compile(term, set))
      return (row) => tests.some((test) => test(row))
    }
    case 'not': {
      const test = compile(condition.term, set)
      return (row) => !test(row)
    }
    case 'call': {
      const { read } = reader(condition.call, set)
      return (row) => read(row) === true
    }
    case 'compare':
      return comparison(condition, set)
  }
}

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

function comparison({ op, left, right }: Extract<Condition, { kind: 'compare' }>, set: EntitySetModel): Test {
  const [a, b] = [reader(left, set), reader(right, set)]
  const property = left.kind === 'literal' ? b.property : a.property
  if (a.isNull || b.isNull) return nullTest(op, a.isNull ? b : a)
  if (a.property.type !== b.property.type) {
    throw badRequest('badLiteral', `Invalid parametertype used at function '${op}'`)
  }
  const form = formOf(property)
  return (row) => {
    const [x, y] = [form(a.read(row)), form(b.read(row))]
    return x !== null && y !== null && holds[op](order(property.type, x, y))
  }
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
  if (op !== 'eq' && op !== 'ne') throw badRequest('syntax', `null cannot be compared with '${op}'`)
  return (row) => (read(row) === null) === (op === 'eq')
}

const formOf = (property: Property) => (value: string | boolean | number | null) =>
  typeof value === 'string' ? internal(value, property) : value

/** Negative, zero or positive: numbers by value, instants by instant, text by its code, upper case before lower. */
export function order(type: EdmType, a: string | boolean | number, b: string | boolean | number): number {
  if (a === b) return 0
  if (type === 'Decimal') return compareDecimals(String(a), String(b))
  if (type === 'DateTimeOffset') return Date.parse(String(a)) - Date.parse(String(b))
  return a < b ? -1 : 1
}

function reader(operand: Operand, set: EntitySetModel): Reader {
  switch (operand.kind) {
    case 'literal':
      return {
        property: { type: operand.type === 'Null' ? 'String' : operand.type },
        isNull: operand.type === 'Null',
        read: () => operand.value,
      }
    case 'property': {
      const [name, ...rest] = operand.path
      if (rest.length > 0) throw badRequest('notSupported', `Filter by ${operand.path.join('/')} is not supported`)
      const property = propertyOf(set, name!)
      return { property, read: (row) => row[name!] ?? null }
    }
    case 'call':
      return call(operand, set)
  }
}

interface FunctionRule {
  readonly takes: number
  readonly gives: EdmType
  readonly apply: (args: readonly string[]) => string | boolean | number
}

/** Functions on text, by the rules of version 2: `substringof` names what is sought first. */
const functions: Readonly<Record<string, FunctionRule>> = {
  substringof: { takes: 2, gives: 'Boolean', apply: ([part, text]) => text!.includes(part!) },
  startswith: { takes: 2, gives: 'Boolean', apply: ([text, part]) => text!.startsWith(part!) },
  endswith: { takes: 2, gives: 'Boolean', apply: ([text, part]) => text!.endsWith(part!) },
  tolower: { takes: 1, gives: 'String', apply: ([text]) => text!.toLowerCase() },
  toupper: { takes: 1, gives: 'String', apply: ([text]) => text!.toUpperCase() },
  trim: { takes: 1, gives: 'String', apply: ([text]) => text!.trim() },
  length: { takes: 1, gives: 'Decimal', apply: ([text]) => String([...text!].length) },
}

function call({ name, args }: Call, set: EntitySetModel): Reader {
  const rule = functions[name]
  if (!rule) throw badRequest('notSupported', `Function ${name} is not supported`)
  const readers = args.map((arg) => reader(arg, set))
  if (readers.length !== rule.takes || readers.some(({ property }) => property.type !== 'String')) {
    throw badRequest('badLiteral', `Invalid parametertype used at function '${name}'`)
  }
  // Patterns are held against what the database keeps, which has the zeros that the answer does not show.
  return {
    property: { type: rule.gives },
    read: (row) => rule.apply(readers.map(({ read, property }) => internal(String(read(row) ?? ''), property))),
  }
}

/** A long list of keys is a range table to SAP, and a set here: not a comparison of each row with each key. */
function equalledText(terms: readonly Condition[], set: EntitySetModel) {
  const sought = terms.map((term) => (term.kind === 'compare' ? textEquality(term, set) : undefined))
  const column = sought[0]?.column
  if (column === undefined || sought.some((found) => found?.column !== column)) return undefined
  return { column, values: new Set(sought.map((found) => found!.value)) }
}

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
  if (condition.kind !== 'or') return undefined
  const found = condition.terms.map((term) => soughtValues(term, set))
  const column = found[0]?.column
  if (column === undefined || found.some((sought) => sought?.column !== column)) return undefined
  return { column, values: [...new Set(found.flatMap((sought) => sought!.values))] }
}

/** `Column eq 'text'`, the text as rows have it. */
function textEquality({ op, left, right }: Extract<Condition, { kind: 'compare' }>, set: EntitySetModel) {
  if (op !== 'eq' || left.kind !== 'property' || right.kind !== 'literal' || right.type !== 'String') return undefined
  const column = left.path.join('/')
  const property = set.properties[column]
  return property?.type === 'String' ? { column, value: external(String(right.value), property) } : undefined
}
