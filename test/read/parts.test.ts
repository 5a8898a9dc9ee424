import { describe, expect, test } from 'vitest'
import {
  and,
  column,
  compare,
  type EntityMap,
  type Filter,
  type Link,
  type NativeRow,
  oneOf,
} from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { fields, read, table } from './customers.ts'
import { type FakeVendor, fakeVendor, mapOf } from './fake-vendor.ts'

describe('a joined part', () => {
  const parts = { account: { object: 'accounts', key: column('id'), on: 'account' } }
  const accounts = Array.from({ length: 5 }, (_, i) => ({
    id: `acc${i}`,
    industry: `industry ${i}`,
    owner: `owner ${i}`,
  }))
  const joined = (caps = {}, rest: Partial<EntityMap> = {}) =>
    fakeVendor({
      maps: {
        Customer: mapOf(
          { ...fields, industry: { native: '$account.industry' }, owner: { native: '$account.owner' } },
          { parts, ...rest },
        ),
      },
      tables: { rows: table(20), accounts },
      caps,
    })
  const objects = ({ queries }: FakeVendor) => queries.map(({ object }) => object)

  test('is not asked for unless a field needs it', async () => {
    const vendor = joined()
    await read(vendor, { fields: ['name', 'employeeCount'] })
    expect(objects(vendor)).toEqual(['rows'])
    expect(vendor.queries[0]!.columns.map(({ native }) => native)).not.toContain('account')
  })

  test('is asked for once for a page, with each key once and the columns of all its fields', async () => {
    const vendor = joined()
    const { records } = await read(vendor, { fields: ['industry', 'owner'], wanted: 20 })
    expect(objects(vendor)).toEqual(['rows', 'accounts'])
    expect(vendor.queries[1]).toMatchObject({ filter: oneOf(column('id'), 'acc0', 'acc1', 'acc2', 'acc3', 'acc4') })
    expect(vendor.queries[1]!.columns.map(({ native }) => native).sort()).toEqual(['id', 'industry', 'owner'])
    expect(records.map(({ values }) => values.industry)).toEqual(table(20).map((_, i) => `industry ${i % 5}`))
  })

  test('that decides nothing is asked for only for the rows that stay', async () => {
    const vendor = joined()
    const filter: Filter = { kind: 'compare', field: 'legalName', op: 'eq', value: 'name 1' }
    await read(vendor, { fields: ['industry'], filter, wanted: 2 })
    expect(vendor.queries[1]).toMatchObject({ filter: oneOf(column('id'), 'acc1', 'acc4') })
  })

  test('that decides is asked for once with all its columns, and not again for the rows that stay', async () => {
    const vendor = joined()
    const filter: Filter = { kind: 'compare', field: 'industry', op: 'eq', value: 'industry 3' }
    const { records } = await read(vendor, { fields: ['owner'], filter, wanted: 20 })
    expect(objects(vendor)).toEqual(['rows', 'accounts'])
    expect(records.map(({ values }) => values.owner)).toEqual(['owner 3', 'owner 3', 'owner 3', 'owner 3'])
  })

  test('whose rows come without the key that they were found by is an error, not a part with nothing in it', async () => {
    const keyless = ({ id: _, ...rest }: NativeRow): NativeRow => rest
    const vendor = fakeVendor({
      maps: { Customer: mapOf({ ...fields, industry: { native: '$account.industry' } }, { parts }) },
      tables: { rows: table(3), accounts },
      page: (_request, honest) => ({ rows: honest().rows.map(keyless) }),
    })
    await expect(read(vendor, { fields: ['industry'] })).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })

  test('is not asked for when no row is left, or none names it', async () => {
    const vendor = joined()
    await read(vendor, { fields: ['industry'], filter: { kind: 'compare', field: 'legalName', op: 'eq', value: 'no' } })
    vendor.tables = { ...vendor.tables, rows: [{ key: '1', account: null }] }
    const { records } = await read(vendor, { fields: ['industry'] })
    expect(objects(vendor)).toEqual(['rows', 'rows'])
    expect(records[0]!.values.industry).toBeNull()
  })

  test('is cut by the vendor’s cap on list values', async () => {
    const vendor = joined({ filterKeys: 2 })
    await read(vendor, { fields: ['industry'], wanted: 20 })
    expect(objects(vendor)).toEqual(['rows', 'accounts', 'accounts', 'accounts'])
  })

  test('with many rows gives all of them, and none as none', async () => {
    const decode = ({ $phones }: NativeRow) => ($phones as NativeRow[]).map(({ number }) => number)
    const vendor = fakeVendor({
      maps: {
        Customer: mapOf(
          { phones: { needs: ['$phones.number'], decode } },
          {
            parts: {
              phones: {
                object: 'phones',
                key: column('of'),
                on: 'key',
                many: true,
                base: compare(column('kind'), 'eq', 'work'),
              },
            },
          },
        ),
      },
      tables: {
        rows: table(2),
        phones: [
          { of: '0000', number: '1', kind: 'work' },
          { of: '0000', number: '2', kind: 'work' },
          { of: '0000', number: '3', kind: 'home' },
        ],
      },
    })
    const { records } = await read(vendor, { fields: ['phones'] })
    expect(records.map(({ values }) => values.phones)).toEqual([['1', '2'], []])
    expect(vendor.queries[1]!.filter).toEqual(
      and(oneOf(column('of'), '0000', '0001'), compare(column('kind'), 'eq', 'work')),
    )
  })

  test('that its rows need for a rollup is joined before they are added up', async () => {
    const vendor = fakeVendor({
      maps: {
        StockLevel: mapOf(
          { 'onHand.value': { native: 'qty' }, 'onHand.sourceUom': { native: '$item.unit' } },
          {
            key: [column('item'), column('$place.code')],
            keyOrder: false,
            always: ['$item.weight'],
            parts: {
              item: { object: 'items', key: column('id'), on: 'item' },
              place: { object: 'places', key: column('id'), on: 'bin' },
            },
            rollup: { sum: ['onHand.value'] },
          },
        ),
      },
      tables: {
        rows: [
          { item: 'i', bin: 'b1', qty: '1.5' },
          { item: 'i', bin: 'b2', qty: '2.25' },
        ],
        items: [{ id: 'i', unit: 'EA', weight: '9' }],
        places: [
          { id: 'b1', code: 'w' },
          { id: 'b2', code: 'w' },
        ],
      },
    })
    const { records } = await read(vendor, { entity: 'StockLevel', fields: ['onHand.value', 'onHand.sourceUom'] })
    expect(records).toMatchObject([{ key: 'i;w', values: { onHand: { value: '3.75', sourceUom: 'EA' } } }])
    const bare = await read(vendor, { entity: 'StockLevel', fields: ['onHand.value'] })
    expect(bare.records[0]!.row.$item).toMatchObject({ weight: '9' })
  })
})

describe('a part that is found by what its rows are asked by', () => {
  const parts = { logo: { object: 'logos', key: column('of'), on: 'key' } }
  const logos = [
    { of: '0001', file: 'one.png' },
    { of: '0003', file: 'three.png' },
  ]
  const withLogos = (rest: Partial<Parameters<typeof fakeVendor>[0]> = {}) =>
    fakeVendor({
      maps: { Customer: mapOf({ ...fields, logo: { native: '$logo.file' } }, { parts }) },
      tables: { rows: table(4), logos },
      ...rest,
    })
  const condition = oneOf(column('key'), '0001', '0002')
  const byKey = { fields: ['logo'], condition, wanted: undefined }
  const objects = ({ queries }: FakeVendor) => queries.map(({ object }) => object)

  /** Calls that wait until so many are under way: who asks for one after the other waits in vain. */
  const together = (count: number): Link => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let started = 0
    return {
      call: async () => {
        if (++started === count) resolve()
        await promise
        return undefined as never
      },
    }
  }

  test('is asked for beside them', async () => {
    const vendor = withLogos()
    const { records } = await read(vendor, byKey, together(2))
    expect(records.map(({ values }) => values.logo)).toEqual(['one.png', null])
    expect(objects(vendor).sort()).toEqual(['logos', 'rows'])
    expect(vendor.queries.find(({ object }) => object === 'logos')!.filter).toEqual(oneOf(column('of'), '0001', '0002'))
  })

  test('is asked for again where a row comes with another key than it was asked by', async () => {
    const vendor = withLogos({
      page: (request, honest) =>
        request.text.includes('"rows"') ? { rows: [{ key: '0003', name: 'loosely found' }] } : honest(),
    })
    const { records } = await read(vendor, byKey)
    expect(records.map(({ values }) => values.logo)).toEqual(['three.png'])
    expect(objects(vendor).sort()).toEqual(['logos', 'logos', 'rows'])
  })

  test('costs nothing but its call where there is no row, or none could be read', async () => {
    const lost = new FreshetError('SOURCE_UNAVAILABLE', { source: 'erp' })
    const failing = (object: string, rest = {}) =>
      withLogos({
        ...rest,
        page: (request, honest) => {
          if (request.text.includes(`"object":"${object}"`)) throw lost
          return honest()
        },
      })
    const { records } = await read(failing('logos', { tables: { rows: [], logos } }), byKey)
    expect(records).toEqual([])
    await expect(read(failing('rows'), byKey)).rejects.toBe(lost)
    await expect(read(failing('logos'), byKey)).rejects.toBe(lost)
  })

  test('waits for its rows where some of them may not stay, and where its keys need more than one request', async () => {
    const few = withLogos({ caps: { filterKeys: 1 } })
    await read(few, byKey)
    expect(objects(few)).toEqual(['rows', 'rows', 'logos', 'logos'])
    const narrowed = withLogos()
    const filter: Filter = { kind: 'compare', field: 'legalName', op: 'eq', value: 'nobody' }
    await read(narrowed, { ...byKey, filter })
    expect(objects(narrowed)).toEqual(['rows'])
    const page = withLogos()
    await read(page, { ...byKey, wanted: 1 })
    expect(objects(page)).toEqual(['rows', 'logos'])
  })
})
