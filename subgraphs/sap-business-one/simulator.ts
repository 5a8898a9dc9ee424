import { askedIn, readBatch, writeBatch } from '../dialects/odata/simulate-batch.ts'
import { ODataError } from '../dialects/odata/simulate-model.ts'
import { readOr } from '../dialects/odata/simulate-refusals.ts'
import { createServiceV4, type ServiceV4 } from '../dialects/odata/simulate-v4.ts'
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
import { tokens } from '../simulator/tokens.ts'
import { serviceOf } from './data/service.ts'
import { badQuery, failures, incompleteBatch, noSession, refusal, wrongLogin } from './simulator-answers.ts'
import { grammar } from './simulator-grammar.ts'
import { type Join, joinsOf } from './simulator-join.ts'

/** What a simulated Service Layer can be told. Without a preset it has no limit, as none is published. */
export interface ServiceLayerSettings {
  /** `overload`: pages of the load balancer while more calls run than the worker nodes take. */
  readonly preset?: 'overload'
  /** Calls at one time of `overload`. */
  readonly limit?: number
  /** Worker nodes: what the routes of sessions name. */
  readonly nodes?: number
}

const root = '/b1s/v2/'
const user = { CompanyDB: 'MERIDIAN_CH', UserName: 'freshet', Password: 'b1-ch-password' }
const sessionMinutes = 30
const usualRows = 20

const simulator: SimulatorModule<ServiceLayerSettings> = {
  kind: 'sap-business-one',
  sources: [
    { name: 'b1-ch', title: 'SAP Business One, Meridian Handels AG', secrets: { B1_CH_PASSWORD: user.Password } },
  ],
  create: ({ company, seed, settings = {} }) => new ServiceLayer(company, seed, settings),
  config: (url) => ({
    url,
    companyDb: user.CompanyDB,
    user: user.UserName,
    password: user.Password,
    companyName: 'Meridian Handels AG',
    currency: 'CHF',
    country: 'CH',
    timeZone: 'Europe/Zurich',
    priceList: 1,
    units: { Pcs: 'C62', kg: 'KGM', Ltr: 'LTR', m: 'MTR', Hrs: 'HUR', Ctn: 'XCT' },
  }),
}

export default simulator

class ServiceLayer implements Vendor {
  readonly name = 'sap-business-one'
  readonly failures: Failures = failures
  readonly limits: readonly DeclaredLimit[]
  readonly #service: ServiceV4
  readonly #joins: Join
  readonly #sessions: ReturnType<typeof tokens>
  readonly #random: () => number
  readonly #nodes: number

  constructor(company: Company, seed: number, { preset, limit = 20, nodes = 4 }: ServiceLayerSettings) {
    const model = serviceOf(company)
    this.#service = createServiceV4(model, {
      grammar,
      mostRows: Number.MAX_SAFE_INTEGER,
      usualRows,
      links: 'skip',
      heedsTopWithPages: true,
      // As the database does, whose decimals then become doubles.
      apply: { namesSet: true, emptySum: null, writeSum: (sum) => Number(sum).toPrecision(17) },
      annotate: () => ({ '@odata.etag': 'W/"DA4B9237BACCCDF19C0760CAB7AEC4A8359010B0"' }),
      ownOptions: ['$inlinecount'],
      skiptokenLifeMillis: 0,
      seed,
    })
    this.#joins = joinsOf(model)
    this.#sessions = tokens({ lifeMillis: sessionMinutes * 60_000, seed, length: 36 })
    this.#random = seededRandom(seed + 1)
    this.#nodes = nodes
    const overload: DeclaredLimit = { kind: 'concurrency', name: 'nodes', max: limit, failure: 'unavailable' }
    this.limits = preset === 'overload' ? [overload] : []
  }

  principal(request: SimRequest): string | undefined {
    return this.#sessions.principalOf(sessionOf(request))
  }

  kind({ path }: SimRequest): 'auth' | 'data' {
    return path === `${root}Login` || path === `${root}Logout` || path === '/ping' ? 'auth' : 'data'
  }

  native({ path, rawQuery, body }: SimRequest): string {
    if (path.endsWith('/$batch')) return askedIn(body)
    return body.toString('utf8') || decoded(rawQuery)
  }

  handle(request: SimRequest, context: SimContext): SimResponse {
    const { path, method } = request
    if (path === '/ping')
      return { status: 200, body: { message: 'pong', sender: 'load balancer', timestamp: request.at } }
    if (path === `${root}Login` && method === 'POST') return this.#login(request, context)
    if (!path.startsWith(root))
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }
    const session = sessionOf(request)
    if (!this.#sessions.verify(session, context)) return noSession
    if (path === `${root}Logout` && method === 'POST') {
      this.#sessions.revoke(session!)
      return { status: 204 }
    }
    return this.#answer(request, context)
  }

  #login(request: SimRequest, context: SimContext): SimResponse {
    const given = parsed(request.text()) as Partial<typeof user> | undefined
    if (!given) return badQuery('Invalid JSON')
    const isRight = Object.entries(user).every(([name, value]) => given[name as keyof typeof user] === value)
    if (!isRight) return wrongLogin
    const { token } = this.#sessions.issue(user.UserName, context)
    const node = 1 + Math.floor(this.#random() * this.#nodes)
    return {
      status: 200,
      headers: { 'set-cookie': [`B1SESSION=${token};HttpOnly;`, `ROUTEID=.node${node}; path=/b1s`] },
      body: {
        '@odata.context': `${context.url}${root}$metadata#B1Sessions/$entity`,
        SessionId: token,
        Version: '1000110',
        SessionTimeout: sessionMinutes,
      },
    }
  }

  #answer(request: SimRequest, context: SimContext): SimResponse {
    const rest = decoded(request.rawPath.slice(root.length))
    if (rest === '$batch') return this.#batch(request, context)
    if (rest === 'QueryService_PostQuery') return this.#join(request)
    if (request.method !== 'GET') return badQuery('Only reading is simulated')
    return this.#read(rest, request.rawQuery, request.headers.prefer, context)
  }

  #read(path: string, rawQuery: string, prefer: string | undefined, context: SimContext): SimResponse {
    return refusing(() => {
      const wish = prefer?.toLowerCase()
      const asked = { root: `${context.url}${root}`, prefer: wish, now: context.clock.now() }
      // A collection is no set of its own, whatever its name here.
      const body = path.includes('.') ? noSet(path) : this.#service.read(path, rawQuery, asked)
      const applied = /odata\.maxpagesize=\d+/.exec(wish ?? '')?.[0]
      return {
        status: 200,
        body,
        headers: {
          ...(typeof body === 'string' && { 'content-type': 'text/plain' }),
          ...(applied && { 'preference-applied': applied }),
        },
      }
    })
  }

  #join(request: SimRequest): SimResponse {
    const { QueryPath, QueryOption } = (parsed(request.text()) ?? {}) as { QueryPath?: unknown; QueryOption?: unknown }
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(request.headers.prefer ?? '')?.[1] ?? usualRows)
    return refusing(() => ({ status: 200, body: this.#joins.read(QueryPath, QueryOption, size) }))
  }

  /** One part after the other, up to the first that fails: those after it are not answered at all. */
  #batch(request: SimRequest, context: SimContext): SimResponse {
    const operations = readBatch(request.headers['content-type'] ?? '', request.text())
    if (!operations) return incompleteBatch
    const answers: SimResponse[] = []
    for (const { method, url, headers } of operations) {
      const [path = '', query = ''] = (url.startsWith(root) ? url.slice(root.length) : url).split(/\?(.*)/s)
      const isRead = method === 'GET'
      answers.push(
        isRead ? this.#read(decoded(path), query, headers.prefer, context) : badQuery('Only reading is simulated'),
      )
      if (answers.at(-1)!.status >= 300) break
    }
    const boundary = `batchresponse_${randomId(this.#random, 32, '0123456789abcdef')}`
    const parts = answers.map(({ status, body }) => ({
      status,
      headers: { 'Content-Type': 'application/json;odata.metadata=minimal;charset=utf-8' },
      body: JSON.stringify(body),
    }))
    return {
      status: 200,
      headers: { 'content-type': `multipart/mixed;boundary=${boundary}` },
      body: writeBatch(boundary, parts, { 'OData-Version': '4.0' }),
    }
  }
}

function refusing(answer: () => SimResponse): SimResponse {
  return readOr(refusal, () => {
    return answer()
  })
}

function noSet(path: string): never {
  throw new ODataError('noSuchSet', `Unrecognized resource path '${path}'.`)
}

const sessionOf = ({ headers }: SimRequest) => /(?:^|; *)B1SESSION=([^;]+)/.exec(headers.cookie ?? '')?.[1]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
