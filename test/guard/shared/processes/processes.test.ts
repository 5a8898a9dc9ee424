import { afterEach, describe, expect, test } from 'vitest'
import type { Limit } from '../../../../gateway/connector/index.ts'
import { connect, createConnection, type Redis } from '../../../../gateway/redis/index.ts'
import { systemRuntime } from '../../../../gateway/runtime.ts'
import { hasRedis, type RedisServer, startRedis } from '../../../cache/redis-server.ts'
import { citation } from '../../traffic.ts'
import { violations } from '../arrivals.ts'
import { type Caller, startCaller } from './fleet.ts'
import { type Relay, startRelay } from './relay.ts'
import { startVendor, type Vendor } from './vendor.ts'

const window: Limit = { kind: 'window', name: 'window', permits: 60, windowMillis: 1_000, citation }
const slots: Limit = { kind: 'concurrency', name: 'slots', permits: 12, citation }
const limits = [window, slots]
const names = ['a', 'b', 'c']

interface Scene {
  readonly redis: RedisServer
  readonly relay: Relay
  readonly vendor: Vendor
  readonly fleet: Caller[]
}

let closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  closing = []
})
function later<T>(thing: T, close: (thing: T) => Promise<unknown>): T {
  closing.push(() => close(thing))
  return thing
}

/** Three processes with one Redis, which have begun to draw on the pool. */
async function open(): Promise<Scene> {
  const redis = later(await startRedis(), (it) => it.close())
  const relay = later(await startRelay(redis.url), (it) => it.close())
  const vendor = later(await startVendor(20), (it) => it.close())
  const fleet = await Promise.all(names.map((name) => join(relay, vendor, name)))
  await poolOpens(vendor)
  return { redis, relay, vendor, fleet }
}

async function join(relay: Relay, vendor: Vendor, name: string): Promise<Caller> {
  const options = { name, redisUrl: relay.url, vendorPort: vendor.port, limits, replicas: names.length, callers: 8 }
  return later(await startCaller(options), (it) => it.kill())
}

/** More calls within a second than the parts of all replicas allow: so some are of the pool. */
async function poolOpens({ log, comes }: Vendor): Promise<void> {
  for (;;) {
    await comes(1)
    const last = log.at(-1)!.at
    if (log.filter(({ at }) => at > last - 900).length > 40) return
  }
}

/** What the replicas do by themselves still happens, and for more than a window. */
async function goesOn({ vendor }: Scene, alive = names): Promise<void> {
  await Promise.all(alive.map((name) => vendor.comes(12, name)))
  await vendor.comes(40)
}

function expectKept({ vendor: { log } }: Scene): void {
  expect(limits.flatMap((limit) => violations(limit, log))).toEqual([])
}

async function admin<T>(url: string, run: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = createConnection(url)
  await connect([redis], systemRuntime)
  try {
    return await run(redis)
  } finally {
    redis.disconnect()
  }
}

describe.skipIf(!hasRedis)('three processes keep a vendor’s limits together', { timeout: 60_000 }, () => {
  test('when their Redis dies, and when an empty one takes its place', async () => {
    const scene = await open()
    const lost = Promise.all(scene.fleet.map((caller) => caller.turns('degraded')))
    await scene.redis.kill()
    await lost
    await goesOn(scene)
    const back = Promise.all(scene.fleet.map((caller) => caller.turns('shared')))
    await scene.redis.start()
    await back
    await poolOpens(scene.vendor)
    expectKept(scene)
  })

  test('when their Redis hangs, and when it goes on', async () => {
    const scene = await open()
    const lost = Promise.all(scene.fleet.map((caller) => caller.turns('degraded')))
    scene.redis.stop()
    await lost
    await goesOn(scene)
    const back = Promise.all(scene.fleet.map((caller) => caller.turns('shared')))
    scene.redis.resume()
    await back
    await poolOpens(scene.vendor)
    expectKept(scene)
  })

  test('when their Redis becomes slow, and quick again', async () => {
    const scene = await open()
    const lost = Promise.all(scene.fleet.map((caller) => caller.turns('degraded')))
    scene.relay.delayMillis = 200
    await lost
    await goesOn(scene)
    const back = Promise.all(scene.fleet.map((caller) => caller.turns('shared')))
    scene.relay.delayMillis = 0
    await back
    await poolOpens(scene.vendor)
    expectKept(scene)
  })

  test('when their Redis is emptied in the midst of a window, again and again', async () => {
    const scene = await open()
    for (let i = 0; i < 3; i++) {
      await admin(scene.redis.url, (redis) => redis.flushall())
      await goesOn(scene)
    }
    await poolOpens(scene.vendor)
    expectKept(scene)
  })

  test('when a copy that is behind takes the place of their Redis', async () => {
    const scene = await open()
    const copy = later(await startRedis(), (it) => it.close())
    const { port } = new URL(scene.redis.url)
    await admin(copy.url, async (redis) => {
      await redis.replicaof('127.0.0.1', Number(port))
      while (!/master_link_status:up/.test(await redis.info('replication'))) await scene.vendor.comes(1)
      await redis.replicaof('NO', 'ONE')
    })
    // Leased from the old one, and not known to the new one.
    await scene.vendor.comes(20)
    await scene.redis.kill()
    const back = Promise.all(scene.fleet.map((caller) => caller.turns('shared')))
    scene.relay.pointTo(copy.url)
    await back
    await goesOn(scene)
    await poolOpens(scene.vendor)
    expectKept(scene)
  })

  test('when one of them is stopped and goes on, and when one is killed', async () => {
    const scene = await open()
    const [a, b] = scene.fleet
    a!.stop()
    await goesOn(scene, ['b', 'c'])
    a!.resume()
    await goesOn(scene)
    await b!.kill()
    await goesOn(scene, ['a', 'c'])
    // What it held comes back: the others have more than their own parts again.
    await poolOpens(scene.vendor)
    expectKept(scene)
  })
})
