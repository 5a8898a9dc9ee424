import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import { classify } from '../../../subgraphs/dynamics-finance/faults.ts'

const answer = (status: number, headers: Record<string, string>, body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  text: () => body,
  json: () => JSON.parse(body),
})

const json = { 'content-type': 'application/json; odata.metadata=minimal' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const error = (message: string) =>
  JSON.stringify({ error: { code: '', message: 'An error has occurred.', innererror: { message } } })
const page = '<html><body>secret-of-the-page</body></html>'
const rows = '{"value":[]}'

const part = (status: number, body: string, headers = '') =>
  `--r1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status} X\r\nContent-Type: application/json\r\n${headers}\r\n${body}\r\n`
const batch = (...parts: readonly string[]) =>
  answer(200, { 'content-type': 'multipart/mixed; boundary=r1' }, `${parts.join('')}--r1--\r\n`)

describe('what an answer means', () => {
  test.each([
    ['data', answer(200, json, rows)],
    ['a batch of data', batch(part(200, rows), part(200, rows))],
  ])('%s is no fault', (_, given) => {
    expect(classify(given)).toBeUndefined()
  })

  test.each([
    ['a page with 200', answer(200, html, page), { code: 'SOURCE_BAD_RESPONSE' }],
    ['nothing that says what it is', answer(200, {}, rows), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an error with 200', answer(200, json, error('x')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a redirect to a login page', answer(302, { location: '/x' }, ''), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a refused question', answer(400, json, error('Could not find a property')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a token that is over', answer(401, {}, ''), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['no privilege', answer(403, json, error('Access is denied.')), { code: 'SOURCE_FORBIDDEN' }],
    ['no such collection', answer(404, json, '{"Message":"No HTTP resource"}'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a slow client', answer(408, {}, ''), { code: 'SOURCE_TIMEOUT' }],
    ['an address too long', answer(414, html, page), { code: 'QUERY_TOO_LARGE' }],
    ['pressure', answer(429, { 'retry-after': '12' }, ''), { code: 'SOURCE_THROTTLED', retryAfterMs: 12_000 }],
    ['pressure that says no time', answer(429, {}, ''), { code: 'SOURCE_THROTTLED', retryAfterMs: 30_000 }],
    ['an error of X++', answer(500, json, error('Infolog')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page with 500', answer(500, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    ['a bad gateway', answer(502, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    [
      'servicing',
      answer(503, { ...html, 'retry-after': '120' }, page),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 120_000 },
    ],
    ['a slow environment', answer(504, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['a part not granted', batch(part(200, rows), part(403, error('x'))), { code: 'SOURCE_FORBIDDEN' }],
    [
      'a part under pressure',
      batch(part(429, '', 'Retry-After: 7\r\n'), part(200, rows)),
      { code: 'SOURCE_THROTTLED', retryAfterMs: 7_000 },
    ],
    ['a part under pressure that says no time', batch(part(429, '')), { retryAfterMs: 30_000 }],
  ])('%s', (_, given, fault) => {
    expect(classify(given)).toMatchObject(fault)
  })

  test('only a refusal for pressure waits without being told to', () => {
    expect(classify(answer(503, html, page))).not.toHaveProperty('retryAfterMs')
  })

  test('the text of a page is told to nobody', () => {
    for (const status of [200, 401, 403, 500, 503])
      expect(JSON.stringify(classify(answer(status, html, page)))).not.toContain('secret-of-the-page')
  })
})
