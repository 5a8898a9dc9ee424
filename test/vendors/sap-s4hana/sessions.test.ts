import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { batchOf } from '../batch.ts'
import { basic, login, MINUTE, openSystem, root, type System } from './system.ts'

let system: System
beforeAll(async () => {
  system = await openSystem()
})
beforeEach(() => system.simulator.reset())
afterAll(() => system.simulator.close())

const products = `${root}/API_PRODUCT_SRV/A_Product?$top=1`
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, accept: 'application/json' })

test('the communication user gets data, and a wrong password the logon page', async () => {
  expect((await system.call(products, { headers: login })).status).toBe(200)
  const wrong = await system.call(products, { headers: { ...login, ...basic('FRESHET', 'wrong') } })
  expect(wrong.status).toBe(401)
  expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
  expect(wrong.headers.get('content-type')).toContain('text/html')
})

test('a token opens the services until its hour is over', async () => {
  const { body } = await system.token()
  expect(body).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
  expect((await system.call(products, { headers: bearer(body.access_token) })).status).toBe(200)
  system.clock.advance(60 * MINUTE)
  const late = await system.call(products, { headers: bearer(body.access_token) })
  expect(late.status).toBe(401)
  expect(late.headers.get('www-authenticate')).toBe('Bearer')
})

test('a token is given to the right client and grant only', async () => {
  expect((await system.token({ grant_type: 'client_credentials' }, ['sb-freshet', 'wrong'])).status).toBe(401)
  expect((await system.token({ grant_type: 'password' })).status).toBe(400)
})

test('token and CSRF calls are no data calls', async () => {
  await system.token()
  await system.session()
  expect(system.simulator.calls).toBe(0)
  expect(system.simulator.arrivals.map(({ kind }) => kind)).toEqual(['auth', 'auth'])
})

test('a session brings a CSRF token, and the same one when asked again', async () => {
  const session = await system.session()
  expect(session.cookie).toMatch(/^SAP_SESSIONID_S4H_100=\S+; sap-usercontext=sap-client=100$/)
  const { headers } = await system.get('API_BUSINESS_PARTNER/', { cookie: session.cookie!, 'x-csrf-token': 'fetch' })
  expect(headers.get('x-csrf-token')).toBe(session['x-csrf-token'])
})

test('a batch needs token and cookie of one session, though it only reads', async () => {
  const session = await system.session()
  const other = await system.session()
  const body = batchOf('A_Product?$top=1')
  const refused: Record<string, string>[] = [
    {},
    { 'x-csrf-token': session['x-csrf-token']! },
    { ...session, cookie: other.cookie! },
  ]
  for (const headers of refused) {
    const answer = await system.batch('API_PRODUCT_SRV', body, headers)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('x-csrf-token')).toBe('Required')
    expect(answer.text).toBe('CSRF token validation failed')
  }
  expect((await system.batch('API_PRODUCT_SRV', body, session)).status).toBe(202)
})

test('a session is over after half an hour, and its token with it', async () => {
  const session = await system.session()
  system.clock.advance(30 * MINUTE)
  const late = await system.batch('API_PRODUCT_SRV', batchOf('A_Product?$top=1'), session)
  expect([late.status, late.headers.get('x-csrf-token')]).toEqual([403, 'Required'])
})

test('the root of a service ends with a slash; without it SAP redirects', async () => {
  const answer = await system.get('API_PRODUCT_SRV')
  expect(answer.status).toBe(307)
  expect(answer.headers.get('location')).toBe(`${root}/API_PRODUCT_SRV/`)
})

test('a service that is not there is a matter of authorization', async () => {
  const answer = await system.get('API_CREDIT_MANAGEMENT/A_CrdtMgmtCreditExposure')
  expect([answer.status, answer.body.error.code]).toEqual([403, '/IWFND/MED/170'])
})

test('nothing can be written', async () => {
  const session = await system.session()
  const write = (headers: Record<string, string>) =>
    system.call(`${root}/API_PRODUCT_SRV/A_Product`, { method: 'POST', headers: { ...login, ...headers }, body: '{}' })
  expect((await write({})).headers.get('x-csrf-token')).toBe('Required')
  expect((await write(session)).status).toBe(405)
})
