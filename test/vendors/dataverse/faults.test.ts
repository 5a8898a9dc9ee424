import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import { classify } from '../../../subgraphs/dataverse/faults.ts'
import { openEnvironment, openWorld, root } from './environment.ts'

const answer = (status: number, headers: Record<string, string>, body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  text: () => body,
  json: () => JSON.parse(body),
})

const json = { 'content-type': 'application/json; odata.metadata=minimal' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const error = (code: string, message = 'x') => JSON.stringify({ error: { code, message } })
const page = '<html><body>secret-of-the-page</body></html>'
const rows = '{"value":[]}'
const batch = (status: number, ...parts: readonly (readonly [number, string])[]) => {
  const part = ([status, body]: readonly [number, string]) =>
    `--r1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status} X\r\nContent-Type: application/json\r\n\r\n${body}\r\n`
  return answer(status, { 'content-type': 'multipart/mixed; boundary=r1' }, `${parts.map(part).join('')}--r1--\r\n`)
}

describe('what an answer means', () => {
  test.each([
    ['data', answer(200, json, rows)],
    ['a batch of data', batch(200, [200, rows], [200, rows])],
  ])('%s is no fault', (_, given) => {
    expect(classify(given)).toBeUndefined()
  })

  test.each([
    ['a page with 200', answer(200, html, page), { code: 'SOURCE_BAD_RESPONSE' }],
    ['nothing that says what it is', answer(200, {}, rows), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an error with 200', answer(200, json, error('0x80040220')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a redirect to a login', answer(302, { location: 'https://login.example/' }, ''), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a column that is gone', answer(400, json, error('0x80060888')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['too many conditions', answer(400, json, error('0x8004430C')), { code: 'QUERY_TOO_LARGE' }],
    ['too many rows to add up', answer(400, json, error('0x8004E023')), { code: 'SOURCE_TOO_LARGE' }],
    ['a token that is over', answer(401, {}, ''), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['no privilege', answer(403, json, error('0x80040220')), { code: 'SOURCE_FORBIDDEN' }],
    ['no user of the environment', answer(403, json, error('0x80072560')), { code: 'SOURCE_FORBIDDEN' }],
    ['a table that is not there', answer(404, json, error('0x80060888')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an address too long', answer(413, html, page), { code: 'QUERY_TOO_LARGE' }],
    ['a database that gave up', answer(500, json, error('0x80044151')), { code: 'SOURCE_TIMEOUT' }],
    ['an error of the server', answer(500, json, error('0x80040216')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page of the server', answer(500, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    ['a bad gateway', answer(502, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    [
      'maintenance',
      answer(503, { ...html, 'retry-after': '60' }, page),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 60_000 },
    ],
    ['a slow gateway', answer(504, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['a batch that ended early', batch(400, [200, rows], [400, error('0x8004430C')]), { code: 'QUERY_TOO_LARGE' }],
    ['a failure inside a batch', batch(200, [200, rows], [404, error('0x80060888')]), { code: 'SOURCE_BAD_RESPONSE' }],
  ])('%s', (_, given, fault) => {
    expect(classify(given)).toMatchObject(fault)
  })

  test.each(['0x80072322', '0x80072321', '0x80072326'])('service protection %s says how long to stay away', (code) => {
    const given = answer(429, { ...json, 'retry-after': '17' }, error(code))
    expect(classify(given)).toMatchObject({ code: 'SOURCE_THROTTLED', retryAfterMs: 17_000 })
  })

  test('the text of a page is told to nobody', () => {
    for (const status of [200, 401, 403, 500, 503])
      expect(JSON.stringify(classify(answer(status, html, page)))).not.toContain('secret-of-the-page')
  })
})

describe('service protection', () => {
  const ask = { select: 'name', top: '1' }

  test('counts requests over five minutes, and tells what is left', async () => {
    await using environment = await openEnvironment({}, { limits: { requests: 3 } })
    const left = []
    for (let i = 0; i < 3; i++) {
      const { headers } = await environment.get('accounts', ask)
      left.push(headers.get('x-ms-ratelimit-burst-remaining-xrm-requests'))
    }
    expect(left).toEqual(['2', '1', '0'])
    environment.clock.advance(60_000)
    const refused = await environment.get('accounts', ask)
    expect([refused.status, refused.body.error.code, refused.headers.get('retry-after')]).toEqual([
      429,
      '0x80072322',
      '240',
    ])
    environment.clock.advance(240_000)
    expect((await environment.get('accounts', ask)).status).toBe(200)
  })

  test('counts the time that requests work', async () => {
    await using environment = await openEnvironment({ executionMillis: 600_000 })
    const { headers } = await environment.get('accounts', ask)
    expect(Number(headers.get('x-ms-ratelimit-time-remaining-xrm-requests'))).toBeLessThan(600)
    await environment.get('accounts', ask)
    const refused = await environment.get('accounts', ask)
    expect([refused.status, refused.body.error.code, refused.headers.get('retry-after')]).toEqual([
      429,
      '0x80072321',
      '300',
    ])
  })

  test('counts requests at one time', async () => {
    await using environment = await openEnvironment({}, { limits: { concurrency: 2 } })
    const { body } = await environment.token()
    const client = new AbortController()
    const init = { headers: { authorization: `Bearer ${body.access_token}` }, signal: client.signal }
    environment.simulator.fault({ kind: 'hang', times: 2 })
    const hanging = [1, 2].map(() => environment.call(`${root}/accounts?$top=1`, init))
    await environment.simulator.arrived(3)
    const refused = await environment.call(`${root}/accounts?$top=1`, { headers: init.headers })
    expect([refused.status, refused.body.error.code]).toEqual([429, '0x80072326'])
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    client.abort()
    await Promise.allSettled(hanging)
  })

  test('is heeded: nothing is asked while the source rests', async () => {
    await using world = await openWorld({}, { limits: { requests: 1 } })
    await world.list('Item', ['name'])
    await expect(world.list('Customer', ['name'])).rejects.toMatchObject({
      code: 'SOURCE_THROTTLED',
      retryAfterMs: expect.closeTo(300_000, -5),
    })
    const calls = world.simulator.calls
    await expect(world.list('Contact', ['fullName'])).rejects.toMatchObject({ source: 'dynamics-nl' })
    expect(world.simulator.calls).toBe(calls)
  })
})

describe('a token that ends', () => {
  test('is fetched once more, and the call is made again', async () => {
    await using world = await openWorld()
    await world.list('Item', ['name'])
    world.simulator.fault({ kind: 'tokensExpired', times: 1 })
    const before = world.simulator.arrivals.length
    expect((await world.list('Customer', ['name'])).length).toBeGreaterThan(0)
    const kinds = world.simulator.arrivals.slice(before).map(({ kind, status }) => `${kind} ${status}`)
    expect(kinds).toEqual(['data 401', 'auth 200', 'data 200'])
  })

  test('is not asked for again and again with a wrong secret', async () => {
    await using world = await openWorld({ clientSecret: 'wrong' })
    await expect(world.list('Customer', ['name'])).rejects.toMatchObject({ code: 'SOURCE_AUTH' })
    expect(world.simulator.calls).toBe(0)
  })
})

test('a page of HTML is an answer that nobody can trust, and maintenance is told as such', async () => {
  await using world = await openWorld()
  world.simulator.fault({ kind: 'html', times: 1 })
  await expect(world.list('Customer', ['name'])).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  world.simulator.fault({ kind: 'unavailable' })
  await expect(world.list('Customer', ['name'])).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
})
