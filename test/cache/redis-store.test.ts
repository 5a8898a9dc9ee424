import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createRedisStore,
  type Entry,
  type Invalidation,
  type SharedState,
  type SharedStateChanged,
  type SharedStore,
} from '../../gateway/cache/index.ts'
import type { EntityName, SourceKey } from '../../gateway/connector/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { hasRedis, type RedisServer, startRedis } from './redis-server.ts'

const patient = 2_000
let server: RedisServer
let opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  if (hasRedis) server = await startRedis()
})
afterAll(() => server?.close())
beforeEach(async () => {
  if (hasRedis) await admin((redis) => redis.flushall())
})
afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()))
  opened = []
})

/** One replica's view of the shared level, with all it hears. */
function replica(commandTimeoutMillis = patient, runtime = systemRuntime) {
  const store = createRedisStore({ url: server.url, prefix: 'test', commandTimeoutMillis }, runtime)
  opened.push(store)
  const heard: [Invalidation | undefined, number][] = []
  const waiting: { count: number; resolve: () => void }[] = []
  store.onInvalidate((what, at) => {
    heard.push([what, at])
    for (const { count, resolve } of waiting) if (heard.length >= count) resolve()
  })
  const hears = (count: number) =>
    heard.length >= count ? undefined : new Promise<void>((resolve) => waiting.push({ count, resolve }))
  return { store, heard, hears }
}

const entry = (value: unknown, askedAt = systemRuntime.monotonic()): Entry<unknown> => ({
  value,
  askedAt,
  readAt: systemRuntime.now(),
})

async function admin<T>(run: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(server.url, { protocol: 2 })
  try {
    return await run(redis)
  } finally {
    redis.disconnect()
  }
}

/** Resolves when any store of this process comes into a state. */
const turns = (state: SharedState) =>
  published('freshet.cache.shared', (message) => (message as SharedStateChanged).state === state)

function published(name: string, isMeant: (message: unknown) => boolean = () => true): Promise<void> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      if (!isMeant(message)) return
      unsubscribe(name, listener)
      resolve()
    }
    subscribe(name, listener)
  })
}

const connected = (store: SharedStore) => store.connect()

/** Writes, and waits until it is there: writes are not waited for by those who make them. */
async function put(store: SharedStore, key: string, value: unknown, askedAt?: number): Promise<void> {
  store.setMany([{ key, entry: entry(value, askedAt), keepMillis: 60_000 }])
  // One connection answers in order, so a read that comes back has the write behind it.
  await store.getMany([key])
}

const customer = (key: string): Invalidation => ({
  source: 'erp',
  entity: 'Customer' as EntityName,
  key: key as SourceKey,
})

describe.skipIf(!hasRedis)('a shared store', () => {
  test('gives one replica what another kept, no younger than it is', async () => {
    const [a, b] = [replica(), replica()]
    await connected(a.store)
    const askedAt = systemRuntime.monotonic()
    await put(a.store, 'row', { name: 'Ada' }, askedAt)
    await connected(b.store)
    const [found, missing] = await b.store.getMany(['row', 'other'])
    expect(found?.value).toEqual({ name: 'Ada' })
    expect(found!.askedAt).toBeLessThanOrEqual(askedAt)
    expect(found!.readAt).toBeLessThanOrEqual(systemRuntime.now())
    expect(missing).toBeUndefined()
  })

  test('tells age by one clock, however wrong those of the replicas are', async () => {
    const [fast, slow] = [10 * 60_000, -10 * 60_000].map((wrong) =>
      replica(patient, { ...systemRuntime, now: () => systemRuntime.now() + wrong }),
    ) as [ReturnType<typeof replica>, ReturnType<typeof replica>]
    await Promise.all([connected(fast.store), connected(slow.store)])
    await put(fast.store, 'row', 1)
    const [found] = await slow.store.getMany(['row'])
    const ageMillis = systemRuntime.now() - 10 * 60_000 - found!.readAt
    expect(ageMillis).toBeGreaterThanOrEqual(0)
    expect(ageMillis).toBeLessThan(5_000)
  })

  test('keeps an entry for its time, under a name that tells nothing', async () => {
    const { store } = replica()
    await connected(store)
    await put(store, 'erp|Customer|ADA', 1)
    store.setMany([{ key: 'none', entry: entry(1), keepMillis: 0 }])
    const names = await admin((redis) => redis.keys('*'))
    expect(names.filter((name) => name.startsWith('test:1:')).length).toBe(1)
    expect(names.join()).not.toContain('ADA')
    const left = await admin((redis) => redis.pttl(names.find((name) => name.startsWith('test:1:'))!))
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(60_000)
  })

  test('asks for many at once', async () => {
    const { store } = replica()
    await connected(store)
    const keys = Array.from({ length: 2_500 }, (_, i) => `k${i}`)
    store.setMany(keys.map((key, i) => ({ key, entry: entry(i), keepMillis: 60_000 })))
    expect((await store.getMany(keys)).map((found) => found?.value)).toEqual(keys.map((_, i) => i))
  })
})

describe.skipIf(!hasRedis)('an invalidation', () => {
  test('reaches the replica that made it at once, and every other', async () => {
    const [a, b] = [replica(), replica()]
    await Promise.all([connected(a.store), connected(b.store)])
    const before = b.heard.length
    const at = systemRuntime.monotonic()
    expect(await a.store.invalidate(customer('1'))).toBe(true)
    await b.hears(before + 1)
    expect(a.heard.at(-1)![0]).toEqual(customer('1'))
    const [what, heardAt] = b.heard.at(-1)!
    expect(what).toEqual(customer('1'))
    expect(heardAt).toBeGreaterThanOrEqual(at)
  })

  test('is not told twice to the one who made it', async () => {
    const [a, b] = [replica(), replica()]
    await Promise.all([connected(a.store), connected(b.store)])
    const before = a.heard.length
    await a.store.invalidate(customer('1'))
    await b.store.invalidate(customer('2'))
    await a.hears(before + 2)
    expect(a.heard.slice(before).map(([what]) => what)).toEqual([customer('1'), customer('2')])
  })

  test('is known to a replica that starts after it', async () => {
    const a = replica()
    await connected(a.store)
    await put(a.store, 'row', 'old')
    await a.store.invalidate(customer('1'))
    const late = replica()
    await connected(late.store)
    const [found] = await late.store.getMany(['row'])
    const [, at] = late.heard.find(([what]) => what?.key === '1')!
    expect(at).toBeGreaterThan(found!.askedAt)
  })

  test('that was made while the server was away is told when it is back', async () => {
    const [a, b] = [replica(), replica()]
    await Promise.all([connected(a.store), connected(b.store)])
    const lost = turns('degraded')
    await server.kill()
    await lost
    expect(await a.store.invalidate(customer('1'))).toBe(false)
    expect(a.heard.at(-1)![0]).toEqual(customer('1'))
    const before = b.heard.length
    await server.start()
    // Another server than before: everything is in doubt, and then there is what was not told.
    await b.hears(before + 2)
    expect(b.heard.slice(before).map(([what]) => what)).toContainEqual(customer('1'))
  })
})

describe.skipIf(!hasRedis)('a replica that was cut off', () => {
  test('hears what was said meanwhile, and nothing else is put in doubt', async () => {
    const [a, b] = [replica(), replica()]
    await Promise.all([connected(a.store), connected(b.store)])
    const before = b.heard.length
    const lost = turns('degraded')
    await admin(async (redis) => {
      const names = (await redis.client('LIST')) as string
      const others = [...names.matchAll(/^id=(\d+) .*cmd=xread/gm)].map(([, id]) => id!)
      for (const id of others) await redis.client('KILL', 'ID', id)
    })
    await lost
    await a.store.invalidate(customer('1'))
    await b.hears(before + 1)
    expect(b.heard.slice(before).map(([what]) => what)).toEqual([customer('1')])
  })

  test('believes nothing older than the log he finds, when it is not the one he left', async () => {
    const b = replica()
    await connected(b.store)
    await put(b.store, 'row', 1)
    const before = b.heard.length
    const lost = turns('degraded')
    await server.kill()
    await lost
    const askedAt = systemRuntime.monotonic()
    await server.start()
    await b.hears(before + 1)
    const [what, at] = b.heard.at(-1)!
    expect(what).toBeUndefined()
    expect(at).toBeGreaterThan(askedAt)
  })

  test('believes no shared entry from before a restart, although the server kept it', async () => {
    const a = replica()
    await connected(a.store)
    await put(a.store, 'row', 1)
    await admin((redis) => redis.hset('test:log:head', 'server', 'another'))
    const late = replica()
    await connected(late.store)
    expect(await late.store.getMany(['row'])).toEqual([undefined])
  })
})

describe.skipIf(!hasRedis)('when the server', () => {
  test('hangs, nobody waits longer than the command timeout, and then nobody waits', async () => {
    // What is waited for is looked at rather than how long it took: the machine may be busy with other things.
    const waits: number[] = []
    const after: typeof systemRuntime.after = (millis, run) => {
      // Longer ones are those of the log, which nobody waits for.
      if (millis < 1_000) waits.push(millis)
      return systemRuntime.after(millis, run)
    }
    const { store } = replica(50, { ...systemRuntime, after, random: () => 1 })
    await connected(store)
    server.stop()
    try {
      waits.length = 0
      expect(await store.getMany(['row'])).toEqual([undefined])
      expect(store.state).toBe('degraded')
      const pauseBeforeLooking = 200
      expect(waits).toEqual([50, pauseBeforeLooking])
      for (let i = 0; i < 100; i++) expect(await store.getMany(['row'])).toEqual([undefined])
      expect(waits).toEqual([50, pauseBeforeLooking])
    } finally {
      const back = turns('connected')
      server.resume()
      await back
    }
    expect(store.state).toBe('connected')
  })

  test('hangs while nobody asks, it is noticed all the same', async () => {
    const { store } = replica(50)
    await connected(store)
    const lost = turns('degraded')
    server.stop()
    try {
      await lost
    } finally {
      const back = turns('connected')
      server.resume()
      await back
    }
  })

  test('hangs from the start, starting waits no longer than the command timeout', async () => {
    server.stop()
    const { store } = replica(50)
    try {
      const startedAt = systemRuntime.monotonic()
      await connected(store)
      expect(await store.getMany(['row'])).toEqual([undefined])
      // The attempt goes on for seconds; a busy machine does not make them out of 50 ms.
      expect(systemRuntime.monotonic() - startedAt).toBeLessThan(1_000)
    } finally {
      server.resume()
    }
  })

  test('dies, every question is a miss, and it is found again', async () => {
    const { store } = replica()
    await connected(store)
    const lost = turns('degraded')
    await server.kill()
    await lost
    expect(await store.getMany(['row'])).toEqual([undefined])
    store.setMany([{ key: 'row', entry: entry(1), keepMillis: 1_000 }])
    const back = turns('connected')
    await server.start()
    await back
    await put(store, 'row', 2)
    expect((await store.getMany(['row']))[0]?.value).toBe(2)
  })

  test('is emptied, the entries are gone and nothing else happens', async () => {
    const [a, b] = [replica(), replica()]
    await Promise.all([connected(a.store), connected(b.store)])
    await put(a.store, 'row', 1)
    const before = b.heard.length
    await admin((redis) => redis.flushall())
    expect(await b.store.getMany(['row'])).toEqual([undefined])
    await a.store.invalidate(customer('1'))
    await b.hears(before + 1)
    expect(b.heard.slice(before).map(([what]) => what)).toEqual([customer('1')])
    await put(a.store, 'row', 2)
    expect((await b.store.getMany(['row']))[0]?.value).toBe(2)
  })

  test('is full, what it holds is still had from it', async () => {
    const { store } = replica()
    await connected(store)
    await put(store, 'row', 1)
    const refused = published('freshet.cache.shared-write-failed')
    await admin((redis) => redis.config('SET', 'maxmemory', '1'))
    try {
      store.setMany([{ key: 'other', entry: entry(2), keepMillis: 60_000 }])
      await refused
      expect((await store.getMany(['row', 'other'])).map((found) => found?.value)).toEqual([1, undefined])
      expect(store.state).toBe('connected')
    } finally {
      await admin((redis) => redis.config('SET', 'maxmemory', '0'))
    }
  })

  test('is not there, closing does not wait for it', async () => {
    const store = createRedisStore(
      { url: 'redis://127.0.0.1:1', prefix: 'test', commandTimeoutMillis: 50 },
      systemRuntime,
    )
    await connected(store)
    expect(await store.getMany(['row'])).toEqual([undefined])
    expect(store.state).toBe('degraded')
    await store.close()
  })
})
