import {
  dayIn,
  type EntityMap,
  type EntityName,
  type FieldMap,
  type MappedField,
} from '../../gateway/connector/index.ts'
import { made, money, ordered, orderedOrNull, plain } from '../dialects/odata/fields.ts'
import type { Settings } from './settings.ts'

/** What `render` needs of a table: its key column, which puts its rows in a total order. */
export interface Table {
  readonly key: string
}

const label = '@OData.Community.Display.V1.FormattedValue'
const tableOfLookup = '@Microsoft.Dynamics.CRM.lookuplogicalname'

/** A column as a text for people: the label of a choice, the name behind a lookup. It comes as a column beside the column. */
export const labelOf = (native: string): MappedField => plain(`${native}${label}`)

/** A group of rows tells the label of a choice as a row does. Whether it tells the name behind a lookup, no page says. */
export const choiceLabelOf = (native: string): MappedField => grouped(labelOf(native))

/** Grouped by as it stands: anything but text, which is compared without case, and dates and times, which are no groups. */
export const grouped = (field: MappedField): MappedField => ({ ...field, aggregatable: { group: true } })

/** The same, of which it is told too how many rows have a value. */
const counted = (field: MappedField): MappedField => ({ ...field, aggregatable: { group: true, count: true } })

/** A lookup of one table. */
export const lookup = (native: string): MappedField =>
  counted({
    native,
    type: 'guid',
    filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' },
  })

/** A lookup of accounts and contacts. A contact that buys is no customer here; ids of both never meet. */
export const accountIn = (native: string): MappedField => ({
  native,
  type: 'guid',
  needs: [`${native}${tableOfLookup}`],
  decode: (row) => (row[`${native}${tableOfLookup}`] === 'account' ? lowerCase(row[native]) : null),
  filter: { eq: 'exact', ne: 'exact', in: 'exact' },
})

const lowerCase = (id: unknown): string | null => (typeof id === 'string' ? id.toLowerCase() : null)

/** A code of a choice, as `values` translate it. */
export const coded = (native: string, values: Readonly<Record<string, string>>): MappedField =>
  grouped({
    native,
    type: 'number',
    values,
    filter: { eq: 'exact', ne: 'exact', in: 'exact' },
  })

/** A code of a choice, as it stands. */
export const choice = (native: string): MappedField =>
  counted({
    native,
    type: 'number',
    filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' },
  })

export const unknown: MappedField = { constant: 'UNKNOWN' }

/** The currency of a row, which it names by id. */
export function currencyOf({ currencies }: Settings): MappedField {
  const native = '_transactioncurrencyid_value'
  const values = Object.fromEntries(Object.entries(currencies).map(([id, code]) => [id.toLowerCase(), code]))
  return grouped({
    native,
    type: 'guid',
    values,
    decode: (row) => values[lowerCase(row[native]) ?? ''] ?? null,
    filter: { eq: 'exact', ne: 'exact', in: 'exact' },
  })
}

/**
 * An amount. Views and charts add up what each is worth in the base currency (https://community.dynamics.com/article/KA-22864), and
 * no page says that `$apply` does not: where other currencies are listed, rows are added up here, unless somebody has looked.
 */
export function amount(column: MappedField, { currencies, baseCurrency, sumsInBaseCurrency }: Settings): MappedField {
  const isOwn = !sumsInBaseCurrency || Object.values(currencies).every((code) => code === baseCurrency)
  return isOwn ? summed(column) : column
}

const summed = (field: MappedField): MappedField => ({ ...field, aggregatable: { sum: true, count: true } })

/** A whole number, which is a group as well as something to add up. */
export const measured = (native: string): MappedField => ({
  ...orderedOrNull(native),
  aggregatable: { group: true, sum: true, range: true, count: true },
})

/** A day, of which the first and the last are told, but which is no group. */
export const dayed = (native: string): MappedField => ({
  ...orderedOrNull(native),
  aggregatable: { range: true, count: true },
})

/** The column of an amount, and its twin in the base currency where that is known. */
export const dualMoney = <P extends string>(path: P, native: string, currency: MappedField, settings: Settings) => ({
  ...money(`${path}.document`, amount(orderedOrNull(native), settings), currency),
  ...(settings.baseCurrency &&
    money(`${path}.base`, summed(orderedOrNull(`${native}_base`)), { constant: settings.baseCurrency })),
})

/** A day, as the instant it begins: the time of it is not kept. */
export const dayAsInstant = (native: string): MappedField =>
  made([native], (row) => (row[native] === null ? null : `${dayOf(row[native], 'UTC')}T00:00:00Z`))

/**
 * A day that may be kept as the instant at which it began for its writer: in UTC that is often the day before.
 * https://learn.microsoft.com/power-apps/developer/data-platform/behavior-format-date-time-attribute, read 2026-11-21
 */
export const localDay = (native: string, { timeZone }: Settings): MappedField =>
  made([native], (row) => (row[native] === null ? null : dayOf(row[native], timeZone)))

function dayOf(value: unknown, timeZone: string): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return value
  const millis = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(millis)) throw new TypeError(`expected a day, got ${JSON.stringify(value)}`)
  return dayIn(timeZone, millis)
}

/**
 * A type as a table. Its key is found by equality only: Dataverse takes `gt` and `lt` for numbers, dates and text, not for
 * GUIDs, so that no page can go on after a key.
 * https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/operators, read 2026-11-21
 */
export function table<E extends EntityName>(
  [set, name, key]: readonly [set: string, name: string, key: string],
  { recordUrl }: Settings,
  map: Pick<EntityMap<E, Table>, 'fields' | 'base' | 'parts'>,
): EntityMap<E, Table> {
  const stamps: Readonly<Record<string, FieldMap>> = {
    'meta.sourceCreatedAt': ordered('createdon'),
    'meta.sourceModifiedAt': ordered('modifiedon'),
    'meta.etag': plain('@odata.etag'),
  }
  return {
    ...map,
    object: set,
    hint: { key },
    key: [{ native: key, type: 'guid' }],
    keyOrder: false,
    modifiedPrecision: 'SECOND',
    fields: { ...stamps, ...map.fields } as EntityMap<E, Table>['fields'],
    ...(recordUrl && { url: ([id = '']) => recordUrl.replaceAll('{table}', name).replaceAll('{id}', id) }),
  }
}
