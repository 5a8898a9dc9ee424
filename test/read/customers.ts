import { expect } from 'vitest'
import type { EntityMap, Link, MappedField, NativeRow } from '../../gateway/connector/index.ts'
import type { Scan } from '../../gateway/read/division.ts'
import { readScan } from '../../gateway/read/scan.ts'
import { exactly, type FakeOptions, type FakeVendor, fakeVendor, mapOf } from './fake-vendor.ts'

/** Twenty rows are enough for several pages. */
export const table = (count: number): NativeRow[] =>
  Array.from({ length: count }, (_, i) => ({
    key: String(i).padStart(4, '0'),
    name: `name ${i % 3}`,
    staff: String(i),
    account: `acc${i % 5}`,
  }))

export const fields: Record<string, MappedField> = {
  name: { native: 'name', filter: exactly, sort: true },
  employeeCount: { native: 'staff', filter: exactly },
  legalName: { native: 'name' },
}

export function customers(options: Partial<FakeOptions> = {}, map: Partial<EntityMap> = {}): FakeVendor {
  return fakeVendor({ maps: { Customer: mapOf(fields, map) }, tables: { rows: table(20) }, ...options })
}

/** One scan, for five rows unless told otherwise. */
export const read = (vendor: FakeVendor, scan: Partial<Scan> = {}, link: Link = vendor.link) =>
  readScan(vendor.source, { entity: 'Customer', fields: ['name'], order: [], wanted: 5, ...scan }, link, 1_000)

export const keysOf = ({ records }: { records: readonly { key: string }[] }) => records.map(({ key }) => key)
export const failure = (code: string, source = 'erp') => expect.objectContaining({ code, source })
