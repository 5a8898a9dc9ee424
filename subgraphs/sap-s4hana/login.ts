import type { Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { tokenOf } from '../dialects/odata/login.ts'
import { classify } from './faults.ts'
import type { Settings } from './settings.ts'

const base64 = (user: string, password: string) => Buffer.from(`${user}:${password}`).toString('base64')

/** The communication user's proof, and the SAP client it works in. */
export async function login(dial: Dial, settings: Settings): Promise<Credential> {
  const { authorization, ...rest } = settings.auth === 'oauth2' ? await token(dial, settings) : basic(settings)
  return { ...rest, headers: { authorization, ...(settings.client && { 'sap-client': settings.client }) } }
}

function basic({ user, password }: Settings) {
  if (!user || !password) throw new FreshetError('SOURCE_AUTH', { detail: 'basic needs `user` and `password`' })
  return { authorization: `Basic ${base64(user, password)}` }
}

async function token(dial: Dial, { tokenUrl, clientId, clientSecret }: Settings) {
  if (!tokenUrl || !clientId || !clientSecret) {
    throw new FreshetError('SOURCE_AUTH', { detail: 'oauth2 needs `tokenUrl`, `clientId` and `clientSecret`' })
  }
  const answer = await dial.send({
    method: 'POST',
    url: tokenUrl,
    headers: {
      authorization: `Basic ${base64(clientId, clientSecret)}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
  })
  const { token, seconds } = tokenOf(answer)
  return { authorization: `Bearer ${token}`, ...(seconds !== undefined && { expiresAt: dial.now() + seconds * 1_000 }) }
}

/**
 * A token against forged requests and the session it is bound to. Only a POST needs one, and the only POST is `$batch`:
 * plain reads carry no cookie, so that they are not tied to a session.
 */
export async function csrf(dial: Dial, { url, servicePath, csrfService }: Settings): Promise<Credential> {
  const answer = await dial.send({
    method: 'HEAD',
    // Without the slash SAP redirects, and redirects are not followed.
    url: `${url.replace(/\/$/, '')}${servicePath}/${csrfService}/`,
    headers: { 'x-csrf-token': 'Fetch', accept: 'application/json' },
    credentials: ['login'],
  })
  // A login that has just expired: the call itself will meet the same answer and renew it, and then ask for a token again.
  if (answer.status === 401) return { headers: {}, expiresAt: 0 }
  // The token may come with an error (a user who may not read this service, a method that is not allowed): it is good.
  const token = answer.headers['x-csrf-token']
  if (!token || token.toLowerCase() === 'required') throw withoutToken(answer.status, classify(answer)?.code)
  const cookies = (answer.headers['set-cookie'] ?? '').split('\n').map((cookie) => cookie.split(';', 1)[0]!)
  return { headers: { 'x-csrf-token': token, cookie: cookies.filter(Boolean).join('; ') } }
}

const withoutToken = (status: number, code: FreshetError['code'] = 'SOURCE_BAD_RESPONSE') =>
  new FreshetError(code, { detail: `status ${status} without a CSRF token` })
