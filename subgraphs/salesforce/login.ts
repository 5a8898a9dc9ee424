import { importPKCS8, SignJWT } from 'jose'
import type { Answer, Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import type { Settings } from './settings.ts'

/** Minutes, says the vendor; one is enough for a call that follows at once, and two allow for a clock that is off. */
const ASSERTION_SECONDS = 120

/**
 * A session by JWT bearer or client credentials. Neither tells how long it lives: it is kept until Salesforce refuses it.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm&type=5
 */
export async function login(dial: Dial, settings: Settings): Promise<Credential> {
  const form = settings.auth === 'jwt' ? await assertion(dial, settings) : clientSecret(settings)
  const answer = await dial.send({
    method: 'POST',
    url: new URL('/services/oauth2/token', settings.loginUrl).href,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  })
  return credentialOf(answer, settings)
}

function clientSecret({ clientId, clientSecret }: Settings): Record<string, string> {
  if (!clientSecret) throw missing('clientSecret')
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
}

async function assertion(dial: Dial, settings: Settings): Promise<Record<string, string>> {
  const { username, privateKey, clientId, audience } = settings
  if (!username) throw missing('username')
  if (!privateKey) throw missing('privateKey')
  const key = await importPKCS8(privateKey, 'RS256').catch((cause) => {
    const message = 'The setting "privateKey" of a Salesforce source is not an RSA key in PKCS #8 PEM.'
    throw new FreshetError('SOURCE_AUTH', { message, cause })
  })
  const jwt = new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audience)
    .setExpirationTime(Math.floor(dial.now() / 1000) + ASSERTION_SECONDS)
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await jwt.sign(key) }
}

function credentialOf(answer: Answer, { loginUrl }: Settings): Credential {
  const isJson = answer.headers['content-type']?.includes('json') ?? false
  if (answer.status !== 200) throw refusal(answer, isJson)
  const { access_token: token, instance_url: instance } = (isJson ? answer.json() : {}) as Record<string, unknown>
  if (typeof token !== 'string' || typeof instance !== 'string') {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'a token answer without access_token or instance_url' })
  }
  return { headers: { authorization: `Bearer ${token}` }, origin: trusted(instance, loginUrl) }
}

/** The token goes wherever this says, so never from an encrypted login to an unencrypted host. */
function trusted(instance: string, loginUrl: string): string {
  const url = URL.parse(instance)
  if (url && (url.protocol === 'https:' || url.protocol === new URL(loginUrl).protocol)) return url.origin
  throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'instance_url is not an https address' })
}

function refusal(answer: Answer, isJson: boolean): FreshetError {
  if (answer.status === 429) return new FreshetError('SOURCE_THROTTLED')
  if (answer.status >= 500)
    return new FreshetError('SOURCE_UNAVAILABLE', { detail: `token endpoint: ${answer.status}` })
  // A redirect says nothing about who we are, and is not followed.
  if (answer.status < 400) return new FreshetError('SOURCE_BAD_RESPONSE', { detail: `login: status ${answer.status}` })
  const { error, error_description: why } = (isJson ? answer.json() : {}) as Record<string, unknown>
  return new FreshetError('SOURCE_AUTH', { detail: `${error ?? answer.status}: ${why ?? ''}` })
}

const missing = (setting: string) =>
  new FreshetError('SOURCE_AUTH', {
    message: `A Salesforce source needs the setting "${setting}" for its kind of login.`,
  })
