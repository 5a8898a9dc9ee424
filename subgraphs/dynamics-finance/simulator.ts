import { askedIn, readBatch, writeBatch } from '../dialects/odata/simulate-batch.ts'
import { type Entra, entra } from '../dialects/odata/simulate-entra.ts'
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
import { environmentOf, withinArea } from './data/collections.ts'
import { countryIds } from './data/parties.ts'
import { failures, malformed, notAllowed, notFound, refusal, unauthorized } from './simulator-answers.ts'
import { flavor } from './simulator-grammar.ts'

/** What a simulated environment can be told. Without `pressure` it refuses nobody, as the vendor publishes no number. */
export interface FinanceSettings {
  /** A second company in the environment, with the same numbers on other records. */
  readonly sister?: string
  /** The company that the user works in: what a request sees that does not ask across companies. */
  readonly defaultArea?: string
  /** Rows per page at most; 10,000 unless given. */
  readonly pageRows?: number
  /** Calls at one time that an environment under pressure still serves at low priority: twice as many at medium, four times at high. */
  readonly pressure?: number
  readonly priority?: 'Low' | 'Medium' | 'High'
  /** The limits per user that were withdrawn with 10.0.36. */
  readonly userLimits?: boolean
}

const tenantId = '5f6c9e2a-3f0e-4c8e-9b1d-0a1b2c3d4e5f'
const clientId = '7b0c1d2e-4a5b-4c6d-8e9f-102030405060'
const clientSecret = 'fno-nl-client-secret'
const root = '/data/'

const simulator: SimulatorModule<FinanceSettings> = {
  kind: 'dynamics-finance',
  sources: [
    {
      name: 'fno-nl',
      title: 'Dynamics 365 Finance & Operations, Meridian Distribution B.V.',
      secrets: { FNO_NL_CLIENT_SECRET: clientSecret },
    },
  ],
  create: ({ company, seed, settings = {} }) => new Environment(company, seed, settings),
  config: (url) => ({
    url,
    tenantId,
    clientId,
    clientSecret,
    loginUrl: url,
    companies: { nl01: 'EUR' },
    companyNames: { nl01: 'Meridian Distribution B.V.' },
    charts: { nl01: 'Shared' },
    timeZone: 'Europe/Amsterdam',
    enumTypes: {
      SalesOrderStatus: 'SalesStatus',
      SalesOrderLineStatus: 'SalesStatus',
      PartyType: 'DirPartyBaseType',
      ProductType: 'EcoResProductType',
      WarehouseType: 'InventLocationType',
      MainAccountType: 'DimensionLedgerAccountType',
      PaymentStatus: 'CustVendPaymStatus',
    },
    openTransactions: 'CustCollectionsBICustTransactions',
    salesOrderStatuses: {
      None: 'DRAFT',
      Backorder: 'OPEN',
      Delivered: 'OPEN',
      Invoiced: 'COMPLETED',
      Canceled: 'CANCELLED',
    },
    paymentStatuses: { None: 'DRAFT', Received: 'POSTED', Rejected: 'VOID' },
    paymentMethods: { WIRE: 'BANK_TRANSFER', DD: 'DIRECT_DEBIT', CARD: 'CARD', CASH: 'CASH', CHECK: 'CHECK' },
    riskBands: { A: 'LOW', B: 'LOW', C: 'MEDIUM', D: 'HIGH', E: 'HIGH' },
    countries: Object.fromEntries(Object.entries(countryIds).map(([code, id]) => [id, code])),
    units: { ea: 'C62', kg: 'KGM', l: 'LTR', m: 'MTR', hr: 'HUR', ctn: 'XCT' },
  }),
}

export default simulator

class Environment implements Vendor {
  readonly name = 'dynamics-finance'
  readonly failures: Failures = failures
  readonly limits: readonly DeclaredLimit[]
  readonly #everything: ServiceV4
  readonly #ownArea: ServiceV4
  readonly #entra: Entra
  readonly #random: () => number

  constructor(company: Company, seed: number, settings: FinanceSettings) {
    const { sister, defaultArea = 'dat', pageRows = 10_000 } = settings
    const environment = environmentOf(company, sister)
    this.#everything = createServiceV4(environment, flavor(seed, pageRows))
    this.#ownArea = createServiceV4(withinArea(environment, defaultArea), flavor(seed, pageRows))
    this.#entra = entra({ tenantId, clientId, clientSecret, seed })
    this.#random = seededRandom(seed + 1)
    this.limits = limitsOf(settings)
  }

  principal(request: SimRequest): string | undefined {
    return this.#entra.principalOf(request)
  }

  kind(request: SimRequest): 'auth' | 'data' {
    return this.#entra.isTokenCall(request) ? 'auth' : 'data'
  }

  native({ path, rawQuery, body }: SimRequest): string {
    if (!path.endsWith('/$batch')) return decoded(rawQuery)
    return askedIn(body)
  }

  handle(request: SimRequest, context: SimContext): SimResponse {
    if (this.#entra.isTokenCall(request)) return this.#entra.token(request, context)
    if (!this.#entra.verify(request, context)) return unauthorized
    if (!request.rawPath.startsWith(root)) return notFound
    const path = request.rawPath.slice(root.length)
    if (path === '$batch') return this.#batch(request, context)
    return request.method === 'GET' ? this.#read(path, request.rawQuery, context) : notAllowed
  }

  #read(path: string, rawQuery: string, { url, clock }: SimContext): SimResponse {
    const isAcross = /(^|&)cross-company=true(&|$)/i.test(rawQuery)
    const service = isAcross ? this.#everything : this.#ownArea
    return readOr(refusal, () => {
      const body = service.read(decodeURIComponent(path), rawQuery, { root: `${url}${root}`, now: clock.now() })
      return typeof body === 'string'
        ? { status: 200, headers: { 'content-type': 'text/plain' }, body }
        : { status: 200, headers: { 'content-type': jsonType }, body: linked(body, `${url}${root}`) }
    })
  }

  /** Each part is answered by itself, across companies or not. */
  #batch(request: SimRequest, context: SimContext): SimResponse {
    if (request.method !== 'POST') return notAllowed
    const operations = readBatch(request.headers['content-type'] ?? '', request.text())
    if (!operations) return malformed
    const answers = operations.map(({ method, url }) => {
      const [path = '', query = ''] = url.split(/\?(.*)/s)
      const answer = method === 'GET' ? this.#read(path, query, context) : notAllowed
      return { status: answer.status, headers: { 'Content-Type': jsonType }, body: JSON.stringify(answer.body) }
    })
    const boundary = `batchresponse_${randomId(this.#random, 32, '0123456789abcdef')}`
    return {
      status: 200,
      headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
      body: writeBatch(boundary, answers, { 'OData-Version': '4.0' }),
    }
  }
}

const jsonType = 'application/json; odata.metadata=minimal'

/** Next links are whole addresses. */
function linked(body: object, address: string): object {
  const { '@odata.nextLink': link } = body as { '@odata.nextLink'?: string }
  return link === undefined ? body : { ...body, '@odata.nextLink': address + link }
}

const priorities = { Low: 1, Medium: 2, High: 4 } as const

function limitsOf({ pressure, priority = 'Medium', userLimits }: FinanceSettings): DeclaredLimit[] {
  const resources: DeclaredLimit[] =
    pressure === undefined
      ? []
      : [{ kind: 'concurrency', name: 'resources', max: pressure * priorities[priority], failure: 'throttled' }]
  const user: DeclaredLimit[] = userLimits
    ? [
        {
          kind: 'window',
          name: 'user-requests',
          max: 6_000,
          windowMillis: 300_000,
          per: 'principal',
          sendsRetryAfter: true,
        },
        { kind: 'concurrency', name: 'user-concurrency', max: 52, per: 'principal' },
      ]
    : []
  return [...resources, ...user]
}
