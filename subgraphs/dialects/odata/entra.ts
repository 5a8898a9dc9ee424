import { type Credential, type Dial, retryAfterMillis } from '../../../gateway/connector/index.ts'
import { type ErrorCode, FreshetError } from '../../../gateway/errors.ts'

/** Who asks Microsoft Entra for a token, and for what. */
export interface EntraClient {
  /** Address of the token service: `https://login.microsoftonline.com`, or that of a national cloud. */
  readonly loginUrl: string
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** The service that the token is for, as its address without a path. */
  readonly resource: string
}

/** Tokens are renewed five minutes before they end: there is no refresh token to fall back on. */
const early = 300

/**
 * A bearer token by client credentials.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, read 2026-11-21
 * @throws FreshetError SOURCE_AUTH for a client, secret, tenant or scope that is refused
 */
export async function entraToken(dial: Dial, client: EntraClient): Promise<Credential> {
  const { loginUrl, tenantId, clientId, clientSecret, resource } = client
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${resource.replace(/\/$/, '')}/.default`,
  }
  const answer = await dial.send({
    method: 'POST',
    url: `${loginUrl.replace(/\/$/, '')}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  })
  if (answer.status !== 200) throw refusal(answer.status, retryAfterMillis(answer.headers))
  const { access_token: token, expires_in: life } = (answer.json() ?? {}) as Record<string, unknown>
  if (typeof token !== 'string')
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'no token in the answer of the token service' })
  const expiry = typeof life === 'number' ? { expiresAt: dial.now() + Math.max(0, life - early) * 1_000 } : {}
  return { headers: { authorization: `Bearer ${token}` }, ...expiry }
}

function refusal(status: number, retryAfterMs: number | undefined): FreshetError {
  return new FreshetError(refusalCode(status), {
    detail: `token service: status ${status}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** A wrong client, secret, tenant or scope is refused with 400 or 401. A redirect says nothing about them. */
function refusalCode(status: number): ErrorCode {
  if (status < 400) return 'SOURCE_BAD_RESPONSE'
  if (status === 429) return 'SOURCE_THROTTLED'
  return status >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_AUTH'
}
