import type { WallSeconds } from './simulate-time.ts'

/** `boolean` is 'T' or 'F' in text; `date` and `instant` become seconds of the account's wall clock. */
export type ColumnType = 'text' | 'number' | 'date' | 'instant'

export interface SimColumn<Row> {
  readonly type: ColumnType
  /** Numbers as decimal text, dates as `YYYY-MM-DD`, instants in UTC; null and '' are the same to Oracle. */
  readonly value: (row: Row) => string | null
  /** What `BUILTIN.DF` shows; by default the value itself. */
  readonly display?: (row: Row) => string | null
}

/**
 * A table as NetSuite shows it: columns are read from the rows when asked, so that rows may be the company's own records,
 * or made while a query runs. Rows come in the order of their keys.
 */
export interface SimTable<Row = unknown> {
  readonly name: string
  readonly columns: Readonly<Record<string, SimColumn<Row>>>
  rows(): Iterable<Row>
  /** Rows with a value, for columns that can be looked up. */
  readonly indexes: Readonly<Record<string, (value: string) => readonly Row[]>>
}

export interface SimDatabase {
  /** By name in lower case. */
  readonly tables: ReadonlyMap<string, SimTable>
  /** IANA zone of the account. */
  readonly timeZone: string
  /** For SYSDATE. */
  now(): WallSeconds
}

/** One row of each table in the FROM clause, in its order; null where an outer join found none. */
export type Env = readonly (unknown | null)[]

/** Gives up the row's type, as a database holds tables of many: each table is only ever handed rows of its own. */
export function anyTable<Row>(table: SimTable<Row>): SimTable {
  return table as unknown as SimTable
}
