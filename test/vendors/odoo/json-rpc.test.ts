import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonRpcLogin } from '../../../subgraphs/odoo/simulator.ts'
import { company, key, type Server, startServer } from './server.ts'

// Stateless calls with credentials in each: https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
let server: Server
beforeAll(async () => {
  server = await startServer({ version: 18 })
})
afterAll(() => server.close())

const { login, userId } = jsonRpcLogin

test('authenticate gives the id of the user, and false for a wrong key', async () => {
  expect(await server.authenticate(login, key)).toMatchObject({ status: 200, body: { id: 7, result: userId } })
  expect((await server.authenticate(login, 'wrong')).body.result).toBe(false)
  expect((await server.authenticate('nobody', key)).body.result).toBe(false)
})

test('a call gives its value in an envelope, with arguments by place or by name', async () => {
  const byPlace = await server.execute('res.company', 'search_read', [[['id', '=', 1]], ['name', 'country_code']])
  const byName = await server.execute('res.company', 'search_read', [], {
    domain: [['id', '=', 1]],
    fields: ['name', 'country_code'],
  })
  expect(byPlace.body).toEqual({
    jsonrpc: '2.0',
    id: 7,
    result: [{ id: 1, name: 'Meridian Österreich GmbH', country_code: 'AT' }],
  })
  expect(byName.body).toEqual(byPlace.body)
  const read = await server.execute('res.currency', 'read', [[3, 1]], { fields: ['name'] })
  expect(read.body.result.map(({ name }: { name: string }) => name)).toEqual(['EUR', 'USD'])
})

test('an error has status 200 and stands in the body', async () => {
  const reply = await server.execute('res.partner', 'search_read', [[['nope', '=', 1]]])
  expect(reply).toMatchObject({
    status: 200,
    body: { error: { code: 0, message: 'Odoo Server Error', data: { name: 'builtins.ValueError', context: {} } } },
  })
  expect(reply.body).not.toHaveProperty('result')
})

test('the code of an error is 200 up to 17', async () => {
  const old = await startServer({ version: 17 })
  expect((await old.execute('res.partner', 'search_read', [[['nope', '=', 1]]])).body.error.code).toBe(200)
  await old.close()
})

test('five refusals shut the address out for a minute, the right key too', async () => {
  const strict = await startServer({ version: 18 })
  for (let i = 0; i < 5; i++) {
    const reply = await strict.execute('res.partner', 'search_count', [[]], {}, 'wrong')
    expect(reply.body.error.data.name).toBe('odoo.exceptions.AccessDenied')
  }
  expect((await strict.authenticate(login, key)).body.error.data.message).toBe('Access Denied')
  strict.advance(60_000)
  expect((await strict.authenticate(login, key)).body.result).toBe(userId)
  await strict.close()
})

test('the log never holds the key', async () => {
  await server.execute('res.partner', 'search_count', [[]])
  const logged = JSON.stringify(server.simulator.arrivals)
  expect(logged).toContain('res.partner.search_count')
  expect(logged).not.toContain(key)
})

describe('what the releases call things', () => {
  test.each([
    [
      16,
      {
        'res.partner': ['mobile'],
        'account.account': ['company_id', 'deprecated'],
        'account.payment': ['ref'],
        'product.product': ['detailed_type'],
        'sale.order.line': ['product_uom'],
      },
    ],
    [
      17,
      {
        'res.partner': ['mobile', 'credit_to_invoice'],
        'account.account': ['company_id', 'deprecated'],
        'sale.order': ['locked'],
      },
    ],
    [
      18,
      {
        'res.partner': ['mobile'],
        'account.account': ['company_ids', 'deprecated'],
        'account.payment': ['memo'],
        'product.product': ['type', 'is_storable'],
      },
    ],
    [
      19,
      {
        'account.account': ['company_ids', 'active'],
        'crm.lead': ['won_status'],
        'sale.order.line': ['product_uom_id'],
      },
    ],
  ])('in %i', async (version, models) => {
    const release = await startServer({ version })
    for (const [model, fields] of Object.entries(models)) {
      const reply = await release.execute(model, 'search_read', [[]], { fields, limit: 1 })
      expect(Object.keys(reply.body.result[0])).toEqual(['id', ...fields])
    }
    await release.close()
  })

  test('from 19 a partner has one number, and lacks what 18 had', async () => {
    const release = await startServer({ version: 19 })
    const reply = await release.execute('res.partner', 'search_read', [[]], { fields: ['mobile'], limit: 1 })
    expect(reply.body.error.data.message).toBe("Invalid field 'mobile' on 'res.partner'")
    await release.close()
  })

  test('a payment that is booked is called posted, in process or paid', async () => {
    const statesIn = async (version: number) => {
      const release = await startServer({ version })
      const reply = await release.execute('account.payment', 'search_read', [[]], { fields: ['state'] })
      await release.close()
      return [...new Set(reply.body.result.map(({ state }: { state: string }) => state))].sort()
    }
    expect(company.payments.some(({ system, status }) => system === 'odoo' && status === 'cancelled')).toBe(true)
    expect(await statesIn(17)).toEqual(['cancel', 'draft', 'posted'])
    expect(await statesIn(18)).toEqual(['canceled', 'draft', 'in_process', 'paid'])
  })
})

test('groups have names for their sums, and the range of a month beside its name', async () => {
  const reply = await server.execute('account.move.line', 'read_group', [[['date', '>=', '2026-03-01']]], {
    fields: ['least:min(debit)', 'debit:sum'],
    groupby: ['date:month', 'company_currency_id'],
    lazy: false,
    limit: 1,
  })
  expect(reply.body.result).toEqual([
    {
      'date:month': 'March 2026',
      company_currency_id: [3, 'EUR'],
      least: 0,
      debit: expect.any(Number),
      __count: expect.any(Number),
      __domain: expect.any(Array),
      __range: { 'date:month': { from: '2026-03-01', to: '2026-04-01' } },
    },
  ])
  const newer = await server.execute('account.move.line', 'formatted_read_group', [[]], {})
  expect(newer.body.error.data.message).toContain('does not exist')
})
