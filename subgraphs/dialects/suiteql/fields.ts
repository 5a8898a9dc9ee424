import Big from 'big.js'
import type { FilterSupport, MappedField, NativeRow, SourceFacts } from '../../../gateway/connector/index.ts'
import { accountInstant, codecs } from './codecs.ts'

const equality = { eq: 'exact', ne: 'exact', in: 'exact' } as const
const nullable = { ...equality, isNull: 'exact' } as const
/** Text compares by code point, as in Oracle. Its order is left to us: a session may sort by the rules of a language. */
const compared: FilterSupport = { ...nullable, contains: 'exact', startsWith: 'exact' }
/** Numbers, dates and instants: compared and sorted as we do; the renderer puts nulls last. */
const ordered: FilterSupport = { ...nullable, lt: 'exact', lte: 'exact', gt: 'exact', gte: 'exact' }

/** Oracle groups by code point, and its NUMBER is a decimal: sums are exact. */
const grouped = { group: true } as const
const addable = { sum: true, count: true, range: true } as const

export const text = (native: string): MappedField => ({ native, filter: compared, aggregatable: grouped })
/** Text to be read only: what `BUILTIN.DF` shows depends on the language of the user. */
export const shown = (native: string): MappedField => ({ native })
export const id = (native: string): MappedField => ({
  native,
  type: 'guid',
  filter: nullable,
  aggregatable: grouped,
})
export const number = (native: string): MappedField => ({
  native,
  type: 'number',
  filter: ordered,
  sort: true,
  aggregatable: addable,
})
/** A number to be read only. */
export const plain = (native: string): MappedField => ({ native, type: 'number' })
export const date = (native: string): MappedField => ({
  native,
  type: 'date',
  filter: ordered,
  sort: true,
  aggregatable: { group: true, month: true, count: true, range: true },
})

/** An enum. A required one is never null for us, whatever its column: `isNull` is not the vendor's to answer. */
export function code(native: string, values?: Readonly<Record<string, string>>): MappedField {
  return { native, ...(values && { values }), filter: equality, aggregatable: grouped }
}

export function instant(native: string, zone: string): MappedField {
  const decode = (row: NativeRow) => accountInstant(row[native], zone)
  return { native, type: 'instant', filter: ordered, sort: true, decode }
}

/**
 * A currency by its id, or by that of the subsidiary whose books are in it; no record lacks one. An id that nobody has
 * configured is an error of the field.
 */
export function byId(native: string, values: Readonly<Record<string, string>>): MappedField {
  const decode = (row: NativeRow) => lookUp(values, native, row[native])
  return { native, type: 'guid', values, filter: equality, present: true, decode, aggregatable: grouped }
}

/** The same where a record may have none. */
export function byIdOrNone(native: string, values: Readonly<Record<string, string>>): MappedField {
  const { present: _, ...field } = byId(native, values)
  return field
}

/** For enums that must say something where NetSuite, as far as its pages confirm, has no word. */
export const unknown: MappedField = { constant: 'UNKNOWN' }

function lookUp(values: Readonly<Record<string, string>>, native: string, key: unknown): string | null {
  if (key === undefined || key === null) return null
  if (typeof key === 'string' && Object.hasOwn(values, key)) return values[key]!
  throw new TypeError(`the ${native} ${JSON.stringify(key)} is not configured`)
}

/** The value of a configured or known text, or null. */
export function textOf(values: Readonly<Record<string, string>>, key: unknown): string | null {
  return typeof key === 'string' && Object.hasOwn(values, key) ? values[key]! : null
}

export type Decode = (row: NativeRow, facts: SourceFacts) => unknown

export const derived = (needs: readonly string[], decode: Decode): MappedField => ({ needs, decode })

type Struct<P extends string, Leaves> = { readonly [L in keyof Leaves & string as `${P}.${L}`]: Leaves[L] }

/** The leaves of a structure by their whole paths: `at('open', { amount })` is `{ 'open.amount': amount }`. */
export function at<P extends string, Leaves extends Readonly<Record<string, MappedField>>>(path: P, leaves: Leaves) {
  return Object.fromEntries(Object.entries(leaves).map(([name, field]) => [`${path}.${name}`, field])) as Struct<
    P,
    Leaves
  >
}

/** The texts of some columns, as a list without gaps. */
export function list(...needs: readonly string[]): MappedField {
  return derived(needs, (row) => needs.map((native) => codecs.text(row[native])).filter((value) => value !== null))
}

/** A telephone number as E.164 where it is written with its country, else as it stands. */
export const phones: MappedField = derived(['phone'], ({ phone }) => {
  const written = codecs.text(phone)
  if (written === null) return []
  const digits = String(written).replace(/[\s().\-/]/g, '')
  return [/^\+[1-9]\d{6,14}$/.test(digits) ? digits : written]
})

/** One number of the outside world; a VAT number names its country by its prefix. */
export function identifier(scheme: 'VAT' | 'GTIN', native: string): MappedField {
  return derived([native], (row) => {
    const value = codecs.text(row[native])
    if (value === null) return []
    const prefix = scheme === 'VAT' ? /^[A-Z]{2}(?=[\s.]*\w*\d)/i.exec(String(value))?.[0] : undefined
    return [{ scheme, value, country: prefix?.toUpperCase() ?? null, verified: null }]
  })
}

const dimensionKinds = { department: 'DEPARTMENT', class: 'CLASS', location: 'LOCATION' } as const
const dimensionNames = Object.keys(dimensionKinds).map((native) => `${native}name`)

/** Department, class and location of a line; their names are asked as `<column>name`, see `dimensionSql`. */
export const dimensions: MappedField = derived([...Object.keys(dimensionKinds), ...dimensionNames], (row) =>
  Object.entries(dimensionKinds)
    .filter(([native]) => codecs.guid(row[native]) !== null)
    .map(([native, kind]) => ({ kind, code: row[native], name: codecs.text(row[`${native}name`]) })),
)

export const dimensionSql = Object.fromEntries(
  Object.keys(dimensionKinds).map((native) => [`${native}name`, `BUILTIN.DF(tl.${native})`]),
)

/** What share of a limit is used, in percent with two digits; null without a limit to take a share of. */
export function share(used: string, limit: string): MappedField {
  return derived([used, limit], (row) => {
    const [part, whole] = [exact(row[used]), exact(row[limit])]
    return part && whole?.gt(0) ? part.times(100).div(whole).round(2, Big.roundHalfUp).toFixed(2) : null
  })
}

/** A column's number for arithmetic, or null. */
export function exact(native: unknown): Big | null {
  const value = codecs.number(native)
  return value === null ? null : new Big(String(value))
}
