import { describe, expect, test } from 'vitest'
import module from '../../../subgraphs/dynamics-finance/simulator.ts'
import { virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { company, MINUTE, openEnvironment } from './environment.ts'

describe('a token', () => {
  test('is good for an hour less a second, and there is none to refresh it with', async () => {
    await using environment = await openEnvironment()
    const { body } = await environment.token()
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599, ext_expires_in: 3_599 })
    expect(body).not.toHaveProperty('refresh_token')
    const headers = { authorization: `Bearer ${body.access_token}` }
    const ask = async () => (await environment.call('/data/Warehouses?cross-company=true', { headers })).status
    expect(await ask()).toBe(200)
    environment.clock.advance(3_599_000)
    expect(await ask()).toBe(401)
  })

  test('that is missing or unknown is refused with an empty body', async () => {
    await using environment = await openEnvironment()
    const refused = await environment.call('/data/Warehouses?cross-company=true')
    expect([refused.status, refused.text]).toEqual([401, ''])
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer /)
  })

  test.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client', 'AADSTS7000215'],
    [{ client_id: 'nobody' }, 400, 'unauthorized_client', 'AADSTS700016'],
    [{ scope: 'https://elsewhere.example/.default' }, 400, 'invalid_scope', 'AADSTS70011'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
  ])('is not given for %o', async (form, status, error, code) => {
    await using environment = await openEnvironment()
    const refused = await environment.token(form)
    expect([refused.status, refused.body.error]).toEqual([status, error])
    expect(refused.body.error_description).toContain(code)
  })

  test('is not given by another tenant', async () => {
    await using environment = await openEnvironment()
    expect((await environment.token({}, 'another')).status).toBe(400)
  })
})

describe('limits', () => {
  test('there is none unless the environment is under pressure', async () => {
    await using environment = await openEnvironment()
    const answers = await Promise.all(Array.from({ length: 40 }, () => environment.list('Warehouses')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test.each([
    ['Low', 1],
    ['Medium', 2],
    ['High', 4],
  ] as const)(
    'at %s priority an environment under pressure serves %d at a time, and says when to come back',
    async (priority, served) => {
      await using environment = await openEnvironment({ pressure: 1, priority })
      environment.simulator.fault({ kind: 'hang', times: served })
      const client = new AbortController()
      const headers = { authorization: `Bearer ${(await environment.token()).body.access_token}` }
      const init = { headers, signal: client.signal }
      const path = '/data/Warehouses?cross-company=true'
      const hanging = Array.from({ length: served }, () => environment.call(path, init))
      await environment.simulator.arrived(served + 1)
      const refused = await environment.call(path, { headers })
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '15'])
      client.abort()
      await Promise.allSettled(hanging)
      await environment.simulator.idle()
      expect((await environment.call(path, { headers })).status).toBe(200)
    },
  )

  test('older releases count the calls of a user in five minutes, and the calls at one time', async () => {
    const { limits } = module.create({ company, clock: virtualClock(), seed: 1, settings: { userLimits: true } })
    expect(limits).toMatchObject([
      { max: 6_000, windowMillis: 5 * MINUTE, per: 'principal' },
      { kind: 'concurrency', max: 52, per: 'principal' },
    ])
    await using environment = await openEnvironment({ userLimits: true }, { 'user-requests': 3 })
    const headers = { authorization: `Bearer ${(await environment.token()).body.access_token}` }
    const ask = () => environment.call('/data/Nothing?cross-company=true', { headers })
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(404)
    const refused = await ask()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '300'])
    environment.clock.advance(5 * MINUTE)
    expect((await ask()).status).toBe(404)
  })
})
