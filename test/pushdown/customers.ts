import {
  and,
  type Caps,
  column,
  compare,
  type EntityMap,
  type EntityName,
  encodeGlobalId,
  type Filter,
  type MappedField,
  oneOf,
  type Source,
  type SourceName,
} from '../../gateway/connector/index.ts'
import { fakeVendor, mapOf } from '../read/fake-vendor.ts'

export const idOf = (key: string, type: EntityName = 'Customer', source = 'erp') =>
  encodeGlobalId({ type, source: source as SourceName, key: key as never })

export const statuses = { A: 'ACTIVE', A2: 'ACTIVE', I: 'INACTIVE', B: 'BLOCKED' }
export const person = compare(column('isPerson', 'boolean'), 'eq', 'true')
export const firm = and(compare(column('isPerson', 'boolean'), 'eq', 'false'), oneOf(column('form'), 'ltd', 'plc'))

export const kind: Omit<MappedField, 'filter'> = {
  needs: ['isPerson', 'form'],
  decode: ({ isPerson, form }) =>
    isPerson === true
      ? 'PERSON'
      : isPerson === false && (form === 'ltd' || form === 'plc')
        ? 'ORGANIZATION'
        : 'UNKNOWN',
  cases: { PERSON: person, ORGANIZATION: firm },
}

export const composite: EntityMap['key'] = [
  { native: 'company', type: 'text' },
  { native: 'number', type: 'number' },
]

export const customer = (
  fields: Record<string, MappedField>,
  rest: Partial<EntityMap> = {},
  caps: Partial<Caps> = {},
): Source => fakeVendor({ maps: { Customer: mapOf(fields, rest) }, caps }).source

export const eq = (field: string, value: string | boolean): Filter => ({ kind: 'compare', field, op: 'eq', value })
