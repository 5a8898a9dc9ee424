import {
  type Branch,
  type Comparison,
  type Expression,
  type Join,
  type OrderItem,
  type Select,
  type SelectItem,
  searchError,
  type TableRef,
} from './simulate-syntax.ts'
import { type Token, tokenize } from './simulate-tokens.ts'

/** One SELECT statement. What NetSuite documents as absent (LIMIT, both join styles) is refused. @throws SuiteQlError */
export function parse(sql: string): Select {
  const parser = new Parser(tokenize(sql))
  return parser.statement()
}

/** Words that end an alias-less item or table. */
const RESERVED = new Set(
  'select from where group having order by fetch join left inner outer on and or not in like is null between case when then else end as asc desc nulls escape top union limit offset'.split(
    ' ',
  ),
)

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  statement(): Select {
    this.expectWord('select')
    const top = this.takeWord('top') ? this.integer() : undefined
    const items = this.list(() => this.item())
    this.expectWord('from')
    const from = this.table()
    const joins = this.joins()
    const where = this.takeWord('where') ? this.condition() : undefined
    const groupBy = this.takeWord('group') ? this.by(() => this.sum()) : []
    const having = this.takeWord('having') ? this.condition() : undefined
    const orderBy = this.takeWord('order') ? this.by(() => this.orderItem()) : []
    const first = this.takeWord('fetch') ? this.fetchFirst() : top
    if (this.next.kind !== 'end') throw this.unexpected()
    return { items, from, joins, where, groupBy, having, orderBy, first }
  }

  private by<T>(read: () => T): T[] {
    this.expectWord('by')
    return this.list(read)
  }

  private item(): SelectItem {
    if (this.takeSymbol('*')) return { expression: { kind: 'star' }, alias: undefined }
    const expression = this.condition()
    const isNamed = this.takeWord('as') || this.next.kind === 'name' || this.isFreeWord()
    return { expression, alias: isNamed ? this.name() : undefined }
  }

  private table(): TableRef {
    const table = this.name()
    return { table, alias: this.takeWord('as') || this.isFreeWord() ? this.name() : table }
  }

  private joins(): Join[] {
    const joins: Join[] = []
    for (;;) {
      const isOuter = this.takeWord('left')
      if (isOuter) this.takeWord('outer')
      else this.takeWord('inner')
      if (!this.takeWord('join')) return joins
      const table = this.table()
      this.expectWord('on')
      joins.push({ ...table, isOuter, on: this.condition() })
    }
  }

  private orderItem(): OrderItem {
    const expression = this.sum()
    const isDescending = this.takeWord('desc')
    if (!isDescending) this.takeWord('asc')
    if (!this.takeWord('nulls')) return { expression, isDescending, nullsLast: !isDescending }
    const nullsLast = this.takeWord('last')
    if (!nullsLast) this.expectWord('first')
    return { expression, isDescending, nullsLast }
  }

  private fetchFirst(): number {
    this.expectWord('first')
    const first = this.integer()
    this.expectWord('rows')
    this.expectWord('only')
    return first
  }

  private condition(): Expression {
    return this.chain('or', () => this.chain('and', () => this.negation()))
  }

  private chain(kind: 'and' | 'or', read: () => Expression): Expression {
    const terms = [read()]
    while (this.takeWord(kind)) terms.push(read())
    return terms.length === 1 ? terms[0]! : { kind, terms }
  }

  private negation(): Expression {
    return this.takeWord('not') ? { kind: 'not', term: this.negation() } : this.predicate()
  }

  private predicate(): Expression {
    const value = this.sum()
    const op = this.comparison()
    if (op) return { kind: 'compare', op, left: value, right: this.sum() }
    if (this.takeWord('is')) return this.negated(this.takeWord('not'), this.isNull(value))
    const isNegated = this.takeWord('not')
    if (this.takeWord('in')) return this.negated(isNegated, this.inList(value))
    if (this.takeWord('like')) return this.negated(isNegated, this.like(value))
    if (this.takeWord('between')) return this.negated(isNegated, this.between(value))
    if (isNegated) throw this.unexpected()
    return value
  }

  private negated(isNegated: boolean, term: Expression): Expression {
    return isNegated ? { kind: 'not', term } : term
  }

  private comparison(): Comparison | undefined {
    const { kind, value } = this.next
    if (kind !== 'symbol' || !['=', '<>', '<', '<=', '>', '>='].includes(value)) return undefined
    this.at += 1
    return value as Comparison
  }

  private isNull(value: Expression): Expression {
    this.expectWord('null')
    return { kind: 'isNull', value }
  }

  private inList(value: Expression): Expression {
    this.expectSymbol('(')
    const list = this.list(() => this.sum())
    this.expectSymbol(')')
    if (list.length > 1000) throw searchError('maximum number of expressions in a list is 1000')
    return { kind: 'in', value, list }
  }

  private like(value: Expression): Expression {
    const pattern = this.sum()
    return { kind: 'like', value, pattern, escape: this.takeWord('escape') ? this.sum() : undefined }
  }

  private between(value: Expression): Expression {
    const low = this.sum()
    this.expectWord('and')
    const from: Expression = { kind: 'compare', op: '>=', left: value, right: low }
    return { kind: 'and', terms: [from, { kind: 'compare', op: '<=', left: value, right: this.sum() }] }
  }

  private sum(): Expression {
    return this.infix(['+', '-', '||'], () => this.infix(['*'], () => this.unary()))
  }

  private infix(ops: readonly string[], read: () => Expression): Expression {
    let left = read()
    while (this.next.kind === 'symbol' && ops.includes(this.next.value)) {
      const op = this.advance().value as '+' | '-' | '*' | '||'
      left = { kind: 'arithmetic', op, left, right: read() }
    }
    return left
  }

  private unary(): Expression {
    return this.takeSymbol('-') ? { kind: 'negate', term: this.unary() } : this.primary()
  }

  private primary(): Expression {
    const { kind, value } = this.next
    if (kind === 'text' || kind === 'number') return { kind, value: this.advance().value }
    if (this.takeSymbol('(')) return this.closing(this.condition())
    if (this.takeWord('null')) return { kind: 'null' }
    if (this.takeWord('case')) return this.caseOf()
    if (kind === 'name' || (kind === 'word' && !RESERVED.has(value))) return this.reference()
    throw this.unexpected()
  }

  private closing(expression: Expression): Expression {
    this.expectSymbol(')')
    return expression
  }

  /** `CASE WHEN c THEN r` and `CASE v WHEN x THEN r`; the second is the first with `v = x`. */
  private caseOf(): Expression {
    const operand = this.isWord('when') ? undefined : this.sum()
    const branches: Branch[] = []
    while (this.takeWord('when')) {
      const when = operand
        ? ({ kind: 'compare', op: '=', left: operand, right: this.sum() } as const)
        : this.condition()
      this.expectWord('then')
      branches.push({ when, result: this.condition() })
    }
    const otherwise: Expression = this.takeWord('else') ? this.condition() : { kind: 'null' }
    this.expectWord('end')
    return { kind: 'case', branches, otherwise }
  }

  /** A column, a qualified column, or a call; `BUILTIN.DF` is a call too. */
  private reference(): Expression {
    const first = this.name()
    const second = this.takeSymbol('.') ? this.name() : undefined
    const name = second === undefined ? first : second
    if (!this.takeSymbol('(')) return { kind: 'column', table: second === undefined ? undefined : first, name }
    const isStar = this.takeSymbol('*')
    const args = isStar ? [{ kind: 'star' } as const] : this.isSymbol(')') ? [] : this.list(() => this.condition())
    return this.closing({ kind: 'call', name: second === undefined ? first : `${first}.${second}`, args })
  }

  private list<T>(read: () => T): T[] {
    const items = [read()]
    while (this.takeSymbol(',')) items.push(read())
    return items
  }

  private integer(): number {
    if (!/^\d+$/.test(this.next.value)) throw this.unexpected()
    return Number(this.advance().value)
  }

  private name(): string {
    if (this.next.kind !== 'word' && this.next.kind !== 'name') throw this.unexpected()
    return this.advance().value
  }

  private get next(): Token {
    return this.tokens[this.at]!
  }

  private advance(): Token {
    const token = this.next
    this.at += 1
    return token
  }

  private isWord = (value: string) => this.next.kind === 'word' && this.next.value === value
  private isSymbol = (value: string) => this.next.kind === 'symbol' && this.next.value === value
  private isFreeWord = () => this.next.kind === 'word' && !RESERVED.has(this.next.value)

  private takeWord(value: string): boolean {
    if (!this.isWord(value)) return false
    this.at += 1
    return true
  }

  private takeSymbol(value: string): boolean {
    if (!this.isSymbol(value)) return false
    this.at += 1
    return true
  }

  private expectWord(value: string): void {
    if (!this.takeWord(value)) throw this.unexpected()
  }

  private expectSymbol(value: string): void {
    if (!this.takeSymbol(value)) throw this.unexpected()
  }

  private unexpected() {
    return searchError(`Invalid or unsupported search near "${this.next.value || 'the end'}"`)
  }
}
