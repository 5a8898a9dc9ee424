import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Limit } from '../../gateway/connector/index.ts'
import { openBudget } from '../../gateway/guard/budget.ts'
import { createGuard, type Lane, type OpenBudget, type Permit } from '../../gateway/guard/index.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { citation, settled } from './traffic.ts'

const one: Limit = { name: 'c', kind: 'concurrency', permits: 1, citation }
const ten: Limit = { name: 'c', kind: 'concurrency', permits: 10, citation }

function open(limits: readonly Limit[] = [one]) {
  const runtime = manualRuntime()
  const guard = createGuard('erp', limits, runtime)
  const acquire = (lane: Lane = 'interactive', patience = 1_000, signal?: AbortSignal) =>
    guard.acquire({ cost: 1, lane, deadline: runtime.monotonic() + patience, signal })
  return { runtime, guard, acquire }
}

describe('a permit', () => {
  test('is settled once', async () => {
    const { acquire, guard } = open()
    const permit = await acquire()
    permit.settle('ok')
    expect(() => permit.settle('ok')).toThrow('settled twice')
    expect(guard.state().inFlight).toBe(0)
  })

  test('comes back however the call ended', async () => {
    const { acquire } = open()
    for (const outcome of ['ok', 'throttled', 'failed', 'ignored'] as const) (await acquire()).settle(outcome)
    await expect(acquire()).resolves.toBeDefined()
  })
})

describe('the queue', () => {
  /** Holds the only permit, lets these lanes queue up, and serves them one by one. */
  async function served(queue: readonly Lane[], limits: readonly Limit[] = [one]): Promise<string[]> {
    const { acquire } = open(limits)
    const holders = await Promise.all(
      Array.from({ length: limits[0]!.kind === 'concurrency' ? limits[0]!.permits : 1 }, () => acquire()),
    )
    const order: string[] = []
    const waiting: Permit[] = []
    for (const [i, lane] of queue.entries())
      void acquire(lane, 1_000_000).then((permit) => {
        order.push(`${lane[0]}${i}`)
        waiting.push(permit)
      })
    for (let next = holders.shift(); next; next = holders.shift() ?? waiting.shift()) {
      next.settle('ok')
      await settled()
    }
    return order
  }

  test('serves interactive, refresh, batch, each in order of arrival', async () => {
    expect(await served(['batch', 'refresh', 'interactive', 'batch', 'interactive', 'refresh'])).toEqual([
      'i2',
      'i4',
      'r1',
      'r5',
      'b0',
      'b3',
    ])
  })

  test('lets nobody wait for ever behind the urgent', async () => {
    const order = await served(['batch', ...Array.from({ length: 30 }, () => 'interactive' as const)])
    expect(order.indexOf('b0')).toBe(9)
    expect(order.length).toBe(31)
  })

  test('lets nobody wait for ever though the urgent use up what he may draw on, and wastes none of it on his turn', async () => {
    const { acquire, guard } = open([ten])
    const running = await Promise.all(Array.from({ length: 10 }, () => acquire()))
    const order: Lane[] = []
    for (const lane of ['batch', ...Array.from({ length: 30 }, () => 'interactive' as const)] as const)
      void acquire(lane, 1_000_000).then(() => order.push(lane))
    for (const permit of running) {
      permit.settle('ok')
      await settled()
      expect(guard.state().inFlight).toBe(10)
    }
    expect(order.indexOf('batch')).toBe(9)
  })

  test('keeps a share of the limit for the urgent', async () => {
    const { acquire, guard } = open([ten])
    const batch = Array.from({ length: 10 }, () => acquire('batch', 1_000_000))
    await settled()
    expect(guard.state()).toMatchObject({ inFlight: 7, queued: 3 })
    const urgent = await Promise.all([acquire(), acquire(), acquire()])
    expect(guard.state()).toMatchObject({ inFlight: 10, queued: 3 })
    for (const permit of urgent) permit.settle('ok')
    const running = await Promise.all(batch.slice(0, 7))
    for (const permit of running) permit.settle('ok')
    await expect(Promise.all(batch)).resolves.toHaveLength(10)
  })

  test('goes on when the one in front gives up', async () => {
    const window: Limit = { name: 'w', kind: 'window', permits: 2, windowMillis: 1_000, citation }
    const { guard, runtime } = open([window])
    const acquire = (cost: number, patience: number) =>
      guard.acquire({ cost, lane: 'interactive', deadline: runtime.monotonic() + patience })
    await acquire(1, 10)
    const [large, small] = [acquire(3, 100), acquire(1, 10_000)]
    const refused = expect(large).rejects.toMatchObject({ code: 'GATEWAY_OVERLOADED' })
    runtime.advance(100)
    await refused
    await expect(small).resolves.toBeDefined()
  })

  test('leaves no timer and no listener behind', async () => {
    const { acquire, runtime } = open()
    const leaving = new AbortController()
    const permit = await acquire('interactive', 1_000, leaving.signal)
    const waiting = acquire('batch', 1_000, leaving.signal)
    permit.settle('ok')
    ;(await waiting).settle('ok')
    expect(runtime.timers).toBe(0)
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([])
  })
})

describe('a caller', () => {
  test('who has left is not served, and leaves his place', async () => {
    const { acquire, guard } = open()
    const leaving = new AbortController()
    const permit = await acquire()
    const waiting = acquire('interactive', 1_000, leaving.signal)
    const behind = acquire()
    leaving.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    expect(guard.state().queued).toBe(1)
    permit.settle('ok')
    await expect(behind).resolves.toBeDefined()
    await expect(acquire('interactive', 1_000, leaving.signal)).rejects.toThrow('gone')
  })

  test('whose deadline has passed gets no permit, though one is free', async () => {
    const { acquire, guard } = open()
    await expect(acquire('interactive', 0)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', source: 'erp' })
    expect(guard.state().inFlight).toBe(0)
  })

  test('whose deadline passes while he waits is refused then', async () => {
    const { acquire, runtime, guard } = open()
    await acquire()
    const waiting = acquire('interactive', 300)
    runtime.advance(299)
    await settled()
    expect(guard.state().queued).toBe(1)
    const refused = expect(waiting).rejects.toMatchObject({ code: 'GATEWAY_OVERLOADED', retryAfterMs: 1_000 })
    runtime.advance(1)
    await refused
    expect(guard.state().queued).toBe(0)
  })

  test('whose timer comes late on a busy machine is not served after his deadline', async () => {
    const runtime = manualRuntime()
    let late = 0
    const guard = createGuard('erp', [one], { ...runtime, monotonic: () => runtime.monotonic() + late })
    const acquire = () => guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + late + 100 })
    const permit = await acquire()
    const waiting = expect(acquire()).rejects.toMatchObject({ code: 'GATEWAY_OVERLOADED' })
    late = 200
    permit.settle('ok')
    await waiting
    expect(guard.state().inFlight).toBe(0)
  })

  test('who would wait in vain is told at once, and truly, when to come again', async () => {
    const { acquire, runtime } = open([{ name: 'r', kind: 'rate', permits: 1, perMillis: 10_000, burst: 1, citation }])
    await acquire()
    runtime.advance(1_000)
    // A vendor who takes one in ten seconds must see them ten seconds apart, though the second may come faster than the first.
    const refusal = await acquire('interactive', 5_000).catch((error) => error)
    expect(refusal).toMatchObject({ code: 'GATEWAY_OVERLOADED', retryAfterMs: 9_500, retryable: true })
    runtime.advance(refusal.retryAfterMs)
    await expect(acquire('interactive', 1)).resolves.toBeDefined()
  })
})

describe('rest', () => {
  test('holds everybody, however urgent, and ends by itself', async () => {
    const { acquire, guard, runtime } = open([ten])
    guard.rest(2_000)
    expect(guard.state().restingUntil).toBe(runtime.now() + 2_000)
    const waiting = [acquire('interactive', 5_000), acquire('batch', 5_000)]
    runtime.advance(1_999)
    await settled()
    expect(guard.state()).toMatchObject({ inFlight: 0, queued: 2 })
    runtime.advance(1)
    await expect(Promise.all(waiting)).resolves.toHaveLength(2)
    expect(guard.state().restingUntil).toBeUndefined()
  })

  test('refuses who cannot wait for its end, and says for how long it lasts and why', async () => {
    const { acquire, guard, runtime } = open([ten])
    guard.rest(2_000)
    runtime.advance(500)
    await expect(acquire()).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 1_500 })
    guard.rest(60_000, 'SOURCE_QUOTA_EXHAUSTED')
    await expect(acquire()).rejects.toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED', retryAfterMs: 60_000 })
  })

  test('is never cut short by a later, shorter one', async () => {
    const { acquire, guard, runtime } = open([ten])
    guard.rest(2_000)
    guard.rest(10)
    runtime.advance(1_000)
    await expect(acquire('interactive', 500)).rejects.toMatchObject({ retryAfterMs: 1_000 })
  })

  test('that begins while callers wait for a running call holds them too', async () => {
    const { acquire, guard, runtime } = open()
    const permit = await acquire()
    const waiting = acquire('interactive', 5_000)
    guard.rest(2_000)
    permit.settle('throttled')
    await settled()
    expect(guard.state().queued).toBe(1)
    runtime.advance(2_000)
    await expect(waiting).resolves.toBeDefined()
  })
})

test('a source without limits serves everybody at once', async () => {
  const { acquire, guard } = open([])
  await Promise.all(Array.from({ length: 100 }, () => acquire('batch', 1)))
  expect(guard.state()).toMatchObject({ inFlight: 100, queued: 0, budgets: [] })
})

test('an account that is kept elsewhere wakes the guard when it can tell more', async () => {
  const runtime = manualRuntime()
  let isFree = false
  let wake = () => {}
  const openElsewhere: OpenBudget = (limit, onNews) => {
    wake = onNews
    const budget = openBudget(limit)
    budget.readyAt = () => (isFree ? 0 : Number.POSITIVE_INFINITY)
    return budget
  }
  const guard = createGuard('erp', [one], runtime, { openBudget: openElsewhere })
  const waiting = guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1_000 })
  isFree = true
  await settled()
  expect(guard.state().queued).toBe(1)
  wake()
  await expect(waiting).resolves.toBeDefined()
})
