import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/salesforce/connector.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: Buffer.from(text),
    text: () => text,
    json: () => JSON.parse(text),
  }
}

const error = (status: number, errorCode: string, message = '', headers = {}) =>
  answer(status, [{ message, errorCode }], headers)
const classify = (given: Answer) => connector.classify(given)

describe('the vendor’s table of errors', () => {
  test.each([
    [401, 'INVALID_AUTH_HEADER', 'SOURCE_AUTH'],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'SOURCE_QUOTA_EXHAUSTED'],
    [403, 'INSUFFICIENT_ACCESS', 'SOURCE_FORBIDDEN'],
    [403, 'API_DISABLED_FOR_ORG', 'SOURCE_FORBIDDEN'],
    [403, 'API_CURRENTLY_DISABLED', 'SOURCE_FORBIDDEN'],
    [403, 'SOMETHING_NEW', 'SOURCE_FORBIDDEN'],
    [404, 'NOT_FOUND', 'SOURCE_BAD_RESPONSE'],
    [400, 'INVALID_FIELD', 'SOURCE_BAD_RESPONSE'],
    [400, 'INVALID_TYPE', 'SOURCE_BAD_RESPONSE'],
    [400, 'MALFORMED_QUERY', 'SOURCE_BAD_RESPONSE'],
    [404, 'UNSUPPORTED_API_VERSION', 'SOURCE_BAD_RESPONSE'],
    [400, 'QUERY_TIMEOUT', 'SOURCE_TIMEOUT'],
    [400, 'QUERY_TOO_COMPLICATED', 'UNSUPPORTED'],
    [400, 'INVALID_QUERY_LOCATOR', 'CURSOR_EXPIRED'],
    [404, 'INVALID_QUERY_LOCATOR', 'CURSOR_EXPIRED'],
    [400, 'UNABLE_TO_LOCK_ROW', 'SOURCE_UNAVAILABLE'],
    [500, 'UNKNOWN_EXCEPTION', 'SOURCE_UNAVAILABLE'],
    [503, 'SERVER_UNAVAILABLE', 'SOURCE_UNAVAILABLE'],
    [503, 'ORG_IN_MAINTENANCE', 'SOURCE_UNAVAILABLE'],
    [400, 'FUNCTIONALITY_TEMPORARILY_UNAVAILABLE', 'SOURCE_UNAVAILABLE'],
    [400, 'constructor', 'SOURCE_BAD_RESPONSE'],
  ] as const)('%i %s is %s', (status, errorCode, code) => {
    const fault = classify(error(status, errorCode, 'what the vendor says'))
    expect(fault).toMatchObject({ code, detail: `${errorCode}: what the vendor says` })
    expect(fault).not.toHaveProperty('expired')
  })

  test('an expired session is renewed, one without the scope is not', () => {
    const expired = classify(error(401, 'INVALID_SESSION_ID', 'Session expired or invalid'))
    expect(expired).toMatchObject({ code: 'SOURCE_AUTH', expired: 'login' })
    const barred = classify(error(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API'))
    expect(barred).toMatchObject({ code: 'SOURCE_AUTH' })
    expect(barred).not.toHaveProperty('expired')
  })

  test('too many long calls are throttling, not the end of the quota', () => {
    const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'
    expect(classify(error(403, 'REQUEST_LIMIT_EXCEEDED', message))).toMatchObject({ code: 'SOURCE_THROTTLED' })
  })

  test('a failed step of a composite call is a failure though the call is 200', () => {
    const step = (httpStatusCode: number, body: unknown) =>
      answer(200, { compositeResponse: [{ body, httpStatusCode, httpHeaders: {}, referenceId: 'rows' }] })
    expect(classify(step(400, [{ errorCode: 'QUERY_TIMEOUT', message: 'slow' }]))).toMatchObject({
      code: 'SOURCE_TIMEOUT',
    })
    expect(classify(step(500, 'odd'))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(classify(step(200, { totalSize: 0, records: [] }))).toBeUndefined()
  })

  test('a list of errors is a failure whatever its status', () => {
    expect(classify(error(200, 'UNKNOWN_EXCEPTION'))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })

  test('records are data, missing ones too', () => {
    expect(classify(answer(200, [null, { Id: 'x' }]))).toBeUndefined()
    expect(classify(answer(200, { totalSize: 0, records: [] }))).toBeUndefined()
  })
})

describe('answers that are no JSON', () => {
  const page = `<html>${HTML_CANARY}</html>`
  test.each([
    [200, 'SOURCE_BAD_RESPONSE'],
    [302, 'SOURCE_BAD_RESPONSE'],
    [300, 'SOURCE_BAD_RESPONSE'],
    [401, 'SOURCE_AUTH'],
    [403, 'SOURCE_FORBIDDEN'],
    [414, 'QUERY_TOO_LARGE'],
    [431, 'QUERY_TOO_LARGE'],
    [429, 'SOURCE_THROTTLED'],
    [420, 'SOURCE_THROTTLED'],
    [500, 'SOURCE_UNAVAILABLE'],
    [502, 'SOURCE_UNAVAILABLE'],
    [503, 'SOURCE_UNAVAILABLE'],
    [504, 'SOURCE_TIMEOUT'],
  ] as const)('%i is %s, and the page is not quoted', (status, code) => {
    const fault = classify(answer(status, page, { 'content-type': 'text/html' }))
    expect(fault).toMatchObject({ code })
    expect(JSON.stringify(fault)).not.toContain(HTML_CANARY)
  })

  test('broken JSON is a bad answer', () => {
    expect(classify(answer(200, '{"totalSize":1,"records":[{'))).toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    expect(classify(answer(503, '['))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })
})

describe('Retry-After', () => {
  const date = 'Fri, 20 Nov 2026 12:00:00 GMT'
  const wait = (retryAfter: string, headers: Record<string, string> = { date }) =>
    classify(error(503, 'SERVER_UNAVAILABLE', '', { 'retry-after': retryAfter, ...headers }))?.retryAfterMs

  test.each([
    ['7', 7_000],
    ['0', 1_000],
    ['1000000000000', 300_000],
    ['Fri, 20 Nov 2026 12:00:42 GMT', 42_000],
    ['Sat, 21 Nov 2026 12:00:00 GMT', 300_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 1_000],
    ['soon', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['NaN', undefined],
    ['', undefined],
  ])('"%s" is %s milliseconds', (given, millis) => expect(wait(given)).toBe(millis))

  test('a date without a clock to measure it by is no time', () => {
    expect(wait('Fri, 20 Nov 2026 12:00:42 GMT', {})).toBeUndefined()
  })
})

describe('the limit header', () => {
  const readings = (value?: string) =>
    connector.readings!(answer(200, {}, value === undefined ? {} : { 'sforce-limit-info': value }))

  test('is read as the daily limit', () => {
    expect(readings('api-usage=10018/100000')).toEqual([{ limit: 'DailyApiRequests', used: 10_018, permits: 100_000 }])
  })

  test('is not mistaken for an app’s own', () => {
    const app = 'per-app-api-usage=17/250(appName=sample-app)'
    expect(readings(app)).toEqual([])
    expect(readings(`api-usage=25/5000; ${app}`)).toEqual([{ limit: 'DailyApiRequests', used: 25, permits: 5_000 }])
    expect(readings(`${app}, api-usage=25/5000`)).toEqual([{ limit: 'DailyApiRequests', used: 25, permits: 5_000 }])
  })

  test('may be missing', () => expect(readings()).toEqual([]))
})
