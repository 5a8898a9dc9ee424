import {
  type DeclaredLimit,
  type Failures,
  retryAfter,
  type SimContext,
  type SimRequest,
  type SimResponse,
  type Vendor,
} from '../simulator/kit.ts'
import type { SimulatorModule, SimulatorSetup } from '../simulator/module.ts'
import { orgOf } from './data/database.ts'
import { STANDARD_PRICEBOOK } from './data/products.ts'
import { type Sessions, sessions } from './simulator-auth.ts'
import { failure, notFound, type Reply, restOf } from './simulator-rest.ts'

export interface SimulatorSettings {
  /** PEM of the public key of JWT assertions; without it only client credentials work. */
  readonly publicKey?: string
  /** Default true: the company sells in six currencies. */
  readonly multiCurrency?: boolean
  /** Calls in any 24 hours; default 100,000, the Enterprise edition's without licences. */
  readonly dailyApiRequests?: number
  /** Calls that have run for 20 seconds and still run; default 25. */
  readonly longRequests?: number
  /** How long a session lives without being used; default two hours. */
  readonly sessionMillis?: number
}

const HOUR = 60 * 60_000
const CLIENT_ID = '3MVG9demo.freshet'
const CLIENT_SECRET = 'demo-salesforce-secret'
const USERNAME = 'integration@meridian.example'

/** The CRM of the demo company, as one Salesforce org that speaks the REST API. */
const simulator: SimulatorModule<SimulatorSettings> = {
  kind: 'salesforce',
  sources: [
    { name: 'salesforce', title: 'Salesforce (group CRM)', secrets: { SALESFORCE_CLIENT_SECRET: CLIENT_SECRET } },
  ],
  create,
  config: (url) => ({
    loginUrl: url,
    auth: 'clientCredentials',
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    multiCurrency: true,
    orgCurrency: 'EUR',
    vatField: 'VAT_Number__c',
    gtinField: 'GTIN__c',
    pricebook: STANDARD_PRICEBOOK,
    customerRoles: { Prospect: 'PROSPECT', 'Customer - Direct': 'CUSTOMER', 'Former Customer': 'FORMER' },
    orderStatuses: {
      Draft: 'DRAFT',
      'In Approval': 'PENDING_APPROVAL',
      Activated: 'OPEN',
      Completed: 'COMPLETED',
      Closed: 'CLOSED',
      Cancelled: 'CANCELLED',
    },
    units: { Each: 'C62', Kilogram: 'KGM', Liter: 'LTR', Meter: 'MTR', Hour: 'HUR', Carton: 'XCT' },
  }),
}

export default simulator

function create({ company, seed, settings = {} }: SimulatorSetup<SimulatorSettings>): Vendor {
  const { publicKey, multiCurrency = true, sessionMillis = 2 * HOUR } = settings
  const rest = restOf(orgOf(company, multiCurrency), seed)
  const ids = { orgId: company.legalEntities[0]!.key, userId: company.users[0]!.keys.salesforce! }
  const client = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, username: USERNAME, publicKey, ...ids }
  const known = sessions(client, sessionMillis, seed)
  return {
    name: 'salesforce',
    failures: failuresOf(settings),
    limits: limitsOf(settings),
    handle: (request, context) => handle(request, context, known, rest),
    principal: (request) => known.principal(request),
    kind: ({ path }) => (path.startsWith('/services/oauth2/') ? 'auth' : 'data'),
    native: nativeOf,
  }
}

const isVersions = ({ path }: SimRequest) => /^\/services\/data\/?$/.test(path)

function limitsOf({ dailyApiRequests = 100_000, longRequests = 25 }: SimulatorSettings): DeclaredLimit[] {
  return [
    {
      name: 'DailyApiRequests',
      kind: 'window',
      max: dailyApiRequests,
      windowMillis: 24 * HOUR,
      failure: 'quota',
      counts: (request) => !isVersions(request),
    },
    { name: 'ConcurrentApiRequests', kind: 'concurrency', max: longRequests, olderThanMillis: 20_000 },
  ]
}

/** Address and headers together. */
const MAX_HEAD_BYTES = 16_384

const headBytes = ({ rawPath, rawQuery, headers }: SimRequest): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 0) +
  rawPath.length +
  rawQuery.length

/** Oldest and newest version that is answered. */
const [OLDEST, NEWEST] = [48, 67]

function handle(
  request: SimRequest,
  context: SimContext,
  known: Sessions,
  rest: ReturnType<typeof restOf>,
): SimResponse {
  if (headBytes(request) > MAX_HEAD_BYTES) return { status: 431, body: 'Request Header Fields Too Large' }
  if (request.path === '/services/oauth2/token') {
    return request.method === 'POST' ? known.token(request, context) : { status: 405, body: 'Method Not Allowed' }
  }
  if (isVersions(request)) return { status: 200, body: versions() }
  const { used, max } = context.usage('DailyApiRequests')
  const headers = { 'sforce-limit-info': `api-usage=${used}/${max}` }
  return { headers, ...data(request, context, known, rest) }
}

function data(request: SimRequest, context: SimContext, known: Sessions, rest: ReturnType<typeof restOf>): Reply {
  if (!/^bearer \S/i.test(request.headers.authorization ?? '')) {
    return failure(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE')
  }
  if (!known.isValid(request, context)) return failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  const [, version = '', path = ''] = /^\/services\/data\/v(\d+)\.0(\/.*)?$/.exec(request.path) ?? []
  if (!version) return notFound()
  if (Number(version) < OLDEST || Number(version) > NEWEST) {
    return failure(404, 'UNSUPPORTED_API_VERSION', `API version v${version}.0 is not supported`)
  }
  if (path === '/limits') return { status: 200, body: limitsBody(context) }
  const body = bodyOf(request)
  if (body === undefined) return failure(400, 'JSON_PARSER_ERROR', 'the body is not valid JSON')
  return rest({
    method: request.method,
    path: path.replace(/\/$/, ''),
    query: request.query,
    body,
    base: `/services/data/v${version}.0`,
    options: request.headers['sforce-query-options'] ?? '',
    at: request.at,
  })
}

/** Null for no body, undefined for one that is not JSON. */
function bodyOf(request: SimRequest): unknown {
  if (request.body.length === 0) return null
  try {
    return request.json()
  } catch {
    return undefined
  }
}

function versions(): object {
  return Array.from({ length: NEWEST - OLDEST + 1 }, (_, i) => {
    const version = `${OLDEST + i}.0`
    return { label: `Version ${version}`, url: `/services/data/v${version}`, version }
  })
}

function limitsBody(context: SimContext): object {
  const { max, remaining } = context.usage('DailyApiRequests')
  return {
    DailyApiRequests: { Max: max, Remaining: remaining },
    DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 },
  }
}

function failuresOf({ dailyApiRequests: max = 100_000 }: SimulatorSettings): Failures {
  const says = (status: number, errorCode: string, message: string) => failure(status, errorCode, message)
  return {
    throttled: (fault) => ({
      ...says(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
      headers: retryAfter(fault),
    }),
    quota: () => ({
      ...says(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      headers: { 'sforce-limit-info': `api-usage=${max}/${max}` },
    }),
    unauthorized: () => says(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
    forbidden: () => says(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id'),
    unavailable: (fault) => ({
      ...says(503, 'SERVER_UNAVAILABLE', 'Server is temporarily unavailable.'),
      headers: retryAfter(fault),
    }),
    serverError: () => says(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'),
    errorBody: () => ({ status: 200, body: failedStep() }),
    cursorExpired: () => says(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator'),
  }
}

/** A composite call is answered with 200 even when its only step has failed. */
function failedStep(): object {
  const { status, body } = failure(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.')
  return { compositeResponse: [{ body, httpHeaders: {}, httpStatusCode: status, referenceId: 'rows' }] }
}

/** The SOQL of a query or of each step, decoded; for a retrieve its object, fields and ids. */
function nativeOf(request: SimRequest): string | undefined {
  if (request.query.has('q')) return request.query.get('q')!
  const object = /\/composite\/sobjects\/(\w+)$/.exec(request.path)?.[1]
  const body = bodyOf(request) as
    | { compositeRequest?: { url?: string }[]; ids?: unknown; fields?: unknown }
    | null
    | undefined
  if (object && body) return `${object} ${body.fields} ${body.ids}`
  return body?.compositeRequest
    ?.map(({ url }) => URL.parse(url ?? '', 'http://step')?.searchParams.get('q') ?? url)
    .join('\n')
}
