import { importPKCS8, SignJWT } from 'jose'
import type { Answer, Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { classifyLogin } from './faults.ts'
import { originOf, type Settings } from './settings.ts'

// NetSuite takes assertions that live for less than an hour; one is used at once, so minutes do.
const ASSERTION_SECONDS = 300
/** Of a token's life, how much is used: 50 of the usual 60 minutes. */
const USED_SHARE = 5 / 6

/**
 * OAuth 2.0 client credentials: an assertion signed with the certificate's key, for a bearer token.
 * There is no refresh token; a new assertion is signed each time.
 */
export async function login(dial: Dial, settings: Settings): Promise<Credential> {
  const url = `${originOf(settings)}/services/rest/auth/oauth2/v1/token`
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(url, settings, dial.now()),
  }
  const answer = await dial.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  })
  return credentialOf(answer, dial.now())
}

async function assertion(audience: string, settings: Settings, now: number): Promise<string> {
  const { algorithm, certificateId, clientId, privateKey } = settings
  const issuedAt = Math.floor(now / 1000)
  return new SignJWT({ scope: ['rest_webservices'] })
    .setProtectedHeader({ typ: 'JWT', alg: algorithm, kid: certificateId })
    .setIssuer(clientId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ASSERTION_SECONDS)
    .sign(await signingKey(privateKey, algorithm))
}

async function signingKey(pem: string, algorithm: string): Promise<CryptoKey> {
  try {
    return await importPKCS8(pem, algorithm)
  } catch (cause) {
    // The library's own message may quote the key.
    throw new FreshetError('SOURCE_AUTH', {
      detail: `privateKey is no PKCS#8 key for ${algorithm}: ${(cause as Error).name}`,
    })
  }
}

function credentialOf(answer: Answer, now: number): Credential {
  const fault = classifyLogin(answer)
  if (fault) throw new FreshetError(fault.code, fault)
  const { access_token: token, expires_in: life } = answer.json() as Readonly<Record<string, unknown>>
  // The life comes as text: "3600".
  const seconds = Number(life)
  if (typeof token !== 'string' || token === '' || !(seconds > 0)) {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'login: neither a token nor an error' })
  }
  return { headers: { authorization: `Bearer ${token}` }, expiresAt: now + seconds * 1000 * USED_SHARE }
}
