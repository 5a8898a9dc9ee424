import { describe, expect, test } from 'vitest'
import { createInvalidations } from '../../gateway/cache/index.ts'
import { oneOf, type SourceKey } from '../../gateway/connector/index.ts'
import { tallyOf } from '../../gateway/read/index.ts'
import { fakeShared } from './fake-shared.ts'
import { mapOf } from './fake-vendor.ts'
import { manualRuntime } from './manual-runtime.ts'
import { key, maps, minute, world } from './world.ts'

const columns = (queries: readonly { readonly columns: readonly { readonly native: string }[] }[]) =>
  queries.map((query) => query.columns.map(({ native }) => native).sort())

describe('a row', () => {
  test('grows wider when only columns of it are missing, and then answers both questions', async () => {
    const { lookup, queries, transport } = world()
    await lookup(['c0'], ['name'])
    await lookup(['c0'], ['employeeCount'])
    expect(columns(queries)[1]).toEqual(expect.arrayContaining(['name', 'staff']))
    await lookup(['c0'], ['name', 'employeeCount'])
    expect(transport.calls.length).toBe(2)
  })

  test('does not grow by columns that would cost a further call, or that nobody has wanted lately', async () => {
    const part = { object: 'people', on: 'owner', key }
    const Customer = mapOf(
      { name: { native: 'name' }, legalName: { native: '$people.name' } },
      { object: 'customers', parts: { people: part } },
    )
    const customers = [{ key: 'c0', name: 'Ada', owner: 'p0' }]
    const tables = { customers, people: [{ key: 'p0', name: 'Pat' }] }
    const { lookup, queries, runtime } = world({ maps: { ...maps, Customer } as never, tables })
    await lookup(['c0'], ['legalName'])
    await lookup(['c0'], ['name'])
    expect(queries.map(({ object }) => object)).toEqual(['customers', 'people', 'customers'])
    runtime.advance(10 * minute)
    await lookup(['c0'], ['legalName'])
    expect(columns(queries.slice(3))[0]).not.toContain('name')
  })

  test('is asked for only if it is missing: in a batch, one call for exactly those', async () => {
    const { lookup, list, filters } = world()
    await list()
    await lookup(['c4', 'c0', 'c3', 'c1'])
    expect(filters()[1]).toEqual(oneOf(key, 'c4', 'c3'))
  })

  test('that does not exist is not asked for again for a while, and is found once it does', async () => {
    const { lookup, runtime, transport, vendor } = world()
    await lookup(['nobody'])
    runtime.advance(29_999)
    expect((await lookup(['nobody'])).size).toBe(0)
    expect(transport.calls.length).toBe(1)
    vendor.tables = { ...vendor.tables, customers: [{ key: 'nobody', name: 'New' }] }
    runtime.advance(1)
    expect((await lookup(['nobody'])).size).toBe(1)
  })

  test('that does not exist is believed no longer than one that does', async () => {
    const { lookup, runtime, transport } = world({ config: { staleTimeMillis: { Customer: 1_000 } } })
    await lookup(['nobody'])
    runtime.advance(1_000)
    await lookup(['nobody'])
    expect(transport.calls.length).toBe(2)
  })

  test('under way for one batch is waited for by another, which asks only for the rest', async () => {
    const { lookup, filters, scope, transport } = world()
    transport.hold()
    const within = scope()
    const asked = [lookup(['c0', 'c1']), lookup(['c1', 'c2'], ['name'], within)]
    transport.release()
    const [, second] = await Promise.all(asked)
    expect([...second!.keys()]).toEqual(['c1', 'c2'])
    expect(filters()).toEqual([oneOf(key, 'c0', 'c1'), oneOf(key, 'c2')])
    expect(tallyOf(within, 'erp')).toMatchObject({ calls: 1, coalesced: 1 })
  })
})

describe('a list', () => {
  test('that was read to its end answers the same question in another order', async () => {
    const { reader, list, scope, transport } = world()
    await list(undefined, ['name'], 10)
    const order = [{ field: 'name', direction: 'desc' }] as const
    const { rows, hasMore } = await reader.list({ entity: 'Customer', fields: ['name'], order, first: 5 }, scope())
    expect(rows.map(({ record }) => record.values.name)).toEqual(['Eve', 'Dot', 'Cyd', 'Bel', 'Ada'])
    expect([hasMore, transport.calls.length]).toEqual([false, 1])
  })

  test('that was cut off answers only itself, and a page of a whole one is for the source to find', async () => {
    const { list, transport } = world()
    await list(undefined, ['name'], 3)
    await list(undefined, ['name'], 2)
    await list(undefined, ['name'], 10)
    await list(undefined, ['name'], 4)
    expect(transport.calls.length).toBe(4)
  })

  test('shares its rows with whoever else knows them', async () => {
    const { list, lookup } = world()
    const { rows } = await list()
    expect((await lookup(['c0'])).get('c0' as SourceKey)!.record).toBe(rows[0]!.record)
  })
})

describe('what was told to have changed', () => {
  test('is asked for again, and other records are not', async () => {
    const invalidations = createInvalidations()
    const { lookup, filters, runtime } = world({}, { invalidations })
    await lookup(['c0', 'c1'])
    runtime.advance(1)
    invalidations.note({ source: 'erp', entity: 'Customer', key: 'c1' as SourceKey }, runtime.monotonic())
    runtime.advance(1)
    await lookup(['c0', 'c1'])
    expect(filters()[1]).toEqual(oneOf(key, 'c1'))
  })

  test('takes the lists of its entity with it, which may have lost or won it', async () => {
    const invalidations = createInvalidations()
    const { list, contactsOf, runtime, transport } = world({}, { invalidations })
    await list()
    await contactsOf(['c1'])
    invalidations.note({ source: 'erp', entity: 'Customer', key: 'c9' as SourceKey }, runtime.monotonic())
    runtime.advance(1)
    await contactsOf(['c1'])
    expect(transport.calls.length).toBe(2)
    await list()
    expect(transport.calls.length).toBe(3)
  })

  test('while it was being read is not believed, shown stale, or joined', async () => {
    const invalidations = createInvalidations()
    const { lookup, runtime, scope, transport } = world({}, { invalidations })
    transport.hold()
    const before = lookup(['c0'])
    runtime.advance(1)
    invalidations.note({ source: 'erp' }, runtime.monotonic())
    runtime.advance(1)
    const after = lookup(['c0'], ['name'], scope({ onStale: 'SERVE' }))
    expect(transport.calls.length).toBe(2)
    transport.release()
    await Promise.all([before, after])
    await lookup(['c0'])
    expect(transport.calls.length).toBe(2)
  })
})

describe('replicas that share', () => {
  const replicas = () => {
    const runtime = manualRuntime()
    const shared = fakeShared(runtime)
    return { runtime, shared, replicas: [1, 2].map(() => world({}, { runtime, shared })) as [World, World] }
  }
  type World = ReturnType<typeof world>

  test('read once for all of them, rows, groups and lists, as old as they are', async () => {
    const {
      runtime,
      shared,
      replicas: [one, other],
    } = replicas()
    const readAt = runtime.now()
    await Promise.all([one.list(), one.contactsOf(['c1']), one.lookup(['c4'])])
    runtime.advance(5_000)
    const within = other.scope()
    const [{ rows }, groups, found] = [
      await other.list(within),
      await other.contactsOf(['c1'], within),
      await other.lookup(['c4', 'c0'], ['name'], within),
    ]
    const all = [...rows, ...groups.get('c1' as SourceKey)!, ...found.values()]
    expect(new Set(all.map(({ record, servedFrom }) => [record.readAt, servedFrom].join()))).toEqual(
      new Set([`${readAt},CACHE`]),
    )
    expect(other.transport.calls.length).toBe(0)
    expect(tallyOf(within, 'erp')).toMatchObject({ calls: 0, misses: 0, oldestReadAt: readAt })
    await other.lookup(['c4'])
    expect(shared.asked.slice(3).map((keys) => keys.length)).toEqual([1, 1, 2])
  })

  test('ask in one question for all that is missing, and the source for what none of them has', async () => {
    const {
      shared,
      replicas: [one, other],
    } = replicas()
    await one.lookup(['c0', 'c1'])
    shared.asked.length = 0
    await other.lookup(['c0', 'c1', 'c2', 'c3'])
    expect(shared.asked.map((keys) => keys.length)).toEqual([4])
    expect(other.filters()).toEqual([oneOf(key, 'c2', 'c3')])
  })

  test('are not asked by who wants nothing older than now', async () => {
    const {
      shared,
      replicas: [one, other],
    } = replicas()
    await one.lookup(['c0'])
    shared.asked.length = 0
    await other.lookup(['c0'], ['name'], other.scope({ maxAgeMillis: 0 }))
    await other.lookup(['c0'], ['name'], other.scope({ live: true }))
    expect([shared.asked.length, other.transport.calls.length]).toEqual([0, 2])
  })

  test('believe nothing longer because it came from another', async () => {
    const {
      runtime,
      replicas: [one, other],
    } = replicas()
    await one.lookup(['c0'])
    runtime.advance(9 * minute)
    await other.lookup(['c0'])
    runtime.advance(minute)
    await other.lookup(['c0'])
    expect(other.transport.calls.length).toBe(1)
  })

  test('go on alone when what they share is gone', async () => {
    const {
      shared,
      replicas: [one, other],
    } = replicas()
    await one.lookup(['c0'])
    shared.down = true
    await other.lookup(['c0'])
    await other.lookup(['c0'])
    expect([one, other].map(({ transport }) => transport.calls.length)).toEqual([1, 1])
  })

  test('share nothing across rights', async () => {
    const runtime = manualRuntime()
    const shared = fakeShared(runtime)
    const [one, other] = ['one', 'other'].map((credentialScope) => world({}, { runtime, shared, credentialScope }))
    await one!.lookup(['c0'])
    await other!.lookup(['c0'])
    expect(other!.transport.calls.length).toBe(1)
  })
})
