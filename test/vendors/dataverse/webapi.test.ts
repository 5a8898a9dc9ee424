import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchOf } from '../batch.ts'
import { company, type Environment, openEnvironment, root } from './environment.ts'

let environment: Environment
beforeAll(async () => {
  environment = await openEnvironment()
})
afterAll(() => environment[Symbol.asyncDispose]())

const accounts = company.customers.filter(({ keys }) => keys.dataverse !== undefined)
const formatted = 'OData.Community.Display.V1.FormattedValue'
const everything = { prefer: 'odata.include-annotations="*"' }

describe('a page', () => {
  test('ends with a paging cookie, which leads on only as it was given', async () => {
    const first = await environment.get('accounts', { select: 'name' }, { prefer: 'odata.maxpagesize=4' })
    const link = first.body['@odata.nextLink'] as string
    expect(link).toMatch(
      /\$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22\w+%22%20istracking=%22False%22%20\/%3E$/,
    )
    const query = link.split('?')[1]!
    const follow = (text: string) => environment.get(`accounts?${text}`, {}, { prefer: 'odata.maxpagesize=4' })
    const second = await follow(query)
    expect(second.body.value).toHaveLength(4)
    expect(second.body['@odata.nextLink']).toContain('pagenumber=%223%22')
    expect(second.body.value[0]).not.toEqual(first.body.value[0])
    const reencoded = query.replace(/skiptoken=.*/, (text) => text.replaceAll('=%22', '%3D%22'))
    expect((await follow(reencoded)).status).toBe(400)
  })

  test('of the wished length overrules $top', async () => {
    const top = await environment.get('accounts', { top: '2' })
    expect(top.body.value).toHaveLength(2)
    const both = await environment.get('accounts', { top: '2' }, { prefer: 'odata.maxpagesize=3' })
    expect(both.body.value).toHaveLength(3)
  })
})

describe('a row', () => {
  test('has its key and etag though nobody selected them, and with an amount its currency', async () => {
    const { body } = await environment.get('accounts', { select: 'revenue', top: '1' })
    const [row] = body.value
    expect(row).toMatchObject({
      '@odata.etag': expect.stringMatching(/^W\/"\d+"$/),
      accountid: accounts[0]!.keys.dataverse,
    })
    expect(row).toHaveProperty('_transactioncurrencyid_value')
  })

  test('is annotated for who asks, as far as he asks', async () => {
    const options = { select: 'statecode,_ownerid_value', top: '1' }
    const plain = await environment.get('accounts', options)
    expect(Object.keys(plain.body.value[0]).filter((name) => /.@/.test(name))).toEqual([])
    const some = await environment.get('accounts', options, { prefer: `odata.include-annotations="${formatted}"` })
    const owner = company.users[accounts[0]!.ownerId]!
    expect(some.body.value[0]).toMatchObject({
      [`_ownerid_value@${formatted}`]: owner.name,
      [`statecode@${formatted}`]: 'Active',
    })
    expect(some.headers.get('preference-applied')).toContain('include-annotations')
    const all = await environment.get('accounts', options, everything)
    expect(all.body.value[0]).toHaveProperty(['_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'systemuser')
  })

  test('tells of a lookup whether it leads to an account or to a contact', async () => {
    const { body } = await environment.get('contacts', { select: '_parentcustomerid_value' }, everything)
    const tables = body.value.map(
      (row: object) => Object.entries(row).find(([name]) => name.endsWith('lookuplogicalname'))?.[1],
    )
    expect(new Set(tables)).toEqual(new Set(['account', 'contact']))
  })
})

describe('text', () => {
  const named = async (filter: string): Promise<string[]> => {
    const { body } = await environment.get('accounts', { select: 'name', filter })
    return body.value.map(({ name }: { name: string }) => name)
  }

  test('is compared without case and as a pattern; a bracket that is not closed finds nothing', async () => {
    const [name] = (await named('name ne null')) as [string]
    expect(await named(`name eq '${name.toUpperCase().replaceAll("'", "''")}'`)).toContain(name)
    expect(await named(`name eq '${name.slice(0, 2).replaceAll("'", "''")}%'`)).toContain(name)
    expect((await named("contains(name,'_')")).length).toBe((await named('name ne null')).length)
    expect(await named("contains(name,'[')")).toEqual([])
    expect((await named("contains(name,'[_]')")).every((found) => found.includes('_'))).toBe(true)
  })
})

describe('what is refused', () => {
  const id = accounts[0]!.keys.dataverse!
  test.each([
    [{ skip: '5' }, 'accounts', 400, '0x80060888', 'Skip Clause is not supported in CRM'],
    [{ select: 'foo' }, 'accounts', 400, '0x80060888', 'foo'],
    [{}, 'acounts', 404, '0x80060888', "Resource not found for the segment 'acounts'."],
    [{ filter: `accountid gt ${id}` }, 'accounts', 400, '0x80060888', 'not valid for a unique identifier'],
    [{ filter: `accountid eq guid'${id}'` }, 'accounts', 400, '0x80060888', ''],
    [
      { filter: `Microsoft.Dynamics.CRM.In(PropertyName='_ownerid',PropertyValues=["${id}"])` },
      'accounts',
      400,
      '0x80060888',
      '_ownerid',
    ],
  ])('%j of %s', async (options, set, status, code, message) => {
    const answer = await environment.get(set, options as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(code)
    expect(answer.body.error.message).toContain(message)
  })

  test('the 501st condition, but not the 501st value of a list', async () => {
    const chain = (count: number) => Array.from({ length: count }, () => 'statecode eq 0').join(' or ')
    expect((await environment.get('products', { filter: chain(500), top: '1' })).status).toBe(200)
    const over = await environment.get('products', { filter: chain(501), top: '1' })
    expect([over.status, over.body.error.code]).toEqual([400, '0x8004430C'])
    const values = Array.from({ length: 501 }, (_, n) => `"${n}"`).join(',')
    const list = `Microsoft.Dynamics.CRM.In(PropertyName='statecode',PropertyValues=[${values}])`
    expect((await environment.get('products', { filter: list, top: '1' })).status).toBe(200)
  })

  test('an address beyond 32,768 characters, which a batch takes', async () => {
    const filter = `contains(name,'${'x'.repeat(33_000)}')`
    expect((await environment.get('accounts', { filter })).status).toBe(413)
    const answer = await environment.batch(batchOf(`${root}/accounts?$filter=${encodeURIComponent(filter)}`))
    expect([answer.status, answer.text.includes('"value":[]')]).toEqual([200, true])
  })
})

describe('a batch', () => {
  const urls = ['accounts?$select=name&$top=1', 'acounts', 'products?$select=name&$top=1']

  test('ends with the first failure, whose status it has', async () => {
    const answer = await environment.batch(batchOf(...urls))
    expect(answer.status).toBe(404)
    expect([...answer.text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual(['200', '404'])
    expect(answer.text).toContain('REQ_ID')
  })

  test('goes on where that is preferred', async () => {
    const answer = await environment.batch(batchOf(...urls), { prefer: 'odata.continue-on-error' })
    expect(answer.status).toBe(200)
    expect([...answer.text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual(['200', '404', '200'])
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/)
  })

  test('is one call, and malformed ones are refused', async () => {
    const before = environment.simulator.calls
    await environment.batch(batchOf(...urls))
    expect(environment.simulator.calls - before).toBe(1)
    expect((await environment.batch('nonsense')).status).toBe(400)
  })
})

describe('a token', () => {
  test('lasts an hour, and its end is told without a body', async () => {
    await using own = await openEnvironment()
    const { body } = await own.token()
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599 })
    const ask = () => own.call(`${root}/accounts?$top=1`, { headers: { authorization: `Bearer ${body.access_token}` } })
    expect((await ask()).status).toBe(200)
    own.clock.advance(3_599_000)
    const late = await ask()
    expect([late.status, late.text]).toEqual([401, ''])
    expect(late.headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri=/)
  })

  test.each([
    [{ client_secret: 'x' }, undefined, 401, 'invalid_client'],
    [{ scope: 'https://elsewhere.example/.default' }, undefined, 400, 'invalid_scope'],
    [{ client_id: 'x' }, undefined, 400, 'unauthorized_client'],
    [{}, 'other-tenant', 400, 'invalid_request'],
  ])('is not given for %j', async (changes, tenant, status, error) => {
    const answer = await environment.token(changes as Record<string, string>, tenant)
    expect([answer.status, answer.body.error]).toEqual([status, error])
  })
})
