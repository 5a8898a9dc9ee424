import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../gateway/errors.ts'
import { type Fault, HTML_CANARY, type Vendor } from '../../subgraphs/simulator/kit.ts'
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
    const { simulator, call, transport, guard, runtime } = await toyWorld()
    simulator.fault(fault)
    const error = await call().catch((error) => error)
    expect(error).toMatchObject({ name: 'FreshetError', code, source: 'toy' })
    expect(error.message).not.toContain(HTML_CANARY)
    expect(everythingOf(error)).not.toContain(password)
    expect(transport.stats).toMatchObject({ lastError: code, lastOkAt: undefined })
    // Where it was us who hung up, the vendor learns of it a little later.
    runtime.advance(250)
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

  test('an answer that the connector cannot make out is bad', async () => {
    for (const body of ['null', '5', '"text"']) {
      const handle: Vendor['handle'] = ({ path }) =>
        path === '/token' ? { status: 200, body: { token: 'abcdefgh' } } : { status: 200, body }
      const { call } = await toyWorld({ vendor: { handle } })
      await expect(call(), body).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE', source: 'toy' })
    }
  })

  test('what is no TLS where there should be is not reachable, and nothing is sent to it', async () => {
    const { call, simulator } = await toyWorld({ url: (url) => url.replace('http:', 'https:') })
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(simulator.arrivals).toEqual([])
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
    const { simulator, call, scope, guard, transport, runtime } = await toyWorld({ limits: [adaptive] })
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
    // The vendor may not have noticed yet, and another call could find this one still running there.
    expect(guard.state()).toMatchObject({ inFlight: 1 })
    runtime.advance(250)
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

test('answers are inflated, in whatever letters their encoding is named', async () => {
  const body = gzipSync('{"items":[]}')
  const handle: Vendor['handle'] = ({ path }) =>
    path === '/token'
      ? { status: 200, body: { token: 'abcdefgh' } }
      : { status: 200, headers: { 'content-encoding': 'GZip', 'content-type': 'application/json' }, body }
  const odd = await toyWorld({ vendor: { handle }, simulator: { plain: true } })
  expect((await odd.call()).json()).toEqual({ items: [] })
  const { call, simulator } = await toyWorld()
  expect((await call('/big')).json()).toEqual({ text: 'blank '.repeat(1_000) })
  expect(simulator.arrivals.at(-1)!.bytes).toBeLessThan(2_000)
})
