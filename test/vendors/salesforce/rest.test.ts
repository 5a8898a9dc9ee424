import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base, company, HOUR, type Org, openOrg } from './org.ts'

let org: Org
beforeAll(async () => {
  org = await openOrg()
  await org.login()
})
afterAll(() => org.simulator.close())

const accounts = company.customers.filter(({ keys }) => keys.salesforce)
const lines = company.opportunities.filter(({ system }) => system === 'salesforce').flatMap((deal) => deal.lines)

describe('a query', () => {
  test('answers with typed records and their addresses', async () => {
    const { keys, name, ownerId } = accounts[3]!
    const { body } = await org.query(
      `SELECT Id, Name, Owner.Name, IsDeleted, CreatedDate FROM Account WHERE Id = '${keys.salesforce}'`,
    )
    expect(body).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Account', url: `${base}/sobjects/Account/${keys.salesforce}` },
          Id: keys.salesforce,
          Name: name,
          Owner: {
            attributes: { type: 'User', url: expect.stringContaining(`${base}/sobjects/User/005`) },
            Name: company.users[ownerId]!.name,
          },
          IsDeleted: false,
          CreatedDate: accounts[3]!.createdAt.replace('Z', '.000+0000'),
        },
      ],
    })
  })

  test('leads from page to page until all rows have come once', async () => {
    const ids: string[] = []
    const sizes: number[] = []
    let path = `${base}/query?q=${encodeURIComponent('SELECT Id FROM OpportunityLineItem')}`
    for (let done = false; !done; ) {
      const { body } = await org.get(path, { 'sforce-query-options': 'batchSize=200' })
      expect(body.totalSize).toBe(lines.length)
      ids.push(...body.records.map(({ Id }: { Id: string }) => Id))
      sizes.push(body.records.length)
      done = body.done
      path = body.nextRecordsUrl
      if (!done) expect(path).toMatch(/^\/services\/data\/v62\.0\/query\/01g\w{15}-\d+$/)
    }
    expect(path).toBeUndefined()
    expect(ids.sort()).toEqual(lines.map(({ key }) => key).sort())
    expect(sizes.slice(0, -1).every((size) => size === 200)).toBe(true)
    expect(sizes.length).toBeGreaterThan(1)
  })

  test('keeps its cursor for two days', async () => {
    const first = await org.query('SELECT Id FROM OpportunityLineItem', { 'sforce-query-options': 'batchSize=1' })
    expect(first.body.records.length).toBe(200)
    org.clock.advance(47 * HOUR)
    await org.login()
    expect((await org.get(first.body.nextRecordsUrl)).status).toBe(200)
    org.clock.advance(2 * HOUR)
    await org.login()
    const gone = await org.get(first.body.nextRecordsUrl)
    expect(gone).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] })
  })

  test('without rows does not say that it is done', async () => {
    expect((await org.query('SELECT Id FROM Account WHERE Id = null')).body).toEqual({ totalSize: 0, records: [] })
  })

  test('counts', async () => {
    const { body } = await org.query('SELECT COUNT() FROM Account')
    expect(body).toEqual({ totalSize: accounts.length, done: true, records: [] })
  })

  test('sees the recycle bin only when asked for all', async () => {
    const deleted = company.tombstones.filter(({ system, type }) => system === 'salesforce' && type === 'customer')
    const soql = encodeURIComponent('SELECT Id, Name FROM Account WHERE IsDeleted = TRUE')
    expect((await org.get(`${base}/query?q=${soql}`)).body.totalSize).toBe(0)
    const { body } = await org.get(`${base}/queryAll?q=${soql}`)
    expect(body.records.map(({ Id }: { Id: string }) => Id).sort()).toEqual(deleted.map(({ key }) => key).sort())
  })

  test('writes numbers digit by digit', async () => {
    const { keys, annualRevenue } = company.customers[0]!
    const { text } = await org.query(`SELECT AnnualRevenue FROM Account WHERE Id = '${keys.salesforce}'`)
    expect(annualRevenue!.amount.length).toBeGreaterThan(17)
    expect(text).toContain(`"AnnualRevenue":${annualRevenue!.amount}}`)
  })
})

describe('errors', () => {
  test.each([
    [
      'SELECT Id, Foo FROM Account',
      'INVALID_FIELD',
      "No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field",
    ],
    ['SELECT Id FROM Widget__c', 'INVALID_TYPE', "sObject type 'Widget__c' is not supported."],
    ['SELEC Id FROM Account', 'MALFORMED_QUERY', "unexpected token: 'SELEC'"],
    ['', 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null'],
    ["SELECT Id FROM Account WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x'],
    ["SELECT Id FROM Product2 WHERE Description = 'x'", 'INVALID_FIELD', 'can not be filtered'],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', '2000'],
  ])('"%s" is %s', async (soql, errorCode, message) => {
    const { status, body } = await org.query(soql)
    expect(status).toBe(400)
    expect(body).toEqual([{ errorCode, message: expect.stringContaining(message) }])
  })

  test('a path that does not exist, and a version that is not served', async () => {
    expect(await org.get(`${base}/nowhere`)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    })
    expect(await org.get('/services/data/v12.0/limits')).toMatchObject({
      body: [{ errorCode: 'UNSUPPORTED_API_VERSION' }],
    })
  })

  test('an address beyond 16 KB is refused before it is read', async () => {
    const ids = accounts.flatMap(() => accounts.map(({ keys }) => `'${keys.salesforce}'`)).slice(0, 800)
    const { status } = await org.query(`SELECT Id FROM Contact WHERE AccountId IN (${ids.join(',')})`)
    expect([414, 431]).toContain(status)
  })
})

describe('the retrieve resource', () => {
  const retrieve = (ids: string[], fields: string[]) => org.post(`${base}/composite/sobjects/Account`, { ids, fields })

  test('answers by position, with null for what is not there', async () => {
    const [a, b] = [accounts[5]!, accounts[2]!]
    const deleted = company.tombstones.find(({ key }) => key.startsWith('001'))!.key
    const ids = [
      a.keys.salesforce!,
      '001Hs00000ZZZZZIAA',
      b.keys.salesforce!,
      deleted,
      'no id',
      a.keys.salesforce!.slice(0, 15),
    ]
    const { status, body } = await retrieve(ids, ['Id', 'Name'])
    expect(status).toBe(200)
    expect(body.map((record: { Name: string } | null) => record?.Name ?? null)).toEqual([
      a.name,
      null,
      b.name,
      null,
      null,
      a.name,
    ])
  })

  test('takes up to 2,000 ids, also as GET', async () => {
    const id = accounts[0]!.keys.salesforce!
    expect((await retrieve(Array(2_000).fill(id), ['Name'])).body).toHaveLength(2_000)
    expect((await retrieve(Array(2_001).fill(id), ['Name'])).status).toBe(400)
    expect((await org.get(`${base}/composite/sobjects/Account?ids=${id}&fields=Name`)).body[0].Name).toBe(
      accounts[0]!.name,
    )
  })

  test('fails as a whole for one bad field', async () => {
    expect(await retrieve([accounts[0]!.keys.salesforce!], ['Nope'])).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD' }],
    })
  })
})

describe('a composite call', () => {
  const step = (soql: string, referenceId = 'a') => ({
    method: 'GET',
    referenceId,
    url: `${base}/query?q=${encodeURIComponent(soql)}`,
  })

  test('is 200 even when a step fails', async () => {
    const compositeRequest = [step('SELECT COUNT() FROM Account', 'good'), step('SELECT Nope FROM Account', 'bad')]
    const { status, body } = await org.post(`${base}/composite`, { allOrNone: false, compositeRequest })
    expect(status).toBe(200)
    expect(body.compositeResponse).toEqual([
      {
        body: { totalSize: accounts.length, done: true, records: [] },
        httpHeaders: {},
        httpStatusCode: 200,
        referenceId: 'good',
      },
      {
        body: [expect.objectContaining({ errorCode: 'INVALID_FIELD' })],
        httpHeaders: {},
        httpStatusCode: 400,
        referenceId: 'bad',
      },
    ])
  })

  test('carries a statement that no address could', async () => {
    const ids = accounts.flatMap(() => accounts.map(({ keys }) => `'${keys.salesforce}'`)).slice(0, 2_000)
    const compositeRequest = [step(`SELECT Id FROM Contact WHERE AccountId IN (${ids.join(',')})`)]
    const before = org.simulator.calls
    const { body } = await org.post(`${base}/composite`, { compositeRequest })
    expect(body.compositeResponse[0].httpStatusCode).toBe(200)
    expect(org.simulator.calls - before).toBe(1)
    expect(org.simulator.arrivals.at(-1)!.native).toMatch(/^SELECT Id FROM Contact WHERE AccountId IN \('001/)
  })

  test('has at most five queries', async () => {
    const compositeRequest = Array.from({ length: 6 }, (_, i) => step('SELECT COUNT() FROM User', `s${i}`))
    expect((await org.post(`${base}/composite`, { compositeRequest })).status).toBe(400)
  })
})

describe('limits', () => {
  test('the list of versions needs no session, is not counted and says nothing of limits', async () => {
    const { body, headers } = await org.get('/services/data/', { authorization: '' })
    expect(body).toContainEqual({ label: 'Version 62.0', url: '/services/data/v62.0', version: '62.0' })
    expect(headers.has('sforce-limit-info')).toBe(false)
  })

  test('every other answer tells what is used of the day', async () => {
    const used = async () =>
      Number(/^api-usage=(\d+)\/100000$/.exec((await org.get(`${base}/limits`)).headers.get('sforce-limit-info')!)![1])
    const first = await used()
    await org.get('/services/data/')
    expect(await used()).toBe(first + 1)
    expect((await org.query('SELECT Nope FROM Account')).headers.get('sforce-limit-info')).toBe(
      `api-usage=${first + 2}/100000`,
    )
    const { body } = await org.get(`${base}/limits`)
    expect(body.DailyApiRequests).toEqual({ Max: 100_000, Remaining: 100_000 - first - 3 })
  })

  test('beyond the quota all is refused with 403 until the window has passed', async () => {
    const small = await openOrg({ dailyApiRequests: 2 })
    await small.login()
    for (let i = 0; i < 2; i++) expect((await small.query('SELECT COUNT() FROM User')).status).toBe(200)
    const refused = await small.query('SELECT COUNT() FROM User')
    expect(refused.status).toBe(403)
    expect(refused.body).toEqual([{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }])
    expect(refused.headers.get('sforce-limit-info')).toBe('api-usage=2/2')
    small.clock.advance(24 * HOUR)
    await small.login()
    expect((await small.query('SELECT COUNT() FROM User')).status).toBe(200)
    await small.simulator.close()
  })

  test('only calls that run for twenty seconds count as concurrent', async () => {
    const busy = await openOrg({ longRequests: 2 })
    await busy.login()
    busy.simulator.fault({ kind: 'hang', times: 2 })
    const left = new AbortController()
    const long = [1, 2].map(() =>
      fetch(`${busy.simulator.url}${base}/limits`, { signal: left.signal }).catch(() => undefined),
    )
    await busy.simulator.arrived(3)
    expect((await busy.query('SELECT COUNT() FROM User')).status).toBe(200)
    busy.clock.advance(20_000)
    const refused = await busy.query('SELECT COUNT() FROM User')
    expect(refused.status).toBe(403)
    expect(refused.body[0].message).toBe('ConcurrentRequests (Concurrent API Requests) Limit exceeded.')
    left.abort()
    await Promise.all(long)
    await busy.simulator.close()
  })
})

test('an org of one currency has no CurrencyIsoCode', async () => {
  const single = await openOrg({ multiCurrency: false })
  await single.login()
  expect((await single.query('SELECT CurrencyIsoCode FROM Account')).body[0].errorCode).toBe('INVALID_FIELD')
  expect((await single.query('SELECT AnnualRevenue FROM Account LIMIT 1')).status).toBe(200)
  await single.simulator.close()
})
