/** What a value is, as far as comparing, ordering and writing it goes. An enumeration is named, and kept as its member's name. */
export type EdmType =
  | 'String'
  | 'Decimal'
  | 'Boolean'
  | 'DateTime'
  | 'DateTimeOffset'
  | 'Time'
  | 'Guid'
  | `Enum ${string}`

/**
 * A row as the simulator keeps it: text, decimals as text, booleans, dates as `YYYY-MM-DD`, instants in UTC, null for none.
 * Text is never null: what has no value is blank, as in ABAP.
 */
export type Row = Readonly<Record<string, string | boolean | null>>

export interface Property {
  readonly type: EdmType
  /** Numeric ids are kept with leading zeros to this length, compared so, and shown without them (ABAP's ALPHA conversion). */
  readonly alpha?: number
  /** A whole number, kept without leading zeros: it is found by its digits. */
  readonly whole?: true
}

export interface Navigation {
  readonly to: string
  readonly many?: true
  /** Part of the entity itself, a complex property: shown when it is selected, and never expanded. */
  readonly embedded?: true
  /** Columns of the other set, and of this one, that are equal. The first should be indexed there. */
  readonly on: Readonly<Record<string, string>>
  /** Columns of the other set that must have these values. */
  readonly where?: Readonly<Record<string, string>>
}

export interface EntitySetModel {
  readonly name: string
  readonly key: readonly string[]
  readonly properties: Readonly<Record<string, Property>>
  readonly navigations: Readonly<Record<string, Navigation>>
  /** Of a set of `sap:semantics="aggregate"`: what it adds up over all that is not selected, and does not filter by. */
  readonly measures?: readonly string[]
  /** Columns that are found by hash instead of by looking at every row. */
  readonly indexes: readonly string[]
  readonly rows: readonly Row[]
}

export interface ServiceModel {
  readonly name: string
  readonly sets: Readonly<Record<string, EntitySetModel>>
}

/** What a client can do wrong, and what can go wrong for it; each vendor has its own status, code and words for them. */
export type Refusal =
  | 'notFound' // no such row
  | 'noSuchSet'
  | 'notSupported'
  | 'unknownProperty'
  | 'badLiteral'
  | 'syntax'
  | 'skiptoken'
  | 'tooMany' // conditions, keys or operations
  | 'tooLarge' // rows to add up

/** A request that the service refuses. */
export class ODataError extends Error {
  readonly kind: Refusal

  constructor(kind: Refusal, message: string) {
    super(message)
    this.kind = kind
  }
}

export const refused = (kind: Refusal, message: string) => new ODataError(kind, message)

export function propertyOf(set: EntitySetModel, name: string): Property {
  const property = set.properties[name]
  if (!property) throw refused('unknownProperty', `Property ${name} not found in type ${set.name}Type`)
  return property
}

/** As it is kept, compared and sorted: numeric ids with their leading zeros. */
export const internal = (text: string, { alpha }: Property): string =>
  alpha !== undefined && /^\d+$/.test(text) ? text.padStart(alpha, '0') : text

/** As it is shown. */
export const external = (text: string, { alpha }: Property): string =>
  alpha !== undefined && /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text
