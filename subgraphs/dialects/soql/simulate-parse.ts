/** A SOQL statement as a tree; names as written. */
export interface Statement {
  /** Absent for `COUNT()`. */
  readonly columns?: readonly string[]
  /** Present where rows are added up: what is selected, and by what it is grouped. */
  readonly sums?: { readonly selected: readonly Selected[]; readonly groups: readonly Expression[] }
  readonly object: string
  readonly where?: Condition
  readonly order: readonly OrderItem[]
  readonly limit?: number
  readonly offset: number
}

/** A field, or a function of one. */
export interface Expression {
  readonly call?: string
  readonly path: string
}

export interface Selected extends Expression {
  readonly alias?: string
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly value: Value }
  | { readonly kind: 'in'; readonly path: string; readonly isNegated: boolean; readonly values: readonly Value[] }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE'

/** `text` of a string is what stands between its quotes, escapes included: LIKE reads them otherwise than `=`. */
export interface Value {
  readonly type: 'string' | 'number' | 'date' | 'datetime' | 'boolean' | 'null'
  readonly text: string
}

export interface OrderItem {
  readonly path: string
  readonly isDescending: boolean
  readonly nulls: 'FIRST' | 'LAST'
}

/** An error in the vendor's words. */
export class SoqlError extends Error {
  readonly errorCode: string

  constructor(errorCode: string, message: string) {
    super(message)
    this.errorCode = errorCode
  }
}

/** Characters of a statement, and of a text in WHERE: SOQL and SOSL limits of the app limits cheatsheet. */
const [MAX_STATEMENT, MAX_TEXT] = [100_000, 4_000]
const MAX_OFFSET = 2_000

/** @throws SoqlError MALFORMED_QUERY */
export function parse(soql: string): Statement {
  if (soql.trim() === '') throw new SoqlError('MALFORMED_QUERY', 'SOQL statements cannot be empty or null')
  if (soql.length > MAX_STATEMENT) {
    throw new SoqlError('MALFORMED_QUERY', `SOQL statements cannot be longer than ${MAX_STATEMENT} characters.`)
  }
  return new Parser(soql).statement()
}

type TokenType = 'string' | 'datetime' | 'date' | 'number' | 'name' | 'operator' | 'mark' | 'end'

interface Token {
  readonly type: TokenType
  readonly text: string
  readonly at: number
}

const TOKEN =
  /\s+|(?<string>'(?:[^'\\\n\r]|\\[^\n\r])*')|(?<datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d))|(?<date>\d{4}-\d\d-\d\d)|(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))|(?<name>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)|(?<operator><=|>=|!=|<>|[=<>])|(?<mark>[(),])/y

function tokenize(soql: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < soql.length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(soql)?.groups
    if (!groups) throw unexpected(soql, at, soql[at]!)
    const [type, text] = Object.entries(groups).find(([, text]) => text !== undefined) ?? []
    if (type && text !== undefined) tokens.push({ type: type as TokenType, text, at })
  }
  return [...tokens, { type: 'end', text: '<EOF>', at: soql.length }]
}

/** Where the vendor underlines: the text before, a caret, and the place. */
function unexpected(soql: string, at: number, token: string): SoqlError {
  return new SoqlError('MALFORMED_QUERY', `${place(soql, at)}\nunexpected token: '${token}'`)
}

export function place(soql: string, at: number): string {
  const from = Math.max(0, at - 40)
  return `\n${soql.slice(from, at + 20)}\n${' '.repeat(at - from)}^\nERROR at Row:1:Column:${at + 1}`
}

class Parser {
  private readonly soql: string
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(soql: string) {
    this.soql = soql
    this.tokens = tokenize(soql)
  }

  statement(): Statement {
    this.keyword('SELECT')
    const selected = this.columns()
    this.keyword('FROM')
    const object = this.name()
    const where = this.takes('WHERE') ? this.condition() : undefined
    const groups = this.takes('GROUP') ? this.groups() : []
    const order = this.takes('ORDER') ? this.order() : []
    const limit = this.takes('LIMIT') ? this.count() : undefined
    const offset = this.takes('OFFSET') ? this.count() : 0
    if (this.peek().type !== 'end') throw this.unexpected()
    if (offset > MAX_OFFSET) {
      throw new SoqlError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`)
    }
    const rest = { object, where, order, limit, offset }
    const isAddedUp = groups.length > 0 || selected?.some(({ call }) => call)
    if (isAddedUp) return { ...rest, columns: [], sums: { selected: selected ?? [], groups } }
    return { ...rest, columns: selected?.map(({ path }) => path) }
  }

  private columns(): Selected[] | undefined {
    if (this.isBareCount()) {
      this.at += 3
      return undefined
    }
    const columns = [this.column()]
    while (this.takesMark(',')) columns.push(this.column())
    return columns
  }

  private isBareCount(): boolean {
    return this.isKeyword('COUNT') && this.tokens[this.at + 1]?.text === '(' && this.tokens[this.at + 2]?.text === ')'
  }

  /** A name that follows is an alias; only where rows are added up, which the words after it tell. */
  private column(): Selected {
    const expression = this.expression()
    const isAliased = this.peek().type === 'name' && !this.isKeyword('FROM')
    return isAliased ? { ...expression, alias: this.name() } : expression
  }

  private expression(): Expression {
    const path = this.name()
    if (!this.takesMark('(')) return { path }
    const inner = { call: path.toUpperCase(), path: this.name() }
    this.mark(')')
    return inner
  }

  private groups(): Expression[] {
    this.keyword('BY')
    const groups = [this.expression()]
    while (this.takesMark(',')) groups.push(this.expression())
    return groups
  }

  /** AND beside OR is refused unless parentheses say which comes first. */
  private condition(): Condition {
    const first = this.term()
    const kind = this.isKeyword('AND') ? 'and' : this.isKeyword('OR') ? 'or' : undefined
    if (!kind) return first
    const terms = [first]
    while (this.takes(kind.toUpperCase())) terms.push(this.term())
    if (this.isKeyword('AND') || this.isKeyword('OR')) throw this.unexpected()
    return { kind, terms }
  }

  private term(): Condition {
    if (this.takes('NOT')) return { kind: 'not', term: this.term() }
    if (!this.takesMark('(')) return this.comparison()
    const inner = this.condition()
    this.mark(')')
    return inner
  }

  private comparison(): Condition {
    const path = this.name()
    if (this.takes('LIKE')) return { kind: 'compare', path, operator: 'LIKE', value: this.value() }
    if (this.takes('IN')) return { kind: 'in', path, isNegated: false, values: this.list() }
    if (this.takes('NOT')) {
      this.keyword('IN')
      return { kind: 'in', path, isNegated: true, values: this.list() }
    }
    const { text } = this.expect('operator')
    const operator = (text === '<>' ? '!=' : text) as Operator
    return { kind: 'compare', path, operator, value: this.value() }
  }

  private list(): Value[] {
    this.mark('(')
    const values = [this.value()]
    while (this.takesMark(',')) values.push(this.value())
    this.mark(')')
    return values
  }

  private value(): Value {
    const token = this.next()
    switch (token.type) {
      case 'string':
        if (token.text.length - 2 > MAX_TEXT) {
          throw new SoqlError('MALFORMED_QUERY', `a text in WHERE may have at most ${MAX_TEXT} characters`)
        }
        return { type: 'string', text: token.text.slice(1, -1) }
      case 'date':
      case 'datetime':
      case 'number':
        return { type: token.type, text: token.text }
      case 'name':
        return this.word(token)
      default:
        throw unexpected(this.soql, token.at, token.text)
    }
  }

  private word({ text, at }: Token): Value {
    const word = text.toLowerCase()
    if (word === 'true' || word === 'false') return { type: 'boolean', text: word }
    if (word === 'null') return { type: 'null', text: word }
    throw unexpected(this.soql, at, text)
  }

  private order(): OrderItem[] {
    this.keyword('BY')
    const items = [this.orderItem()]
    while (this.takesMark(',')) items.push(this.orderItem())
    return items
  }

  /** Without a word, nulls come first in both directions. */
  private orderItem(): OrderItem {
    const path = this.name()
    const isDescending = this.takes('DESC')
    if (!isDescending) this.takes('ASC')
    if (!this.takes('NULLS')) return { path, isDescending, nulls: 'FIRST' }
    if (this.takes('FIRST')) return { path, isDescending, nulls: 'FIRST' }
    this.keyword('LAST')
    return { path, isDescending, nulls: 'LAST' }
  }

  private count(): number {
    const { text, at } = this.expect('number')
    if (!/^\d+$/.test(text)) throw unexpected(this.soql, at, text)
    return Number(text)
  }

  private name(): string {
    return this.expect('name').text
  }

  private expect(type: TokenType): Token {
    if (this.peek().type !== type) throw this.unexpected()
    return this.next()
  }

  private keyword(word: string): void {
    if (!this.takes(word)) throw this.unexpected()
  }

  private takes(word: string): boolean {
    if (!this.isKeyword(word)) return false
    this.at += 1
    return true
  }

  private isKeyword(word: string): boolean {
    return this.peek().type === 'name' && this.peek().text.toUpperCase() === word
  }

  private mark(text: string): void {
    if (!this.takesMark(text)) throw this.unexpected()
  }

  private takesMark(text: string): boolean {
    if (this.peek().type !== 'mark' || this.peek().text !== text) return false
    this.at += 1
    return true
  }

  private peek(): Token {
    return this.tokens[this.at]!
  }

  private next(): Token {
    const token = this.peek()
    if (token.type !== 'end') this.at += 1
    return token
  }

  private unexpected(): SoqlError {
    return unexpected(this.soql, this.peek().at, this.peek().text)
  }
}
