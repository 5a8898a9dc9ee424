import { describe, expect, test } from 'vitest'
import type { SourceLedger, Spending } from '../../gateway/guard/index.ts'
import type { Fault } from '../../subgraphs/simulator/kit.ts'
import { type ToyWorld, toyWorld } from './toy.ts'

/** Lets the pauses between attempts pass, however many there are, until the call is over. */
async function over<T>({ runtime }: ToyWorld, call: Promise<T>): Promise<T> {
  let isOver = false
  const end = () => {
    isOver = true
  }
  call.then(end, end)
  while (!isOver) {
    runtime.advance(10)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return call
}

const momentary: readonly Fault[] = [{ kind: 'unavailable' }, { kind: 'serverError' }, { kind: 'reset' }]
const lasting: readonly Fault[] = [
  { kind: 'throttled' },
  { kind: 'quota' },
  { kind: 'forbidden' },
  { kind: 'html' },
  { kind: 'truncate', framing: 'length' },
  { kind: 'unavailable', retryAfter: '3' },
]

describe('a call that', () => {
  test.each(momentary)('fails for a moment (%j) is made again, and the caller never knows', async (fault) => {
    const world = await toyWorld({ retries: 2 })
    world.simulator.fault({ ...fault, times: 2 })
    const answer = await over(world, world.call())
    expect(answer.json()).toMatchObject({ items: [{ id: 'item-1' }, { id: 'item-2' }] })
    expect(world.simulator.calls).toBe(3)
    expect(world.guard.state()).toMatchObject({ attempts: 3, retries: 2, inFlight: 0 })
    expect(world.transport.stats.calls).toBe(3)
  })

  test.each(momentary)('fails for longer (%j) is made three times, and then fails as it did', async (fault) => {
    const world = await toyWorld({ retries: 2 })
    world.simulator.fault(fault)
    await expect(over(world, world.call())).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'toy' })
    expect(world.simulator.calls).toBe(3)
  })

  test.each(lasting)('fails for good (%j) is made once', async (fault) => {
    const world = await toyWorld({ retries: 2 })
    world.simulator.fault(fault)
    await expect(over(world, world.call())).rejects.toThrow()
    expect(world.simulator.calls).toBe(1)
  })

  test('fails with others is not made again when a tenth of them have been', async () => {
    const world = await toyWorld({ retries: 2 })
    world.simulator.fault({ kind: 'unavailable' })
    const codes = await over(
      world,
      Promise.all(Array.from({ length: 40 }, () => world.call().catch((error) => error.code))),
    )
    // What the guard says of retries is not told to callers.
    expect(new Set(codes)).toEqual(new Set(['SOURCE_UNAVAILABLE']))
    expect(world.simulator.calls).toBeLessThanOrEqual(40 * 1.1 + 3)
    expect(world.simulator.calls).toBeGreaterThan(40)
  })

  test('has no time left for another is not made again', async () => {
    const world = await toyWorld({ retries: 2 })
    await world.call()
    world.simulator.fault({ kind: 'unavailable' })
    // A millisecond is less than any pause but the luckiest; and no time passes here.
    const scope = world.scope({ deadline: world.runtime.monotonic() + 1 })
    await expect(world.call('/items', scope)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(world.simulator.calls).toBe(2)
  })

  test('nobody waits for any more is not made again', async () => {
    const world = await toyWorld({ retries: 2 })
    world.simulator.fault({ kind: 'unavailable', times: 1 })
    const caller = new AbortController()
    const reason = new Error('gone')
    const left = expect(world.call('/items', world.scope({ signal: caller.signal }))).rejects.toBe(reason)
    while (world.guard.state().attempts < 1 || world.guard.state().inFlight > 0)
      await new Promise((resolve) => setImmediate(resolve))
    caller.abort(reason)
    await left
    world.runtime.advance(10_000)
    await world.call('/items')
    expect(world.simulator.calls).toBe(2)
  })
})

describe('a source that', () => {
  test('only fails is left alone, login included, until a probe finds it well', async () => {
    const world = await toyWorld({ failures: 3 })
    await world.call()
    world.simulator.fault({ kind: 'unavailable' })
    for (let i = 0; i < 3; i++) await world.call().catch(() => undefined)
    const arrivals = world.simulator.arrivals.length
    await expect(world.call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'toy' })
    expect(world.simulator.arrivals.length).toBe(arrivals)
    world.simulator.clearFaults()
    world.runtime.advance(2_500)
    await Promise.all([world.call(), world.call(), world.call()])
    expect(world.guard.state().breaker.state).toBe('closed')
  })

  test('cannot even log us in is as much out of service, and is not asked to for a while', async () => {
    const world = await toyWorld({ failures: 3 })
    await world.simulator.down()
    for (let i = 0; i < 3; i++) await expect(world.call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(world.guard.state().breaker.state).toBe('open')
    await world.simulator.up()
    await expect(world.call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(world.logins()).toBe(0)
    world.runtime.advance(2_500)
    await expect(world.call()).resolves.toBeDefined()
  })

  test('is too slow for callers in a hurry is not held to be out of service', async () => {
    const world = await toyWorld({ failures: 2 })
    await world.call()
    world.simulator.fault({ kind: 'hang' })
    for (let i = 0; i < 5; i++) {
      const hasty = world.call('/items', world.scope({ deadline: world.runtime.monotonic() + 200 }))
      await over(world, hasty).catch((error) => expect(error.code).toBe('SOURCE_TIMEOUT'))
    }
    expect(world.guard.state().breaker.state).toBe('closed')
  })
})

/** What an earlier process left cannot be read. */
function lost(): SourceLedger & { last: Spending | undefined } {
  return {
    past: 'unknown',
    state: 'GUESSED',
    last: undefined,
    changed(current) {
      this.last = current()
    },
  }
}

test('what is spent is told to the ledger with every call', async () => {
  const ledger = lost()
  const day = { name: 'd', kind: 'quota', permits: 100, windowMillis: 86_400_000 } as const
  const limits = [{ ...day, citation: { page: 'p', readOn: '2026-11-20' } }]
  const world = await toyWorld({ limits, ledger })
  await world.call()
  expect(ledger.last!.d!.map(({ cost }) => cost)).toEqual([51])
})
