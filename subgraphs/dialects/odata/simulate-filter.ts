import type { Grammar } from './simulate-grammar.ts'
import { type EdmType, refused } from './simulate-model.ts'

/** A parsed `$filter`. Chains of the same connective are one node: long lists of keys are flat, not deep. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'call'; readonly call: Call }
  /** One of a list, whose values are text whatever the column is. */
  | { readonly kind: 'oneOf'; readonly column: string; readonly values: readonly string[] }

export type Operand =
  | { readonly kind: 'property'; readonly path: readonly string[] }
  | { readonly kind: 'literal'; readonly type: EdmType | 'Null'; readonly value: string | boolean | null }
  | Call

export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Operand[]
}

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'
const comparisons: readonly string[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge']

/** @throws ODataError 400 for what is not of the grammar */
export function parseFilter(text: string, grammar: Grammar): Condition {
  const parser = new Parser(tokenize(text, grammar))
  const condition = parser.or()
  parser.end()
  grammar.check?.(condition)
  return condition
}

interface Token {
  readonly kind: 'name' | 'literal' | 'predicate' | '(' | ')' | ','
  readonly text: string
  readonly literal?: Operand
  readonly condition?: Condition
}

function tokenize(text: string, grammar: Grammar): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const [token, length] = tokenAt(text, at, grammar)
    if (token) tokens.push(token)
    at += length
  }
  return tokens
}

function tokenAt(
  text: string,
  at: number,
  { literals, predicates = [] }: Grammar,
): [Token | undefined, length: number] {
  const character = text[at]!
  if (character === ' ') return [undefined, 1]
  if (character === '(' || character === ')' || character === ',') return [{ kind: character, text: character }, 1]
  for (const { pattern, condition } of predicates) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return [{ kind: 'predicate', text: match[0], condition: condition(match) }, match[0].length]
  }
  for (const [pattern, type, value] of literals) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) continue
    const literal = {
      kind: 'literal',
      type: typeof type === 'string' ? type : type(match),
      value: value(match),
    } as const
    return [{ kind: 'literal', text: match[0], literal }, match[0].length]
  }
  const name = /[A-Za-z_][\w/]*/y
  name.lastIndex = at
  const match = name.exec(text)
  if (!match) throw refused('syntax', `Invalid token '${character}' at position ${at + 1}`)
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
    if (rest) throw refused('syntax', `Unexpected '${rest.text}' in the filter`)
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
    const { condition } = this.#peek() ?? {}
    if (condition) {
      this.#next()
      return condition
    }
    const left = this.#operand()
    const op = this.#peek()?.kind === 'name' && comparisons.includes(this.#peek()!.text) ? this.#next().text : undefined
    if (op) return { kind: 'compare', op: op as Comparison, left, right: this.#operand() }
    if (left.kind !== 'call') throw refused('syntax', 'A condition needs a comparison or a function')
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
    if (token.kind !== 'name') throw refused('syntax', `Unexpected '${token.text}' in the filter`)
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
    if (!token) throw refused('syntax', 'The filter ends too early')
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
    if (token.kind !== kind) throw refused('syntax', `Expected '${kind}', found '${token.text}'`)
  }
}
