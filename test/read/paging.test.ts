import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Caps,
  type EntityMap,
  encodeKey,
  type Filter,
  type MappedField,
  type NativeRow,
  type OrderTerm,
  type SourceKey,
} from '../../gateway/connector/index.ts'
import { compareNullable, typeOf } from '../../gateway/pushdown/evaluate.ts'
import { leafReader } from '../../gateway/read/decode.ts'
import { afterFilter, type Position, pushOrder } from '../../gateway/read/position.ts'
import type { SourceRecord } from '../../gateway/read/record.ts'
import { readScan } from '../../gateway/read/scan.ts'
import { exactly, type FakeVendor, fakeVendor, mapOf } from './fake-vendor.ts'

const sortable = { filter: exactly, sort: true } as const
const { isNull: _isNull, ...neverNull } = exactly

const fields = {
  name: { native: 'name', ...sortable },
  number: { native: 'code', ...sortable },
  employeeCount: { native: 'staff', ...sortable },
  'meta.sourceModifiedAt': { native: 'modified', ...sortable },
  // Sorts without being asked for nulls: there are none.
  owner: { native: 'owner', filter: neverNull, sort: true },
  // Not sorted by the source at all.
  industry: { native: 'industry', filter: exactly },
} satisfies Record<string, MappedField>

const keys: readonly EntityMap['key'][] = [
  [{ native: 'n', type: 'number' }],
  [{ native: 't', type: 'text' }],
  [
    { native: 't', type: 'text' },
    { native: 'n', type: 'number' },
  ],
]

const rows: fc.Arbitrary<NativeRow[]> = fc
  .array(
    fc.record<NativeRow>({
      name: fc.option(fc.constantFrom('a', 'B', 'b', '\uffff', '😀'), { freq: 3 }),
      code: fc.option(fc.constantFrom('x', 'y')),
      staff: fc.option(fc.constantFrom('9', '10', '100')),
      modified: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.50Z')),
      owner: fc.constantFrom('o', 'p'),
      industry: fc.option(fc.constantFrom('i', 'j')),
    }),
    { maxLength: 24 },
  )
  // Keys whose numeric order is not that of their text, and whose text holds what separates key parts.
  .map((list) =>
    list.map((row, i) => ({
      ...row,
      n: String((i * 7) % 25),
      t: `${i % 2 ? '😀' : '\uffff'}%;|${String.fromCharCode(97 + i)}`,
    })),
  )

const orders = fc.uniqueArray(
  fc.record({ field: fc.constantFrom(...Object.keys(fields)), direction: fc.constantFrom('asc', 'desc') }),
  { maxLength: 3, selector: ({ field }) => field },
) as fc.Arbitrary<OrderTerm[]>

const filters = fc.constantFrom<Filter | undefined>(
  undefined,
  { kind: 'in', field: 'owner', values: ['o', 'p', 'q'] },
  { kind: 'compare', field: 'industry', op: 'ne', value: 'i' },
  { kind: 'compare', field: 'name', op: 'contains', value: 'b' },
)

const questions = fc.record({
  rows,
  order: orders,
  filter: filters,
  key: fc.constantFrom(...keys),
  keyOrder: fc.boolean(),
  first: fc.integer({ min: 1, max: 7 }),
  caps: fc.record<Partial<Caps>>({
    pageRows: fc.constantFrom(2, 3, 1_000),
    filterKeys: fc.constantFrom(2, 1_000),
    requestBytes: fc.constantFrom(800, 1_000_000),
    or: fc.constantFrom('any', 'none'),
  }),
  // The vendor takes no part in `contains`: rows are decided here.
  contains: fc.constantFrom<MappedField['filter']>(
    exactly,
    { ...exactly, contains: 'inexact' },
    { ...neverNull, isNull: 'exact', contains: undefined },
  ),
})

async function pageThrough(vendor: FakeVendor, order: OrderTerm[], filter: Filter | undefined, first: number) {
  const pages: SourceRecord[][] = []
  for (let after: Position | undefined; ; ) {
    const scan = { entity: 'Customer' as const, fields: ['name'], order, filter, wanted: first, after }
    const { records, hasMore } = await readScan(vendor.source, scan, vendor.link, 0)
    pages.push([...records])
    if (!hasMore) return pages
    after = positionOf(records.at(-1)!, order)
  }
}

function positionOf(record: SourceRecord, order: readonly OrderTerm[]): Position {
  const leaf = leafReader(record)
  return { values: order.map(({ field }) => leaf(field) as string | null), key: record.key }
}

function keep(row: NativeRow, filter: Filter | undefined): boolean {
  if (filter?.kind !== 'compare') return true
  const value = row[filter.field] as string | null
  return filter.op === 'ne' ? value !== filter.value : (value?.includes(String(filter.value)) ?? false)
}

describe('pages', () => {
  test('put together are the whole list in its order: nothing lost, nothing twice', async () => {
    const property = fc.asyncProperty(
      questions,
      async ({ rows, order, filter, key, keyOrder, first, caps, contains }) => {
        const map = mapOf({ ...fields, name: { ...fields.name, filter: contains } }, { key, keyOrder })
        const vendor = fakeVendor({ maps: { Customer: map }, tables: { rows }, caps })
        const pages = await pageThrough(vendor, order, filter, first)
        const read = pages.flat()
        const expected = rows
          .filter((row) => keep(row, filter))
          .map((row) => encodeKey(key.map(({ native }) => String(row[native]))))
        expect(read.map((record) => record.key).sort()).toEqual([...expected].sort())
        expectSorted(read, order)
        for (const page of pages.slice(0, -1)) expect(page.length).toBe(first)
        if (expected.length > 0) expect(pages.at(-1)!.length).toBeGreaterThan(0)
      },
    )
    await fc.assert(property, { numRuns: 600 })
  })

  test('of a rollup give every record once, with all its rows', async () => {
    const lots = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('0.1', '2', '10.25')), {
      maxLength: 20,
    })
    const property = fc.asyncProperty(
      lots,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(1, 2, 50),
      fc.boolean(),
      async (lots, first, pageRows, ordered) => {
        const map = mapOf(
          { item: { native: 'item' }, 'onHand.value': { native: 'qty' }, 'onHand.sourceUom': { constant: 'EA' } },
          {
            key: [{ native: 'item', type: 'text' }],
            rollup: ordered ? { sum: ['onHand.value'], ordered } : { sum: ['onHand.value'] },
          },
        )
        const tables = { rows: lots.map(([item, qty]) => ({ item, qty })) }
        const vendor = fakeVendor({ maps: { StockLevel: map }, tables, caps: { pageRows } })
        const read: [string, unknown][] = []
        for (let after: Position | undefined; ; ) {
          const scan = { entity: 'StockLevel' as const, fields: ['onHand.value'], order: [], wanted: first, after }
          const { records, hasMore } = await readScan(vendor.source, scan, vendor.link, 0)
          read.push(
            ...records.map(({ key, values }): [string, unknown] => [
              key,
              Number((values.onHand as { value: string }).value),
            ]),
          )
          if (!hasMore) break
          after = { values: [], key: records.at(-1)!.key }
        }
        const sums = new Map<string, number>()
        for (const [item, qty] of lots) sums.set(item, (sums.get(item) ?? 0) + Number(qty))
        expect(read.length).toBe(sums.size)
        for (const [key, value] of read) expect(value).toBeCloseTo(sums.get(key)!, 6)
      },
    )
    await fc.assert(property, { numRuns: 200 })
  })
})

function expectSorted(records: readonly SourceRecord[], order: readonly OrderTerm[]): void {
  for (const [i, record] of records.slice(1).entries()) {
    const [before, after] = [leafReader(records[i]!), leafReader(record)]
    const differing = order.find(
      ({ field }) => compareNullable(typeOf('Customer', field), before(field), after(field), 'asc') !== 0,
    )
    if (differing)
      expect(
        compareNullable(
          typeOf('Customer', differing.field),
          before(differing.field),
          after(differing.field),
          differing.direction,
        ),
      ).toBeLessThan(0)
  }
}

describe('an order goes down', () => {
  const source = (changes: Record<string, MappedField>, rest: Partial<EntityMap> = {}, caps: Partial<Caps> = {}) =>
    fakeVendor({ maps: { Customer: mapOf({ ...fields, ...changes }, rest) }, caps }).source
  const by = (field: string): OrderTerm[] => [{ field, direction: 'desc' }]

  test('with the key as its last word', () => {
    expect(pushOrder(source({}), 'Customer', by('name'))?.order).toEqual([
      { column: { native: 'name', type: 'text' }, direction: 'desc' },
      { column: { native: 'key', type: 'text' }, direction: 'asc' },
    ])
  })

  test('not where a term does not sort exactly, or a place in it cannot be asked for', () => {
    expect(pushOrder(source({}), 'Customer', by('industry'))).toBeUndefined()
    for (const op of ['eq', 'gt', 'lt', 'isNull'] as const) {
      const loose = { native: 'name', sort: true, filter: { ...exactly, [op]: 'inexact' } } as const
      expect(pushOrder(source({ name: loose }), 'Customer', by('name')), op).toBeUndefined()
    }
  })

  test('not by codes, by joined columns or by leaves that a null beside them hides', () => {
    const coded = { native: 'k', values: { P: 'PERSON' }, ...sortable }
    expect(pushOrder(source({ kind: coded }), 'Customer', by('kind'))).toBeUndefined()
    expect(pushOrder(source({ name: { native: '$part.Name', ...sortable } }), 'Customer', by('name'))).toBeUndefined()
    const amount = { 'annualRevenue.amount': { native: 'x', ...sortable }, 'annualRevenue.currency': { native: 'c' } }
    expect(pushOrder(source(amount), 'Customer', by('annualRevenue.amount'))).toBeUndefined()
  })

  test('not where the source does not order by its key, or going on would take an or that it has not', () => {
    expect(pushOrder(source({}, { keyOrder: false }), 'Customer', [])).toBeUndefined()
    expect(pushOrder(source({}, {}, { or: 'none' }), 'Customer', by('name'))).toBeUndefined()
    expect(pushOrder(source({}, {}, { or: 'none' }), 'Customer', [])).toBeDefined()
    expect(pushOrder(source({}, { key: keys[2]! }, { or: 'sameColumn' }), 'Customer', [])).toBeUndefined()
  })

  test('without the terms that are the same for all its records', () => {
    const order = pushOrder(source({ owner: { constant: 'me' } }), 'Customer', [...by('owner'), ...by('legalName')])
    expect(order?.order).toEqual([{ column: { native: 'key', type: 'text' }, direction: 'asc' }])
  })
})

describe('a place in a list', () => {
  const { source } = fakeVendor({ maps: { Customer: mapOf(fields, { key: keys[0]! }) } })

  test('that no record can have is refused before it gets into a query', () => {
    const order = pushOrder(source, 'Customer', [])!
    const forged = { values: [], key: '1 OR 1=1' as SourceKey }
    expect(() => afterFilter(order, forged)).toThrow(expect.objectContaining({ code: 'CURSOR_EXPIRED' }))
  })

  test('at a null where there is none by the map is inconsistent, since rows would be lost', () => {
    const order = pushOrder(source, 'Customer', [{ field: 'owner', direction: 'asc' }])!
    expect(() => afterFilter(order, { values: [null], key: '1' as SourceKey })).toThrow(
      expect.objectContaining({ code: 'PAGE_INCONSISTENT', source: 'erp' }),
    )
  })
})

test('a list read in many requests on a later page is so on the first', async () => {
  // Without the place to go on from, the request just fits: with it, it would not.
  const rows = Array.from({ length: 12 }, (_, i) => ({ key: String(i + 1), name: 'n'.repeat(40), owner: 'o' }))
  const map = mapOf({ name: fields.name, owner: fields.owner }, { key: [{ native: 'key', type: 'number' }] })
  const filter: Filter = {
    kind: 'in',
    field: 'owner',
    values: Array.from({ length: 200 }, (_, i) => `${i}o`).concat('o'),
  }
  const order: OrderTerm[] = [{ field: 'name', direction: 'asc' }]
  for (let requestBytes = 1_000; requestBytes < 3_200; requestBytes += 40) {
    const vendor = fakeVendor({ maps: { Customer: map }, tables: { rows }, caps: { requestBytes } })
    const read = (await pageThrough(vendor, order, filter, 5)).flat().map((record) => record.key)
    expect(new Set(read).size, `${requestBytes} bytes`).toBe(12)
    expect(read.length, `${requestBytes} bytes`).toBe(12)
    // The place takes more bytes, for which some are kept free.
    const [first = 0, ...later] = vendor.queries.map((query) => JSON.stringify(query).length)
    for (const bytes of later)
      if (bytes - first <= requestBytes / 4) expect(bytes, `${requestBytes} bytes`).toBeLessThanOrEqual(requestBytes)
  }
})
