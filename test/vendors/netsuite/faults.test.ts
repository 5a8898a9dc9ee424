import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/netsuite/connector.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { openWorld, scope } from './world.ts'

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error', ...headers },
    body: Buffer.from(text),
    text: () => text,
    json: () => JSON.parse(text),
  }
}

const error = (status: number, code: string, detail = '', headers = {}) =>
  answer(status, { type: '', title: '', status, 'o:errorDetails': [{ detail, 'o:errorCode': code }] }, headers)
const classify = (given: Answer) => connector.classify(given)

const found = (what: string) => `Invalid search query. Detailed unprocessed description follows. ${what}`

describe('the vendor’s table of errors', () => {
  test.each([
    [429, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded. Request blocked.', 'SOURCE_THROTTLED'],
    [401, 'INVALID_LOGIN', 'Concurrent request limit exceeded. Request blocked.', 'SOURCE_THROTTLED'],
    [400, 'SSS_REQUEST_LIMIT_EXCEEDED', '', 'SOURCE_THROTTLED'],
    [403, 'INSUFFICIENT_PERMISSION', '', 'SOURCE_FORBIDDEN'],
    [403, 'SOMETHING_NEW', '', 'SOURCE_FORBIDDEN'],
    [400, 'INVALID_PARAMETER', found("Search error occurred: Unknown identifier 'foo'."), 'UNSUPPORTED'],
    [400, 'INVALID_PARAMETER', found('Invalid search type: foo.'), 'UNSUPPORTED'],
    [400, 'INVALID_PARAMETER', found("Search error occurred: Record 'customer' was not found."), 'SOURCE_FORBIDDEN'],
    [400, 'INVALID_PARAMETER', found('Search error occurred: something else'), 'SOURCE_BAD_RESPONSE'],
    [400, 'INVALID_CONTENT', '', 'SOURCE_BAD_RESPONSE'],
    [404, 'NONEXISTENT_ID', 'The record instance does not exist.', 'SOURCE_BAD_RESPONSE'],
    [500, 'UNEXPECTED_ERROR', '', 'SOURCE_UNAVAILABLE'],
    [400, 'constructor', '', 'SOURCE_BAD_RESPONSE'],
    [200, 'UNEXPECTED_ERROR', '', 'SOURCE_UNAVAILABLE'],
    [200, 'INSUFFICIENT_PERMISSION', '', 'SOURCE_FORBIDDEN'],
  ] as const)('%i %s (%s) is %s', (status, errorCode, detail, code) => {
    const fault = classify(error(status, errorCode, detail))
    expect(fault).toMatchObject({ code, detail: expect.stringContaining(errorCode) })
    expect(fault).not.toHaveProperty('expired')
  })

  test('a login that is not valid is renewed', () => {
    expect(classify(error(401, 'INVALID_LOGIN', 'Invalid login attempt.'))).toMatchObject({
      code: 'SOURCE_AUTH',
      expired: 'login',
    })
    const restlet = answer(403, { error: { code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' } })
    expect(classify(restlet)).toMatchObject({ code: 'SOURCE_AUTH', expired: 'login' })
  })

  test('throttling is recognised in the form with a code of its own on top', () => {
    const body = {
      status: 429,
      'o:errorCode': 'USER_ERROR',
      'o:errorDetails': [{ detail: 'x', 'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED' }],
    }
    expect(classify(answer(429, body))).toMatchObject({ code: 'SOURCE_THROTTLED' })
  })

  test('maintenance is recognised whatever its status', () => {
    const text =
      'The account you are trying to access is currently unavailable while we undergo our regularly scheduled maintenance.'
    expect(classify(error(400, 'ANY', text))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect(classify(answer(200, `<html>${text}</html>`, { 'content-type': 'text/html' }))).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
    })
  })

  test.each([
    [200, 'SOURCE_BAD_RESPONSE'],
    [302, 'SOURCE_BAD_RESPONSE'],
    [403, 'SOURCE_FORBIDDEN'],
    [413, 'SOURCE_TOO_LARGE'],
    [502, 'SOURCE_UNAVAILABLE'],
    [504, 'SOURCE_TIMEOUT'],
  ])('a page for people with status %i is %s', (status, code) => {
    const fault = classify(
      answer(status, `<html>${HTML_CANARY}</html>`, { 'content-type': 'text/html; charset=utf-8' }),
    )
    expect(fault).toMatchObject({ code })
  })

  test('an answer that is cut off is not taken for data', () => {
    expect(classify(answer(429, '{"type":"x","o:errorDet'))).toMatchObject({ code: 'SOURCE_THROTTLED' })
    expect(classify(answer(500, '{'))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })

  test('data is no fault, even when a row speaks of errors', () => {
    const row = { links: [], memo: '"o:errorDetails":[{"o:errorCode":"INVALID_LOGIN"}]' }
    expect(classify(answer(200, { items: [row], count: 1, hasMore: false, offset: 0 }))).toBeUndefined()
  })

  const date = { date: 'Fri, 20 Nov 2026 10:00:00 GMT' }
  test.each([
    ['7', {}, 7_000],
    ['0', {}, 1_000],
    ['1000000000000', {}, 300_000],
    ['Fri, 20 Nov 2026 10:00:30 GMT', date, 30_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', date, 1_000],
    ['Sat, 21 Nov 2026 10:00:00 GMT', date, 300_000],
    ['Fri, 20 Nov 2026 10:00:30 GMT', {}, undefined],
    ['soon', date, undefined],
    ['-1', date, undefined],
    ['', date, undefined],
    ['1e3', date, undefined],
  ])('Retry-After %j is a wait of %2$s ms', (given, headers, millis) => {
    const fault = classify(error(429, 'CONCURRENCY_LIMIT_EXCEEDED', '', { 'retry-after': given, ...headers }))
    expect(fault?.retryAfterMs).toBe(millis)
  })
})

describe('over the wire', () => {
  const ask = { entity: 'Warehouse', fields: ['name'], order: [], first: 10 } as const
  const logins = (arrivals: readonly { kind: string }[]) => arrivals.filter(({ kind }) => kind === 'auth').length

  test('a session that ended meanwhile costs one login and one more call', async () => {
    await using world = await openWorld()
    await world.reader.list(ask, scope())
    world.simulator.fault({ kind: 'tokensExpired', times: 1 })
    expect((await world.reader.list(ask, scope())).rows).not.toHaveLength(0)
    expect(logins(world.simulator.arrivals)).toBe(2)
    expect(world.simulator.calls).toBe(3)
  })

  test('a login that is refused is a refusal, and is not tried again at once', async () => {
    await using world = await openWorld({}, { certificateId: 'nobody' })
    for (const _ of [1, 2, 3]) {
      await expect(world.reader.list(ask, scope())).rejects.toMatchObject({
        code: 'SOURCE_AUTH',
        source: 'netsuite-us',
      })
    }
    expect(logins(world.simulator.arrivals)).toBe(1)
    expect(world.simulator.calls).toBe(0)
  })

  test('a key that is none is refused before anything is sent, without being shown', async () => {
    await using world = await openWorld({}, { privateKey: 'canary-private-key' })
    const error = await world.reader.list(ask, scope()).catch((error) => error)
    expect(error).toMatchObject({ code: 'SOURCE_AUTH' })
    expect(JSON.stringify([error.message, error.detail, String(error.cause)])).not.toContain('canary-private-key')
    expect(world.simulator.arrivals).toHaveLength(0)
  })

  test.each([
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['serverError', 'SOURCE_UNAVAILABLE'],
    ['errorBody', 'SOURCE_UNAVAILABLE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['badJson', 'SOURCE_BAD_RESPONSE'],
    ['redirect', 'SOURCE_BAD_RESPONSE'],
    ['unauthorized', 'SOURCE_AUTH'],
  ] as const)('%s is %s, and tells nobody what the page said', async (kind, code) => {
    await using world = await openWorld()
    world.simulator.fault({ kind })
    const error = await world.reader.list(ask, scope()).catch((error) => error)
    expect(error).toMatchObject({ code, source: 'netsuite-us' })
    expect(error.message).not.toContain(HTML_CANARY)
  })

  test('a page that comes twice is not counted twice', async () => {
    await using world = await openWorld()
    world.simulator.fault({ kind: 'replay', match: 'FROM transactionline' })
    const lines = { ...ask, entity: 'InvoiceLine', fields: ['net.amount'], first: 100_000 } as const
    await expect(world.reader.list(lines, scope())).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })

  test('rows that go missing on the way are noticed', async () => {
    await using world = await openWorld()
    world.simulator.fault({ kind: 'rewrite', find: '"count":', put: '"count":1' })
    await expect(world.reader.list(ask, scope())).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })
})
