import { describe, expect, test } from 'vitest'
import type { Limit } from '../../gateway/connector/index.ts'
import { createGuard, type GuardOptions } from '../../gateway/guard/index.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { citation } from './traffic.ts'

function open(limits: readonly Limit[], options: GuardOptions = {}) {
  const runtime = manualRuntime()
  const guard = createGuard('erp', limits, runtime, options)
  const acquire = (isRetry = false) =>
    guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1_000, isRetry })
  return { runtime, guard, acquire }
}

const window = (permits: number): Limit => ({ name: 'w', kind: 'window', permits, windowMillis: 60_000, citation })
const concurrency: Limit = { name: 'c', kind: 'concurrency', permits: 1, citation }

describe('a permit', () => {
  test('is good for a quarter of a second', async () => {
    const { acquire, runtime, guard } = open([window(1)])
    const permit = await acquire()
    runtime.advance(250)
    expect(permit.dispatch()).toBe(true)
    permit.settle('ok')
    expect(guard.state()).toMatchObject({ attempts: 1, permitsExpired: 0 })
  })

  test('that has run out is renewed where there is room, and both count', async () => {
    const { acquire, runtime, guard } = open([window(2)])
    const permit = await acquire()
    runtime.advance(251)
    expect(permit.dispatch()).toBe(true)
    expect(guard.state()).toMatchObject({ inFlight: 1, attempts: 1, permitsExpired: 1 })
    expect(guard.state().budgets[0]!.remaining).toBe(0)
    permit.settle('ok')
    expect(guard.state().inFlight).toBe(0)
  })

  test('that has run out is given back where there is no room', async () => {
    const { acquire, runtime, guard } = open([window(1)])
    const permit = await acquire()
    runtime.advance(251)
    expect(permit.dispatch()).toBe(false)
    expect(guard.state()).toMatchObject({ inFlight: 0, attempts: 0 })
    expect(() => permit.settle('ok')).toThrow('settled twice')
  })

  test('of a call that we hung up on is free a little later, when the vendor has noticed', async () => {
    const { acquire, runtime, guard } = open([concurrency])
    const permit = await acquire()
    permit.dispatch()
    permit.settle('failed', true)
    const next = acquire()
    runtime.advance(249)
    expect(guard.state()).toMatchObject({ inFlight: 1, queued: 1 })
    runtime.advance(1)
    await expect(next).resolves.toBeDefined()
  })

  test('of a call that never left is free at once', async () => {
    const { acquire } = open([concurrency])
    ;(await acquire()).settle('ignored', true)
    await expect(acquire()).resolves.toBeDefined()
  })
})

describe('retries', () => {
  test('are three at first, and then a tenth of the first attempts', async () => {
    const { acquire, guard } = open([])
    const attempt = async (isRetry: boolean) => {
      const permit = await acquire(isRetry)
      const hasLeft = permit.dispatch()
      if (hasLeft) permit.settle('ok')
      return hasLeft
    }
    for (let i = 0; i < 3; i++) expect(await attempt(true)).toBe(true)
    expect(guard.mayRetry()).toBe(false)
    await expect(acquire(true)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    for (let i = 0; i < 9; i++) await attempt(false)
    expect(guard.mayRetry()).toBe(false)
    await attempt(false)
    expect(guard.mayRetry()).toBe(true)
    await attempt(true)
    expect(guard.mayRetry()).toBe(false)
    expect(guard.state()).toMatchObject({ attempts: 14, retries: 4 })
  })

  test('that were allowed together are not all made', async () => {
    const { acquire, guard } = open([concurrency].slice(1))
    const permits = await Promise.all(Array.from({ length: 5 }, () => acquire(true)))
    expect(permits.map((permit) => permit.dispatch())).toEqual([true, true, true, false, false])
    expect(guard.state().inFlight).toBe(3)
  })

  test('are as many as anybody wants where each attempt may be made again', async () => {
    const { acquire, guard } = open([], { retryShare: 1 })
    const permits = await Promise.all(Array.from({ length: 20 }, () => acquire(true)))
    expect(permits.every((permit) => permit.dispatch())).toBe(true)
    expect(guard.mayRetry()).toBe(true)
  })
})

test('what the vendor would not bear is halved once for an incident, and tried again slowly', async () => {
  const { acquire, guard, runtime } = open([window(800), { ...concurrency, permits: 8 }])
  const limits = () => guard.state().budgets.map(({ permits }) => permits)
  const [first, second] = [await acquire(), await acquire()]
  first.settle('throttled')
  second.settle('throttled')
  expect(limits()).toEqual([400, 4])
  runtime.advance(150_000)
  expect(limits()).toEqual([600, 6])
  runtime.advance(150_000)
  expect(limits()).toEqual([800, 8])
  for (let i = 0; i < 10; i++) {
    runtime.advance(1_000)
    ;(await acquire()).settle('throttled')
  }
  // A sixteenth, and one call at least: with none there would be nothing to learn from.
  expect(limits()).toEqual([50, 1])
})

test('those who come too late to get an answer are refused, not called for in vain', async () => {
  const { acquire, guard, runtime } = open([concurrency])
  const take = async (millis: number) => {
    const permit = await acquire()
    permit.dispatch()
    runtime.advance(millis)
    return permit
  }
  for (let i = 0; i < 50; i++) (await take(200)).settle('ok')
  const running = await take(0)
  // A call takes two tenths of a second; this one will have one left.
  const late = expect(acquire()).rejects.toMatchObject({ code: 'GATEWAY_OVERLOADED' })
  runtime.advance(900)
  const fresh = acquire()
  running.settle('ok')
  await late
  await expect(fresh).resolves.toBeDefined()
  expect(guard.state().inFlight).toBe(1)
})
