import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRACEBACK_CANARY } from '../../../subgraphs/odoo/simulator-errors.ts'
import { company, key, type Server, startServer } from './server.ts'

// Protocol and errors: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const everything = { context: { active_test: false } }
const odooCustomers = company.customers.filter(({ keys }) => keys.odoo !== undefined)

describe('who is asking', () => {
  test('a key opens the door, whatever the case of the scheme', async () => {
    const reply = await server.json2('res.users/context_get', {}, { authorization: `BeArEr ${key}` })
    expect(reply).toMatchObject({ status: 200, body: { uid: 2 } })
  })

  test('no key and a wrong key are told apart', async () => {
    const [none, wrong] = await Promise.all([
      server.json2('res.users/context_get', {}, {}),
      server.json2('res.users/context_get', {}, { authorization: 'Bearer 123' }),
    ])
    expect(none.status).toBe(401)
    expect(none.headers.get('www-authenticate')).toBe('bearer')
    expect(none.body.message).toBe('User not authenticated, use an API Key with a Bearer Authorization header.')
    expect(wrong).toMatchObject({
      status: 401,
      body: { name: 'werkzeug.exceptions.Unauthorized', arguments: ['Invalid apikey', 401] },
    })
  })

  test('a key ends', async () => {
    const brief = await startServer({ keyLifeMillis: 90 * 86_400_000 })
    expect((await brief.json2('res.users/context_get', {})).status).toBe(200)
    brief.advance(90 * 86_400_000)
    expect((await brief.json2('res.users/context_get', {})).body.message).toBe('Invalid apikey')
    await brief.close()
  })

  test('another database does not exist, and says so in HTML', async () => {
    const headers = { authorization: `bearer ${key}`, 'x-odoo-database': 'other' }
    const reply = await server.json2('res.users/context_get', {}, headers)
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toContain('text/html')
  })

  test('a company that is not the user’s is refused', async () => {
    const reply = await server.json2('res.partner/search_read', { domain: [], context: { allowed_company_ids: [7] } })
    expect(reply).toMatchObject({ status: 403, body: { name: 'odoo.exceptions.AccessError' } })
  })

  test('who is no accountant does not see credit', async () => {
    const clerk = await startServer({ isAccountant: false })
    const reply = await clerk.json2('res.partner/search_read', { fields: ['credit'], limit: 1 })
    expect(reply).toMatchObject({ status: 403, body: { name: 'odoo.exceptions.AccessError' } })
    expect(Object.keys((await clerk.json2('res.partner/fields_get', {})).body)).not.toContain('credit')
    await clerk.close()
  })
})

describe('what is refused', () => {
  test.each([
    [
      'a model that is not there',
      'res.nothing/search_read',
      {},
      404,
      'werkzeug.exceptions.NotFound',
      "the model 'res.nothing' does not exist",
    ],
    [
      'a method that is not there',
      'res.partner/foo',
      {},
      404,
      'werkzeug.exceptions.NotFound',
      "The method 'res.partner.foo' does not exist",
    ],
    ['a private method', 'res.partner/_search', {}, 403, 'odoo.exceptions.AccessError', 'Private methods'],
    [
      'an unknown argument',
      'res.partner/search_read',
      { where: [] },
      422,
      'werkzeug.exceptions.UnprocessableEntity',
      "'where'",
    ],
    [
      'ids where none belong',
      'res.partner/search_read',
      { ids: [1] },
      422,
      'werkzeug.exceptions.UnprocessableEntity',
      'with ids',
    ],
    [
      'a bad order',
      'res.partner/search_read',
      { order: 'name; drop' },
      422,
      'odoo.exceptions.UserError',
      'Invalid "order"',
    ],
    [
      'a bad field in the domain',
      'res.partner/search_read',
      { domain: [['nope', '=', 1]] },
      500,
      'builtins.ValueError',
      "Invalid field res.partner.nope in condition ('nope', '=', 1)",
    ],
    [
      'a bad field in fields',
      'res.partner/search_read',
      { fields: ['nope'] },
      500,
      'builtins.ValueError',
      "Invalid field 'nope' on 'res.partner'",
    ],
    [
      'a domain that does not add up',
      'res.partner/search_read',
      { domain: ['|', ['id', '=', 1]] },
      500,
      'builtins.ValueError',
      'malformed domain',
    ],
    [
      'a computed field in the domain',
      'res.partner/search_read',
      { domain: [['currency_id', '=', 3]] },
      500,
      'builtins.ValueError',
      'not stored',
    ],
    [
      'text that is no JSON',
      'res.partner/search_read',
      '{"domain": [}',
      400,
      'werkzeug.exceptions.BadRequest',
      'could not parse the body as json',
    ],
  ])('%s', async (_title, path, body, status, name, message) => {
    const reply = await server.json2(path, body)
    expect(reply).toMatchObject({ status, body: { name, context: {} } })
    expect(reply.body.message).toContain(message)
    expect(reply.body.debug).toContain(TRACEBACK_CANARY)
  })

  test('GET is answered with a hint', async () => {
    expect(await server.get('/json/2/res.partner/search_read')).toMatchObject({
      status: 404,
      body: { message: 'Did you mean POST /json/2/<model>/<method>?' },
    })
  })

  test('older releases do not have it', async () => {
    const old = await startServer({ version: 18 })
    expect((await old.json2('res.partner/search_read', {})).status).toBe(404)
    expect((await server.get('/web/version')).body).toMatchObject({ version: '19.0' })
    await old.close()
  })
})

describe('what is read', () => {
  test('paging by id and by offset come to the same end', async () => {
    const all = await server.json2('account.move/search', { domain: [], order: 'id asc' })
    const [byId, byOffset]: number[][] = [[], []]
    for (let last = 0; ; ) {
      const page = await server.json2('account.move/search_read', {
        domain: [['id', '>', last]],
        fields: ['id'],
        order: 'id asc',
        limit: 100,
      })
      byId!.push(...page.body.map(({ id }: { id: number }) => id))
      last = byId!.at(-1)!
      if (page.body.length < 100) break
    }
    for (let offset = 0; offset < all.body.length; offset += 100) {
      const page = await server.json2('account.move/search_read', {
        fields: ['id'],
        order: 'date desc, id desc',
        limit: 100,
        offset,
      })
      byOffset!.push(...page.body.map(({ id }: { id: number }) => id))
    }
    expect(byId).toEqual(all.body)
    expect([...byOffset!].sort((a, b) => a - b)).toEqual(all.body)
  })

  test('two thousand ids in one call, of which unknown ones are left out without a word', async () => {
    const wanted = Array.from({ length: 2_000 }, (_, i) => i + 1)
    const known = (await server.json2('account.move/search_read', { domain: [['id', 'in', wanted]], fields: ['name'] }))
      .body
    expect(known).toHaveLength(
      company.invoices.concat(company.bills).filter(({ system }) => system === 'odoo').length +
        known.filter(({ id }: { id: number }) => id > 330).length,
    )
    const read = await server.json2('account.move/read', { ids: [3, 999_999, 1], fields: ['name'] })
    expect(read.body.map(({ id }: { id: number }) => id)).toEqual([3, 1])
  })

  test('archived records come only when asked for', async () => {
    const domain = [['customer_rank', '>', 0]]
    const [shown, all] = await Promise.all([
      server.json2('res.partner/search_count', { domain }),
      server.json2('res.partner/search_count', { domain, ...everything }),
    ])
    expect(all.body).toBe(odooCustomers.length)
    expect(shown.body).toBe(odooCustomers.filter(({ active }) => active).length)
  })

  test('references have names, what is unset is false, and amounts are written digit by digit', async () => {
    const invoice = company.invoices.find(
      ({ system, currency, status }) => system === 'odoo' && currency === 'KWD' && status === 'posted',
    )!
    const fields = ['name', 'amount_total', 'currency_id', 'ref', 'reversed_entry_id', 'invoice_date']
    const reply = await server.json2('account.move/read', { ids: [Number(invoice.key)], fields })
    const short = invoice.gross.replace(/0+$/, '').replace(/\.$/, '.0')
    expect(reply.text).toContain(`"amount_total":${short}`)
    expect(reply.body[0]).toMatchObject({
      name: invoice.number,
      currency_id: [6, 'KWD'],
      ref: invoice.partyNumber ?? false,
      reversed_entry_id: false,
      invoice_date: invoice.issuedOn,
    })
    const bare = await server.json2('account.move/read', {
      ids: [Number(invoice.key)],
      fields: ['currency_id'],
      load: '',
    })
    expect(bare.body).toEqual([{ id: Number(invoice.key), currency_id: 6 }])
  })

  test('a datetime is shown to the second and compared to the microsecond', async () => {
    const id = Number(company.invoices.find(({ system }) => system === 'odoo')!.key)
    const [{ write_date: shown }] = (await server.json2('account.move/read', { ids: [id], fields: ['write_date'] }))
      .body
    expect(shown).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const later = await server.json2('account.move/search', {
      domain: [
        ['id', '=', id],
        ['write_date', '>', shown],
      ],
    })
    expect(later.body).toEqual([id])
  })

  test('what a partner owes is what its open documents and payments come to', async () => {
    const [customer] = odooCustomers
    const own = (record: { customerId: number | null; system: string }) =>
      record.system === 'odoo' && record.customerId === customer!.id
    const cents = (amount: string) => Math.round(Number(amount) * 100)
    const invoices = company.invoices
      .filter(own)
      .map(({ kind, baseOpen }) => cents(baseOpen) * (kind === 'invoice' ? 1 : -1))
    const payments = company.payments.filter(own).map(({ baseUnapplied }) => -cents(baseUnapplied))
    const reply = await server.json2('res.partner/read', {
      ids: [customer!.keys.odoo],
      fields: ['credit', 'currency_id'],
    })
    expect(cents(reply.body[0].credit)).toBe([...invoices, ...payments].reduce((sum, amount) => sum + amount, 0))
    expect(reply.body[0].currency_id).toEqual([3, 'EUR'])
  })

  test('the books balance, and their sums come grouped', async () => {
    const all = await server.json2('account.move.line/formatted_read_group', {
      domain: [],
      groupby: [],
      aggregates: ['balance:sum', 'debit:sum', 'credit:sum', '__count'],
    })
    expect(all.body[0]['balance:sum']).toBe(0)
    expect(all.body[0]['debit:sum']).toBe(all.body[0]['credit:sum'])
    const byAccount = await server.json2('account.move.line/formatted_read_group', {
      domain: [['parent_state', '=', 'posted']],
      groupby: ['account_id'],
      aggregates: ['balance:sum', '__count'],
    })
    expect(byAccount.body).toContainEqual({
      account_id: [1, '280000 Bank'],
      'balance:sum': expect.any(Number),
      __count: expect.any(Number),
      __extra_domain: [['account_id', '=', 1]],
    })
    const computed = await server.json2('res.partner/formatted_read_group', {
      domain: [],
      groupby: ['country_id'],
      aggregates: ['credit:sum'],
    })
    expect(computed.body.message).toContain('not stored')
  })

  test('months and days are grouped by where it is said which, a datetime by the days of the asked zone', async () => {
    const bare = await server.json2('sale.order/formatted_read_group', { domain: [], groupby: ['date_order'] })
    expect(bare.body.message).toContain('Granularity')
    const [month] = (
      await server.json2('account.move/formatted_read_group', {
        domain: [['date', '>=', '2026-03-01']],
        groupby: ['date:month'],
        aggregates: ['__count'],
      })
    ).body
    expect(month).toMatchObject({
      'date:month': ['2026-03-01', 'March 2026'],
      __extra_domain: ['&', ['date', '>=', '2026-03-01'], ['date', '<', '2026-04-01']],
    })
    const groups = await server.json2('sale.order/formatted_read_group', {
      domain: [['date_order', '!=', false]],
      groupby: ['date_order:day'],
      aggregates: ['__count'],
      context: { tz: 'Europe/Vienna' },
    })
    const starts = groups.body.map((group: Record<string, string[]>) => group['date_order:day']![0]!.slice(11))
    expect(new Set(starts)).toEqual(new Set(['22:00:00', '23:00:00']))
  })
})

test('as many requests as there are workers are served at once; the rest wait and are served too', async () => {
  const small = await startServer({ workers: 2 })
  const replies = await Promise.all(Array.from({ length: 6 }, () => small.json2('res.partner/search_count', {})))
  expect(replies.every(({ status }) => status === 200)).toBe(true)
  await small.close()
})
