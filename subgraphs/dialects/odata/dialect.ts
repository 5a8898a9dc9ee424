import type { Column, NativeType } from '../../../gateway/connector/index.ts'

/** How values of one type are written, and which text is such a value at all. */
export interface LiteralRule {
  readonly grammar: RegExp
  readonly write: (text: string) => string
}

/** What differs between the vendors and versions that speak OData: literals, functions, and how "no value" is written. */
export interface Dialect {
  /** Of the protocol: decides the envelope of an answer and how expansions are asked for. */
  readonly version: 2 | 4
  readonly literals: Readonly<Record<NativeType, LiteralRule>>
  readonly contains: (column: string, text: string) => string
  readonly startsWith: (column: string, text: string) => string
  /** One of several values in one predicate; undefined where this vendor has none for the column: then equalities are joined by `or`. */
  readonly oneOf?: (column: Column, values: readonly string[]) => string | undefined
  /** The type of an enumeration column, written before its literals; undefined for any other column. */
  readonly enumOf?: (column: string) => string | undefined
  /** Blank text is how the vendor writes "no value": `''` is then never equal to anything, as null is not. */
  readonly blankIsNull: boolean
  /**
   * The value that columns of a type hold instead of none, before all others of the type: `1900-01-01`, the GUID of zeros. No
   * comparison is true of it. Columns of an enumeration have none.
   */
  readonly blanks?: Readonly<Partial<Record<'date' | 'instant' | 'guid', string>>>
  /** Characters by which `eq` takes text for a pattern: such text is compared by order, which does not. */
  readonly wildcards?: RegExp
  /** Whether keys of several parts are gathered under the parts that they share, which makes for shorter addresses. */
  readonly gathersKeys?: boolean
  /** Whether a column may be null; key columns never are. */
  readonly nullable: (column: string) => boolean
  /** Paths lead into complex properties, which are selected whole by their first step; nothing is expanded. */
  readonly complexPaths?: true
}

// Half a surrogate pair cannot be written in a URL, nor stored in any text that came over one.
const text = { grammar: /^\P{Surrogate}*$/u, write: quoted }
const boolean = { grammar: /^(true|false)$/, write: asIs }
const decimal = /^-?\d+(\.\d+)?$/
const date = /^\d{4}-\d\d-\d\d$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const guid = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

/** OData version 2 as SAP's gateway reads it. */
export const v2: Dialect = {
  version: 2,
  literals: {
    text,
    number: { grammar: decimal, write: (value) => `${value}M` },
    boolean,
    date: { grammar: date, write: (value) => `datetime'${value}T00:00:00'` },
    instant: { grammar: instant, write: (value) => `datetimeoffset'${value}'` },
    guid: { grammar: guid, write: (value) => `guid'${value}'` },
  },
  contains: (column, part) => `substringof(${quoted(part)},${column})`,
  startsWith: (column, start) => `startswith(${column},${quoted(start)})`,
  blankIsNull: true,
  nullable: () => true,
}

/** OData version 4 as its standard says; vendors differ from it in their own folders. */
export const v4: Dialect = {
  version: 4,
  literals: {
    text,
    number: { grammar: decimal, write: asIs },
    boolean,
    date: { grammar: date, write: asIs },
    instant: { grammar: instant, write: asIs },
    guid: { grammar: guid, write: asIs },
  },
  contains: (column, part) => `contains(${column},${quoted(part)})`,
  startsWith: (column, start) => `startswith(${column},${quoted(start)})`,
  blankIsNull: false,
  nullable: () => true,
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

function asIs(value: string): string {
  return value
}
