import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Application, type ApplicationOptions, createApplication } from '../../../gateway/application.ts'
import { hasRedis, type RedisServer, startRedis } from '../../cache/redis-server.ts'
import { openWorld, type World } from '../world.ts'

let redis: RedisServer
let world: World
let options: ApplicationOptions
let replicas: Application[] = []

beforeEach(async () => {
  if (!hasRedis) return
  redis = await startRedis()
  world = await openWorld({
    change: (given) => {
      options = given
      return given
    },
  })
})
afterEach(async () => {
  await Promise.all(replicas.map((application) => application.close()))
  replicas = []
  await world?.close()
  await redis?.close()
})

interface Replica {
  /** Asks the system itself, and tells with what code it was refused. */
  ask(): Promise<string | undefined>
  ready(): Promise<Record<string, boolean>>
}

/** A day of so few calls that it is soon spent. */
const dayOf = (permits: number): ApplicationOptions['sources'] =>
  options.sources
    .filter(({ name }) => name === 'salesforce')
    .map((source) => ({ ...source, headroom: 0, limits: { DailyApiRequests: { permits } } }))

async function replica(sources: ApplicationOptions['sources']): Promise<Replica> {
  const shared = { url: redis.url, prefix: 'e2e', commandTimeoutMillis: 150, replicas: 2 }
  const application = createApplication({ ...options, sources, redis: shared })
  replicas.push(application)
  const { url } = await application.server.listen(0, '127.0.0.1')
  return {
    async ask() {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
        body: JSON.stringify({ query: '{ customers(first: 3) { nodes { name } } }' }),
      })
      const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
      return errors?.[0]?.extensions.code
    },
    ready: async () => ((await (await fetch(`${url}/readyz`)).json()) as { parts: Record<string, boolean> }).parts,
  }
}

const calls = () => world.simulators.salesforce!.calls

/** Asks until the answer is a refusal, and tells how often it was not. */
async function askAll({ ask }: Replica): Promise<number> {
  for (let served = 0; ; served++) {
    const code = await ask()
    if (code === undefined) continue
    expect(code).toBe('SOURCE_QUOTA_EXHAUSTED')
    return served
  }
}

function lost(): Promise<void> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      if ((message as { state: string }).state !== 'degraded') return
      unsubscribe('freshet.guard.shared', listener)
      resolve()
    }
    subscribe('freshet.guard.shared', listener)
  })
}

describe.skipIf(!hasRedis)('two replicas with one Redis', () => {
  test('keep the vendor’s day together, and keep it still when the Redis is gone', async () => {
    const [a, b] = [await replica(dayOf(20)), await replica(dayOf(20))]
    expect(await a.ready()).toMatchObject({ sharedLimits: true })
    const before = calls()
    expect(await askAll(a)).toBeGreaterThan(0)
    const gone = lost()
    await redis.kill()
    await gone
    // The other one still has its own part.
    expect(await askAll(b)).toBeGreaterThan(0)
    expect(await askAll(a)).toBe(0)
    expect(calls() - before).toBeLessThanOrEqual(20)
    expect(await b.ready()).toMatchObject({ sharedLimits: false })
  })

  test('leave a system alone together: what asked one of them for rest has it from both', async () => {
    const [a, b] = [await replica(dayOf(10_000)), await replica(dayOf(10_000))]
    world.simulators.salesforce!.fault({ kind: 'throttled', retryAfter: '120', times: 1 })
    expect(await a.ask()).toBe('SOURCE_THROTTLED')
    // The news travels through Redis: once the other has heard, it says so and calls nobody.
    let before = calls()
    while ((await b.ask()) !== 'SOURCE_THROTTLED') before = calls()
    expect(calls()).toBe(before)
  })
})
