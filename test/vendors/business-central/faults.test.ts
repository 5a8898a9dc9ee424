import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import { classify } from '../../../subgraphs/business-central/faults.ts'

const answer = (status: number, headers: Record<string, string>, body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
  text: () => body,
  json: () => JSON.parse(body),
})
const json = { 'content-type': 'application/json; odata.metadata=minimal' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const error = (code: string, message = 'x') => ({ error: { code, message: `${message}  CorrelationId:  8c1e.` } })
const told = (status: number, code: string, headers = {}) =>
  answer(status, { ...json, ...headers }, JSON.stringify(error(code)))
const page = '<html><body>secret-of-the-page</body></html>'
const batch = (...responses: readonly object[]) => answer(200, json, JSON.stringify({ responses }))
const rows = { id: '1', status: 200, headers: {}, body: { value: [] } }
const part = (status: number, code: string, headers = {}) => ({ id: '2', status, headers, body: error(code) })

describe('what an answer means', () => {
  test.each([
    ['data', answer(200, json, '{"@odata.context":"x","value":[]}')],
    ['a batch of data', batch(rows, rows)],
    ['data that speaks of errors', answer(200, json, '{"value":[{"displayName":"\\"error\\":"}]}')],
  ])('%s is no fault', (_, given) => {
    expect(classify(given)).toBeUndefined()
  })

  test.each([
    ['a token that is over', told(401, 'Authentication_InvalidCredentials'), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['a 401 that says nothing', answer(401, {}, ''), { code: 'SOURCE_AUTH', expired: 'login' }],
    ['a permission that is missing', told(403, 'Authorization_RequestDenied'), { code: 'SOURCE_FORBIDDEN' }],
    [
      'the same with 401, which no new token mends',
      told(401, 'Authorization_RequestDenied'),
      { code: 'SOURCE_FORBIDDEN' },
    ],
    ['an unknown set', told(404, 'BadRequest_ResourceNotFound'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an unknown company', told(404, 'Internal_CompanyNotFound'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a row that is not there', told(404, 'Internal_RecordNotFound'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a refused filter', told(400, 'Application_FilterErrorException'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['lines without their document', told(400, 'Application_DialogException'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a row that somebody has changed', told(409, 'Request_EntityChanged'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['eight minutes', told(408, 'Unknown'), { code: 'QUERY_TOO_COSTLY' }],
    ['a page too long', answer(413, html, page), { code: 'SOURCE_TOO_LARGE' }],
    ['an address too long', answer(414, html, page), { code: 'QUERY_TOO_LARGE' }],
    [
      'too many, without a word when to come back',
      told(429, 'Application_TooManyRequests'),
      { code: 'SOURCE_THROTTLED' },
    ],
    [
      'too many, with one',
      told(429, 'Application_TooManyRequests', { 'retry-after': '7' }),
      { code: 'SOURCE_THROTTLED', retryAfterMs: 7_000 },
    ],
    ['a bug of theirs', told(500, 'Internal_ServerError'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page with 500', answer(500, html, page), { code: 'SOURCE_UNAVAILABLE' }],
    [
      'a bad gateway',
      answer(502, { ...html, 'retry-after': '3' }, page),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 3_000 },
    ],
    [
      'maintenance',
      told(503, 'Internal_TenantUnavailable', { 'retry-after': '30' }),
      { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 30_000 },
    ],
    ['ten minutes', answer(504, html, page), { code: 'SOURCE_TIMEOUT' }],
    ['a redirect', answer(302, { location: '/x' }, ''), { code: 'SOURCE_BAD_RESPONSE' }],
    ['a page with 200', answer(200, html, page), { code: 'SOURCE_BAD_RESPONSE' }],
    ['an error with 200', answer(200, json, JSON.stringify(error('Unknown'))), { code: 'SOURCE_BAD_RESPONSE' }],
    [
      'throttling with 200',
      answer(200, json, JSON.stringify(error('Application_TooManyRequests'))),
      { code: 'SOURCE_THROTTLED' },
    ],
    ['an error that is cut short', answer(503, json, '{"error":{"code":"Int'), { code: 'SOURCE_UNAVAILABLE' }],
  ])('%s', (_, given, fault) => {
    const { detail, ...found } = classify(given)!
    expect(found).toEqual(fault)
    expect(detail).not.toContain('secret-of-the-page')
  })

  test.each([
    [
      'throttled',
      part(429, 'Application_TooManyRequests', { 'Retry-After': '5' }),
      { code: 'SOURCE_THROTTLED', retryAfterMs: 5_000 },
    ],
    ['not granted', part(403, 'Authorization_RequestDenied'), { code: 'SOURCE_FORBIDDEN' }],
    ['not found', part(404, 'BadRequest_NotFound'), { code: 'SOURCE_BAD_RESPONSE' }],
    ['without a status', { id: '2' }, { code: 'SOURCE_BAD_RESPONSE' }],
  ])('a batch with a part that is %s is that fault', (_, failed, fault) => {
    expect(classify(batch(rows, failed))).toMatchObject(fault)
  })
})
