import { askedIn, type BatchAnswer, readBatch, writeBatch } from '../dialects/odata/simulate-batch.ts'
import { type Entra, entra } from '../dialects/odata/simulate-entra.ts'
import { readOr } from '../dialects/odata/simulate-refusals.ts'
import { createServiceV4, type ServiceV4 } from '../dialects/odata/simulate-v4.ts'
import { guidFor } from '../simulator/company/keys.ts'
import { CURRENCIES } from '../simulator/company/master.ts'
import type { Company } from '../simulator/company/types.ts'
import {
  type DeclaredLimit,
  decoded,
  type SimContext,
  type SimRequest,
  type SimResponse,
  type Vendor,
} from '../simulator/kit.ts'
import type { SimulatorModule } from '../simulator/module.ts'
import { databaseOf } from './data/database.ts'
import { annotations, onlyPreferred } from './simulator-annotations.ts'
import { failed, failures, refusal, unauthorized } from './simulator-answers.ts'
import { aggregation } from './simulator-apply.ts'
import { withCookie, withoutCookie } from './simulator-cookies.ts'
import { grammar } from './simulator-grammar.ts'

/** What a simulated environment can be told. */
export interface DataverseSettings {
  /** Whether amounts are converted to the base currency before they are added up, as in views. No page says so of `$apply`. */
  readonly sumsInBaseCurrency?: boolean
  /** Most rows that are added up: 50,000. */
  readonly aggregateRows?: number
  /** How long each request works, in milliseconds: all of them together may work 20 minutes in five. */
  readonly executionMillis?: number
}

const application = {
  tenantId: '8f2c1c54-0b1e-4d0a-9a57-3c0c1f6a7b21',
  clientId: '51f81489-12ee-4a9e-aaae-a2591f45987d',
  clientSecret: 'dynamics-nl-client-secret',
}
const root = '/api/data/v9.2/'
const window = 5 * 60_000
const mostUrlChars = { get: 32_768, batched: 65_536 }
const mostOperations = 1_000

const simulator: SimulatorModule<DataverseSettings> = {
  kind: 'dataverse',
  sources: [
    {
      name: 'dynamics-nl',
      title: 'Dynamics 365 Sales, Meridian Distribution',
      secrets: { DYNAMICS_NL_CLIENT_SECRET: application.clientSecret },
    },
  ],
  create: ({ company, seed, settings = {} }) => new Environment(company, seed, settings),
  config: (url) => ({
    url,
    loginUrl: url,
    ...application,
    currencies: Object.fromEntries(
      CURRENCIES.flatMap(({ keys, code }) => (keys.dataverse ? [[keys.dataverse, code]] : [])),
    ),
    baseCurrency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    vatField: 'new_vatnumber',
    gtinField: 'new_gtin',
    customerTypes: { '3': 'CUSTOMER', '8': 'PROSPECT', '12': 'FORMER' },
    countries: { Nederland: 'NL' },
  }),
}

export default simulator

interface Operation {
  readonly path: string
  readonly rawQuery: string
  readonly prefer: string
}

class Environment implements Vendor {
  readonly name = 'dataverse'
  readonly failures = failures
  readonly limits: readonly DeclaredLimit[] = [
    { kind: 'window', name: 'requests', max: 6_000, windowMillis: window, per: 'principal', sendsRetryAfter: true },
    {
      kind: 'window',
      name: 'execution',
      max: 1_200_000,
      windowMillis: window,
      per: 'principal',
      sendsRetryAfter: true,
    },
    { kind: 'concurrency', name: 'concurrency', max: 52, per: 'principal' },
  ]
  readonly #service: ServiceV4
  readonly #entra: Entra
  readonly #executionMillis: number
  #batches = 0

  constructor(company: Company, seed: number, { executionMillis = 20, ...settings }: DataverseSettings) {
    const database = databaseOf(company)
    this.#service = createServiceV4(database, {
      grammar,
      refusedOptions: {
        $skip: 'Skip Clause is not supported in CRM',
        $search: 'The query parameter $search is not supported',
        $format: 'The query parameter $format is not supported',
        $compute: 'The query parameter $compute is not supported',
      },
      mostRows: 5_000,
      links: 'skiptoken',
      annotate: annotations(database),
      apply: aggregation(database, settings),
      skiptokenLifeMillis: Number.POSITIVE_INFINITY,
      seed,
    })
    this.#entra = entra({ ...application, seed: seed + 1 })
    this.#executionMillis = executionMillis
  }

  principal(request: SimRequest): string | undefined {
    return this.#entra.principalOf(request)
  }

  kind(request: SimRequest): 'auth' | 'data' {
    return this.#entra.isTokenCall(request) ? 'auth' : 'data'
  }

  native({ path, rawQuery, body }: SimRequest): string {
    return path.endsWith('/$batch') ? askedIn(body) : decoded(rawQuery)
  }

  handle(request: SimRequest, context: SimContext): SimResponse {
    if (this.#entra.isTokenCall(request)) return this.#entra.token(request, context)
    if (!this.#entra.verify(request, context)) return unauthorized
    const answer = this.#answer(request, context)
    return { ...answer, headers: { ...answer.headers, ...this.#accounts(context) } }
  }

  #answer(request: SimRequest, context: SimContext): SimResponse {
    const { rawPath, rawQuery, method, headers } = request
    if (!rawPath.startsWith(root))
      return failed(404, '0x80060888', `Resource not found for the segment '${rawPath.split('/')[1] ?? ''}'.`)
    const path = rawPath.slice(root.length)
    if (path === '$batch') return this.#batch(request, context)
    if (method !== 'GET') return failed(405, '0x80060888', 'Only reading is simulated.')
    if (rawPath.length + rawQuery.length > mostUrlChars.get) return failed(413, '0x80060888', 'The URL is too long.')
    return this.#read({ path, rawQuery, prefer: headers.prefer ?? '' }, context)
  }

  /** What is left for the user, of this one server, as far as the headers tell it. */
  #accounts(context: SimContext): Record<string, string> {
    context.charge('execution', this.#executionMillis)
    return {
      'odata-version': '4.0',
      'x-ms-ratelimit-burst-remaining-xrm-requests': String(context.usage('requests').remaining),
      'x-ms-ratelimit-time-remaining-xrm-requests': String(context.usage('execution').remaining / 1_000),
    }
  }

  #read({ path, rawQuery, prefer }: Operation, { clock, url }: SimContext): SimResponse {
    return readOr(refusal, () => {
      const { query, page } = withoutCookie(rawQuery)
      const asked = { root: `${url}${root}`, prefer: prefer.toLowerCase(), now: clock.now() }
      const body = this.#service.read(decodeURIComponent(path), query, asked)
      if (typeof body === 'string') return { status: 200, headers: { 'content-type': 'text/plain' }, body }
      return { status: 200, headers: applied(prefer), body: finished(body, prefer, page) }
    })
  }

  /** One after the other; without a wish to go on, the first that fails is the last, and its status that of the whole. */
  #batch(request: SimRequest, context: SimContext): SimResponse {
    const operations = readBatch(request.headers['content-type'] ?? '', request.text())
    if (request.method !== 'POST' || !operations || operations.length > mostOperations)
      return failed(400, '0x80060888', 'The batch is malformed, or too long.')
    const goesOn = (request.headers.prefer ?? '').includes('odata.continue-on-error')
    const answers: BatchAnswer[] = []
    for (const { method, url, headers } of operations) {
      const answer = this.#operation(method, url, headers.prefer ?? '', context)
      answers.push(partOf(answer))
      if (answer.status >= 400 && !goesOn) break
    }
    const boundary = `batchresponse_${guidFor(`batch/${++this.#batches}`)}`
    return {
      status: goesOn ? 200 : answers.at(-1)!.status,
      headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
      body: writeBatch(boundary, answers, { 'OData-Version': '4.0' }),
    }
  }

  #operation(method: string, url: string, prefer: string, context: SimContext): SimResponse {
    const [path = '', rawQuery = ''] = url
      .replace(/^https?:\/\/[^/]+/, '')
      .replace(root, '')
      .split(/\?(.*)/s)
    if (url.length > mostUrlChars.batched) return failed(413, '0x80060888', 'The URL is too long.')
    if (method !== 'GET') return failed(405, '0x80060888', 'Only reading is simulated.')
    return this.#read({ path, rawQuery, prefer }, context)
  }
}

const jsonType = 'application/json; odata.metadata=minimal; odata.streaming=true'

function partOf({ status, headers = {}, body }: SimResponse): BatchAnswer {
  const isText = typeof body === 'string'
  const type = isText ? String(headers['content-type']) : jsonType
  return {
    status,
    headers: { 'Content-Type': type, ...(status >= 400 && { REQ_ID: guidFor(`request/${String(body)}`) }) },
    body: isText ? body : JSON.stringify(body),
  }
}

const applied = (prefer: string): Record<string, string> => ({
  'content-type': jsonType,
  ...(prefer && { 'preference-applied': prefer }),
})

/** Annotations as they were asked for, and the place to go on from in a paging cookie. */
function finished(body: object, prefer: string, page: number): object {
  const answer = body as Readonly<Record<string, unknown>>
  const { value, '@odata.nextLink': link } = answer
  if (!Array.isArray(value)) return onlyPreferred(answer, prefer)
  return {
    ...answer,
    value: value.map((entity) => onlyPreferred(entity, prefer)),
    ...(typeof link === 'string' && { '@odata.nextLink': withCookie(link, page + 1) }),
  }
}
