import type { SimContext, SimRequest, SimResponse } from '../../simulator/kit.ts'
import { bearer, type IssuedToken, tokens } from '../../simulator/tokens.ts'

/** The one application that a simulated Entra tenant knows. */
export interface EntraApplication {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly seed: number
}

/** A Microsoft Entra tenant that gives out tokens for one resource, the simulator itself. */
export interface Entra {
  isTokenCall(request: SimRequest): boolean
  token(request: SimRequest, context: SimContext): SimResponse
  /** The token that a request carries, if it is good. */
  verify(request: SimRequest, context: SimContext): IssuedToken | undefined
  principalOf(request: SimRequest): string | undefined
}

const lifeSeconds = 3_599

export function entra({ tenantId, clientId, clientSecret, seed }: EntraApplication): Entra {
  const issued = tokens({ lifeMillis: lifeSeconds * 1_000, seed, prefix: 'eyJ0', length: 64 })
  const path = `/${tenantId}/oauth2/v2.0/token`

  function refusalOf(form: URLSearchParams, url: string): SimResponse | undefined {
    if (form.get('grant_type') !== 'client_credentials')
      return refused(400, 'unsupported_grant_type', 70_003, 'The app requested an unsupported grant type.')
    if (form.get('client_id') !== clientId)
      return refused(400, 'unauthorized_client', 700_016, 'Application was not found in the directory.')
    if (form.get('client_secret') !== clientSecret)
      return refused(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.')
    if (form.get('scope') !== `${url}/.default`)
      return refused(400, 'invalid_scope', 70_011, 'The provided value for the input parameter scope is not valid.')
    return undefined
  }

  return {
    isTokenCall: (request) => request.path.endsWith('/oauth2/v2.0/token'),
    token(request, context) {
      if (request.path !== path) return refused(400, 'invalid_request', 90_002, 'Tenant not found.')
      if (request.method !== 'POST') return { status: 405 }
      const refusal = refusalOf(request.form(), context.url)
      if (refusal) return refusal
      const { token } = issued.issue(clientId, context)
      const life = { expires_in: lifeSeconds, ext_expires_in: lifeSeconds }
      return { status: 200, body: { token_type: 'Bearer', ...life, access_token: token } }
    },
    verify: (request, context) => issued.verify(bearer(request), context),
    principalOf: (request) => issued.principalOf(bearer(request)),
  }
}

const refused = (status: number, error: string, code: number, message: string): SimResponse => ({
  status,
  body: {
    error,
    error_description: `AADSTS${code}: ${message}`,
    error_codes: [code],
    timestamp: '2026-08-01 10:00:00Z',
    trace_id: '00000000-0000-0000-0000-000000000000',
    correlation_id: '00000000-0000-0000-0000-000000000000',
  },
})
