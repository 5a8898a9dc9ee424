import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PoolAsk, PoolReply, PoolRequest, PoolTimings } from '../../../gateway/guard/shared/protocol.ts'
import { redisPool } from '../../../gateway/guard/shared/redis-pool.ts'
import { scriptWith } from '../../../gateway/guard/shared/script.ts'
import { connect, createConnection, type Redis } from '../../../gateway/redis/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { hasRedis, type RedisServer, startRedis } from '../../cache/redis-server.ts'
import { type Account, askDouble } from './pool-double.ts'

let server: RedisServer
let redis: Redis
beforeAll(async () => {
  if (!hasRedis) return
  server = await startRedis()
  redis = createConnection(server.url)
  await connect([redis], systemRuntime)
})
afterAll(async () => {
  redis?.disconnect()
  await server?.close()
})

const wanted = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 12 }))

/** Small and short, so that slots fill and empty within the few millis that a sequence takes. */
const arbitraryLimits: fc.Arbitrary<PoolAsk[]> = fc
  .tuple(
    wanted,
    wanted,
    wanted,
    wanted,
    wanted,
    fc.record({
      used: fc.integer({ min: -1, max: 8 }),
      sum: fc.integer({ min: 0, max: 30 }),
      reading: fc.oneof(
        { weight: 9, arbitrary: fc.constant(-1) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
      ),
      inUse: fc.integer({ min: 0, max: 2 }),
      oks: fc.integer({ min: 0, max: 5 }),
      kept: fc.constantFrom(1_000, 800, 500),
      known: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 9_000 })),
      share: fc.constantFrom(1, 0.7),
    }),
  )
  .map(([window, quota, rate, held, learned, { used, sum, reading, inUse, oks, kept, known, share }]) => {
    const spent = { kind: 'spent' as const, slack: 3, used, sum, reading }
    const ask = ([need, more, part]: [number, number, number]) => ({ need, want: need + more, part })
    const learning = { initial: 4_000, min: 1_000, max: 9_000, own: 2, known, oks, kept, share }
    return [
      { ...spent, ...ask(window), name: 'window', slotMillis: 1, keepMillis: 4, isQuota: false, reading: -1 },
      { ...spent, ...ask(quota), name: 'quota', slotMillis: 2, keepMillis: 9, isQuota: true },
      { ...ask(rate), kind: 'rate', name: 'rate', burst: 12.5, intervalMicros: 700 },
      { ...ask(held), kind: 'held', name: 'held', permits: 12, inUse },
      { ...ask(learned), kind: 'held', name: 'learned', permits: 0, inUse, learning },
    ]
  })

interface Step {
  readonly what: 'ask' | 'flush' | 'failover'
  readonly owner: string
  readonly limits: PoolAsk[]
  readonly isUpToDate: boolean
  readonly rest: number
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 60, arbitrary: fc.constant('ask' as const) },
    { weight: 1, arbitrary: fc.constant('flush' as const) },
    { weight: 1, arbitrary: fc.constant('failover' as const) },
  ),
  owner: fc.constantFrom('a', 'b', 'c'),
  limits: arbitraryLimits.chain((limits) => fc.subarray(limits, { minLength: 1 })),
  isUpToDate: fc.boolean(),
  rest: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 300 }) }),
})

/** As short as the slots. */
const timings: PoolTimings = { owner: 4, settle: 5, reading: 20, silence: 2, poll: 1 }
const script = scriptWith(timings)

const steps = Number(process.env.FRESHET_SCRIPT_STEPS ?? 6_000)

describe.skipIf(!hasRedis)('the script on a real server', () => {
  test('answers as its double does, whatever it is asked', async () => {
    let accounts = new Map<string, Account>()
    let failovers = 0
    let epoch = ''
    const sample = fc.sample(step, steps)
    let granted = 0
    let refused = 0
    for (const { what, owner, limits, isUpToDate, rest } of sample) {
      if (what === 'flush') {
        await redis.flushall()
        accounts = new Map()
      }
      if (what === 'failover') failovers++
      const ask: PoolRequest = {
        owner,
        epoch: isUpToDate ? epoch : 'before',
        limits,
        ...(rest > 0 ? { rest: { millis: rest, reason: 'SOURCE_THROTTLED' } } : {}),
      }
      const given = ['account', 'channel', 'erp', `server-${failovers}`, JSON.stringify(ask)]
      const real = JSON.parse((await redis.eval(script, 1, ...given)) as string) as PoolReply
      const { reply } = askDouble(
        accounts,
        { source: 'erp', server: `server-${failovers}`, clock: Number(real.now), ask },
        timings,
      )
      expect(reply, JSON.stringify(ask)).toEqual(real)
      epoch = real.epoch
      for (const { granted: count, wait } of real.limits) {
        if (count > 0) granted++
        if (wait !== 0) refused++
      }
    }
    // It was about something.
    expect(Math.min(granted, refused)).toBeGreaterThan(steps / 10)
  })

  test('is loaded by whoever finds that it is not there', async () => {
    const open = redisPool({ url: server.url, prefix: 'test', commandTimeoutMillis: 2_000 }, systemRuntime)
    const session = await open()
    const ask: PoolRequest = { owner: 'a', epoch: '', limits: [] }
    for (const _ of [1, 2]) {
      await redis.script('FLUSH')
      await expect(session.ask('erp', ask)).resolves.toMatchObject({ rest: 0 })
    }
    session.close()
  })
})
