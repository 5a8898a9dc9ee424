import Big from 'big.js'
import {
  dayIn,
  type FieldMap,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  type Part,
} from '../../../gateway/connector/index.ts'
import { codecs } from './codecs.ts'

/** `=` and `!=` are exact. `like` may ignore accents, where the database has `unaccent` and the server is 17 or older. */
export const text = (native: string): MappedField => ({
  native,
  filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact', contains: 'inexact', startsWith: 'inexact' },
})

const ordered = { eq: 'exact', ne: 'exact', in: 'exact', lt: 'exact', lte: 'exact', gt: 'exact', gte: 'exact' } as const

export const number = (native: string): MappedField => ({ native, type: 'number', filter: ordered })

/** A stored amount, which Odoo adds up exactly: PostgreSQL keeps it as a decimal. Unset ones are read as 0. */
export const amount = (native: string): MappedField => ({
  ...number(native),
  present: true,
  aggregatable: { sum: true },
})

/** A stored amount that Odoo computes, so that no row lacks it: unset ones would sort as NULL. */
export const computed = (native: string): MappedField => ({ ...number(native), sort: true })

export const date = (native: string): MappedField => ({ ...dated(native), filter: { ...ordered, isNull: 'exact' } })

const dated = (native: string): MappedField => ({ native, type: 'date', aggregatable: { group: true, month: true } })

/** A date that every record has. PostgreSQL puts the unset ones first when descending, so no other date is sorted there. */
export const requiredDate = (native: string): MappedField => ({ ...dated(native), filter: ordered, sort: true })

/** Shown to the second and sorted by the microsecond, so records of one second are not in our order: no `sort`. */
export const instant = (native: string): MappedField => ({ native, filter: { ...ordered, isNull: 'exact' } })

/** The calendar day of a datetime column, in the company's zone. */
export const day = (native: string, zone: string): MappedField => ({
  ...instant(native),
  type: 'instant',
  decode: (row) => dayOf(row[native], zone),
})

export function dayOf(value: unknown, zone: string): string | null {
  const at = codecs.instant(value)
  return at === null ? null : dayIn(zone, Date.parse(String(at)))
}

export const flag = (native: string): MappedField => ({ native, filter: { eq: 'exact', ne: 'exact', in: 'exact' } })

/** A selection, or a checkbox, whose every code has a name of ours. */
export const code = (native: string, values: Readonly<Record<string, string>>, type: 'text' | 'boolean' = 'text') =>
  ({ native, type, values, filter: { eq: 'exact', ne: 'exact', in: 'exact' } }) as const satisfies MappedField

/** A selection as Odoo writes it; of a checkbox, `true` or `false`. */
export const raw = (...natives: string[]): MappedField => ({
  needs: natives,
  decode: (row) =>
    natives
      .map((native) => row[native])
      .filter((value, i) => i === 0 || value !== false)
      .join('/'),
})

/** A many2one to a record of ours. */
export const ref = (native: string): MappedField => ({
  native,
  type: 'guid',
  filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' },
})

/** The name that a many2one comes with. */
export const label = (native: string): MappedField => ({ needs: [native], decode: (row) => labelOf(row[native]) })

/** The name of a currency is its ISO code; it is searched by its path and read with the reference itself. */
export const currency = (native: string): MappedField => ({
  native: `${native}.name`,
  decode: (row) => labelOf(row[native]),
  filter: { eq: 'exact', in: 'exact' },
})

/** A column that Odoo computes as it is read, so that it can be searched by nothing. */
export const read = (native: string): MappedField => derived([native], (row) => amountOf(row[native]))

/** An amount that is 0 where nobody has set one. */
export const above0 = (native: string): MappedField =>
  derived([native], (row) => (Number(row[native]) > 0 ? amountOf(row[native]) : null))

/** A field that Odoo groups by, by the columns that it is read from; they are stored ones. */
export const grouped = <F extends MappedField>(field: F, ...by: readonly string[]) =>
  ({ ...field, aggregatable: { group: by.length > 0 ? { by } : true } }) as const

/** The currency of an amount, by a many2one that is stored. */
export const storedCurrency = (native: string): MappedField => grouped(currency(native), native)

/** The base unit of an item: its name, and by the operator's table its UN/ECE code. */
export const unit = (native: string, units: Readonly<Record<string, string>>) => {
  const filter = { eq: 'exact', in: 'exact' } as const
  return {
    sourceUom: { native: `${native}.name`, decode: (row: NativeRow) => labelOf(row[native]), filter },
    baseUom: { ...unitCode(native, units), native: `${native}.name`, values: units, filter },
  }
}

/** A unit's UN/ECE code by the operator's table. */
const unitCode = (native: string, units: Readonly<Record<string, string>>): MappedField => ({
  needs: [native],
  decode: (row) => own(units, labelOf(row[native])),
})

/** A value made of several columns, or of one in another form. */
export const derived = (needs: readonly string[], decode: (row: NativeRow) => unknown): MappedField => ({
  needs,
  decode,
})

/** A value whose every member has its own condition. */
export const cases = (
  needs: readonly string[],
  decode: (row: NativeRow) => string,
  conditions: Readonly<Record<string, NativeFilter>>,
): MappedField => ({ needs, decode, cases: conditions, filter: { eq: 'exact', in: 'exact' } })

type Sum<P extends string> = Readonly<Record<`${P}.amount` | `${P}.currency`, FieldMap>>

/** An amount and its currency, or the many2one of it. */
export const money = <P extends string>(path: P, amount: FieldMap, of: string | FieldMap) =>
  ({ [`${path}.amount`]: amount, [`${path}.currency`]: typeof of === 'string' ? currency(of) : of }) as Sum<P>

type Amount<P extends string> = Readonly<Record<`${P}.value` | `${P}.uom` | `${P}.sourceUom`, FieldMap>>

export const quantity = <P extends string>(
  path: P,
  value: FieldMap,
  unit: string,
  units: Readonly<Record<string, string>>,
) =>
  ({
    [`${path}.value`]: value,
    [`${path}.uom`]: unitCode(unit, units),
    [`${path}.sourceUom`]: label(unit),
  }) as Amount<P>

/** A required selection of which Odoo says nothing. */
export const unknown: MappedField = { constant: 'UNKNOWN' }

/** Fields that Odoo has no place for. */
export const without = <P extends string>(...paths: P[]) =>
  Object.fromEntries(paths.map((path) => [path, { absent: 'NOT_PROVIDED_BY_SOURCE' }])) as Record<P, FieldMap>

/** The record that a many2one of the row points to; or, by another key, the records that point to the row. */
export const joined = (object: string, on: string, key = 'id'): Part => ({
  object,
  key: { native: key, type: 'guid' },
  on,
})

/** Several fields of one form, as ours to Odoo's name. */
export const each = <K extends string>(make: (native: string) => FieldMap, natives: Readonly<Record<K, string>>) =>
  Object.fromEntries(Object.entries<string>(natives).map(([path, native]) => [path, make(native)])) as Record<
    K,
    FieldMap
  >

/** A column of a joined record, in the form that its reader gives it. */
export const through = (part: string, column: string, read: (value: unknown) => unknown): MappedField =>
  derived([`$${part}.${column}`], (row) => read(partOf(row, part)[column]))

/** The columns of a part's row; empty when the many2one is unset or the user may not see its record. */
export const partOf = (row: NativeRow, name: string): NativeRow => (row[`$${name}`] ?? {}) as NativeRow

export const columnsOf = (part: string, columns: readonly string[]) => columns.map((column) => `$${part}.${column}`)

export const labelOf = (value: unknown) => codecs.text(value) as string | null
export const idOf = (value: unknown) => codecs.guid(value) as string | null
/** For arithmetic; what is unset counts as 0, as in Odoo. */
export const big = (value: unknown) => new Big(amountOf(value) ?? 0)
export const amountOf = (value: unknown) => codecs.number(value) as string | null

const own = (table: Readonly<Record<string, string>>, key: string | null) =>
  key !== null && Object.hasOwn(table, key) ? table[key] : null
