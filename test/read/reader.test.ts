import { describe, expect, test } from 'vitest'
import { column, type EntityMap, encodeKey, oneOf, type SourceKey } from '../../gateway/connector/index.ts'
import { tallyOf } from '../../gateway/read/index.ts'
import { type FakeOptions, mapOf } from './fake-vendor.ts'
import { code, key, maps, world } from './world.ts'

describe('a lookup', () => {
  test('asks exactly for the keys that are not held', async () => {
    const { lookup, filters, scope } = world()
    await lookup(['c0', 'c1'])
    const within = scope()
    const found = await lookup(['c0', 'c1', 'c2', 'c3', 'c2'], ['name'], within)
    expect(filters()).toEqual([oneOf(key, 'c0', 'c1'), oneOf(key, 'c2', 'c3')])
    expect([...found].map(([key, { record, servedFrom }]) => [key, record.values.name, servedFrom])).toEqual([
      ['c0', 'Ada', 'CACHE'],
      ['c1', 'Bel', 'CACHE'],
      ['c2', 'Cyd', 'LIVE'],
      ['c3', 'Dot', 'LIVE'],
    ])
    expect(tallyOf(within, 'erp')).toMatchObject({ calls: 1, hits: 2, misses: 2, coalesced: 0 })
  })

  test('is answered by a wider row, not by a narrower one', async () => {
    const { lookup, list, transport } = world()
    await list(undefined, ['name', 'employeeCount'])
    await lookup(['c0', 'c1', 'c2'], ['employeeCount'])
    expect(transport.calls.length).toBe(1)
    await lookup(['c0'], ['name', 'number'])
    expect(transport.calls.length).toBe(2)
  })

  test('of no keys, or of keys that no record can have, makes no call', async () => {
    const { lookup, reader, scope, transport } = world()
    expect(await lookup([])).toEqual(new Map())
    const impossible = ['one', 'a;word', 'a;1;2'] as SourceKey[]
    expect(await reader.lookup({ entity: 'Supplier', keys: impossible, fields: ['name'] }, scope())).toEqual(new Map())
    expect(transport.calls).toEqual([])
  })

  test('of keys some of which no record can have asks for the others, and says the same keys twice', async () => {
    const { reader, scope, queries } = world()
    await reader.lookup(
      { entity: 'Supplier', keys: ['a;word', 'a;1', 'b;2'] as SourceKey[], fields: ['name'] },
      scope(),
    )
    expect(queries[0]!.keys).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
    expect(JSON.stringify(queries[0]!.filter)).not.toContain('word')
  })

  test('says the keys beside the filter only when they say all of it', async () => {
    const { lookup, queries } = world()
    await lookup(['c0'])
    expect(queries[0]!.keys).toEqual([['c0']])
    const based = {
      Customer: mapOf({ name: { native: 'name' } }, { object: 'customers', base: oneOf(column('name'), 'Ada') }),
    }
    const some = world({ maps: based })
    expect([...(await some.lookup(['c0', 'c1'])).keys()]).toEqual(['c0'])
    expect(some.queries[0]!.keys).toBeUndefined()
  })

  test('gives no record under a key that is not its own', async () => {
    // A vendor that compares without case gives the record of another key.
    const { lookup } = world({ extra: (filter) => filter.column.native === 'key' })
    expect([...(await lookup(['C0', 'c1'])).keys()]).toEqual(['c1'])
  })

  test('leaves out what is not there', async () => {
    const { lookup } = world()
    expect([...(await lookup(['c0', 'nobody'])).keys()]).toEqual(['c0'])
  })

  test('of an entity that the source does not serve is refused', async () => {
    const { reader, scope } = world()
    await expect(reader.lookup({ entity: 'Invoice', keys: [], fields: [] }, scope())).rejects.toEqual(
      code('UNSUPPORTED'),
    )
  })
})

describe('related records', () => {
  test('of many parents are one call, sorted within each, with none for those that have none', async () => {
    const { contactsOf, transport } = world()
    const groups = await contactsOf(['c0', 'c1', 'c3'])
    const texts = [...groups].map(([key, rows]) => [key, rows.map(({ record }) => record.values.fullName)])
    expect(texts).toEqual([
      ['c0', []],
      ['c1', ['person 8', 'person 9']],
      ['c3', ['person 5', 'person 6', 'person 7']],
    ])
    expect(transport.calls.length).toBe(1)
  })

  test('are held for each parent, those who have none included', async () => {
    const { contactsOf, filters, scope } = world()
    await contactsOf(['c0', 'c1'])
    const within = scope()
    const groups = await contactsOf(['c1', 'c0', 'c3'], within)
    expect(filters()[1]).toEqual(oneOf(column('of'), 'c3'))
    expect(groups.get('c1' as SourceKey)!.map(({ servedFrom }) => servedFrom)).toEqual(['CACHE', 'CACHE'])
    expect(tallyOf(within, 'erp')).toMatchObject({ hits: 2, misses: 1 })
  })

  test('by another column of the parent need that column only, and none where the parent has no value in it', async () => {
    const { list, queries, reader, scope } = world()
    await list()
    const keys = ['c0', 'c1'] as SourceKey[]
    const groups = await reader.children(
      { parent: 'Customer', relation: 'opportunities', keys, fields: ['name'], order: [] },
      scope({ maxAgeMillis: 0 }),
    )
    expect([...groups].map(([key, rows]) => [key, rows.map(({ record }) => record.key)])).toEqual([
      ['c0', []],
      ['c1', ['o1']],
    ])
    expect(queries.map(({ object }) => object)).toEqual(['customers', 'opportunities'])
  })

  test('that the source cannot find by their parent are refused', async () => {
    const blind = { ...maps, Contact: mapOf({ customer: { native: 'of' } }) } as FakeOptions['maps']
    const { contactsOf } = world({ maps: blind })
    await expect(contactsOf(['c1'])).rejects.toEqual(code('UNSUPPORTED'))
  })
})

test('what one record is made of is not what the next is: keys with separators in them stay apart', async () => {
  const parts = [
    ['a;b', 'c'],
    ['a', 'b;c'],
    ['a%3Bb', 'c'],
  ]
  const map: EntityMap = mapOf({ name: { native: 'name' } }, { key: [column('x'), column('y')] })
  const rows = parts.map(([x, y], i) => ({ x, y, name: String(i) }))
  const contact = mapOf(
    { fullName: { native: 'name' }, customer: { native: ['x', 'y'], filter: { in: 'exact' } } },
    { key: [column('name')] },
  )
  const { reader, scope } = world({ maps: { Customer: map, Contact: contact }, tables: { rows } })
  const keys = parts.map((part) => encodeKey(part))
  const found = await reader.lookup({ entity: 'Customer', keys, fields: ['name'] }, scope())
  expect(keys.map((key) => found.get(key)?.record.values.name)).toEqual(['0', '1', '2'])
  const groups = await reader.children(
    { parent: 'Customer', relation: 'contacts', keys, fields: ['fullName'], order: [] },
    scope(),
  )
  expect(keys.map((key) => groups.get(key)!.map(({ record }) => record.values.fullName))).toEqual([['0'], ['1'], ['2']])
})

test('the parts of a reference are typed as the parts of the key that it holds', async () => {
  const map: EntityMap = mapOf({ name: { native: 'name' } }, { key: [column('x'), column('on', 'date')] })
  const contact = mapOf(
    { fullName: { native: 'name' }, customer: { native: ['x', 'on'], filter: { in: 'inexact' } } },
    { key: [column('name')] },
  )
  const rows = [{ x: 'a', on: '2026-01-31', name: 'c' }]
  const { reader, scope, vendor } = world({ maps: { Customer: map, Contact: contact }, tables: { rows } })
  const keys = [encodeKey(['a', '2026-01-31']), encodeKey(['a', 'never'])]
  const query = { parent: 'Customer', relation: 'contacts', keys, fields: ['fullName'], order: [] } as const
  const groups = await reader.children(query, scope())
  expect(keys.map((key) => groups.get(key)!.length)).toEqual([1, 0])
  expect(JSON.stringify(vendor.queries)).toContain('{"native":"on","type":"date"}')
})
