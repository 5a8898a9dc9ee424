import type { Credential, Dial } from '../../../gateway/connector/index.ts'
import { tokenOf } from './login.ts'

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
  const { token, seconds } = tokenOf(answer)
  const expiry = seconds === undefined ? {} : { expiresAt: dial.now() + Math.max(0, seconds - early) * 1_000 }
  return { headers: { authorization: `Bearer ${token}` }, ...expiry }
}
