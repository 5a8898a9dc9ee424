import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../gateway/errors.ts'
import { bounded, retryAfterMillis } from '../../gateway/transport/faults.ts'
import type { Fault, Vendor } from '../../subgraphs/simulator/kit.ts'
import { toyWorld } from './toy.ts'

describe('Retry-After', () => {
  const answer = (retryAfter: string, date?: string) =>
    ({ headers: { 'retry-after': retryAfter, ...(date && { date }) } }) as never

  test('of any kind is no busy loop and no hours', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.constantFrom(
        '0',
        '1e12',
        '-5',
        '99999999999999999999',
        'NaN',
        'Thu, 01 Jan 1970 00:00:00 GMT',
        'Fri, 31 Dec 9999 23:59:59 GMT',
        ' 3 ',
      ),
    )
    const property = fc.property(texts, fc.constantFrom('garbage', 'Thu, 15 Jan 2026 09:00:00 GMT'), (text, date) => {
      const millis = retryAfterMillis(answer(text, date), 1_768_467_600_000)
      if (millis !== undefined) expect(millis).toBeGreaterThanOrEqual(1_000)
      if (millis !== undefined) expect(millis).toBeLessThanOrEqual(300_000)
    })
    fc.assert(property, { numRuns: 1_000 })
    for (const millis of [Number.NaN, -1, 0, 1e15, Number.POSITIVE_INFINITY])
      expect(bounded(millis)).toBeGreaterThanOrEqual(1_000)
  })

  test('in seconds or as a date by the vendor’s own clock is understood', () => {
    expect(retryAfterMillis(answer('7'), 0)).toBe(7_000)
    const [date, until] = ['Thu, 15 Jan 2026 09:00:00 GMT', 'Thu, 15 Jan 2026 09:00:42 GMT']
    // Our clock is ten minutes off: it does not matter.
    for (const skew of [-600_000, 0, 600_000])
      expect(retryAfterMillis(answer(until, date), Date.parse(date) + skew)).toBe(42_000)
    expect(retryAfterMillis(answer(until), Date.parse(date))).toBe(42_000)
    expect(retryAfterMillis(answer('soon-ish'), 0)).toBeUndefined()
  })
})

describe('a vendor who says to slow down', () => {
  test.each([
    ['-5', 1_000],
    ['not a number', 1_000],
    ['1500', 1_500],
    ['1e15', 300_000],
  ])('for %s milliseconds is left alone for %i', async (said, millis) => {
    const handle: Vendor['handle'] = ({ path }) =>
      path === '/token' ? { status: 200, body: { token: 'abcdefgh' } } : { status: 409, body: said }
    const { call, guard, runtime } = await toyWorld({ vendor: { handle } })
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: millis })
    expect(guard.state().restingUntil).toBe(runtime.now() + millis)
  })

  test('is left alone by everybody for as long as he says', async () => {
    const { simulator, call, runtime, scope, guard } = await toyWorld()
    simulator.fault({ kind: 'throttled', retryAfter: '7', times: 1 })
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 7_000 })
    const waiting = call()
    const hasty = call('/items', scope({ deadline: runtime.monotonic() + 2_000 }))
    await expect(hasty).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 7_000 })
    runtime.advance(6_999)
    expect(guard.state().queued).toBe(1)
    expect(simulator.calls).toBe(1)
    runtime.advance(1)
    await waiting
    expect(simulator.calls).toBe(2)
  })

  test('and not for how long is given longer each time, and never the same', async () => {
    const { simulator, call, runtime } = await toyWorld()
    simulator.fault({ kind: 'throttled' })
    const rests: number[] = []
    for (let i = 0; i < 9; i++) {
      const { retryAfterMs } = await call().catch((error) => error)
      rests.push(retryAfterMs)
      runtime.advance(retryAfterMs)
    }
    for (const [i, rest] of rests.entries()) {
      const base = 1_000 * 2 ** Math.min(i, 6)
      expect(rest).toBeGreaterThanOrEqual(base)
      expect(rest).toBeLessThanOrEqual(2 * base)
    }
    expect(new Set(rests).size).toBe(rests.length)
    simulator.clearFaults()
    await call()
    simulator.fault({ kind: 'throttled' })
    expect((await call().catch((error) => error)).retryAfterMs).toBeLessThanOrEqual(2_000)
  })

  test('with many calls at once has been asked once too often, not many times', async () => {
    const { simulator, call, runtime } = await toyWorld()
    await call()
    simulator.fault({ kind: 'throttled' })
    const errors = await Promise.all(Array.from({ length: 10 }, () => call().catch((error) => error)))
    for (const { retryAfterMs } of errors) expect(retryAfterMs).toBeLessThanOrEqual(2_000)
    runtime.advance(2_000)
    expect((await call().catch((error) => error)).retryAfterMs).toBeGreaterThanOrEqual(2_000)
  })

  test.each<[Fault, ErrorCode, number]>([
    [{ kind: 'quota' }, 'SOURCE_QUOTA_EXHAUSTED', 60_000],
    [{ kind: 'unavailable', retryAfter: '30' }, 'SOURCE_UNAVAILABLE', 30_000],
  ])('by %j is not asked by the next caller either', async (fault, code, millis) => {
    const { simulator, call, runtime, scope } = await toyWorld()
    simulator.fault({ ...fault, times: 1 })
    await expect(call()).rejects.toMatchObject({ code })
    const hasty = call('/items', scope({ deadline: runtime.monotonic() + 1_000 }))
    await expect(hasty).rejects.toMatchObject({ code, retryAfterMs: millis })
    expect(simulator.calls).toBe(1)
    runtime.advance(millis)
    await expect(call()).resolves.toBeDefined()
  })
})

describe('budgets', () => {
  const adaptive = {
    name: 'a',
    kind: 'adaptive',
    initial: 4,
    min: 1,
    max: 8,
    citation: { page: 'p', readOn: '2026-11-20' },
  } as const

  test.each<[Fault['kind'], number]>([
    ['unavailable', 2],
    ['serverError', 2],
    ['throttled', 2],
    ['reset', 2],
    ['forbidden', 4],
    ['html', 4],
    ['gzipBomb', 4],
  ])('learn from %s what it says about load', async (kind, permits) => {
    const { simulator, call, guard } = await toyWorld({ limits: [adaptive] })
    simulator.fault({ kind })
    await call().catch(() => undefined)
    expect(guard.state().budgets[0]!.permits).toBe(permits)
  })
})
