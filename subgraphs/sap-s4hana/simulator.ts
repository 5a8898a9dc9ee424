import { createService, readBatch, type Service, writeBatch } from '../dialects/odata/simulate.ts'
import { askedIn } from '../dialects/odata/simulate-batch.ts'
import { readOr } from '../dialects/odata/simulate-refusals.ts'
import type { Company } from '../simulator/company/types.ts'
import {
  type DeclaredLimit,
  decoded,
  type Failures,
  type SimContext,
  type SimRequest,
  type SimResponse,
  type Vendor,
} from '../simulator/kit.ts'
import type { SimulatorModule } from '../simulator/module.ts'
import { randomId, seededRandom } from '../simulator/random.ts'
import { basic, bearer, type IssuedToken, tokens } from '../simulator/tokens.ts'
import { servicesOf } from './data/services.ts'
import {
  csrfRequired,
  failures,
  logonPage,
  noService,
  notAllowed,
  odataError,
  refusal,
  unauthorized,
} from './simulator-answers.ts'

/** What a simulated SAP system can be told. Without a preset it has no limit, as SAP publishes none. */
export interface SapSettings {
  /** `icm-overload`: 503 pages while too many calls run. `apim-quota`: 429 from an API management in front of it. */
  readonly preset?: 'icm-overload' | 'apim-quota'
  /** Calls at one time of `icm-overload` (20), or per minute of `apim-quota` (100). */
  readonly limit?: number
  /** Rows per page of sets that page by themselves; by default contacts do, 50 at a time. */
  readonly serverPages?: Readonly<Record<string, number>>
  /** Makes the number of a partner differ from that of its customer, as it may. */
  readonly partnerOffset?: number
}

const user = { name: 'FRESHET', password: 'sap-eu-password' }
const oauth = { id: 'sb-freshet', secret: 'sap-eu-client-secret' }
const root = '/sap/opu/odata/sap/'
const tokenPath = '/oauth/token'
const tokenLifeSeconds = 3_600
const sessionLifeMillis = 30 * 60_000

const simulator: SimulatorModule<SapSettings> = {
  kind: 'sap-s4hana',
  sources: [
    {
      name: 'sap-eu',
      title: 'SAP S/4HANA, Meridian Europe GmbH',
      secrets: { SAP_EU_PASSWORD: user.password, SAP_EU_CLIENT_SECRET: oauth.secret },
    },
  ],
  create: ({ company, seed, settings = {} }) => new SapSystem(company, seed, settings),
  config: (url) => ({
    url,
    auth: 'oauth2',
    tokenUrl: `${url}${tokenPath}`,
    clientId: oauth.id,
    clientSecret: oauth.secret,
    client: '100',
    sameNumbers: true,
    paymentMethods: { T: 'BANK_TRANSFER', E: 'DIRECT_DEBIT', K: 'CARD', B: 'CASH', C: 'CHECK' },
    productTypes: {
      HAWA: 'INVENTORY',
      NLAG: 'NON_INVENTORY',
      SERV: 'SERVICE',
      ZKIT: 'KIT',
      FERT: 'ASSEMBLY',
      ZCHG: 'CHARGE',
    },
    productStatuses: { '01': 'BLOCKED', Z9: 'DISCONTINUED' },
    riskBands: { A: 'LOW', B: 'LOW', C: 'MEDIUM', D: 'HIGH', E: 'HIGH' },
  }),
}

export default simulator

class SapSystem implements Vendor {
  readonly name = 'sap-s4hana'
  readonly failures: Failures = failures
  readonly limits: readonly DeclaredLimit[]
  readonly #services: ReadonlyMap<string, Service>
  readonly #bearers: ReturnType<typeof tokens>
  readonly #sessions: ReturnType<typeof tokens>
  readonly #random: () => number

  constructor(company: Company, seed: number, { preset, limit, serverPages, partnerOffset = 0 }: SapSettings) {
    const numberOf = (customer: string) => `${Number(customer) + partnerOffset}`
    const options = {
      serverPages: serverPages ?? { A_BusinessPartnerContact: 50 },
      skiptokenLifeMillis: 10 * 60_000,
      seed,
    }
    const services = servicesOf(company, numberOf).map((model) => createService(model, options))
    this.#services = new Map(services.map((service) => [service.name, service]))
    this.#bearers = tokens({ lifeMillis: tokenLifeSeconds * 1_000, seed, length: 64 })
    this.#sessions = tokens({ lifeMillis: sessionLifeMillis, seed: seed + 1, length: 24 })
    this.#random = seededRandom(seed + 2)
    this.limits = limitsOf(preset, limit)
  }

  principal(request: SimRequest): string | undefined {
    return basic(request)?.user ?? this.#bearers.principalOf(bearer(request))
  }

  kind(request: SimRequest): 'auth' | 'data' {
    return request.path === tokenPath || isFetch(request) ? 'auth' : 'data'
  }

  native({ path, rawQuery, body }: SimRequest): string {
    if (!path.endsWith('/$batch')) return decoded(rawQuery)
    return askedIn(body)
  }

  handle(request: SimRequest, context: SimContext): SimResponse {
    if (request.path === tokenPath) return this.#token(request, context)
    const refusal = this.#authenticate(request, context)
    if (refusal) return refusal
    const { service, rest } = this.#route(request)
    if (!service) return noService
    // The root of a service ends with a slash; who leaves it out is sent there.
    if (rest === undefined) return { status: 307, headers: { location: `${request.path}/` } }
    return this.#answer(request, service, rest, context)
  }

  #token(request: SimRequest, context: SimContext): SimResponse {
    const client = basic(request)
    if (request.method !== 'POST') return { status: 405 }
    if (client?.user !== oauth.id || client.password !== oauth.secret)
      return { status: 401, body: { error: 'invalid_client' } }
    if (request.form().get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const { token } = this.#bearers.issue(user.name, context)
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'bearer',
        expires_in: tokenLifeSeconds,
        scope: 'uaa.resource',
        jti: token.slice(0, 32),
      },
    }
  }

  /** A wrong password gets the logon page; a token that is over, the answer of the OAuth layer. */
  #authenticate(request: SimRequest, context: SimContext): SimResponse | undefined {
    const login = basic(request)
    if (bearer(request) !== undefined) return this.#bearers.verify(bearer(request), context) ? undefined : unauthorized
    return login?.user === user.name && login.password === user.password ? undefined : logonPage
  }

  #route({ rawPath }: SimRequest): { service?: Service | undefined; rest?: string } {
    if (!rawPath.startsWith(root)) return {}
    const [name = '', ...rest] = rawPath.slice(root.length).split('/')
    return { service: this.#services.get(name), ...(rest.length > 0 && { rest: decodeURIComponent(rest.join('/')) }) }
  }

  #answer(request: SimRequest, service: Service, rest: string, context: SimContext): SimResponse {
    const session = this.#sessions.verify(sessionOf(request), lasting(context))
    const headers = isFetch(request) ? this.#csrfHeaders(session, context) : {}
    if (rest === '$batch') return this.#batch(request, service, session, context)
    if (request.method !== 'GET' && request.method !== 'HEAD') return this.#write(request, session)
    if (!acceptsJson(request))
      return { status: 406, headers, body: odataError(406, '/IWFND/CM_MGW/406', 'Only JSON is simulated') }
    const answer = read(service, rest, request.rawQuery, context)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }

  /** A token belongs to a session; asking again within the session gives the same one. */
  #csrfHeaders(session: IssuedToken | undefined, context: SimContext): Record<string, string | readonly string[]> {
    const { token } = session ?? this.#sessions.issue(user.name, context)
    const cookies = [
      `SAP_SESSIONID_S4H_100=${token}; path=/; secure; HttpOnly`,
      'sap-usercontext=sap-client=100; path=/',
    ]
    return { 'x-csrf-token': csrfOf(token), 'set-cookie': cookies }
  }

  #batch(request: SimRequest, service: Service, session: IssuedToken | undefined, context: SimContext): SimResponse {
    if (request.method !== 'POST') return { status: 405 }
    if (!isProved(request, session)) return csrfRequired
    const operations = readBatch(request.headers['content-type'] ?? '', request.text())
    if (!operations)
      return { status: 400, body: odataError(400, '/IWFND/CM_MGW/000', 'The multipart body is malformed') }
    const answers = operations.map(({ method, url, headers }) => {
      const [path = '', query = ''] = url.split(/\?(.*)/s)
      const isJson = acceptsJson({ headers, rawQuery: query })
      const answer = method === 'GET' && isJson ? read(service, decodeURIComponent(path), query, context) : notAllowed
      return { status: answer.status, headers: { 'Content-Type': jsonType }, body: JSON.stringify(answer.body) }
    })
    const boundary = randomId(this.#random, 32, '0123456789ABCDEF')
    return {
      status: 202,
      headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
      body: writeBatch(boundary, answers),
    }
  }

  /** Nothing can be written here; that a write needs its token is true all the same. */
  #write(request: SimRequest, session: IssuedToken | undefined): SimResponse {
    return isProved(request, session) ? notAllowed : csrfRequired
  }
}

const jsonType = 'application/json'

function read(service: Service, path: string, rawQuery: string, context: SimContext): SimResponse {
  return readOr(refusal, () => {
    const body = service.read(path, rawQuery, `${context.url}${root}${service.name}/`, context)
    return { status: 200, body, ...(typeof body === 'string' && { headers: { 'content-type': 'text/plain' } }) }
  })
}

function limitsOf(preset: SapSettings['preset'], limit: number | undefined): DeclaredLimit[] {
  switch (preset) {
    case 'icm-overload':
      return [{ kind: 'concurrency', name: 'work-processes', max: limit ?? 20, failure: 'unavailable' }]
    case 'apim-quota':
      return [{ kind: 'window', name: 'quota', max: limit ?? 100, windowMillis: 60_000, failure: 'throttled' }]
    case undefined:
      return []
  }
}

/** A session ends by its own time only: tokens are the authorization server's, sessions the system's. */
const lasting = ({ clock }: SimContext) => ({ clock, expired: () => false })

const csrfOf = (session: string): string => `${[...session].reverse().join('')}==`
const isFetch = ({ headers, method }: SimRequest) =>
  headers['x-csrf-token']?.toLowerCase() === 'fetch' && method !== 'POST'
const sessionOf = ({ headers }: SimRequest) => /SAP_SESSIONID_S4H_100=([^;]+)/.exec(headers.cookie ?? '')?.[1]
const isProved = ({ headers }: SimRequest, session: IssuedToken | undefined) =>
  session !== undefined && headers['x-csrf-token'] === csrfOf(session.token)
const acceptsJson = ({ headers, rawQuery }: Pick<SimRequest, 'headers' | 'rawQuery'>) =>
  /application\/json/.test(headers.accept ?? '') || /(^|&)(\$|%24)format=json/.test(rawQuery)
