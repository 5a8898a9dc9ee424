import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analytics, company, companyId, type Environment, openEnvironment, root, route } from './world.ts'

const customers = company.customers.filter(({ keys }) => keys.businessCentral)
const order = company.salesOrders.find(({ system, status }) => system === 'businessCentral' && status === 'open')!

let environment: Environment
beforeAll(async () => {
  environment = await openEnvironment()
})
afterAll(() => environment.simulator.close())

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]

describe('a token', () => {
  test.each([
    ['an unknown secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'x' }, 400, 'unauthorized_client'],
    ['another scope', { scope: 'https://elsewhere/.default' }, 400, 'invalid_scope'],
  ])('is not given for %s', async (_, form, status, error) => {
    const { status: found, body } = await environment.token(form)
    expect([found, body.error]).toEqual([status, error])
  })

  test('is good for an hour, less a second', async () => {
    const { simulator, clock, get } = await openEnvironment()
    expect((await get('customers', { top: '1' })).status).toBe(200)
    clock.advance(3_598_000)
    expect((await get('customers', { top: '1' })).status).toBe(200)
    clock.advance(1_000)
    const over = await get('customers', { top: '1' })
    expect(codeOf(over)).toEqual([401, 'Authentication_InvalidCredentials'])
    expect(over.body.error.message).toMatch(
      /^The server has rejected the client credentials\. {2}CorrelationId: {2}[0-9a-f-]{36}\.$/,
    )
    await simulator.close()
  })
})

describe('a page', () => {
  test('is as long as it is wished, and its link says how to go on', async () => {
    const { body } = await environment.get('customers', { select: 'number' }, { prefer: 'odata.maxpagesize=4' })
    expect(body.value).toHaveLength(4)
    expect(body['@odata.nextLink']).toContain(`${environment.simulator.url}${root}/customers?`)
    expect(body['@odata.nextLink']).toMatch(/&aid=FIN&\$skiptoken=/)
    const numbers = body.value.map(({ number }: { number: string }) => number)
    for (let next = body['@odata.nextLink']; next; ) {
      const page = await environment.get(
        next.slice(environment.simulator.url.length),
        {},
        { prefer: 'odata.maxpagesize=4' },
      )
      expect(next.match(/aid=FIN/g)).toHaveLength(1)
      numbers.push(...page.body.value.map(({ number }: { number: string }) => number))
      next = page.body['@odata.nextLink']
    }
    expect(new Set(numbers).size).toBe(customers.length)
  })

  test('of more than the service sends at a time goes on with what $top leaves', async () => {
    const small = await openEnvironment({ pageRows: 10 })
    const { body } = await small.get('items', { select: 'id', top: '12' })
    expect(body.value).toHaveLength(10)
    const rest = await small.get(body['@odata.nextLink'].slice(small.simulator.url.length))
    expect([rest.body.value.length, rest.body['@odata.nextLink']]).toEqual([2, undefined])
    expect((await small.get('items', { top: '10' })).body).not.toHaveProperty('@odata.nextLink')
    await small.simulator.close()
  })
})

describe('what the vendor refuses', () => {
  const g = customers[0]!.keys.businessCentral!
  test.each([
    ['alternatives over two fields', 'customers', { filter: "number eq '1' or displayName eq 'a'" }, 400, 'BadRequest'],
    ['a filter by what is calculated', 'items', { filter: 'inventory gt 5' }, 400, 'BadRequest'],
    [
      'a filter by the currency that a page fills in',
      'customers',
      { filter: "currencyCode eq 'GBP'" },
      400,
      'BadRequest',
    ],
    ['null', 'customers', { filter: 'currencyId eq null' }, 400, 'Application_FilterErrorException'],
    ['an unknown property', 'customers', { filter: "foo eq '1'" }, 400, 'BadRequest_NotFound'],
    ['an id in quotes', 'customers', { filter: `id eq '${g}'` }, 400, 'Application_FilterErrorException'],
    ['a list of values', 'customers', { filter: `id in (${g})` }, 400, 'BadRequest'],
    ['lines of no document', 'salesOrderLines', {}, 400, 'Application_DialogException'],
    ['lines by another field', 'salesOrderLines', { filter: 'quantity gt 1' }, 400, 'Application_DialogException'],
    [
      'lines of two documents',
      'salesInvoiceLines',
      { filter: `documentId eq ${g} or documentId eq ${g.replace(/^./, '0')}` },
      400,
      'Application_DialogException',
    ],
    ['an unknown set', 'foos', {}, 404, 'BadRequest_ResourceNotFound'],
    ['analytics on the other route', 'customerLedgerEntries', {}, 404, 'BadRequest_ResourceNotFound'],
    ['a row that is not there', `customers(${g.replace(/^./, '0')})`, {}, 404, 'Internal_RecordNotFound'],
    [
      'another company',
      `${route}/companies(c0c0c0c0-0000-4000-8000-000000000001)/items`,
      {},
      404,
      'Internal_CompanyNotFound',
    ],
    ['an option that it does not have', 'items', { apply: 'aggregate($count as n)' }, 400, 'BadRequest'],
  ])('%s', async (_, path, options, status, code) => {
    expect(codeOf(await environment.get(path, options as Record<string, string>))).toEqual([status, code])
  })

  test('nothing of alternatives over one field, beside conditions on others', async () => {
    const [a, b] = customers.map(({ numbers }) => numbers!.businessCentral)
    const filter = `(number eq '${a}' or number eq '${b}') and (type eq 'Company' or type eq 'Person')`
    expect((await environment.get('customers', { filter })).body.value).toHaveLength(2)
  })
})

describe('values', () => {
  test('members of enumerations are encoded, what is not there is blank, and there is no null', async () => {
    const { body } = await environment.get('customers', { filter: "blocked ne 'All'", top: '1' })
    const [row] = body.value
    expect(row.blocked).toBe('_x0020_')
    expect(Object.values(row)).not.toContain(null)
    const { body: accounts } = await environment.get('accounts', { filter: "number eq '50100'" })
    expect(accounts.value[0].category).toBe('Cost_x0020_of_x0020_Goods_x0020_Sold')
    const { body: home } = await environment.get('customers', { top: '100' })
    const local = home.value.find(({ currencyCode }: { currencyCode: string }) => currencyCode === 'GBP')
    expect(local.currencyId).toBe('00000000-0000-0000-0000-000000000000')
  })

  test('lines of one document, and of many below them', async () => {
    const { body } = await environment.get('salesOrderLines', { filter: `documentId eq ${order.key}` })
    expect(body.value).toHaveLength(order.lines.length)
    const one = await environment.get('salesOrderLines', { filter: `id eq ${body.value[0].id}` })
    expect(one.body.value[0].documentId).toBe(order.key)
    const all = await environment.get('salesOrders', { select: 'id', expand: 'salesOrderLines($select=sequence)' })
    expect(all.body.value.flatMap((found: { salesOrderLines: [] }) => found.salesOrderLines).length).toBeGreaterThan(1)
  })

  test('the tenant may be left out of the address', async () => {
    const path = root.replace(/^\/v2\.0\/[^/]+/, '/v2.0')
    expect((await environment.get(`${path}/locations`)).body.value).toHaveLength(2)
    expect((await environment.get(`${analytics}/itemLedgerEntries`, { top: '1' })).status).toBe(200)
  })
})

describe('a batch', () => {
  const get = (id: string, url: string) => ({ id, method: 'GET', url: `companies(${companyId})/${url}` })

  test('is answered under the ids of its parts', async () => {
    const { status, body } = await environment.batch([get('b', 'locations?$top=1'), get('a', 'items?$top=1')])
    expect(status).toBe(200)
    expect(body.responses.map(({ id, status }: { id: string; status: number }) => [id, status])).toEqual([
      ['b', 200],
      ['a', 200],
    ])
    expect(body.responses[0].headers['odata-version']).toBe('4.0')
  })

  test('ends with the first part that fails, unless it is to go on', async () => {
    const parts = [get('1', 'foos'), get('2', 'items?$top=1')]
    const stopped = await environment.batch(parts)
    expect(stopped.body.responses.map(({ status }: { status: number }) => status)).toEqual([404])
    const whole = await environment.batch(parts, { prefer: 'odata.continue-on-error' })
    expect(whole.body.responses.map(({ status }: { status: number }) => status)).toEqual([404, 200])
  })

  test('has a hundred operations at most', async () => {
    const parts = Array.from({ length: 101 }, (_, i) => get(`${i}`, 'items?$top=1&$select=id'))
    expect((await environment.batch(parts.slice(1))).status).toBe(200)
    expect((await environment.batch(parts)).status).toBe(400)
  })
})

describe('limits', () => {
  test('so many calls in five minutes, and no word about when to come back', async () => {
    const { simulator, clock, get } = await openEnvironment({}, { limits: { speed: 3 } })
    const ask = () => get('locations', { top: '1' })
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect(codeOf(refused)).toEqual([429, 'Application_TooManyRequests'])
    expect(refused.body.error.message).toMatch(
      /^Too many requests reached\. Actual \(\d+\)\. Maximum \(\d+\)\. {2}Corr/,
    )
    expect(refused.headers.get('retry-after')).toBeNull()
    clock.advance(300_000)
    expect((await ask()).status).toBe(200)
    await simulator.close()
  })

  test('five calls are worked on, others wait in the queue, and a hundred and first is refused', async () => {
    const { simulator, token } = await openEnvironment({}, { limits: { connections: 7 } })
    const authorization = `Bearer ${(await token()).body.access_token}`
    const client = new AbortController()
    const ask = () => fetch(`${simulator.url}${root}/locations`, { headers: { authorization }, signal: client.signal })
    simulator.fault({ kind: 'hang' })
    const waiting = Array.from({ length: 7 }, ask)
    await simulator.arrived(8)
    // Only those that are worked on have met the fault; the other two stand in the queue.
    expect(simulator.arrivals.filter(({ notes }) => notes.fault === 'hang')).toHaveLength(5)
    expect((await ask()).status).toBe(429)
    client.abort()
    await Promise.allSettled(waiting)
    await simulator.close()
  })
})
