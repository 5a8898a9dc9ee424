import { describe, expect, test } from 'vitest'
import type { EntityMap, Filter, MappedField, NativeQuery, Page } from '../../gateway/connector/index.ts'
import type { Scan } from '../../gateway/read/division.ts'
import { customers, failure, keysOf, read, table } from './customers.ts'
import { exactly, type FakeVendor, fakeVendor, mapOf } from './fake-vendor.ts'

describe('the number of rows wanted', () => {
  const limits = async (scan: Partial<Scan>, map: Partial<EntityMap> = {}, caps = {}) => {
    const vendor = customers({ caps }, map)
    await read(vendor, scan)
    return vendor.queries.map(({ limit }) => limit)
  }

  test('goes down, with one more to know whether there are more', async () => {
    const vendor = customers()
    const { records, hasMore } = await read(vendor)
    expect(vendor.queries).toMatchObject([{ limit: 6, pageRows: 6 }])
    expect([records.length, hasMore]).toEqual([5, true])
    expect((await read(vendor, { wanted: 20 })).hasMore).toBe(false)
  })

  test('goes down with a filter and an order that the source takes exactly', async () => {
    const filter: Filter = { kind: 'compare', field: 'name', op: 'eq', value: 'name 1' }
    expect(await limits({ filter, order: [{ field: 'name', direction: 'desc' }] })).toEqual([6])
  })

  test('stays when rows are still to be decided or sorted here', async () => {
    const undecided: Filter = { kind: 'compare', field: 'legalName', op: 'eq', value: 'name 1' }
    expect(await limits({ filter: undecided })).toEqual([undefined])
    expect(await limits({ order: [{ field: 'employeeCount', direction: 'asc' }] })).toEqual([undefined])
    expect(await limits({}, { keyOrder: false })).toEqual([undefined])
    expect(await limits({}, { rollup: { sum: [], ordered: true } })).toEqual([undefined])
  })

  test('stays when one request cannot ask it all', async () => {
    const filter: Filter = { kind: 'in', field: 'name', values: ['name 0', 'name 1', 'name 2'] }
    expect(await limits({ filter }, {}, { filterKeys: 2 })).toEqual([undefined, undefined])
  })

  test('is never more than a page of the vendor', async () => {
    const vendor = customers({ caps: { pageRows: 4 } })
    expect((await read(vendor, { wanted: 9 })).records.length).toBe(9)
    expect(vendor.queries.map(({ pageRows }) => pageRows)).toEqual([4, 4, 4])
  })
})

describe('rows that we decide on', () => {
  test('are read page by page only until enough have passed', async () => {
    const vendor = customers({ caps: { pageRows: 4 } })
    const third: Filter = { kind: 'compare', field: 'legalName', op: 'eq', value: 'name 1' }
    expect(keysOf(await read(vendor, { filter: third, wanted: 2 }))).toEqual(['0001', '0004'])
    expect(vendor.queries.length).toBe(2)
  })

  test('are read in an order of the source, so that pages that are counted off fit together', async () => {
    const vendor = customers()
    await read(vendor, { order: [{ field: 'employeeCount', direction: 'asc' }] })
    expect(vendor.queries[0]!.order).toEqual([{ column: { native: 'key', type: 'text' }, direction: 'asc' }])
  })

  test('that are more than the source may be asked for end the question with what to do', async () => {
    const none: Filter = { kind: 'compare', field: 'legalName', op: 'eq', value: 'nobody' }
    const first: Filter = { kind: 'compare', field: 'legalName', op: 'ne', value: 'name 2' }
    const costly = expect.objectContaining({
      code: 'QUERY_TOO_COSTLY',
      source: 'erp',
      message: expect.stringContaining('10 rows'),
    })
    for (const keyOrder of [true, false])
      for (const filter of [none, first]) {
        const vendor = customers({ caps: { pageRows: 4 }, config: { maxScanRows: 10 } }, { keyOrder })
        await expect(read(vendor, { filter, wanted: 15 })).rejects.toEqual(costly)
        expect(vendor.queries.length).toBeLessThanOrEqual(3)
      }
  })

  test('may be as many as asked for where the source decides', async () => {
    const vendor = customers({ caps: { pageRows: 4 }, config: { maxScanRows: 10 } })
    expect((await read(vendor, { wanted: 15 })).records.length).toBe(15)
  })
})

describe('a filter that nothing can match', () => {
  test('makes no call', async () => {
    const vendor = customers()
    expect(await read(vendor, { filter: { kind: 'in', field: 'name', values: [] } })).toEqual({
      records: [],
      hasMore: false,
    })
    expect(vendor.queries).toEqual([])
  })
})

describe('pages that do not fit together', () => {
  const looping = (page: (query: NativeQuery, honest: () => Page) => Page) =>
    customers({ caps: { pageRows: 4 }, page: (request, honest) => page(JSON.parse(request.body!), honest) })

  test('because one leads back to itself are inconsistent', async () => {
    const vendor = customers({ caps: { pageRows: 4 }, page: (request, honest) => ({ ...honest(), next: request }) })
    await expect(read(vendor, { wanted: 15 })).rejects.toEqual(failure('PAGE_INCONSISTENT'))
    expect(vendor.queries.length).toBe(1)
  })

  test('because one comes again under another address are inconsistent', async () => {
    let calls = 0
    const vendor = looping((_query, honest) => ({
      rows: table(4),
      next: { ...honest().next!, path: `/rows?cursor=${++calls}` },
    }))
    await expect(read(vendor, { wanted: 15 })).rejects.toEqual(failure('PAGE_INCONSISTENT'))
    await expect(read(vendor, { wanted: undefined })).rejects.toEqual(failure('PAGE_INCONSISTENT'))
  })

  test('but only because a row was put in meanwhile give every row once', async () => {
    const vendor: FakeVendor = customers({
      caps: { pageRows: 4 },
      page: (request, honest) => {
        if (request.hint === 4) vendor.tables = { rows: [{ ...table(1)[0], key: '' }, ...table(20)] }
        return honest()
      },
    })
    const keys = keysOf(await read(vendor, { wanted: undefined }))
    expect(keys).toEqual(table(20).map(({ key }) => key))
  })
})

test('a row that a loosely comparing vendor gives for two chunks of a list is one record', async () => {
  const loose: MappedField = { native: 'name', filter: { in: 'inexact' } }
  const vendor = fakeVendor({
    maps: { Customer: mapOf({ name: loose }) },
    tables: { rows: [{ key: '1', name: 'a' }] },
    caps: { filterKeys: 1 },
    extra: () => true,
  })
  const filter: Filter = { kind: 'in', field: 'name', values: ['a', 'A'] }
  for (const wanted of [5, undefined]) expect(keysOf(await read(vendor, { filter, wanted }))).toEqual(['1'])
  expect(vendor.queries.length).toBe(4)
})

test('a translated flag is a boolean', async () => {
  const exempt: MappedField = { native: 'exempt', type: 'text', values: { Y: 'true', N: 'false' }, filter: exactly }
  const rows = [
    { key: '1', exempt: 'Y' },
    { key: '2', exempt: 'N' },
    { key: '3', exempt: null },
  ]
  const vendor = fakeVendor({ maps: { Customer: mapOf({ taxExempt: exempt }) }, tables: { rows } })
  const { records } = await read(vendor, { fields: ['taxExempt'] })
  expect(records.map(({ values }) => values.taxExempt)).toEqual([true, false, null])
  expect(
    keysOf(await read(vendor, { filter: { kind: 'compare', field: 'taxExempt', op: 'eq', value: true } })),
  ).toEqual(['1'])
})
