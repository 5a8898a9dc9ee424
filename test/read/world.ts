import { expect } from 'vitest'
import { createStore } from '../../gateway/cache/index.ts'
import { column, type NativeFilter, type SourceKey } from '../../gateway/connector/index.ts'
import {
  createReader,
  createScope,
  type Freshness,
  type ReaderParts,
  type ReadScope,
} from '../../gateway/read/index.ts'
import { fakeTransport } from './fake-transport.ts'
import { exactly, type FakeOptions, fakeVendor, mapOf } from './fake-vendor.ts'
import { type ManualRuntime, manualRuntime } from './manual-runtime.ts'

const names = ['Ada', 'Bel', 'Cyd', 'Dot', 'Eve']
const customers = names.map((name, i) => ({
  key: `c${i}`,
  name,
  staff: String(i),
  area: i % 2 ? 'south' : null,
  crmId: `crm-${i}`,
}))
const contacts = [1, 1, 3, 3, 3].map((of, i) => ({ key: `k${i}`, name: `person ${9 - i}`, of: `c${of}` }))
const opportunities = [{ key: 'o1', name: 'big', area: 'south' }]

export const maps = {
  Customer: mapOf(
    {
      name: { native: 'name', filter: exactly, sort: true },
      employeeCount: { native: 'staff' },
      number: { native: 'key' },
    },
    { object: 'customers', relations: { opportunities: { parent: 'area', child: column('area') } } },
  ),
  Contact: mapOf(
    {
      fullName: { native: 'name', filter: exactly },
      lastName: { native: 'name', filter: exactly, sort: true },
      customer: { native: 'of', filter: { in: 'exact' } },
    },
    { object: 'contacts' },
  ),
  Opportunity: mapOf({ name: { native: 'name' }, customer: { native: 'of' } }, { object: 'opportunities' }),
  Supplier: mapOf(
    { name: { native: 'name' } },
    { object: 'suppliers', key: [column('company'), column('number', 'number')] },
  ),
} as unknown as FakeOptions['maps']

export const minute = 60_000
const staleTimeMillis = { Customer: 10 * minute, Contact: minute } as const

/** A small vendor behind a reader, with its time and its calls in the test's hands. */
export function world(options: Partial<FakeOptions> = {}, parts: Partial<ReaderParts> = {}) {
  const config = { staleTimeMillis, externalKeys: { Customer: { crm: 'crmId' } }, ...options.config }
  const vendor = fakeVendor({ maps, tables: { customers, contacts, opportunities }, ...options, config })
  const runtime = (parts.runtime as ManualRuntime | undefined) ?? manualRuntime()
  const transport = fakeTransport('erp')
  const store = createStore(10_000_000, runtime)
  const reader = createReader({ source: vendor.source, transport, store, runtime, ...parts })
  const scope = (freshness: Freshness = {}, bounds: Partial<ReadScope> = {}): ReadScope =>
    createScope({ lane: 'interactive', deadline: runtime.monotonic() + 30_000, freshness, ...bounds })
  const lookup = (keys: string[], fields = ['name'], within = scope()) =>
    reader.lookup({ entity: 'Customer', keys: keys as SourceKey[], fields }, within)
  const list = (within = scope(), fields = ['name'], first = 3) =>
    reader.list({ entity: 'Customer', fields, order: [], first }, within)
  const contactsOf = (keys: string[], within = scope()) =>
    reader.children(
      {
        parent: 'Customer',
        relation: 'contacts',
        keys: keys as SourceKey[],
        fields: ['fullName'],
        order: [{ field: 'lastName', direction: 'asc' }],
      },
      within,
    )
  const filters = (): (NativeFilter | undefined)[] => vendor.queries.map(({ filter }) => filter)
  return { ...vendor, vendor, runtime, transport, store, reader, scope, lookup, list, contactsOf, filters }
}

export const code = (name: string) => expect.objectContaining({ code: name, source: 'erp' })
export const key = column('key')
