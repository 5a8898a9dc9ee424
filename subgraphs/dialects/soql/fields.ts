import {
  type AbsentField,
  and,
  column,
  compare,
  type EntityMap,
  type EntityName,
  type FieldMap,
  type FilterSupport,
  type MappedField,
  type NativeRow,
} from '../../../gateway/connector/index.ts'
import { addressColumns, addressOf, checkbox, textAt } from './values.ts'

// Salesforce compares text without case: more than asked for, and rechecked. The negative would be less: not offered.
const TEXT: FilterSupport = {
  eq: 'inexact',
  in: 'inexact',
  contains: 'inexact',
  startsWith: 'inexact',
  isNull: 'exact',
}
const PICKLIST: FilterSupport = { eq: 'inexact', in: 'inexact', isNull: 'exact' }
const ID: FilterSupport = { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' }
const ORDERED: FilterSupport = { ...ID, lt: 'exact', lte: 'exact', gt: 'exact', gte: 'exact' }

export const text = (native: string): MappedField => ({ native, filter: TEXT })
export const picklist = (native: string, values?: MappedField['values']): MappedField => ({
  native,
  values,
  filter: PICKLIST,
  aggregatable: { group: true },
})
/** A record id: of a lookup, or of the record itself. */
export const id = (native: string): MappedField => ({
  native,
  type: 'guid',
  filter: ID,
  aggregatable: { group: true },
})
/** A number, a date or an instant. */
export const ordered = (native: string): MappedField => ({ native, filter: ORDERED, sort: true })
/** What GROUP BY takes as it is, and what it adds up: numbers with decimals are no groups. */
export const dated = (native: string): MappedField => ({
  ...ordered(native),
  aggregatable: { group: true, month: true, range: true, count: true },
})
export const measured = (native: string): MappedField => ({
  ...ordered(native),
  aggregatable: { sum: true, range: true, count: true },
})
/** A number that ORDER BY reads otherwise than WHERE. */
export const unordered = (native: string): MappedField => ({ native, filter: ORDERED })
/**
 * The name of a parent, grouped by together with its id: text compares without case, and whether GROUP BY tells apart names
 * that differ in nothing else is not documented.
 */
export const nameOf = (parent: string, by: string): MappedField => ({
  ...text(`${parent}.Name`),
  aggregatable: { group: { with: [by] } },
})
export const unknown: MappedField = { constant: 'UNKNOWN' }

/** Paths for which the product keeps nothing. */
export const without = <P extends string>(...paths: P[]) =>
  Object.fromEntries(paths.map((path) => [path, { absent: 'NOT_PROVIDED_BY_SOURCE' }])) as Record<P, AbsentField>

/** The currency of a record: its own where the org keeps several, and then every record has one; else the org's. */
export const currencyOf = (orgCurrency: string, isMultiple: boolean): MappedField =>
  isMultiple ? { ...picklist('CurrencyIsoCode'), present: true } : { constant: orgCurrency }

export const money = <P extends string>(path: P, amount: FieldMap, currency: FieldMap) =>
  ({ [`${path}.amount`]: amount, [`${path}.currency`]: currency }) as Record<`${P}.amount` | `${P}.currency`, FieldMap>

/** `units`: the source's names of units, and their UN/ECE codes. */
export const quantity = <P extends string>(path: P, native: string, unit: string, units: Names) =>
  ({
    [`${path}.value`]: { native },
    [`${path}.uom`]: translated(unit, units),
    [`${path}.sourceUom`]: { native: unit },
  }) as Record<`${P}.value` | `${P}.uom` | `${P}.sourceUom`, FieldMap>

export type Names = Readonly<Record<string, string>>

/** What a text stands for, or null where nobody has said. */
export const translated = (path: string, names: Names): MappedField => ({
  needs: [path],
  decode: (row) => nameIn(names, textAt(row, path) ?? '') ?? null,
})

export const nameIn = (names: Names, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined

/** A list made of the texts of some columns, those left out that are empty. */
export const list = <T>(paths: readonly string[], read: (text: string) => T | null): MappedField => ({
  needs: paths,
  decode: (row) =>
    present(paths.map((path) => textAt(row, path)))
      .map(read)
      .filter((value) => value !== null),
})

const present = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null)

/** One of three states that two checkboxes tell: the first if that one is ticked, else by the other: ticked, unticked. */
export const twoCheckboxes = (one: string, other: string, states: readonly [string, string, string]): MappedField => {
  const [first, ticked, unticked] = states
  return {
    needs: [one, other],
    decode: (row) => (checkbox(row, one) ? first : checkbox(row, other) ? ticked : unticked),
    cases: {
      [first]: is(one, true),
      [ticked]: and(is(one, false), is(other, true)),
      [unticked]: and(is(one, false), is(other, false)),
    },
    filter: { eq: 'exact', in: 'exact' },
    aggregatable: { group: true },
  }
}

export const is = (box: string, value: boolean) => compare(column(box, 'boolean'), 'eq', String(value))

/** All addresses of a record. `names`: see `countryCode`. */
export const addresses = (prefixes: readonly AddressPrefix[], names: Names): MappedField => ({
  needs: prefixes.flatMap(addressColumns),
  decode: (row) => present(prefixes.map((prefix) => addressOf(row, prefix, names))),
})

type AddressPrefix = Parameters<typeof addressColumns>[0]

/** One address of a record, leaf by leaf. */
export function address<P extends string>(path: P, prefix: AddressPrefix, names: Names) {
  const leaf = (name: (typeof ADDRESS_LEAVES)[number]): MappedField => ({
    needs: addressColumns(prefix),
    decode: (row: NativeRow) => addressOf(row, prefix, names)?.[name] ?? null,
  })
  return Object.fromEntries(ADDRESS_LEAVES.map((name) => [`${path}.${name}`, leaf(name)])) as Record<
    `${P}.${(typeof ADDRESS_LEAVES)[number]}`,
    MappedField
  >
}

const ADDRESS_LEAVES = ['lines', 'city', 'region', 'postalCode', 'country', 'type'] as const

/** A standard object: key, order and system fields are the same for all of them. `recordUrl` has `{id}` for the id. */
export function sobject<E extends EntityName>(
  object: string,
  recordUrl: string | undefined,
  fields: EntityMap<E>['fields'],
): EntityMap<E> {
  const system = {
    ...without('meta.legalEntity'),
    'meta.sourceCreatedAt': ordered('CreatedDate'),
    // Never earlier than LastModifiedDate, and moved by automated updates too.
    'meta.sourceModifiedAt': ordered('SystemModstamp'),
    'meta.deleted': { native: 'IsDeleted' },
  }
  return {
    object,
    key: [{ native: 'Id', type: 'guid' }],
    keyOrder: true,
    modifiedPrecision: 'SECOND',
    ...(recordUrl && { url: ([key]: readonly string[]) => recordUrl.replaceAll('{id}', key!) }),
    fields: { ...system, ...fields },
  }
}
