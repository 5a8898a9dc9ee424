import type { EntityName, FieldPath } from './canonical.ts'
import type { Operator } from './filter.ts'
import type { Column, NativeFilter, NativeType } from './native-query.ts'

/** A row as the vendor sent it, parsed, unchanged. Joined parts hang under `$<part name>`. */
export type NativeRow = Readonly<Record<string, unknown>>

/** What `decode` may know besides the row: the configured source. */
export interface SourceFacts<Settings = unknown> {
  readonly source: string
  readonly settings: Settings
}

/** `exact`: the vendor returns what we mean. `inexact`: a superset, never a loss; we recheck. Absent: unsupported. */
export type Support = 'exact' | 'inexact'

export type FilterSupport = Readonly<Partial<Record<Operator, Support>>>

/**
 * What the source adds up by itself just as we would from its rows: decimals exactly, nulls left out of every measure. Where its
 * pages say that it sums in floating point, converts currencies, or puts texts together that differ in case, it does not.
 */
export interface Aggregatable {
  /**
   * By each value, those without one in a group of their own; `with`: by further columns, so that none are put together; `by`:
   * by these columns, which `decode` reads, where `native` is one to search by.
   */
  readonly group?: true | { readonly with: readonly string[] } | { readonly by: readonly string[] }
  /** By the calendar month of a date column. */
  readonly month?: true
  /**
   * `with`: of rows that are alike in these columns. Their sum is then read by `decode` as one row's value would be, which has to
   * be in proportion to `native`: a side of a posting is its amount, or nothing, by a code. `of`: the columns that are summed,
   * where the decoder adds or subtracts several, or takes one of them, by `with`; by `with` alone is decided too whether rows that
   * have all of them have a value.
   */
  readonly sum?: true | { readonly with: readonly string[]; readonly of?: readonly string[] }
  /** How many rows have a value. Needs no word where every record is `present`. */
  readonly count?: true
  /** The least and the greatest value. */
  readonly range?: true
}

/** Why a field has no value in any record of this source. */
export type AbsenceReason = 'NOT_PROVIDED_BY_SOURCE' | 'NOT_MAPPED'

/** One canonical field of one entity, as the source holds it. */
export interface MappedField {
  /**
   * The native column (a path as the vendor writes it), or `$part.Column` for a column of a joined part.
   * Several, for a reference to an entity whose key has several parts, in that key's order.
   */
  readonly native?: string | readonly string[]
  /**
   * How the vendor types it. Default: by the canonical type (text, enum, ref: `text`; decimal, int: `number`); the columns of
   * a reference in several parts are typed as the parts of that key.
   */
  readonly type?: NativeType
  /** Columns that `decode` reads besides `native`; `$part.Column` for parts. */
  readonly needs?: readonly string[]
  /**
   * The canonical value of a row: structs as plain objects, decimals as text, a ref as a `SourceKey`, null for none.
   * Default: the dialect's codec for `type` applied to `native`. Pure; may throw on what it cannot read.
   */
  readonly decode?: (row: NativeRow, facts: SourceFacts) => unknown
  /** Native code to canonical value (enum member). Unknown codes decode to UNKNOWN, and are filtered here, not there. */
  readonly values?: Readonly<Record<string, string>>
  /** For a value derived from several columns: the native predicate of each canonical value, for `eq` and `in`. */
  readonly cases?: Readonly<Record<string, NativeFilter>>
  /**
   * Beside `cases`: values that the source cannot tell apart but decides exactly as one. "Open or partly paid" may be a
   * flag of the document where "partly paid" takes its payments.
   */
  readonly together?: readonly { readonly values: readonly string[]; readonly is: NativeFilter }[]
  /**
   * The value is 0 in rows for which this does not hold, whatever their column has: nothing is open of a draft. Filters that 0 does
   * not pass are pushed with it, the others are left to us.
   */
  readonly zeroUnless?: NativeFilter
  /** The same for every record of the source. Filters on it cost nothing. */
  readonly constant?: unknown
  /** Which operators the source evaluates for us, and how truly. Only with a single non-part `native`, or `cases`. */
  readonly filter?: FilterSupport
  /** The source has a value in every record. Tells that a struct with this leaf is there whenever its other leaves are. */
  readonly present?: true
  /**
   * The source sorts by it exactly as we do, nulls last included. Only with a single non-part `native`, and with `eq`, `lt` and
   * `gt` exact. Without `isNull` it says that no row lacks the field: a page after some value would lose the rows that do.
   */
  readonly sort?: true
  /**
   * What the source groups and adds up by itself. Measures and months only of a single non-part `native`, and without `decode`
   * unless a sum says what it takes for it, which is then the sum and the count.
   */
  readonly aggregatable?: Aggregatable
}

export interface AbsentField {
  readonly absent: AbsenceReason
}

export type FieldMap = MappedField | AbsentField

export interface KeyPart {
  readonly native: string
  readonly type: NativeType
}

/**
 * A second native object whose columns complete the entity, fetched in one keyed call per page, and only when a selected
 * field needs it.
 */
export interface Part<Hint = unknown> {
  readonly object: string
  readonly hint?: Hint
  /** The part's column that equals the primary row's `on` column. */
  readonly key: KeyPart
  readonly on: string
  /** `true`: `$part` is the array of all matching rows; otherwise the one matching row or undefined. */
  readonly many?: true
  readonly base?: NativeFilter
}

/**
 * The source's rows are finer than the entity: rows with equal `key` are one record, whose `sum` fields (decimal paths)
 * are added up; the other fields come from the first row. `ordered`: rows sorted by key arrive grouped, so pages stream.
 */
export interface Rollup {
  readonly sum: readonly string[]
  readonly ordered?: true
}

/** The path under which records are found by a number of the outside world: `identifier.VAT`, `identifier.GTIN`. */
export type IdentifierPath = `identifier.${string}`
export const identifierPath = (scheme: string): IdentifierPath => `identifier.${scheme}`

/**
 * Records of a type that the source has, and that a question for them does not find: of a kind that the connector does not
 * read, or of a state that the source does not tell in time.
 */
export interface Lack {
  /** What they are like, by canonical path: of each of these, one of its values. */
  readonly where: Readonly<Record<string, readonly string[]>>
  /** Lists have them, with another value in its place: only questions about these fields miss them. */
  readonly isListed?: true
}

/** One canonical type as one native object of one vendor: a literal. `Hint` is whatever the vendor's `render` needs. */
export interface EntityMap<E extends EntityName = EntityName, Hint = unknown> {
  /** The vendor's name of the object; shown in `meta.sourceObject`. */
  readonly object: string
  readonly hint?: Hint
  /** The record's key. `gt`/`lt` on it page through the object; a part column (`$part.X`) may stand in it under a rollup. */
  readonly key: readonly KeyPart[]
  /** The source orders and compares by the whole key, so that paging may continue after a key. */
  readonly keyOrder: boolean
  /**
   * Canonical paths (`name`, `totals.taxInclusive.amount`, `meta.sourceModifiedAt`) to native. Unlisted: NOT_MAPPED.
   * `identifier.VAT` maps the column in which the source finds records by that number, beside `identifiers`, which reads it.
   */
  readonly fields: { readonly [P in FieldPath<E> | IdentifierPath]?: FieldMap }
  /** Always applied: what makes the native object's rows this entity. */
  readonly base?: NativeFilter
  readonly parts?: Readonly<Record<string, Part<Hint>>>
  readonly rollup?: Rollup
  /**
   * To-many relations that do not join on this record's key: rows of the related entity whose native `child` column equals
   * this row's native `parent` column (both of one type). Default: the related entity's ref field holds this record's key.
   */
  readonly relations?: Readonly<Record<string, { readonly parent: string; readonly child: Column }>>
  /** Deep link for humans, from the row's key parts. */
  readonly url?: (key: readonly string[], facts: SourceFacts) => string
  /** What is not found though it is there. Whatever is listed, counted or added up over it is partial, and says so. */
  readonly lacks?: readonly Lack[]
  readonly modifiedPrecision?: 'INSTANT' | 'SECOND' | 'MINUTE' | 'DAY' | 'NONE'
  /** Columns always fetched, whatever is selected. */
  readonly always?: readonly string[]
}

export type EntityMaps<Hint = unknown> = { readonly [E in EntityName]?: EntityMap<E, Hint> }

export function isMapped(field: FieldMap | undefined): field is MappedField {
  return field !== undefined && !('absent' in field)
}
