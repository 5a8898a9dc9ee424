/** What a caller may ask of one field. `contains` and `startsWith` compare text exactly, by code point. */
export type Operator = 'eq' | 'ne' | 'in' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'isNull'

/** Canonical leaf values of filters: decimals, dates and instants are text. */
export type Literal = string | number | boolean

/**
 * A predicate over canonical field paths, two-valued: a comparison with null is false, `ne` is the negation of `eq`
 * and therefore keeps nulls.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter }
  | {
      readonly kind: 'compare'
      readonly field: string
      readonly op: Exclude<Operator, 'in' | 'isNull'>
      readonly value: Literal
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly Literal[] }
  | { readonly kind: 'isNull'; readonly field: string; readonly value: boolean }

/** Nulls sort last in both directions. */
export interface OrderTerm {
  readonly field: string
  readonly direction: 'asc' | 'desc'
}
