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

/** A lookup of one table. */
export const lookup = (native: string): MappedField => ({
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
export const coded = (native: string, values: Readonly<Record<string, string>>): MappedField => ({
  native,
  type: 'number',
  values,
  filter: { eq: 'exact', ne: 'exact', in: 'exact' },
})

/** A code of a choice, as it stands. */
export const choice = (native: string): MappedField => ({
  native,
  type: 'number',
  filter: { eq: 'exact', ne: 'exact', in: 'exact', isNull: 'exact' },
})

export const unknown: MappedField = { constant: 'UNKNOWN' }

/** The currency of a row, which it names by id. */
export function currencyOf({ currencies }: Settings): MappedField {
  const native = '_transactioncurrencyid_value'
  const values = Object.fromEntries(Object.entries(currencies).map(([id, code]) => [id.toLowerCase(), code]))
  return {
    native,
    type: 'guid',
    values,
    decode: (row) => values[lowerCase(row[native]) ?? ''] ?? null,
    filter: { eq: 'exact', ne: 'exact', in: 'exact' },
  }
}

/** The column of an amount, and its twin in the base currency where that is known. */
export const dualMoney = <P extends string>(
  path: P,
  native: string,
  currency: MappedField,
  base: string | undefined,
) => ({
  ...money(`${path}.document`, orderedOrNull(native), currency),
  ...(base && money(`${path}.base`, orderedOrNull(`${native}_base`), { constant: base })),
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
