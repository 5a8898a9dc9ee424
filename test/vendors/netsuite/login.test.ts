import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, HOUR, openAccount, tokenPath } from './account.ts'

let account: Account
beforeAll(async () => {
  account = await openAccount()
})
afterAll(() => account[Symbol.asyncDispose]())

const ask = () => account.query('SELECT t.id AS id FROM term t ORDER BY t.id')

describe('a login by certificate', () => {
  test('gives a bearer token whose life comes as text', async () => {
    const { status, body } = await account.token()
    expect(status).toBe(200)
    expect(body).toEqual({ access_token: expect.stringMatching(/^eyJ/), expires_in: '3600', token_type: 'bearer' })
  })

  test.each(['PS256', 'PS384', 'ES384'])('is accepted with %s', async (algorithm) => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { modulusLength: 3072, extractable: true })
    await using other = await openAccount({ certificates: { mine: await exportSPKI(publicKey) } })
    const signed = { algorithm, privateKey: await exportPKCS8(privateKey), header: { kid: 'mine' } }
    expect((await other.token(signed)).status).toBe(200)
    expect((await other.token({ ...signed, header: {} })).body).toEqual({ error: 'invalid_grant' })
  })

  test.each([
    ['another grant', { form: { grant_type: 'password' } }, 400, 'invalid_request'],
    ['no assertion', { form: { client_assertion: 'nonsense' } }, 400, 'invalid_request'],
    ['another kind of assertion', { form: { client_assertion_type: 'saml' } }, 400, 'invalid_request'],
    ['another client', { claims: { iss: 'somebody' } }, 401, 'invalid_client'],
    ['an unknown certificate', { header: { kid: 'nobody' } }, 400, 'invalid_grant'],
    ['another audience', { claims: { aud: 'https://elsewhere.example/token' } }, 400, 'invalid_grant'],
    ['an expired assertion', { claims: { iat: 1_000, exp: 1_300 } }, 400, 'invalid_grant'],
    ['an assertion for an hour', { claims: { exp: 1_795_186_800 + 3600, iat: 1_795_186_800 } }, 400, 'invalid_grant'],
    ['another scope', { claims: { scope: ['restlets'] } }, 400, 'invalid_scope'],
  ])('with %s is refused', async (_, changes, status, error) => {
    expect(await account.token(changes)).toMatchObject({ status, body: { error } })
  })

  test('signed with another key, or by an algorithm that NetSuite does not take, is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const forged = await account.token({ privateKey: await exportPKCS8(privateKey) })
    expect(forged).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const rsa = await generateKeyPair('RS256', { modulusLength: 3072, extractable: true })
    await using other = await openAccount({ certificates: { mine: await exportSPKI(rsa.publicKey) } })
    const signed = { algorithm: 'RS256', privateKey: await exportPKCS8(rsa.privateKey), header: { kid: 'mine' } }
    expect((await other.token(signed)).body).toEqual({ error: 'invalid_grant' })
  })

  test('is no data call', async () => {
    account.simulator.reset()
    await account.token()
    expect(account.simulator.calls).toBe(0)
    expect(account.simulator.arrivals.at(-1)).toMatchObject({ kind: 'auth', path: tokenPath })
    expect(account.simulator.arrivals.at(-1)!.native ?? '').not.toContain('client_assertion')
  })
})

describe('a session', () => {
  const expired = {
    status: 401,
    body: { title: 'Unauthorized', status: 401, 'o:errorDetails': [{ 'o:errorCode': 'INVALID_LOGIN' }] },
  }

  test('is needed', async () => {
    await using stranger = await openAccount()
    expect(await stranger.query('SELECT id FROM term')).toMatchObject(expired)
    expect(await stranger.query('SELECT id FROM term', '', { authorization: 'Bearer guess' })).toMatchObject(expired)
  })

  test('ends after an hour, and when all are ended', async () => {
    await account.login()
    account.clock.advance(HOUR - 1)
    expect((await ask()).status).toBe(200)
    account.clock.advance(1)
    expect(await ask()).toMatchObject(expired)
    await account.login()
    account.simulator.expireTokens()
    expect(await ask()).toMatchObject(expired)
    await account.login()
    expect((await ask()).status).toBe(200)
  })

  test('is not seen behind a cookie', async () => {
    expect(await account.query('SELECT id FROM term', '', { cookie: 'JSESSIONID=1' })).toMatchObject(expired)
  })
})
