import {
  and,
  column,
  isNull,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  oneOf,
  or,
} from '../../gateway/connector/index.ts'
import { derived, flag, made, present } from '../dialects/odata/fields.ts'
import { identifier } from '../dialects/odata/parties.ts'
import { at, manyAt, textAt, textsAt } from '../dialects/odata/row.ts'
import type { Settings } from './settings.ts'

/** The name in the configured language, else in any, else the number: an item without a name would be no item to anybody. */
export const productName = ({ language }: Settings): MappedField =>
  made(['Product', 'to_Description/Language', 'to_Description/ProductDescription'], (row) => {
    const names = manyAt(row, 'to_Description')
    const name = names.find((found) => textAt(found, 'Language') === language) ?? names[0]
    return textAt(name, 'ProductDescription') ?? textAt(row, 'Product')
  })

const marked = 'IsMarkedForDeletion'
const status = column('CrossPlantStatus')

/** Marked for deletion, else by its status, whose codes are customizing. */
export function productStatus({ productStatuses }: Settings): MappedField {
  const decode = (row: NativeRow) => {
    const code = textAt(row, status.native)
    return at(row, marked) ? 'INACTIVE' : code === null ? 'ACTIVE' : (productStatuses[code] ?? 'OTHER')
  }
  const codes = (value: string) => Object.keys(productStatuses).filter((code) => productStatuses[code] === value)
  const unmarked = (value: string): NativeFilter[] =>
    codes(value).length > 0 ? [and(flag(marked, false), oneOf(status, ...codes(value)))] : []
  const names = [...new Set(Object.values(productStatuses))].filter(
    (value) => value !== 'ACTIVE' && value !== 'INACTIVE',
  )
  const cases = {
    ...Object.fromEntries(names.map((value) => [value, unmarked(value)[0]!])),
    ACTIVE: or(and(flag(marked, false), isNull(status)), ...unmarked('ACTIVE')),
    INACTIVE: or(flag(marked), ...unmarked('INACTIVE')),
    // Any code that the settings do not name; which ones there are, only the rows tell.
    OTHER: and(flag(marked, false), present(status.native)),
  }
  return derived([marked, status.native], decode, cases, 'inexact')
}

export const tracking = derived(
  ['IsBatchManagementRequired', 'SerialNumberProfile'],
  (row) => (at(row, 'IsBatchManagementRequired') ? 'LOT' : at(row, 'SerialNumberProfile') ? 'SERIAL' : 'NONE'),
  {
    LOT: flag('IsBatchManagementRequired'),
    SERIAL: and(flag('IsBatchManagementRequired', false), present('SerialNumberProfile')),
    NONE: and(flag('IsBatchManagementRequired', false), isNull(column('SerialNumberProfile'))),
  },
)

export const productNumbers = made(['ProductStandardID', 'ProductManufacturerNumber'], (row) => [
  ...textsAt(row, 'ProductStandardID').map(identifier('GTIN')),
  ...textsAt(row, 'ProductManufacturerNumber').map(identifier('MPN')),
])

/** Nobody has weighed what has no unit: its zero is a blank. */
export const grossWeight = made(['GrossWeight', 'WeightUnit'], (row) =>
  at(row, 'WeightUnit') === null ? null : textAt(row, 'GrossWeight'),
)

/** A storage location has no number of its own: only plant and location together name it. */
export const locationCode = made(
  ['Plant', 'StorageLocation'],
  (row) => `${textAt(row, 'Plant')}/${textAt(row, 'StorageLocation')}`,
)
