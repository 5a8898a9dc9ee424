import { exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base, clientId, clientSecret, HOUR, type Org, openOrg } from './org.ts'

const keys = await generateKeyPair('RS256', { extractable: true })
const stranger = await generateKeyPair('RS256', { extractable: true })
let org: Org
beforeAll(async () => {
  org = await openOrg({ publicKey: await exportSPKI(keys.publicKey) })
})
afterAll(() => org.simulator.close())

const secret = { grant_type: 'client_credentials', client_id: clientId!, client_secret: clientSecret! }

describe('client credentials', () => {
  test('give a session without a lifetime', async () => {
    const { status, body } = await org.token(secret)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      token_type: 'Bearer',
      instance_url: org.simulator.url,
      api_instance_url: org.simulator.url,
    })
    expect(body.id).toMatch(/\/id\/00D\w{15}\/005\w{15}$/)
    expect(body).not.toHaveProperty('expires_in')
    expect(body).not.toHaveProperty('refresh_token')
  })

  test('may come as HTTP Basic', async () => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    expect((await org.token({ grant_type: 'client_credentials' }, { authorization })).status).toBe(200)
  })

  test('are refused when the secret or the flow is wrong', async () => {
    expect(await org.token({ ...secret, client_secret: 'no' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_client' },
    })
    expect(await org.token({ ...secret, client_id: 'no' })).toMatchObject({ body: { error: 'invalid_client_id' } })
    expect(await org.token({ grant_type: 'password' })).toMatchObject({ body: { error: 'unsupported_grant_type' } })
  })
})

describe('a JWT assertion', () => {
  const assert = async (claims: Record<string, unknown> = {}, key = keys.privateKey) => {
    const given = { iss: clientId, sub: 'integration@meridian.example', aud: 'https://login.salesforce.com', ...claims }
    const exp = (claims.exp as number | undefined) ?? Math.floor(org.clock.now() / 1000) + 120
    const assertion = await new SignJWT({ ...given, exp }).setProtectedHeader({ alg: 'RS256' }).sign(key)
    return org.token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
  }

  test('opens a session', async () => {
    const { status, body } = await assert()
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual(['access_token', 'id', 'instance_url', 'scope', 'token_type'])
  })

  test.each([
    ['of another user', { sub: 'nobody@meridian.example' }, "user hasn't approved this consumer"],
    ['for another audience', { aud: 'https://example.com' }, 'audience is invalid'],
    ['of another app', { iss: 'other' }, 'client identifier invalid'],
    ['that has expired', { exp: 1 }, 'expired authorization'],
    ['that lives for an hour', { exp: 4e9 }, 'expired authorization'],
  ])('%s is refused', async (_, claims, why) => {
    expect(await assert(claims)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: why },
    })
  })

  test('signed by another key is refused, and so is garbage', async () => {
    expect(await assert({}, stranger.privateKey)).toMatchObject({ body: { error_description: 'invalid assertion' } })
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    expect(await org.token({ grant_type, assertion: 'a.b.c' })).toMatchObject({ status: 400 })
  })
})

describe('a session', () => {
  const probe = async () => {
    const { status, body } = await org.query('SELECT Id FROM User LIMIT 1')
    return status === 200 ? 200 : body[0].errorCode
  }

  test('lives as long as it is used, and two hours more', async () => {
    await org.login()
    org.clock.advance(1.9 * HOUR)
    expect(await probe()).toBe(200)
    org.clock.advance(1.9 * HOUR)
    expect(await probe()).toBe(200)
    org.clock.advance(2 * HOUR)
    expect(await probe()).toBe('INVALID_SESSION_ID')
  })

  test('ends when all are ended', async () => {
    await org.login()
    expect(await probe()).toBe(200)
    org.simulator.expireTokens()
    expect(await probe()).toBe('INVALID_SESSION_ID')
  })

  test('is asked for in the words of the vendor', async () => {
    const expired = await org.get(`${base}/limits`, { authorization: 'Bearer gone' })
    expect(expired.status).toBe(401)
    expect(expired.body).toEqual([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }])
    const wrong = await org.get(`${base}/limits`, { authorization: 'Basic x' })
    expect(wrong.status).toBe(401)
    expect(wrong.body).toEqual([{ message: 'INVALID_HEADER_TYPE', errorCode: 'INVALID_AUTH_HEADER' }])
  })
})
