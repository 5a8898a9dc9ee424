import {
  column,
  compare,
  type EntityMap,
  type EntityName,
  isNull,
  type KeyPart,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  or,
  type Part,
} from '../../../gateway/connector/index.ts'
import { absolute } from './amounts.ts'
import { at, decimalAt, textAt } from './row.ts'

// The usual fields of an OData entity map, so that a map's line says what is special about a field and nothing else.

/** A reference or a code, compared as it stands. */
export const code = (native: string): MappedField => ({
  native,
  filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' },
})

/** A number that people type: a vendor that drops leading zeros finds `1` for `0001` too, so it is rechecked. */
export const number = (native: string): MappedField => ({
  native,
  filter: { eq: 'inexact', in: 'inexact', isNull: 'exact' },
})

/** Free text: whether case and trailing blanks count is up to the vendor's database, so every find is rechecked. */
export const words = (native: string): MappedField => ({
  native,
  filter: { eq: 'inexact', in: 'inexact', contains: 'inexact', startsWith: 'inexact', isNull: 'exact' },
})

const order = { eq: 'exact', ne: 'exact', in: 'exact', lt: 'exact', lte: 'exact', gt: 'exact', gte: 'exact' } as const

/** A date, instant or number that every row has. */
export const ordered = (native: string): MappedField => ({ native, filter: order, sort: true })

/** A date, instant or number that may be missing: where the vendor sorts what is missing is its own affair. */
export const orderedOrNull = (native: string): MappedField => ({ native, filter: { ...order, isNull: 'exact' } })

/** Only read: the source does not filter by it, or not as we would. */
export const plain = (native: string): MappedField => ({ native })

/** Made of several columns. */
export const made = (needs: readonly string[], decode: NonNullable<MappedField['decode']>): MappedField => ({
  needs,
  decode,
})

/** One of several values, each with the native predicate that selects its rows. */
export function derived(
  needs: readonly string[],
  decode: (row: NativeRow) => string,
  cases: Readonly<Record<string, NativeFilter>>,
  support: 'exact' | 'inexact' = 'exact',
): MappedField {
  return { needs, decode, cases, filter: { eq: support, in: support } }
}

/** A flag that means one of two values; what is no flag of the vendor's is none of them. */
export const either = (native: string, yes: string, no: string, [whenTrue, whenFalse]: Flags = booleans): MappedField =>
  derived([native], (row) => (at(row, native) === whenTrue ? yes : at(row, native) === whenFalse ? no : 'UNKNOWN'), {
    [yes]: flag(native),
    [no]: flag(native, false),
  })

/** How a vendor writes true and false. */
export type Flags = readonly [whenTrue: string | boolean, whenFalse: string | boolean]
const booleans: Flags = [true, false]

/** An amount in the natural direction of its document: whether it carries a sign differs from vendor to vendor. */
export const unsigned = (native: string): MappedField => made([native], (row) => absolute(decimalAt(row, native)))

/** A unit of measure as its UN/ECE code. */
export const unitOf = (native: string, units: Readonly<Record<string, string>>): MappedField =>
  made([native], (row) => units[textAt(row, native.replace('.', '/')) ?? ''] ?? null)

/** A code whose blank has a meaning, which a plain table of codes could not tell from "no value". */
export function coded(native: string, values: Readonly<Record<string, string>>): MappedField {
  const test = (key: string) => (key === '' ? isNull(column(native)) : compare(column(native), 'eq', key))
  const caseOf = (value: string) =>
    anyOf(
      Object.keys(values)
        .filter((key) => values[key] === value)
        .map(test),
    )
  const cases = Object.fromEntries([...new Set(Object.values(values))].map((value) => [value, caseOf(value)]))
  return derived([native], (row) => values[String(at(row, native) ?? '')] ?? 'UNKNOWN', cases)
}

export const anyOf = (terms: readonly NativeFilter[]): NativeFilter => (terms.length === 1 ? terms[0]! : or(...terms))

/** Has a value that is not blank; null is not more than blank either. */
export const present = (native: string): NativeFilter => compare(column(native), 'gt', '')

export const flag = (native: string, value = true): NativeFilter => compare(column(native, 'boolean'), 'eq', `${value}`)

type Leaves<Path extends string, Leaf extends string> = { readonly [P in `${Path}.${Leaf}`]: MappedField }

/** An amount and its currency, or the column of it. */
export const money = <P extends string>(path: P, amount: MappedField, currency: string | MappedField) =>
  ({
    [`${path}.amount`]: amount,
    [`${path}.currency`]: typeof currency === 'string' ? code(currency) : currency,
  }) as Leaves<P, 'amount' | 'currency'>

/** A quantity and the column of its unit; `units` leads from the vendor's units to UN/ECE codes. */
export const quantity = <P extends string>(
  path: P,
  value: MappedField,
  unit: string,
  units: Readonly<Record<string, string>>,
) =>
  ({
    [`${path}.value`]: value,
    [`${path}.sourceUom`]: plain(unit),
    [`${path}.uom`]: unitOf(unit, units),
  }) as Leaves<P, 'value' | 'sourceUom' | 'uom'>

/** Where an entity set lives: its service, and all columns of its key, which put its rows in a total order. */
export interface EntitySet {
  readonly object: string
  readonly hint: { readonly service: string; readonly key: readonly string[] }
}

export const entitySet = (service: string, object: string, ...key: readonly string[]): EntitySet => ({
  object,
  hint: { service, key },
})

/** Rows of another entity set whose `key` is this row's `on`. */
export const partOf = (
  { object, hint }: EntitySet,
  key: string | KeyPart,
  on = typeof key === 'string' ? key : key.native,
): Part<EntitySet['hint']> => ({ object, hint, key: keyPart(key), on })

const keyPart = (part: string | KeyPart): KeyPart => (typeof part === 'string' ? { native: part, type: 'text' } : part)

/** An entity map over an entity set. Its key is the set's, unless the map says otherwise; OData sorts and compares by it. */
export function mapped<E extends EntityName>(
  set: EntitySet,
  map: Omit<EntityMap<E, EntitySet['hint']>, 'object' | 'hint' | 'key' | 'keyOrder'> & {
    readonly key?: readonly (KeyPart | string)[]
    readonly keyOrder?: false
  },
): EntityMap<E, EntitySet['hint']> {
  const key = (map.key ?? set.hint.key).map(keyPart)
  return { ...set, keyOrder: true, modifiedPrecision: 'NONE', ...map, key }
}
