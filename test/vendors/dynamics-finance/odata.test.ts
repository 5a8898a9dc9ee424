import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchOf } from '../batch.ts'
import { company, type Environment, openEnvironment } from './environment.ts'

let environment: Environment
beforeAll(async () => {
  environment = await openEnvironment()
})
afterAll(() => environment.simulator.close())

const customers = company.customers.filter(({ keys }) => keys.financeOperations)
const find = async (collection: string, filter: string, key = 'CustomerAccount') => {
  const answer = await environment.list(collection, { $filter: filter, $select: key })
  return answer.body.value?.map((row: Record<string, string>) => row[key])
}

describe('companies', () => {
  test('without cross-company the rows of other companies are missing, and nothing says so', async () => {
    const across = await environment.list('CustomersV3')
    expect(across.body.value).toHaveLength(customers.length)
    for (const option of ['false', 'TRUE ', '']) {
      const own = await environment.list('CustomersV3', { 'cross-company': option })
      expect([own.status, own.body.value]).toEqual([200, []])
    }
  })

  test('the user sees the own company, and what is everybody’s', async () => {
    await using nl = await openEnvironment({ defaultArea: 'nl01', sister: 'be01' })
    const count = async (set: string, across: string) =>
      (await nl.list(set, { 'cross-company': across, $select: set === 'MainAccounts' ? 'Name' : 'dataAreaId' })).body
        .value.length
    expect(await count('CustomersV3', 'false')).toBe(customers.length)
    expect(await count('CustomersV3', 'true')).toBe(2 * customers.length)
    expect(await count('MainAccounts', 'false')).toBe(await count('MainAccounts', 'true'))
  })

  test('one account number is two records, told apart by the data area in the key', async () => {
    await using two = await openEnvironment({ sister: 'be01' })
    const account = customers[0]!.keys.financeOperations!
    const read = async (area: string) =>
      (await two.list(`CustomersV3(dataAreaId='${area}',CustomerAccount='${account}')`)).body.OrganizationName
    expect(await read('be01')).toBe(`${await read('nl01')} (sister)`)
    const half = await two.list(`CustomersV3(CustomerAccount='${account}')`)
    expect(half.status).toBe(400)
  })
})

describe('a filter', () => {
  const [first] = customers

  test('takes a star in equality for any text, without case', async () => {
    const name = (await environment.list('CustomersV3', { $top: '1' })).body.value[0].OrganizationName as string
    const part = name.slice(2, 6).toUpperCase()
    expect(await find('CustomersV3', `OrganizationName eq '*${part}*'`)).toContain(first!.keys.financeOperations)
    expect(await find('CustomersV3', `OrganizationName eq '${part}'`)).toEqual([])
    expect(await find('CustomersV3', `OrganizationName eq '*'`)).toHaveLength(customers.length)
  })

  test('takes no star in an order for more than a star', async () => {
    expect(await find('CustomersV3', "CustomerAccount ge '*' and CustomerAccount le '*'")).toEqual([])
  })

  test('compares an enumeration by its type and member, and only for equality', async () => {
    const member = "Microsoft.Dynamics.DataEntities.CustVendorBlocked'All'"
    const blocked = await find('CustomersV3', `OnHoldStatus eq ${member}`)
    expect(blocked.length).toBeGreaterThan(0)
    expect(await find('CustomersV3', `OnHoldStatus ne ${member}`)).toHaveLength(customers.length - blocked.length)
    for (const filter of [
      "OnHoldStatus eq 'All'",
      "OnHoldStatus eq Microsoft.Dynamics.DataEntities.NoYes'Yes'",
      `OnHoldStatus gt ${member}`,
    ])
      expect((await environment.list('CustomersV3', { $filter: filter })).status, filter).toBe(400)
  })

  test('finds what has no day by the first of January 1900', async () => {
    const none = await find('SalesOrderHeadersV2', 'RequestedShippingDate eq 1900-01-01T12:00:00Z', 'SalesOrderNumber')
    const drafts = company.salesOrders.filter(
      ({ system, status }) => system === 'financeOperations' && status === 'draft',
    )
    expect(none.sort()).toEqual(drafts.map(({ number }) => number).sort())
  })

  test.each([
    ["contains(OrganizationName,'a')"],
    ["startswith(OrganizationName,'a')"],
    ["CustomerAccount in ('a','b')"],
    ["Foo eq 'a'"],
    ["CreditLimit eq '1'"],
  ])('%s is refused', async (filter) => {
    const { status, body } = await environment.list('CustomersV3', { $filter: filter })
    expect(status).toBe(400)
    expect(body.error.message).toBe('An error has occurred.')
    expect(body.error.innererror).toMatchObject({ type: 'Microsoft.OData.ODataException' })
    expect(body.error.innererror.message).toContain('The query specified in the URI is not valid.')
  })
})

test('nothing is added up: $apply is refused', async () => {
  const { status } = await environment.list('CustomersV3', { $apply: 'aggregate(CreditLimit with sum as total)' })
  expect(status).toBe(400)
})

test('a page ends at the most that the service sends, with a link by $skip that keeps the question', async () => {
  await using small = await openEnvironment({ pageRows: 10 })
  const first = await small.list('CustomersV3', { $orderby: 'dataAreaId,CustomerAccount', $top: '100' })
  expect(first.body.value).toHaveLength(10)
  const link = new URL(first.body['@odata.nextLink'])
  expect(link.pathname).toBe('/data/CustomersV3')
  expect(Object.fromEntries(link.searchParams)).toEqual({
    'cross-company': 'true',
    $orderby: 'dataAreaId,CustomerAccount',
    $top: '100',
    $skip: '10',
  })
  const token = (await small.token()).body.access_token
  const rest = await small.call(link.pathname + link.search, { headers: { authorization: `Bearer ${token}` } })
  expect(rest.body.value).toHaveLength(customers.length - 10)
  expect(rest.body).not.toHaveProperty('@odata.nextLink')
})

test('a record id of 64 bits is written with every digit', async () => {
  const { text } = await environment.list('GeneralJournalAccountEntries', {
    $select: 'GeneralJournalAccountEntryRecId',
    $top: '1',
  })
  expect(text).toContain('"GeneralJournalAccountEntryRecId":68719476736000001')
})

describe('a batch', () => {
  test('answers its parts in order, each across companies or not', async () => {
    const { status, headers, text } = await environment.batch(
      batchOf(
        'Warehouses?cross-company=true&$select=WarehouseId',
        'Warehouses?$select=WarehouseId',
        'Nothing?cross-company=true',
      ),
    )
    expect(status).toBe(200)
    const boundary = /boundary=(\S+)/.exec(headers.get('content-type')!)![1]!
    const parts = text.split(`--${boundary}`).slice(1, -1)
    expect(parts.map((part) => /HTTP\/1\.1 (\d+)/.exec(part)![1])).toEqual(['200', '200', '404'])
    const rows = parts.slice(0, 2).map((part) => JSON.parse(part.slice(part.indexOf('{'))).value.length)
    expect(rows).toEqual([2, 0])
  })

  test('that is malformed is refused whole', async () => {
    expect((await environment.batch('nothing of the kind')).status).toBe(400)
  })
})

test.each(['Nothing', 'CustomersV3(dataAreaId=%27nl01%27,CustomerAccount=%27NOPE%27)'])(
  '%s is not found',
  async (path) => {
    expect((await environment.list(path)).status).toBe(404)
  },
)
