import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import { classify } from '../../../subgraphs/sap-s4hana/faults.ts'

const answer = (status: number, headers: Record<string, string>, body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  text: () => body,
  json: () => JSON.parse(body),
})

const json = { 'content-type': 'application/json;charset=utf-8' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const odata = (code: string, value = 'x') => JSON.stringify({ error: { code, message: { lang: 'en', value } } })
const page = '<html><body>secret-of-the-page</body></html>'

const part = (status: number, body: string) =>
  `--r1\r\nContent-Type: application/http\r\ncontent-transfer-encoding: binary\r\n\r\nHTTP/1.1 ${status} X\r\nContent-Type: application/json\r\n\r\n${body}\r\n`
const batch = (...parts: readonly string[]) =>
  answer(202, { 'content-type': 'multipart/mixed; boundary=r1' }, `${parts.join('')}--r1--\r\n`)
const rows = '{"d":{"results":[]}}'

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
    ['an error with 200', answer(200, json, odata('/IWBEP/CX')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a redirect', answer(307, { location: '/x' }, ''), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a refused query', answer(400, json, odata('005056A509B1')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an old skiptoken', answer(400, json, odata('005056A509B1', 'Invalid skiptoken')), { code: 'CURSOR_EXPIRED' }],
    ['a cursor that is gone', answer(410, json, odata('x')), { code: 'CURSOR_EXPIRED' }],
    ['the OAuth layer', answer(401, json, '{"error":"invalid_token"}'), { code: 'SOURCE_AUTH', expired: 'login' }],
    [
      'a CSRF token that is due',
      answer(403, { 'x-csrf-token': 'Required' }, 'CSRF'),
      { code: 'SOURCE_AUTH', expired: 'csrf' },
    ],
    ['a service not granted', answer(403, json, odata('/IWFND/MED/170')), { code: 'SOURCE_FORBIDDEN' }],
    ['the same on other stacks', answer(404, json, odata('/IWFND/MED/170')), { code: 'SOURCE_FORBIDDEN' }],
    ['not found', answer(404, json, odata('/IWBEP/CM_MGW_RT/020')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['not allowed', answer(405, json, odata('x')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an address too long', answer(414, html, page), { code: 'QUERY_TOO_LARGE' }],
    ['a slow client', answer(408, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['too many', answer(429, { 'retry-after': '7' }, ''), { code: 'SOURCE_THROTTLED', retryAfterMs: 7_000 }],
    ['a dump', answer(500, json, odata('/IWBEP/CX_MGW_TECH_EXCEPTION')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page of the ICM', answer(500, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    ['no such function', answer(501, json, odata('/IWBEP/CM_MGW_RT/021')), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a bad gateway', answer(502, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    [
      'overload',
      answer(503, { ...html, 'retry-after': '120' }, page),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 120_000 },
    ],
    ['a slow system', answer(504, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['a part not granted', batch(part(200, rows), part(403, odata('/IWFND/MED/170'))), { code: 'SOURCE_FORBIDDEN' }],
    ['a part that is too busy', batch(part(503, odata('x')), part(200, rows)), { code: 'SOURCE_UNAVAILABLE' }],
  ])('%s', (_, given, fault) => {
    expect(classify(given)).toMatchObject(fault)
  })

  test('a wrong password is not tried again: SAP locks who does', () => {
    const refused = answer(401, { ...html, 'www-authenticate': 'Basic realm="SAP"' }, page)
    expect(classify(refused)).toEqual({ code: 'SOURCE_AUTH', detail: 'status 401' })
  })

  test('the text of a page is told to nobody', () => {
    for (const status of [200, 401, 403, 500, 503]) {
      expect(JSON.stringify(classify(answer(status, html, page)))).not.toContain('secret-of-the-page')
    }
  })
})
