import { describe, expect, test } from 'vitest'
import type { Answer, Dial } from '../../../gateway/connector/index.ts'
import { classify } from '../../../subgraphs/sap-business-one/faults.ts'
import { login } from '../../../subgraphs/sap-business-one/session.ts'
import type { Settings } from '../../../subgraphs/sap-business-one/settings.ts'

const answer = (status: number, headers: Record<string, string>, body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  text: () => body,
  json: () => JSON.parse(body),
})

const json = { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' }
const html = { 'content-type': 'text/html; charset=iso-8859-1' }
const page = '<html><body>secret-of-the-page</body></html>'
const v3 = (code: number, value = 'x') => JSON.stringify({ error: { code, message: { lang: 'en-us', value } } })
const v4 = (code: string, message = 'x') => JSON.stringify({ error: { code, message } })
const part = (status: number, body: string) =>
  `--r1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status} X\r\nContent-Type: application/json\r\n\r\n${body}\r\n`
const batch = (...parts: readonly string[]) =>
  answer(200, { 'content-type': 'multipart/mixed;boundary=r1' }, `${parts.join('')}--r1--\r\n`)

describe('what an answer means', () => {
  test.each([
    ['data', answer(200, json, '{"value":[]}')],
    ['data of an entity called error', answer(200, json, '{"value":[{"error":1}]}')],
    ['a batch of data, with either status', batch(part(200, '{"value":[]}'), part(200, '{"value":[]}'))],
  ])('%s is no fault', (_, given) => {
    expect(classify(given)).toBeUndefined()
  })

  test.each([
    ['a session that is over', answer(401, json, v3(301)), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['the same, told in text', answer(401, json, v4('301')), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['the same, with another status', answer(400, json, v3(301)), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['a session over within a batch', batch(part(401, v3(301))), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['what the user may not see', answer(403, json, v3(-5006)), { code: 'SOURCE_FORBIDDEN' }],
    ['a missing record', answer(404, json, v4('-2028')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a bad question', answer(400, json, v3(-1000)), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a batch that ended early', batch(part(200, '{}'), part(400, v3(-1000))), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a stale etag', answer(412, json, v4('-2039')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an error with 200', answer(200, json, v3(-1000)), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page with 200', answer(200, html, page), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a redirect', answer(302, { location: '/x' }, ''), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an address too long', answer(414, html, page), { code: 'QUERY_TOO_LARGE' }],
    ['an error within', answer(500, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    ['a bad gateway', answer(502, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    [
      'overload, with a time to come again',
      answer(503, { ...html, 'retry-after': '7' }, page),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 7_000 },
    ],
    ['a node that does not answer', answer(504, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['somebody in front of it', answer(429, {}, ''), { code: 'SOURCE_THROTTLED' }],
  ])('%s', (_, given, expected) => {
    expect(classify(given)).toMatchObject(expected)
    expect(JSON.stringify(classify(given))).not.toContain('secret-of-the-page')
  })
})

describe('a login', () => {
  const settings = {
    url: 'https://b1.example:50000/',
    servicePath: '/b1s/v2',
    companyDb: 'DB',
    user: 'u',
    password: 'p',
  } as Settings
  const session = JSON.stringify({ SessionId: 'S1', SessionTimeout: 30 })
  const dialOf = (given: Answer) => {
    const sent: Parameters<Dial['send']>[0][] = []
    const dial: Dial = {
      now: () => 1_000_000,
      nonce: () => '',
      send: async (request) => {
        sent.push(request)
        return given
      },
    }
    return { dial, sent }
  }

  test('sends the company with the user, and takes both cookies', async () => {
    const cookies = 'B1SESSION=S1;HttpOnly;\nROUTEID=.node1; path=/b1s'
    const { dial, sent } = dialOf(answer(200, { ...json, 'set-cookie': cookies }, session))
    const { headers, expiresAt } = await login(dial, { ...settings, language: 3 })
    expect(headers).toEqual({ cookie: 'B1SESSION=S1; ROUTEID=.node1' })
    // Renewed after 24 of 30 minutes.
    expect(expiresAt).toBe(1_000_000 + 24 * 60_000)
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://b1.example:50000/b1s/v2/Login' })
    expect(JSON.parse(sent[0]!.body!)).toEqual({ CompanyDB: 'DB', UserName: 'u', Password: 'p', Language: 3 })
  })

  test('takes the session from the body where a proxy keeps its cookie', async () => {
    const { headers } = await login(dialOf(answer(200, json, session)).dial, settings)
    expect(headers).toEqual({ cookie: 'B1SESSION=S1' })
  })

  test.each([
    ['a wrong password', answer(401, json, v3(100000027)), 'SOURCE_AUTH'],
    ['a company that is not there', answer(400, json, v3(-304)), 'SOURCE_AUTH'],
    ['a page of the load balancer', answer(503, html, page), 'SOURCE_UNAVAILABLE'],
    ['a redirect', answer(302, {}, ''), 'SOURCE_BAD_RESPONSE'],
    ['an answer without a session', answer(200, json, '{}'), 'SOURCE_BAD_RESPONSE'],
  ])('fails on %s', async (_, given, code) => {
    await expect(login(dialOf(given).dial, settings)).rejects.toMatchObject({ code })
  })
})
