/** What one SuiteQL SELECT says. Names are in lower case: SuiteQL does not tell cases apart. */
export interface Select {
  readonly items: readonly SelectItem[]
  readonly from: TableRef
  readonly joins: readonly Join[]
  readonly where: Expression | undefined
  readonly groupBy: readonly Expression[]
  readonly having: Expression | undefined
  readonly orderBy: readonly OrderItem[]
  /** `TOP n` or `FETCH FIRST n ROWS ONLY`. */
  readonly first: number | undefined
}

export interface SelectItem {
  readonly expression: Expression
  readonly alias: string | undefined
}

export interface TableRef {
  readonly table: string
  readonly alias: string
}

export interface Join extends TableRef {
  readonly isOuter: boolean
  readonly on: Expression
}

export interface OrderItem {
  readonly expression: Expression
  readonly isDescending: boolean
  /** Oracle's default: last when ascending, first when descending. */
  readonly nullsLast: boolean
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Expression =
  | { readonly kind: 'text' | 'number'; readonly value: string }
  | { readonly kind: 'null' | 'star' }
  | { readonly kind: 'column'; readonly table: string | undefined; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'negate' | 'not'; readonly term: Expression }
  | {
      readonly kind: 'arithmetic'
      readonly op: '+' | '-' | '*' | '||'
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] }
  | { readonly kind: 'in'; readonly value: Expression; readonly list: readonly Expression[] }
  | {
      readonly kind: 'like'
      readonly value: Expression
      readonly pattern: Expression
      readonly escape: Expression | undefined
    }
  | { readonly kind: 'isNull'; readonly value: Expression }
  | { readonly kind: 'case'; readonly branches: readonly Branch[]; readonly otherwise: Expression }

export interface Branch {
  readonly when: Expression
  readonly result: Expression
}

/** The expressions inside an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'null':
    case 'star':
    case 'column':
      return []
    case 'call':
      return expression.args
    case 'negate':
    case 'not':
      return [expression.term]
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right]
    case 'and':
    case 'or':
      return expression.terms
    case 'in':
      return [expression.value, ...expression.list]
    case 'like':
      return [expression.value, expression.pattern, ...(expression.escape ? [expression.escape] : [])]
    case 'isNull':
      return [expression.value]
    case 'case':
      return [...expression.branches.flatMap(({ when, result }) => [when, result]), expression.otherwise]
  }
}

/** A query that NetSuite would refuse, in the words of its error envelope. */
export class SuiteQlError extends Error {
  constructor(reason: string) {
    super(`Invalid search query. Detailed unprocessed description follows. ${reason}`)
    this.name = 'SuiteQlError'
  }
}

export const searchError = (what: string) => new SuiteQlError(`Search error occurred: ${what}`)
