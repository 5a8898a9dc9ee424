import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Application, type ApplicationOptions, createApplication } from '../../../gateway/application.ts'
import type { SharedState, SharedStateChanged } from '../../../gateway/cache/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { hasRedis, type RedisServer, startRedis } from '../../cache/redis-server.ts'
import { openWorld, type World } from '../world.ts'

const adminToken = 'an-admin-token-of-the-tests'
// Enough for a machine that is busy with other things: where the time matters, the test sets its own.
const patient = 2_000

let redis: RedisServer
let world: World
let options: ApplicationOptions
let replicas: Replica[] = []

beforeAll(async () => {
  if (!hasRedis) return
  redis = await startRedis()
  world = await openWorld({
    change: (given) => {
      options = given
      return given
    },
  })
})
afterAll(async () => {
  await world?.close()
  await redis?.close()
})
beforeEach(async () => {
  if (hasRedis) await flush()
})
afterEach(async () => {
  await Promise.all(replicas.map(({ application }) => application.close()))
  replicas = []
})

async function flush(): Promise<void> {
  const client = new Redis(redis.url, { protocol: 2 })
  await client.flushall()
  client.disconnect()
}

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly json: any
  /** Calls that all the systems had for it. */
  readonly calls: number
}

interface Replica {
  readonly application: Application
  ask(query: string): Promise<Answer>
  invalidate(body: object): Promise<{ status: number; reach: string }>
  ready(): Promise<Record<string, boolean>>
  /** Resolves when what this replica has written is there for others: they share no connection. */
  written(): Promise<unknown>
  /** Resolves when it hears of the next invalidation. */
  hears(): Promise<void>
}

/** A gateway of its own over the same systems, as another process would be. */
async function replica(commandTimeoutMillis = patient): Promise<Replica> {
  const shared = { url: redis.url, prefix: 'e2e', commandTimeoutMillis, replicas: 2 }
  const application = createApplication({ ...options, redis: shared, adminToken })
  const { url } = await application.server.listen(0, '127.0.0.1')
  const post = (path: string, body: object, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const made: Replica = {
    application,
    async ask(query) {
      const before = callCount()
      const response = await post('/graphql', { query })
      return { status: response.status, json: await response.json(), calls: callCount() - before }
    },
    async invalidate(body) {
      const response = await post('/admin/invalidate', body, { authorization: `Bearer ${adminToken}` })
      const { reach } = (await response.json()) as { reach: string }
      return { status: response.status, reach }
    },
    ready: async () => ((await (await fetch(`${url}/readyz`)).json()) as { parts: Record<string, boolean> }).parts,
    written: () => application.shared!.getMany(['anything']),
    hears: () => new Promise((resolve) => application.shared!.onInvalidate(() => resolve())),
  }
  replicas.push(made)
  return made
}

const callCount = () => Object.values(world.simulators).reduce((sum, { calls }) => sum + calls, 0)

function turns(state: SharedState): Promise<void> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      if ((message as SharedStateChanged).state !== state) return
      unsubscribe('freshet.cache.shared', listener)
      resolve()
    }
    subscribe('freshet.cache.shared', listener)
  })
}

const meta = 'meta { servedFrom fetchedAt ageSeconds }'
const page = (first: number) =>
  `{ customers(first: ${first}) { nodes { id name contacts(first: 1) { nodes { fullName } } ${meta} } } }`

const withoutMeta = ({ json }: Answer) =>
  JSON.stringify(json.data, (name, value) => (name === 'meta' ? undefined : value))

describe.skipIf(!hasRedis)('two replicas with one Redis', () => {
  test('read once: what one asked the systems for, the other has', async () => {
    const [a, b] = [await replica(), await replica()]
    const first = await a.ask(page(10))
    await a.written()
    const second = await b.ask(page(10))
    expect(first.calls).toBeGreaterThan(0)
    expect(second.calls).toBe(0)
    expect(withoutMeta(second)).toBe(withoutMeta(first))
    const stamps = second.json.data.customers.nodes.map((node: { meta: object }) => node.meta)
    for (const [i, { servedFrom, fetchedAt }] of stamps.entries()) {
      expect(servedFrom).toBe('CACHE')
      const original = Date.parse(first.json.data.customers.nodes[i].meta.fetchedAt)
      expect(Date.parse(fetchedAt)).toBeLessThanOrEqual(original + 1)
    }
  })

  test('believe together: what is invalidated at one is read anew by both, and what is not is not', async () => {
    const [a, b] = [await replica(), await replica()]
    const of = (source: string) => `{ customers(first: 5, sources: ["${source}"]) { nodes { name ${meta} } } }`
    for (const source of ['salesforce', 'sap-eu']) await a.ask(of(source))
    await a.written()
    for (const source of ['salesforce', 'sap-eu']) expect((await b.ask(of(source))).calls).toBe(0)
    const heard = b.hears()
    expect(await a.invalidate({ source: 'salesforce' })).toEqual({ status: 200, reach: 'ALL_REPLICAS' })
    await heard
    expect((await b.ask(of('sap-eu'))).calls).toBe(0)
    const again = await b.ask(of('salesforce'))
    expect(again.calls).toBe(1)
    expect(again.json.data.customers.nodes[0].meta.servedFrom).toBe('LIVE')
  })

  test('a record alone is read anew, and those beside it are not', async () => {
    const [a, b] = [await replica(), await replica()]
    const query = '{ customers(first: 3, sources: ["salesforce"]) { nodes { id } } }'
    const ids: string[] = (await a.ask(query)).json.data.customers.nodes.map(({ id }: { id: string }) => id)
    const node = (id: string) => `{ customer(id: "${id}") { name ${meta} } }`
    for (const id of ids) await a.ask(node(id))
    await a.written()
    expect((await b.ask(node(ids[0]!))).calls).toBe(0)
    const heard = b.hears()
    await a.invalidate({ source: 'salesforce', id: ids[0] })
    await heard
    expect((await b.ask(node(ids[0]!))).calls).toBe(1)
    expect((await b.ask(node(ids[1]!))).calls).toBe(0)
  })
})

describe.skipIf(!hasRedis)('when the Redis', () => {
  const fails = (answers: readonly Answer[]) =>
    answers.filter(({ status, json }) => status !== 200 || json.errors !== undefined)

  test('hangs, an answer takes a tenth of a second longer at most, and none fails', async () => {
    const a = await replica(50)
    const timed = async (query: string) => {
      const startedAt = systemRuntime.monotonic()
      const answer = await a.ask(query)
      return { answer, millis: systemRuntime.monotonic() - startedAt }
    }
    const usual = []
    for (const first of [10, 11, 12]) usual.push(await timed(page(first)))
    const hung = []
    // Three times, of which the quickest counts: the machine may be busy with other things.
    for (const first of [13, 14, 15]) {
      const lost = turns('degraded')
      redis.stop()
      try {
        hung.push(await timed(page(first)))
        await lost
        expect(await a.ready()).toMatchObject({ sharedCache: false, salesforce: true })
        expect((await a.ask(page(first))).calls).toBe(0)
        expect(fails(await Promise.all([3, 4, 5].map((more) => a.ask(page(first * more)))))).toEqual([])
      } finally {
        const back = turns('connected')
        redis.resume()
        await back
      }
      expect(await a.ready()).toMatchObject({ sharedCache: true })
    }
    expect(fails([...usual, ...hung].map(({ answer }) => answer))).toEqual([])
    const most = Math.max(...usual.map(({ millis }) => millis)) + 100
    expect(Math.min(...hung.map(({ millis }) => millis))).toBeLessThan(most)
  })

  test('dies, each goes on with what it holds, and what is invalidated meanwhile is told later', async () => {
    const [a, b] = [await replica(), await replica()]
    await a.ask(page(5))
    await a.written()
    await b.ask(page(5))
    const lost = turns('degraded')
    await redis.kill()
    await lost
    const [here, there, cold] = [await a.ask(page(5)), await b.ask(page(5)), await b.ask(page(6))]
    expect(fails([here, there, cold])).toEqual([])
    expect([here.calls, there.calls]).toEqual([0, 0])
    expect(await a.invalidate({ source: 'salesforce' })).toEqual({ status: 200, reach: 'THIS_REPLICA' })
    expect((await a.ask(page(5))).calls).toBeGreaterThan(0)
    const heard = b.hears()
    await redis.start()
    await heard
    expect((await b.ask(page(5))).calls).toBeGreaterThan(0)
  })

  test('is emptied, nobody notices', async () => {
    const [a, b] = [await replica(), await replica()]
    await a.ask(page(5))
    await a.written()
    await b.ask(page(5))
    await flush()
    const [held, cold] = [await b.ask(page(5)), await b.ask(page(7))]
    expect(fails([held, cold])).toEqual([])
    expect(held.calls).toBe(0)
    await b.written()
    expect((await a.ask(page(7))).calls).toBe(0)
  })

  test('is not there at all, everything is as it is without', async () => {
    const address = 'redis://127.0.0.1:1'
    const application = createApplication({
      ...options,
      redis: { url: address, prefix: 'e2e', commandTimeoutMillis: 50, replicas: 2 },
    })
    const { url } = await application.server.listen(0, '127.0.0.1')
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: page(3) }),
    })
    expect(await response.json()).not.toHaveProperty('errors')
    await application.close()
  })
})
