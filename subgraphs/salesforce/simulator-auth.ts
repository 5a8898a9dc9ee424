import { verify } from 'node:crypto'
import type { SimContext, SimRequest, SimResponse } from '../simulator/kit.ts'
import { basic, bearer, tokens } from '../simulator/tokens.ts'

export interface Client {
  readonly clientId: string
  readonly clientSecret: string
  readonly username: string
  /** PEM of the key that assertions must be signed with; without it the JWT flow is not set up. */
  readonly publicKey?: string
  readonly orgId: string
  readonly userId: string
}

/** Sessions of one org: they end when nobody has used them for `timeoutMillis`, and no answer says when that will be. */
export interface Sessions {
  /** `POST /services/oauth2/token` */
  token(request: SimRequest, context: SimContext): SimResponse
  isValid(request: SimRequest, context: SimContext): boolean
  principal(request: SimRequest): string | undefined
}

export function sessions(client: Client, timeoutMillis: number, seed: number): Sessions {
  const issued = tokens({ seed, prefix: `${client.orgId.slice(0, 15)}!AQ`, length: 60 })
  const usedAt = new Map<string, number>()

  const open = (context: SimContext, further: Record<string, string>): SimResponse => {
    const { token } = issued.issue(client.username, context)
    usedAt.set(token, context.clock.now())
    return ok({
      access_token: token,
      scope: 'api',
      instance_url: context.url,
      id: `${context.url}/id/${client.orgId}/${client.userId}`,
      token_type: 'Bearer',
      ...further,
    })
  }

  return {
    token(request, context) {
      const form = request.form()
      const grant = form.get('grant_type')
      if (grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
        const reason = flawOf(form.get('assertion') ?? '', client, context)
        return reason ? refused('invalid_grant', reason) : open(context, {})
      }
      if (grant !== 'client_credentials') return refused('unsupported_grant_type', 'grant type not supported')
      const reason = wrongSecret(request, form, client)
      return reason ?? open(context, secretAnswer(context))
    },
    isValid(request, context) {
      const text = bearer(request)
      const known = issued.verify(text, context)
      if (!known) return false
      const now = context.clock.now()
      const isAlive = now < usedAt.get(known.token)! + timeoutMillis
      if (isAlive) usedAt.set(known.token, now)
      return isAlive
    },
    principal: (request) => issued.principalOf(bearer(request)),
  }
}

function secretAnswer({ url, clock }: SimContext): Record<string, string> {
  const issuedAt = String(clock.now())
  return { signature: Buffer.from(issuedAt).toString('base64'), issued_at: issuedAt, api_instance_url: url }
}

function wrongSecret(request: SimRequest, form: URLSearchParams, client: Client): SimResponse | undefined {
  const header = basic(request)
  const id = header?.user ?? form.get('client_id')
  const secret = header?.password ?? form.get('client_secret')
  if (id !== client.clientId) return refused('invalid_client_id', 'client identifier invalid')
  return secret === client.clientSecret ? undefined : refused('invalid_client', 'invalid client credentials')
}

/** Why an assertion is not accepted. */
function flawOf(assertion: string, client: Client, { clock, url }: SimContext): string | undefined {
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  const { alg } = decodedPart(header)
  const signed = Buffer.from(`${header}.${claims}`)
  const isSigned =
    alg === 'RS256' &&
    client.publicKey !== undefined &&
    verify('RSA-SHA256', signed, client.publicKey, Buffer.from(signature, 'base64url'))
  if (!isSigned) return 'invalid assertion'
  const { iss, sub, aud, exp } = decodedPart(claims)
  if (iss !== client.clientId) return 'client identifier invalid'
  if (![...LOGIN_HOSTS, url].includes(String(aud))) return 'audience is invalid'
  const seconds = clock.now() / 1000
  if (typeof exp !== 'number' || exp <= seconds || exp > seconds + MAX_ASSERTION_SECONDS) return 'expired authorization'
  return sub === client.username ? undefined : "user hasn't approved this consumer"
}

const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com']
/** "A few minutes ahead." */
const MAX_ASSERTION_SECONDS = 300

function decodedPart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return {}
  }
}

const ok = (body: object): SimResponse => ({ status: 200, headers: { 'cache-control': 'no-store' }, body })

const refused = (error: string, description: string): SimResponse => ({
  status: 400,
  headers: { 'cache-control': 'no-store' },
  body: { error, error_description: description },
})
