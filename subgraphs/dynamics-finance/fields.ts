import {
  encodeKey,
  type FieldMap,
  type FilterSupport,
  type MappedField,
  type NativeRow,
} from '../../gateway/connector/index.ts'
import { codecsV4 } from '../dialects/odata/codecs-v4.ts'
import { made } from '../dialects/odata/fields.ts'
import { at, textAt } from '../dialects/odata/row.ts'
import { enumTypeOf } from './dialect.ts'
import type { Settings } from './settings.ts'

/** Blank is no text, and the first day of 1900 no day. */
export const codecs = codecsV4({ text: true, days: ['1900-01-01'] })

// The source compares text without case, so what it finds is rechecked, and it is never asked for what differs.

const found: FilterSupport = { eq: 'inexact', in: 'inexact', isNull: 'exact' }

export const text = (native: string): MappedField => ({ native, filter: found })

/** A reference within the row's own company. */
export const within = (native: string, company = 'dataAreaId'): MappedField => ({
  native: [company, native],
  filter: { eq: 'inexact', in: 'inexact' },
})

/** The company itself, which is written in small letters in keys. */
export const company = (native: string): MappedField => ({
  ...text(native),
  decode: (row) => textAt(row, native)?.toLowerCase() ?? null,
})

/** A code of an enumeration. It is compared by the source when the type of the enumeration is known. */
export const enumerated = (
  native: string,
  values: Readonly<Record<string, string>>,
  settings: Settings,
): MappedField => ({
  native,
  values,
  ...(enumTypeOf(settings, native) !== undefined && { filter: { eq: 'exact', ne: 'exact', in: 'exact' } }),
})

type Leaves<Path extends string, Leaf extends string, Field> = { readonly [P in `${Path}.${Leaf}`]: Field }

export const money = <P extends string>(path: P, amount: MappedField, currency: string) =>
  ({ [`${path}.amount`]: amount, [`${path}.currency`]: text(currency) }) as Leaves<
    P,
    'amount' | 'currency',
    MappedField
  >

/** An amount in the accounting currency of the company, which no collection tells. */
export const booked = <P extends string>(path: P, amount: MappedField, settings: Settings, company = 'dataAreaId') => {
  const isTold = Object.keys(settings.companies).length > 0
  return {
    [`${path}.amount`]: isTold ? amount : { absent: 'NOT_MAPPED' },
    [`${path}.currency`]: isTold
      ? made([company], (row) => currencyOf(row, settings, company))
      : { absent: 'NOT_MAPPED' },
  } as Leaves<P, 'amount' | 'currency', FieldMap>
}

/** What a posting adds to the debits and to the credits, in the same currency. */
export const bookedSides = (debit: MappedField, credit: MappedField, settings: Settings, company: string) => {
  const { 'debit.amount': amount, 'debit.currency': currency } = booked('debit', debit, settings, company)
  return {
    'booked.debit': amount,
    'booked.credit': booked('credit', credit, settings, company)['credit.amount'],
    'booked.currency': currency,
  }
}

export const currencyOf = (row: NativeRow, { companies }: Settings, company = 'dataAreaId'): string | null =>
  companies[textAt(row, company)?.toLowerCase() ?? ''] ?? null

/** Of a joined part, the rows of the row's own company. */
export const inCompany = (row: NativeRow, part: string): readonly NativeRow[] =>
  ((row[`$${part}`] ?? []) as readonly NativeRow[]).filter((other) => other.dataAreaId === row.dataAreaId)

/** Columns of a part, with the company that tells its rows apart. */
export const columnsOf = (part: string, ...columns: readonly string[]): string[] => [
  'dataAreaId',
  ...['dataAreaId', ...columns].map((column) => `$${part}.${column}`),
]

/** A column of the one row of a part in the same company. */
export const joined = (part: string, column: string): MappedField =>
  made(columnsOf(part, column), (row) => textAt(inCompany(row, part)[0], column))

/** A quantity in the unit that another row tells. */
export const quantity = <P extends string>(path: P, value: MappedField, unit: MappedField, settings: Settings) => {
  const uom: MappedField = {
    ...unit,
    decode: (row, facts) => settings.units[String(unit.decode?.(row, facts) ?? '')] ?? null,
  }
  return { [`${path}.value`]: value, [`${path}.sourceUom`]: unit, [`${path}.uom`]: uom } as Leaves<
    P,
    'value' | 'sourceUom' | 'uom',
    MappedField
  >
}

/** A unit in the row itself. */
export const unitIn = (native: string): MappedField => made([native], (row) => textAt(row, native))

/** A day of a row, or null where it has none. @throws TypeError for what is no day */
export const dayAt = (row: NativeRow, native: string): string | null => codecs.date(at(row, native)) as string | null

/** The key of a record of the row's company. */
export const keyWithin = (row: NativeRow, number: string | null): string | null => {
  const area = textAt(row, 'dataAreaId')
  return area === null || number === null ? null : encodeKey([area, number])
}
