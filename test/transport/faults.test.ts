import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../gateway/errors.ts'
import { bounded, retryAfterMillis } from '../../gateway/transport/faults.ts'
import { type Fault, HTML_CANARY } from '../../subgraphs/simulator/kit.ts'
import { everythingOf, password, toyWorld } from './toy.ts'

const MB = 1024 * 1024

/** What the kit can do to an answer, and what it is to a caller. */
const cases: readonly [Fault, ErrorCode][] = [
  [{ kind: 'throttled' }, 'SOURCE_THROTTLED'],
  [{ kind: 'quota' }, 'SOURCE_QUOTA_EXHAUSTED'],
  [{ kind: 'unauthorized' }, 'SOURCE_AUTH'],
  [{ kind: 'forbidden' }, 'SOURCE_FORBIDDEN'],
  [{ kind: 'unavailable' }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'serverError' }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'errorBody' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'cursorExpired' }, 'CURSOR_EXPIRED'],
  [{ kind: 'html' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'redirect' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'reset' }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'truncate', framing: 'length' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'truncate', framing: 'chunked' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'truncate', framing: 'close' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'gzipBomb', bytes: 20 * MB }, 'SOURCE_TOO_LARGE'],
  [{ kind: 'huge', bytes: 20 * MB }, 'SOURCE_TOO_LARGE'],
  [{ kind: 'wrongEncoding', variant: 'header' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'wrongEncoding', variant: 'double' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'wrongEncoding', variant: 'charset' }, 'SOURCE_BAD_RESPONSE'],
  [{ kind: 'badJson' }, 'SOURCE_BAD_RESPONSE'],
]

describe('what a vendor can do wrong', () => {
  test.each(cases)('%j is %s, with the source named, and nobody quoted', async (fault, code) => {
    const { simulator, call, transport, guard } = await toyWorld()
    simulator.fault(fault)
    const error = await call().catch((error) => error)
    expect(error).toMatchObject({ name: 'FreshetError', code, source: 'toy' })
    expect(error.message).not.toContain(HTML_CANARY)
    expect(everythingOf(error)).not.toContain(password)
    expect(transport.stats).toMatchObject({ lastError: code, lastOkAt: undefined })
    expect(guard.state().inFlight).toBe(0)
  })

  test.each(cases)('%j is over when it is over', async (fault) => {
    const { simulator, call, runtime } = await toyWorld()
    simulator.fault({ ...fault, times: 1 })
    await call().catch(() => undefined)
    runtime.advance(300_000)
    expect((await call()).json()).toMatchObject({ items: [{ id: 'item-1' }, { id: 'item-2' }] })
  })

  test('to be down is SOURCE_UNAVAILABLE, until it is up', async () => {
    const { simulator, call } = await toyWorld()
    await simulator.down()
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'toy' })
    await simulator.up()
    await expect(call()).resolves.toBeDefined()
  })

  test('a byte order mark changes nothing', async () => {
    const { simulator, call } = await toyWorld()
    simulator.fault({ kind: 'wrongEncoding', variant: 'bom' })
    expect((await call()).json()).toHaveProperty('items')
  })

  test('a body cut anywhere is never a shorter answer, however its end is told', async () => {
    const { simulator, call, runtime } = await toyWorld()
    const whole = (await call()).body.length
    for (const framing of ['length', 'chunked', 'close'] as const)
      for (let afterBytes = 0; afterBytes < whole; afterBytes++) {
        simulator.fault({ kind: 'truncate', framing, afterBytes, times: 1 })
        await expect(call(), `${framing} ${afterBytes}`).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
        runtime.advance(1)
      }
  })

  test('a connection reset anywhere is a failure', async () => {
    const { simulator, call } = await toyWorld()
    const whole = (await call()).body.length
    for (let afterBytes = 0; afterBytes < whole; afterBytes += 5) {
      simulator.fault({ kind: 'reset', afterBytes, times: 1 })
      await expect(call(), String(afterBytes)).rejects.toMatchObject({
        code: expect.stringMatching(/^SOURCE_(UNAVAILABLE|BAD_RESPONSE)$/),
      })
    }
  })

  test('letters in another charset are not turned into wrong ones', async () => {
    const latin = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"name":"Müller"}', 'latin1'),
    }
    const { call } = await toyWorld({
      vendor: { handle: ({ path }) => (path === '/token' ? { status: 200, body: { token: 'abcdefgh' } } : latin) },
    })
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })

  test('a redirect is not followed, wherever it leads', async () => {
    const [elsewhere, { simulator, call }] = [await toyWorld(), await toyWorld()]
    for (const location of [`${elsewhere.simulator.url}/items`, `${simulator.url}/big`]) {
      simulator.fault({ kind: 'redirect', location, times: 1 })
      await expect(call()).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    }
    expect(elsewhere.simulator.arrivals).toEqual([])
    expect(simulator.arrivals.filter(({ path }) => path === '/big')).toEqual([])
  })
})

describe('time', () => {
  test.each<[string, Fault]>([
    ['no answer', { kind: 'hang' }],
    ['an answer that stops', { kind: 'hang', afterBytes: 10 }],
    ['an answer that drips', { kind: 'drip', bytes: 1, millis: 200 }],
  ])('%s ends at the deadline, and its connection with it', async (_what, fault) => {
    const { simulator, call, scope, runtime, clock } = await toyWorld()
    await call()
    simulator.fault(fault)
    const asked = call('/items', scope({ deadline: runtime.monotonic() + 2_000 }))
    const failed = expect(asked).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', source: 'toy' })
    await simulator.arrived(3)
    clock.advance(500)
    runtime.advance(2_000)
    await failed
    await simulator.idle()
    simulator.clearFaults()
    await expect(call()).resolves.toBeDefined()
  })

  test('a late vendor is named although the caller’s own time ends then too', async () => {
    const { simulator, call, scope, runtime } = await toyWorld()
    await call()
    simulator.fault({ kind: 'hang' })
    const caller = new AbortController()
    const deadline = runtime.monotonic() + 1_000
    runtime.after(1_000, () => caller.abort(new Error('out of time')))
    const failed = expect(call('/items', scope({ deadline, signal: caller.signal }))).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
    })
    await simulator.arrived(3)
    runtime.advance(1_000)
    await failed
  })

  test('no call leaves after the deadline', async () => {
    const { simulator, call, scope, runtime } = await toyWorld()
    await call()
    const before = simulator.calls
    await expect(call('/items', scope({ deadline: runtime.monotonic() }))).rejects.toMatchObject({
      code: expect.stringMatching(/TIMEOUT|DEADLINE/),
    })
    expect(simulator.calls).toBe(before)
  })
})

describe('a caller who goes away', () => {
  test('closes the vendor’s connection, and says nothing about the vendor', async () => {
    const adaptive = {
      name: 'a',
      kind: 'adaptive',
      initial: 4,
      min: 1,
      max: 8,
      citation: { page: 'p', readOn: '2026-11-20' },
    } as const
    const { simulator, call, scope, guard, transport } = await toyWorld({ limits: [adaptive] })
    await call()
    simulator.fault({ kind: 'hang' })
    const caller = new AbortController()
    const reason = new Error('gone')
    const left = expect(call('/items', scope({ signal: caller.signal }))).rejects.toBe(reason)
    await simulator.arrived(3)
    caller.abort(reason)
    await left
    await simulator.idle()
    expect(simulator.arrivals.at(-1)!.aborted).toBe(true)
    expect(guard.state()).toMatchObject({ inFlight: 0, budgets: [{ permits: 4 }] })
    expect(transport.stats.lastError).toBeUndefined()
  })

  test('says nothing about the vendor even when he leaves with one of our own errors', async () => {
    const { simulator, call, scope, transport } = await toyWorld()
    const { FreshetError } = await import('../../gateway/errors.ts')
    simulator.fault({ kind: 'hang' })
    const caller = new AbortController()
    const left = expect(call('/items', scope({ signal: caller.signal }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    })
    await simulator.arrived(2)
    caller.abort(new FreshetError('DEADLINE_EXCEEDED'))
    await left
    expect(transport.stats.lastError).toBeUndefined()
  })
})

describe('a link to another page', () => {
  test('leads on within the source', async () => {
    const { items, transport, scope, call } = await toyWorld()
    const { rows, next } = await items()
    expect(rows.length).toBe(2)
    expect((await call(next!.path)).json()).toMatchObject({ items: [{ id: 'item-3' }, { id: 'item-4' }] })
    expect(transport.stats.calls).toBe(2)
    expect(scope().lane).toBe('interactive')
  })

  test.each(['http://elsewhere.invalid/items', '//elsewhere.invalid/items', 'items', '\\\\elsewhere', ''])(
    'to %j is refused without a call',
    async (path) => {
      const { call, simulator, transport } = await toyWorld()
      await expect(call(path)).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT', source: 'toy' })
      expect(simulator.calls).toBe(0)
      expect(transport.stats.calls).toBe(0)
    },
  )

  test.each([
    '/@elsewhere.invalid/',
    '/\\elsewhere.invalid/',
    '/%2f%2felsewhere.invalid',
    '/..//elsewhere.invalid',
    '/x?u=http://e.invalid#f',
  ])('as odd as %j still goes to the source', async (path) => {
    const { call, simulator } = await toyWorld()
    await call(path)
    expect(simulator.calls).toBe(1)
  })

  test('that an answer names at another origin is not followed', async () => {
    const { items, simulator, call } = await toyWorld()
    simulator.fault({ kind: 'rewrite', find: simulator.url, put: 'http://elsewhere.invalid' })
    const { next } = await items()
    await expect(call(next!.path)).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })
})

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

test('answers are inflated', async () => {
  const { call, simulator } = await toyWorld()
  expect((await call('/big')).json()).toEqual({ text: 'blank '.repeat(1_000) })
  expect(simulator.arrivals.at(-1)!.bytes).toBeLessThan(2_000)
})
