import { encodeKey, type FieldMap, instantIn, type MappedField, type SourceKey } from '../../gateway/connector/index.ts'
import { type Flags, made, money as moneyIn, quantity as quantityIn } from '../dialects/odata/fields.ts'
import { at, textAt } from '../dialects/odata/row.ts'
import { codecs } from './dialect.ts'
import type { Settings } from './settings.ts'

/** A code or a reference. Whether case counts is up to the database, SQL Server's or HANA's: what is found is rechecked. */
export const code = (native: string): MappedField => ({
  native,
  filter: { eq: 'inexact', in: 'inexact', isNull: 'exact' },
})

/** A whole number that is a code, or a number of a document. */
export const digits = (native: string): MappedField => ({
  native,
  type: 'number',
  filter: { eq: 'exact', in: 'exact' },
})

/** An enumeration, by the names of its members. */
export const choice = (native: string, values: Readonly<Record<string, string>>): MappedField => ({
  native,
  values,
  filter: { eq: 'exact', in: 'exact' },
})

/** How flags are written. */
export const yesNo: Flags = ['tYES', 'tNO']

/** A flag that every row has. */
export const flag = (native: string): MappedField => ({
  native,
  type: 'boolean',
  filter: { eq: 'exact', ne: 'exact', in: 'exact' },
})

export const without = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const satisfies FieldMap

/** A number of a row, as exact text. */
export function decimalAt(row: unknown, path: string): string | null {
  return codecs.number(at(row, path)) as string | null
}

/** The text of a code that is a number in one table and text in another. */
export const keyAt = (row: unknown, path: string): SourceKey | null => {
  const value = at(row, path)
  return value === null ? null : encodeKey([String(value)])
}

/** The partner that a row is of, or with `$partner.` a part of it, when it is of such a kind. */
export const partnerIn = (part: '' | '$partner.', ...types: readonly string[]): MappedField =>
  made([`${part}CardCode`, `${part}CardType`], (row) => {
    const partner = part === '' ? row : row.$partner
    return types.includes(textAt(partner, 'CardType') ?? '') ? keyAt(partner, 'CardCode') : null
  })

/** `##` stands for every currency, which is none. */
const everyCurrency = '##'

export function currencyAt(row: unknown, path: string, { currencies }: Settings): string | null {
  const native = textAt(row, path)
  return native === null || native === everyCurrency ? null : (currencies[native] ?? native)
}

export const currency = (native: string, settings: Settings): MappedField =>
  made([native], (row) => currencyAt(row, native, settings))

/** An amount in the company's own currency. */
export const local = <P extends string>(path: P, amount: MappedField, settings: Settings) =>
  moneyIn(path, amount, { constant: settings.currency })

/** An amount in the currency that a column names. */
export const money = <P extends string>(path: P, amount: MappedField, native: string, settings: Settings) =>
  moneyIn(path, amount, currency(native, settings))

/** A quantity and the column of its unit, which may be blank. */
export const quantity = <P extends string>(path: P, value: MappedField, unit: string, { units }: Settings) => ({
  ...quantityIn(path, value, unit, units),
  ...({ [`${path}.sourceUom`]: made([unit], (row) => textAt(row, unit) ?? '') } as object),
})

/** The instant of a day and of a time of day, both of the server's clocks; without a time, the beginning of the day. */
export function moment(day: string, time: string | undefined, { timeZone }: Settings): MappedField {
  return made(time === undefined ? [day] : [day, time], (row) => {
    const on = codecs.date(at(row, day)) as string | null
    const of = (time !== undefined && textAt(row, time)) || '00:00:00'
    return on === null ? null : instantIn(timeZone, on, of)
  })
}

/** When a row was made and changed. */
export const stamps = (settings: Settings, created: string) => ({
  'meta.sourceCreatedAt': moment(created, undefined, settings),
  'meta.sourceModifiedAt': moment('UpdateDate', 'UpdateTime', settings),
})

/** The company that the database is. */
export const owner = ({ companyDb }: Settings) => ({ 'meta.legalEntity': { constant: companyOf(companyDb) } })

export const companyOf = (companyDb: string): SourceKey => encodeKey([companyDb])
