/**
 * How a native column's values are written in the vendor's query language and read from its rows.
 * `number` covers integers and decimals of any size; values are always decimal text on our side.
 */
export type NativeType = 'text' | 'number' | 'boolean' | 'date' | 'instant' | 'guid'

export interface Column {
  /** The vendor's name, or a path to it as the vendor writes it (`Account.Name`, `to_Customer/CustomerName`). */
  readonly native: string
  readonly type: NativeType
}

/** A literal in canonical text: decimals as text, `true`/`false`, `YYYY-MM-DD`, RFC 3339 in UTC. The renderer writes it natively. */
export type NativeLiteral = string

export type NativeComparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith'

/**
 * A predicate over native columns, as pushed down. Renderers must hold these laws:
 * `ne` keeps rows whose column is null (two-valued logic); every other comparison drops them; `in` has at least one value.
 */
export type NativeFilter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly NativeFilter[] }
  | { readonly kind: 'compare'; readonly op: NativeComparison; readonly column: Column; readonly value: NativeLiteral }
  | { readonly kind: 'in'; readonly column: Column; readonly values: readonly NativeLiteral[] }
  | { readonly kind: 'isNull'; readonly column: Column; readonly value: boolean }

export interface NativeOrder {
  readonly column: Column
  readonly direction: 'asc' | 'desc'
}

/** What one native request asks. Built by pushdown from an entity map; rendered by the connector. */
export interface NativeQuery<Hint = unknown> {
  readonly object: string
  /** The entity map's own words for its renderer (service path, FROM clause, ...). */
  readonly hint: Hint
  readonly columns: readonly Column[]
  readonly filter?: NativeFilter
  /** Set when rows are asked by key alone: `filter` says the same, so a connector without a key endpoint may ignore it. */
  readonly keys?: readonly (readonly string[])[]
  readonly order: readonly NativeOrder[]
  /** Nobody relies on the order: it only holds pages together that are counted off. Such a question may be asked in parts. */
  readonly anyOrder?: true
  /** At most this many rows in all. Absent: every row, page by page. */
  readonly limit?: number
  /** Rows wanted per round trip; never above the connector's `caps.pageRows`. */
  readonly pageRows: number
}

/** What an aggregate is grouped by: a column's value, or the month of a date. */
export interface NativeGroup {
  readonly column: Column
  readonly part?: 'month'
}

/** Without a column, a count of rows; with one, of those that have a value. Nulls are in no measure of a column. */
export type NativeMeasure =
  | { readonly kind: 'count'; readonly column?: undefined }
  | { readonly kind: 'count' | 'sum' | 'min' | 'max'; readonly column: Column }

/** What one native request asks when the vendor is to add up by itself. Only columns that the entity map declares for it. */
export interface NativeAggregate<Hint = unknown> {
  readonly object: string
  readonly hint: Hint
  /** None: one group of all rows. */
  readonly groupBy: readonly NativeGroup[]
  readonly measures: readonly NativeMeasure[]
  readonly filter?: NativeFilter
}

// Constructors for entity maps: a base filter reads as one line of data.
export const column = (native: string, type: NativeType = 'text'): Column => ({ native, type })
export const and = (...terms: readonly NativeFilter[]): NativeFilter => ({ kind: 'and', terms })
export const or = (...terms: readonly NativeFilter[]): NativeFilter => ({ kind: 'or', terms })
export const compare = (target: Column, op: NativeComparison, value: NativeLiteral): NativeFilter => ({
  kind: 'compare',
  op,
  column: target,
  value,
})
export const oneOf = (target: Column, ...values: readonly NativeLiteral[]): NativeFilter => ({
  kind: 'in',
  column: target,
  values,
})
export const isNull = (target: Column, value = true): NativeFilter => ({ kind: 'isNull', column: target, value })
