import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Fault, HTML_CANARY } from '../../subgraphs/simulator/kit.ts'
import { virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'
import { ask, askJson, rawCall } from './client.ts'
import { startToy } from './toy-vendor.ts'

const statusesOf = async (url: string, count: number) => {
  const statuses: number[] = []
  for (let call = 0; call < count; call += 1) statuses.push((await ask(url)).status)
  return statuses
}

describe('a fault script', () => {
  test('lets some pass, hits so many, and is over', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'unavailable', skip: 1, times: 2 })
    expect(await statusesOf(toy.url, 5)).toEqual([200, 503, 503, 200, 200])
    expect(toy.faults).toEqual([])
  })

  test('hits so many requests for each thing', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'unavailable', timesEach: 1 })
    expect(await statusesOf(`${toy.url}/orders/7`, 2)).toEqual([503, 200])
    expect(await statusesOf(`${toy.url}/orders/8`, 2)).toEqual([503, 200])
    expect(await statusesOf(`${toy.url}/orders/7`, 1)).toEqual([200])
  })

  test('hits until it is cleared', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'forbidden' })
    expect(await statusesOf(toy.url, 3)).toEqual([403, 403, 403])
    toy.clearFaults()
    expect(await statusesOf(toy.url, 1)).toEqual([200])
  })

  test('hits only what matches in the path or in the question', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'serverError', match: 'FROM Account' })
    toy.fault({ kind: 'unavailable', match: '/orders' })
    expect(await statusesOf(`${toy.url}/q?q=SELECT+Id+FROM+Account`, 1)).toEqual([500])
    expect(await statusesOf(`${toy.url}/orders/7`, 1)).toEqual([503])
    expect(await statusesOf(`${toy.url}/q?q=SELECT+Id+FROM+Lead`, 1)).toEqual([200])
  })

  test('spares token calls unless told otherwise', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'unavailable' })
    expect(await statusesOf(`${toy.url}/token`, 1)).toEqual([200])
    toy.fault({ kind: 'forbidden', on: 'auth' })
    expect(await statusesOf(`${toy.url}/token`, 1)).toEqual([403])
  })

  test('throws the same dice for the same seed', async () => {
    const run = async (seed: number) => {
      await using toy = await startToy({ seed })
      toy.fault({ kind: 'unavailable', probability: 0.5 })
      return await statusesOf(toy.url, 20)
    }
    const [first, again, other] = [await run(7), await run(7), await run(8)]
    expect(first).toEqual(again)
    expect(first).not.toEqual(other)
    expect(new Set(first)).toEqual(new Set([200, 503]))
  })

  test('applies the first of two that both match, and keeps the second for later', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'throttled', times: 1 })
    toy.fault({ kind: 'serverError', times: 1 })
    expect(await statusesOf(toy.url, 3)).toEqual([429, 500, 200])
  })

  test('refuses a kind that the vendor has no words for', async () => {
    await using toy = await startToy()
    expect(() => toy.fault({ kind: 'nonsense' as Fault['kind'] })).toThrow('toy knows no fault "nonsense"; it knows: ')
  })

  test('is named in the log of what it hit', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'quota' })
    await ask(toy.url)
    expect(toy.arrivals[0]).toMatchObject({ status: 403, notes: { fault: 'quota' } })
  })
})

describe('the answer', () => {
  test.each([
    ['throttled', 429],
    ['quota', 403],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['unavailable', 503],
    ['serverError', 500],
    ['errorBody', 200],
    ['cursorExpired', 410],
  ] as const)('%s is the vendor’s own', async (kind, status) => {
    await using toy = await startToy()
    toy.fault({ kind })
    const reply = await ask(toy.url)
    expect(reply.status).toBe(status)
    expect(JSON.parse(reply.body.toString())).toHaveProperty('error')
  })

  test('carries Retry-After as it was scripted, and a Date that is off', async () => {
    const clock = virtualClock(Date.UTC(2026, 0, 1))
    await using toy = await startToy({ clock })
    toy.fault({ kind: 'throttled', retryAfter: 'soon-ish', dateSkewMillis: -600_000 })
    const { headers } = await ask(toy.url)
    expect(headers['retry-after']).toBe('soon-ish')
    expect(headers.date).toBe('Wed, 31 Dec 2025 23:50:00 GMT')
  })

  test('html is a page with status 200 and a canary in it', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'html' })
    const { status, headers, body } = await ask(toy.url)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body.toString()).toContain(HTML_CANARY)
  })

  test('redirect points elsewhere', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'redirect', times: 1 })
    toy.fault({ kind: 'redirect', location: 'http://elsewhere.test/' })
    const [first, second] = [await ask(toy.url), await ask(toy.url)]
    expect([first.status, first.headers.location]).toEqual([302, 'http://169.254.169.254/latest/meta-data/'])
    expect(second.headers.location).toBe('http://elsewhere.test/')
  })
})

describe('the connection', () => {
  test('is reset at once, or in the middle of the body', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'reset', times: 1 })
    await expect(ask(toy.url)).rejects.toMatchObject({ code: 'ECONNRESET' })
    toy.fault({ kind: 'reset', afterBytes: 5 })
    const reply = await ask(toy.url).catch((error) => error)
    expect(reply.isComplete ?? false).toBe(false)
    expect(toy.arrivals.every(({ aborted }) => !aborted)).toBe(true)
  })

  test('ends early against Content-Length', async () => {
    await using toy = await startToy()
    const whole = (await ask(`${toy.url}/big`)).body
    toy.fault({ kind: 'truncate', afterBytes: 100 })
    const reply = await ask(`${toy.url}/big`)
    expect(reply.body).toEqual(whole.subarray(0, 100))
    expect([reply.headers['content-length'], reply.isComplete]).toEqual([String(whole.length), false])
  })

  test('ends early without the last chunk', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'truncate', framing: 'chunked', afterBytes: 100 })
    const reply = await ask(`${toy.url}/big`)
    expect([reply.headers['transfer-encoding'], reply.body.length, reply.isComplete]).toEqual(['chunked', 100, false])
  })

  test('ends early and looks complete when only its end delimits the body', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'truncate', framing: 'close', afterBytes: 100 })
    const reply = await ask(`${toy.url}/big`)
    expect([reply.headers['content-length'], reply.body.length, reply.isComplete]).toEqual([undefined, 100, true])
  })

  test('carries whatever bytes it is told to, and stays open or not', async () => {
    await using toy = await startToy()
    const put = 'HTTP/1.1 200 Fine\r\ncontent-length: 3\r\n\r\n\xe9\0!'
    for (const framing of ['close', 'length'] as const) {
      toy.fault({ kind: 'raw', put, framing, times: 1 })
      const reply = await ask(toy.url)
      expect([reply.status, [...reply.body], reply.isComplete]).toEqual([200, [0xe9, 0, 0x21], true])
    }
    expect(toy.arrivals.every(({ endedAt, aborted }) => endedAt !== undefined && !aborted)).toBe(true)
  })

  test('can be cut at every byte of a body', async () => {
    await using toy = await startToy()
    const whole = (await ask(`${toy.url}/token`)).body.length
    for (let afterBytes = 0; afterBytes < whole; afterBytes += 1) {
      toy.fault({ kind: 'truncate', on: 'auth', framing: 'close', afterBytes, times: 1 })
      expect((await ask(`${toy.url}/token`)).body.length).toBe(afterBytes)
    }
  })

  test('drips', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock })
    toy.fault({ kind: 'drip', bytes: 1_000, millis: 50 })
    const startedAt = clock.now()
    const reply = ask(`${toy.url}/big`)
    for (let piece = 0; piece < 7; piece += 1) {
      await clock.armed(1)
      clock.advance(50)
    }
    expect((await reply).isComplete).toBe(true)
    expect(clock.now() - startedAt).toBe(350)
  })

  test('stops dripping when the client has gone', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock })
    toy.fault({ kind: 'drip' })
    const leaving = new AbortController()
    const reply = ask(toy.url, { signal: leaving.signal })
    await clock.armed(1)
    leaving.abort()
    await reply.catch(() => undefined)
    await toy.idle()
    clock.advance(200)
    expect(toy.arrivals[0]!.aborted).toBe(true)
  })

  test('hangs, also after part of a body, until the simulator goes down', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'hang', times: 1 })
    toy.fault({ kind: 'hang', afterBytes: 10, times: 1 })
    const silent = rawCall(toy.port, '/big')
    await toy.arrived(1)
    const stuck = rawCall(toy.port, '/big')
    await stuck.begun
    await toy.down()
    expect(await silent.bytes).toBe('')
    expect(await stuck.bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)+\r\n\{"text":"b$/)
  })
})

describe('the body', () => {
  test('is a gzip bomb: small on the wire, large after', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'gzipBomb', bytes: 20 * 1024 * 1024 })
    const { headers, body } = await ask(toy.url)
    expect(headers['content-encoding']).toBe('gzip')
    expect(body.length).toBeLessThan(50_000)
    expect(gunzipSync(body).length).toBe(20 * 1024 * 1024)
  })

  test('is huge, and valid', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'huge', bytes: 300_000 })
    const { body } = await ask(toy.url)
    expect(Math.abs(body.length - 300_000)).toBeLessThan(2)
    expect(JSON.parse(body.toString()).length).toBeGreaterThan(140_000)
  })

  test('lacks its end though the length agrees', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'badJson' })
    const { body, isComplete } = await ask(`${toy.url}/items`)
    expect(isComplete).toBe(true)
    expect(() => JSON.parse(body.toString())).toThrow(SyntaxError)
  })

  test.each([
    ['header', (body: Buffer) => expect(() => gunzipSync(body)).toThrow('incorrect header')],
    ['double', (body: Buffer) => expect(JSON.parse(gunzipSync(gunzipSync(body)).toString())).toBeTruthy()],
    ['bom', (body: Buffer) => expect(body.subarray(0, 4)).toEqual(Buffer.from('\uFEFF{'))],
    ['charset', (body: Buffer) => expect(JSON.parse(body.toString('utf16le'))).toBeTruthy()],
  ] as const)('is not what its headers say: %s', async (variant, check) => {
    await using toy = await startToy()
    toy.fault({ kind: 'wrongEncoding', variant })
    check((await ask(toy.url)).body)
  })

  test('is rewritten, so that a link may lead to another origin', async () => {
    await using toy = await startToy()
    const headers = await login(toy.url)
    toy.fault({ kind: 'rewrite', find: toy.url, put: 'http://elsewhere.test' })
    const { next } = await askJson<Page>(`${toy.url}/items`, { headers })
    expect(next).toMatch(/^http:\/\/elsewhere\.test\/items\?page=/)
  })
})

describe('pages', () => {
  test('repeat for ever when replayed', async () => {
    await using toy = await startToy()
    const headers = await login(toy.url)
    toy.fault({ kind: 'replay', match: 'page=' })
    const first = await askJson<Page>(`${toy.url}/items`, { headers })
    const second = await askJson<Page>(first.next!, { headers })
    const third = await askJson<Page>(second.next!, { headers })
    expect(second.items).toEqual([{ id: 'item-3' }, { id: 'item-4' }])
    expect(third).toEqual(second)
  })

  test('repeat once when replayed once', async () => {
    await using toy = await startToy()
    const headers = await login(toy.url)
    toy.fault({ kind: 'replay', times: 1 })
    const first = await askJson<Page>(`${toy.url}/items`, { headers })
    expect(await askJson(first.next!, { headers })).toEqual(first)
    expect((await askJson<Page>(first.next!, { headers })).items[0]).toEqual({ id: 'item-3' })
  })

  test('are gone once their cursor has expired', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock })
    const headers = await login(toy.url)
    const { next } = await askJson<Page>(`${toy.url}/items`, { headers })
    clock.advance(59_999)
    expect((await ask(next!, { headers })).status).toBe(200)
    clock.advance(1)
    expect((await ask(next!, { headers })).status).toBe(410)
  })
})

describe('tokens', () => {
  test('expire as the vendor’s own answer shows, and a new one is good at once', async () => {
    await using toy = await startToy({ clock: virtualClock() })
    const old = await login(toy.url)
    toy.fault({ kind: 'tokensExpired', skip: 1, times: 1 })
    const statuses = [await ask(`${toy.url}/items`, { headers: old }), await ask(`${toy.url}/items`, { headers: old })]
    expect(statuses.map(({ status }) => status)).toEqual([200, 401])
    expect((await ask(`${toy.url}/items`, { headers: await login(toy.url) })).status).toBe(200)
    expect((await ask(`${toy.url}/items`, { headers: old })).status).toBe(401)
  })

  test('end with their own life, with the simulator’s, or when all are expired', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock })
    await using strict = await startToy({ clock, tokenLifeMs: 1_000 })
    const status = async (url: string, headers: Record<string, string>) =>
      (await ask(`${url}/items`, { headers })).status
    const [long, short] = [await login(toy.url), await login(strict.url)]
    clock.advance(1_000)
    expect([await status(toy.url, long), await status(strict.url, short)]).toEqual([200, 401])
    clock.advance(3_599_000)
    expect(await status(toy.url, long)).toBe(401)
    const next = await login(toy.url)
    toy.expireTokens()
    expect(await status(toy.url, next)).toBe(401)
  })
})

interface Page {
  readonly items: readonly object[]
  readonly next?: string
}

async function login(url: string): Promise<Record<string, string>> {
  const { token } = await askJson<{ token: string }>(`${url}/token`, { method: 'POST', body: 'ann' })
  return { authorization: `Bearer ${token}` }
}
