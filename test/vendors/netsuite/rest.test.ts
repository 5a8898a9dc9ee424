import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { type Account, company, openAccount, suiteqlPath } from './account.ts'

let account: Account
beforeAll(async () => {
  account = await openAccount()
  await account.login()
})
afterAll(() => account[Symbol.asyncDispose]())

const invoices = company.invoices.filter(({ system, kind }) => system === 'netsuite' && kind === 'invoice')
const INVOICES = "SELECT t.id AS id FROM transaction t WHERE t.type = 'CustInvc' ORDER BY t.id"

describe('a page', () => {
  test('tells how many there are, whether there are more, and where', async () => {
    const { body, headers } = await account.query(INVOICES, '?limit=100&offset=100')
    expect(headers.get('content-type')).toBe('application/vnd.oracle.resource+json; type=collection')
    expect(body).toMatchObject({ count: 100, hasMore: true, offset: 100, totalResults: invoices.length })
    const href = `${account.simulator.url}${suiteqlPath}?limit=100&offset=200`
    expect(body.links).toContainEqual({ rel: 'next', href })
  })

  test('follows page until all rows have come once', async () => {
    const ids: string[] = []
    for (let offset = 0, hasMore = true; hasMore; offset += 90) {
      const { body } = await account.query(INVOICES, `?limit=90&offset=${offset}`)
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      hasMore = body.hasMore
    }
    expect(ids).toEqual(invoices.map(({ key }) => key).sort((a, b) => Number(a) - Number(b)))
  })

  test('has text for every value, names in lower case, no nulls, and links in each row', async () => {
    const { body } = await account.query(
      'SELECT C.ID, C.ENTITYID AS "Number", c.CreditLimit FROM Customer C ORDER BY C.ID',
    )
    const limited = body.items.filter((row: object) => 'creditlimit' in row)
    expect(Object.keys(body.items[0])).toEqual(expect.arrayContaining(['links', 'id', 'number']))
    expect(body.items.every(({ links }: { links: unknown }) => Array.isArray(links))).toBe(true)
    expect(limited.length).toBeGreaterThan(0)
    expect(limited.length).toBeLessThan(body.items.length)
    expect(limited.every(({ creditlimit }: { creditlimit: unknown }) => typeof creditlimit === 'string')).toBe(true)
  })

  test.each([
    ['?limit=100&offset=50', 'offset'],
    ['?limit=1001', 'limit'],
    ['?limit=0', 'limit'],
    ['?limit=1000&offset=100000', 'offset'],
  ])('%s is refused', async (page, parameter) => {
    expect(await account.query(INVOICES, page)).toMatchObject({
      status: 400,
      body: { 'o:errorDetails': [{ 'o:errorCode': 'INVALID_PARAMETER', 'o:errorQueryParam': parameter }] },
    })
  })
})

describe('a request', () => {
  test('must prefer transient answers', async () => {
    const { status, body } = await account.query(INVOICES, '', { prefer: 'respond-async' })
    expect(status).toBe(400)
    expect(body['o:errorDetails'][0]).toMatchObject({ 'o:errorHeader': 'Prefer' })
  })

  test.each(['nonsense', '{}', '{"q":1}', 'null'])('must have a statement, which %s has not', async (body) => {
    const answer = await account.call(suiteqlPath, { method: 'POST', headers: { prefer: 'transient' }, body })
    expect(answer).toMatchObject({ status: 400, body: { 'o:errorDetails': [{ 'o:errorCode': 'INVALID_CONTENT' }] } })
  })

  test('must go to something that is there', async () => {
    expect(await account.call('/services/rest/record/v1/customer/999')).toMatchObject({
      status: 404,
      body: { title: 'Not Found', 'o:errorDetails': [{ 'o:errorCode': 'NONEXISTENT_ID' }] },
    })
    expect((await account.call(suiteqlPath)).status).toBe(405)
  })

  test.each([
    [
      'SELECT c.foo FROM customer c',
      "Search error occurred: Unknown identifier 'foo'. Available identifiers are: {c=customer}",
    ],
    ['SELECT foo FROM customer', "Unknown identifier 'foo'. Available identifiers are: {customer=customer}"],
    ['SELECT balance FROM customer', "Unknown identifier 'balance'"],
    ['SELECT id FROM foo', 'Invalid search type: foo.'],
  ])('%s is told what is wrong', async (sql, detail) => {
    const { status, body } = await account.query(sql)
    expect(status).toBe(400)
    expect(body['o:errorDetails'][0]).toMatchObject({ 'o:errorCode': 'INVALID_PARAMETER', 'o:errorQueryParam': 'q' })
    expect(body['o:errorDetails'][0].detail).toContain(
      'Invalid search query. Detailed unprocessed description follows.',
    )
    expect(body['o:errorDetails'][0].detail).toContain(detail)
  })

  test('is logged with its statement', async () => {
    account.simulator.reset()
    await account.query(INVOICES)
    expect(account.simulator.arrivals.at(-1)).toMatchObject({ native: INVOICES, principal: 'a1b2c3demo.netsuite' })
  })
})

describe('the account', () => {
  test('serves five calls at a time, whoever makes them', async () => {
    account.simulator.latency(1_000)
    const calls = Array.from({ length: 7 }, () => account.query(INVOICES, '?limit=1'))
    await account.clock.armed(7)
    account.clock.advance(1_000)
    const answers = await Promise.all(calls)
    account.simulator.reset()
    const blocked = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200).length).toBe(5)
    expect(blocked.map(({ body }) => body)).toMatchObject(
      Array(2).fill({
        title: 'Bad Request',
        status: 429,
        'o:errorDetails': [
          {
            detail: 'Concurrent request limit exceeded. Request blocked.',
            'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED',
          },
        ],
      }),
    )
    expect(blocked.every(({ headers }) => !headers.has('retry-after'))).toBe(true)
    expect((await account.query(INVOICES, '?limit=1')).status).toBe(200)
  })

  test.each([
    ['throttled', 429, 'CONCURRENCY_LIMIT_EXCEEDED'],
    ['unauthorized', 401, 'INVALID_LOGIN'],
    ['forbidden', 403, 'INSUFFICIENT_PERMISSION'],
    ['unavailable', 503, 'UNEXPECTED_ERROR'],
    ['serverError', 500, 'UNEXPECTED_ERROR'],
    ['errorBody', 200, 'UNEXPECTED_ERROR'],
  ] as const)('shows %s in its own words', async (kind, status, errorCode) => {
    account.simulator.fault({ kind, times: 1 })
    const answer = await account.query(INVOICES)
    expect(answer.status).toBe(status)
    expect(answer.body['o:errorDetails'][0]['o:errorCode']).toBe(errorCode)
    expect((await account.query(INVOICES)).status).toBe(200)
  })

  test('shows a page for people while it is maintained', async () => {
    account.simulator.fault({ kind: 'html', times: 1 })
    expect((await account.query(INVOICES)).body).toContain(HTML_CANARY)
  })
})
