import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Limit } from '../../gateway/connector/index.ts'
import { createGuard } from '../../gateway/guard/index.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { citation, type Fate, granted, settled, simulate, tickMillis, visits } from './traffic.ts'

const patient = fc.constant(1_000_000)
const impatient = fc.integer({ min: 0, max: 1_500 })

const window = (permits: number, windowMillis: number): Limit => ({
  name: 'w',
  kind: 'window',
  permits,
  windowMillis,
  citation,
})
const quota = (permits: number, windowMillis: number): Limit => ({
  name: 'q',
  kind: 'quota',
  permits,
  windowMillis,
  citation,
})
const rate = (permits: number, burst: number): Limit => ({
  name: 'r',
  kind: 'rate',
  permits,
  perMillis: 1_000,
  burst,
  citation,
})
const concurrency = (permits: number): Limit => ({ name: 'c', kind: 'concurrency', permits, citation })

/** The most that any window holds, wherever it is laid. */
function fullest(times: readonly number[], windowMillis: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.max(0, ...sorted.map((start, i) => sorted.slice(i).filter((at) => at - start < windowMillis).length))
}

const inFlightAt = (fates: readonly Fate[], at: number): number =>
  fates.filter(
    ({ grantedAt, settledAt }) =>
      grantedAt !== undefined && grantedAt <= at && (settledAt ?? Number.POSITIVE_INFINITY) > at,
  ).length

describe('a window', () => {
  test('holds wherever it is laid, at the vendor’s end of the wire too', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 240 }), { minLength: 80, maxLength: 80 })
    const property = fc.asyncProperty(
      visits(fc.oneof(patient, impatient)),
      fc.integer({ min: 1, max: 6 }),
      delays,
      async (callers, permits, delays) => {
        const times = granted(await simulate([window(permits, 700)], callers))
        expect(
          fullest(
            times.map((at, i) => at + delays[i]!),
            700,
          ),
        ).toBeLessThanOrEqual(permits)
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })

  test('holds although the wall clock steps forward', async () => {
    const runtime = manualRuntime()
    const guard = createGuard('erp', [window(1, 60_000)], runtime)
    const ask = () => guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1_000 })
    await ask()
    runtime.step(3_600_000)
    await expect(ask()).rejects.toMatchObject({ code: 'GATEWAY_OVERLOADED' })
  })
})

test('a rate lets through its burst, and then no more than the rate over any time', async () => {
  const property = fc.asyncProperty(
    visits(fc.oneof(patient, impatient)),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 0, max: 5 }),
    async (callers, permits, burst) => {
      const times = granted(await simulate([rate(permits, burst)], callers))
      const interval = 1_000 / permits
      for (const [i, from] of times.entries())
        for (const [j, to] of times.slice(i).entries())
          expect(j + 1).toBeLessThanOrEqual(Math.max(1, burst) + (to - from + tickMillis) / interval + 1e-6)
    },
  )
  await fc.assert(property, { numRuns: 60 })
})

test('a rate without a burst lets one call through at a time', async () => {
  const runtime = manualRuntime()
  const guard = createGuard('erp', [rate(1, 0)], runtime)
  await expect(
    guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 }),
  ).resolves.toBeDefined()
})

test('never more are in flight than may be', async () => {
  const property = fc.asyncProperty(
    visits(fc.oneof(patient, impatient)),
    fc.integer({ min: 1, max: 5 }),
    async (callers, permits) => {
      const fates = await simulate([concurrency(permits)], callers, (guard) =>
        expect(guard.state().inFlight).toBeLessThanOrEqual(permits),
      )
      for (const { grantedAt } of fates)
        if (grantedAt !== undefined) expect(inFlightAt(fates, grantedAt)).toBeLessThanOrEqual(permits)
    },
  )
  await fc.assert(property, { numRuns: 60 })
})

test('several limits hold together, and whoever is patient is served in the end', async () => {
  const property = fc.asyncProperty(
    visits(patient, 40),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 2, max: 10 }),
    async (callers, most, permits) => {
      const fates = await simulate(
        [concurrency(most), window(permits, 500), rate(40, 3), quota(25, 2_000)],
        callers,
        () => {},
        120_000,
      )
      expect(fates.filter(({ settledAt }) => settledAt === undefined)).toEqual([])
      const times = granted(fates)
      expect(fullest(times, 500 - tickMillis)).toBeLessThanOrEqual(permits)
      expect(fullest(times, 2_000 - tickMillis)).toBeLessThanOrEqual(25)
    },
  )
  await fc.assert(property, { numRuns: 40 })
})

describe('an adaptive limit', () => {
  const adaptive: Limit = { name: 'a', kind: 'adaptive', initial: 4, min: 1, max: 6, citation }
  const limitNow = (guard: ReturnType<typeof createGuard>) => guard.state().budgets[0]!.permits

  test('stays within its bounds, and is never exceeded', async () => {
    const property = fc.asyncProperty(visits(patient), async (callers) => {
      const fates = await simulate([adaptive], callers, (guard) => {
        expect(limitNow(guard)).toBeGreaterThanOrEqual(1)
        expect(limitNow(guard)).toBeLessThanOrEqual(6)
        expect(guard.state().inFlight).toBeLessThanOrEqual(6)
      })
      expect(fates.every(({ settledAt }) => settledAt !== undefined)).toBe(true)
    })
    await fc.assert(property, { numRuns: 40 })
  })

  test('shrinks when answers come much more slowly than usual, and grows again', async () => {
    const runtime = manualRuntime()
    const guard = createGuard('erp', [{ ...adaptive, initial: 6 }], runtime)
    const calls = async (count: number, millis: number) => {
      for (let i = 0; i < count; i++) {
        const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1_000 })
        permit.dispatch()
        runtime.advance(millis)
        permit.settle('ok')
      }
    }
    await calls(200, 100)
    expect(limitNow(guard)).toBe(6)
    await calls(20, 1_000)
    expect(limitNow(guard)).toBeLessThanOrEqual(2)
    await calls(200, 100)
    expect(limitNow(guard)).toBe(6)
  })

  test('is halved by trouble, left by what says nothing, and grows by one for a round of successes', async () => {
    const runtime = manualRuntime()
    const guard = createGuard('erp', [adaptive], runtime)
    const call = async (outcome: 'ok' | 'throttled' | 'failed' | 'ignored') =>
      (await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1_000 })).settle(outcome)
    await call('ignored')
    expect(limitNow(guard)).toBe(4)
    await call('throttled')
    // What was under way at the same time tells of the same trouble.
    await call('throttled')
    expect(limitNow(guard)).toBe(2)
    await call('ok')
    await call('ok')
    expect(limitNow(guard)).toBe(2)
    await call('ok')
    expect(limitNow(guard)).toBe(3)
    for (let i = 0; i < 5; i++) {
      runtime.advance(1_000)
      await call('throttled')
    }
    expect(limitNow(guard)).toBe(1)
  })

  test('lets one through whatever happened, or nothing would ever be learnt', async () => {
    const runtime = manualRuntime()
    const guard = createGuard('erp', [{ ...adaptive, min: 0 }], runtime)
    for (let i = 0; i < 10; i++) {
      runtime.advance(1_000)
      const permit = await guard.acquire({ cost: 1, lane: 'batch', deadline: runtime.monotonic() + 1_000 })
      permit.settle('throttled')
    }
    expect(limitNow(guard)).toBe(1)
  })
})

describe('a quota', () => {
  const day = 24 * 60 * 60_000
  const open = (permits: number) => {
    const runtime = manualRuntime()
    const guard = createGuard('erp', [quota(permits, day)], runtime)
    const ask = (patience = 1_000) =>
      guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + patience })
    const remaining = () => guard.state().budgets[0]!.remaining
    return { runtime, guard, ask, remaining }
  }

  test('is a day of any twenty-four hours', async () => {
    const { runtime, ask } = open(3)
    await ask()
    runtime.advance(day / 2)
    await ask()
    await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED', source: 'erp' })
    runtime.advance(day / 2 + 60_000)
    await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED' })
  })

  test('counts a call until its last instant has left the window', async () => {
    const runtime = manualRuntime()
    // In slots of a second.
    const guard = createGuard('erp', [quota(1, 1_440_000)], runtime)
    const ask = () => guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 })
    runtime.advance(1_000 - (runtime.monotonic() % 1_000) + 999)
    await ask()
    runtime.advance(1_439_999)
    await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED' })
    runtime.advance(1_001)
    await expect(ask()).resolves.toBeDefined()
  })

  test('says truly when it is worth asking again', async () => {
    const { runtime, ask } = open(1)
    await ask()
    const { retryAfterMs } = await ask().catch((error) => error)
    expect(retryAfterMs).toBeGreaterThan(day - 60_000)
    runtime.advance(retryAfterMs - 1)
    await expect(ask(0.5)).rejects.toMatchObject({ retryAfterMs: 1 })
    runtime.advance(1)
    await expect(ask()).resolves.toBeDefined()
  })

  test('is corrected by what the vendor counts, upward only', async () => {
    const { guard, ask, remaining } = open(100)
    await ask()
    guard.correct({ limit: 'q', used: 60, permits: 100 })
    expect(remaining()).toBe(40)
    guard.correct({ limit: 'q', used: 10, permits: 100 })
    expect(remaining()).toBe(40)
    guard.correct({ limit: 'another', used: 99, permits: 100 })
    expect(remaining()).toBe(40)
  })

  test('is no more than the vendor grants, and no more than is configured', () => {
    const { guard, remaining } = open(100)
    guard.correct({ limit: 'q', used: 60, permits: 70 })
    expect(remaining()).toBe(10)
    guard.correct({ limit: 'q', used: 60, permits: 5_000 })
    expect(remaining()).toBe(40)
    guard.correct({ limit: 'q', used: Number.NaN, permits: Number.NaN })
    expect(remaining()).toBe(40)
  })
})

test('the state tells what is left, and when, by the wall clock', async () => {
  const runtime = manualRuntime()
  const guard = createGuard('erp', [window(2, 60_000), concurrency(3), rate(1, 3)], runtime)
  runtime.step(-500_000)
  const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 10 })
  expect(guard.state()).toMatchObject({
    inFlight: 1,
    queued: 0,
    restingUntil: undefined,
    budgets: [
      { name: 'w', kind: 'window', permits: 2, remaining: 1, windowMillis: 60_000, citation: citation.page },
      { name: 'c', kind: 'concurrency', permits: 3, remaining: 2, windowMillis: undefined, resetAt: undefined },
      { name: 'r', kind: 'rate', permits: 1, remaining: 1 },
    ],
  })
  expect(guard.state().budgets[0]!.resetAt! - runtime.now()).toBeGreaterThanOrEqual(60_000)
  permit.settle('ok')
  await settled()
  expect(guard.state().inFlight).toBe(0)
})
