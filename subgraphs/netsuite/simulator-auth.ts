import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { SimContext, SimRequest, SimResponse } from '../simulator/kit.ts'
import { bearer, tokens } from '../simulator/tokens.ts'

export const TOKEN_PATH = '/services/rest/auth/oauth2/v1/token'
export const CLIENT_ID = 'a1b2c3demo.netsuite'
export const CERTIFICATE_ID = 'demo-certificate-1'

/** Clients that may log in by certificate: public keys in PEM by certificate id. */
export type Certificates = Readonly<Record<string, string>>

/** OAuth 2.0 client credentials: an assertion signed with a certificate's key, for a token that lives for an hour. */
export function auth(certificates: Certificates, tokenMillis: number, seed: number) {
  const issued = tokens({ lifeMillis: tokenMillis, seed, prefix: 'eyJ' })
  return {
    token(request: SimRequest, context: SimContext): SimResponse {
      const error = refusal(request, certificates)
      if (error) return { status: error === 'invalid_client' ? 401 : 400, body: { error } }
      const { token } = issued.issue(CLIENT_ID, context)
      // The number of seconds comes as text.
      return {
        status: 200,
        body: { access_token: token, expires_in: String(tokenMillis / 1000), token_type: 'bearer' },
      }
    },
    /** A cookie makes NetSuite take the call for a browser's, which this token does not log in. */
    isValid: (request: SimRequest, context: SimContext): boolean =>
      request.headers.cookie === undefined && issued.verify(bearer(request), context) !== undefined,
    principal: (request: SimRequest): string | undefined => issued.principalOf(bearer(request)),
  }
}

type OAuthError = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'invalid_scope'

function refusal(request: SimRequest, certificates: Certificates): OAuthError | undefined {
  const form = request.form()
  const isAssertion = form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials' || !isAssertion)
    return 'invalid_request'
  const jwt = decode(form.get('client_assertion') ?? '')
  if (!jwt) return 'invalid_request'
  if (jwt.claims.iss !== CLIENT_ID) return 'invalid_client'
  if (!isSigned(jwt, certificates) || !isTimely(jwt.claims, request.at) || !isAddressed(jwt.claims, request))
    return 'invalid_grant'
  return scopesOf(jwt.claims).includes('rest_webservices') ? undefined : 'invalid_scope'
}

interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly signed: string
  readonly signature: Buffer
}

function decode(text: string): Jwt | undefined {
  const [header = '', claims = '', signature = ''] = text.split('.')
  try {
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    return {
      header: read(header),
      claims: read(claims),
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    }
  } catch {
    return undefined
  }
}

/** RS256 is not among them. */
const ALGORITHMS = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']

function isSigned({ header, signed, signature }: Jwt, certificates: Certificates): boolean {
  const { alg, kid, typ } = header
  const pem = typeof kid === 'string' && Object.hasOwn(certificates, kid) ? certificates[kid] : undefined
  if (typ !== 'JWT' || typeof alg !== 'string' || !ALGORITHMS.includes(alg) || !pem) return false
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== (alg.startsWith('PS') ? 'rsa' : 'ec')) return false
  return verify(`sha${alg.slice(2)}`, Buffer.from(signed), signing(key, alg), signature)
}

/** RSA-PSS with a salt as long as the hash; elliptic curves with the two numbers side by side. */
function signing(key: KeyObject, alg: string) {
  return alg.startsWith('PS')
    ? { key, padding: 6 /* RSA_PKCS1_PSS_PADDING */, saltLength: Number(alg.slice(2)) / 8 }
    : { key, dsaEncoding: 'ieee-p1363' as const }
}

function isTimely({ iat, exp }: Jwt['claims'], at: number): boolean {
  if (typeof iat !== 'number' || typeof exp !== 'number') return false
  return exp - iat < 3600 && exp * 1000 > at && iat * 1000 <= at + 60_000
}

/** The audience is the address that the request itself goes to. */
function isAddressed({ aud }: Jwt['claims'], { headers }: SimRequest): boolean {
  return aud === `http://${headers.host}${TOKEN_PATH}`
}

function scopesOf({ scope }: Jwt['claims']): readonly string[] {
  return Array.isArray(scope) ? scope : String(scope ?? '').split(',')
}

/** The key pair of the demo's certificate: made from a phrase, so that gateway and simulator agree wherever each of them runs. */
export function demoKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const secret = createHash('sha256').update('the demo company trusts this key, and nobody else should').digest()
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: secret.toString('base64url') }
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  }
}
