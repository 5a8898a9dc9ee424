import { readJsonBatch, writeJsonBatch } from '../dialects/odata/simulate-batch-json.ts'
import { type Entra, entra } from '../dialects/odata/simulate-entra.ts'
import { parseFilter } from '../dialects/odata/simulate-filter.ts'
import type { Row } from '../dialects/odata/simulate-model.ts'
import { optionsOf } from '../dialects/odata/simulate-query.ts'
import { readOr } from '../dialects/odata/simulate-refusals.ts'
import { createServiceV4, type FlavorV4, type ServiceV4 } from '../dialects/odata/simulate-v4.ts'
import { LEGAL_ENTITIES } from '../simulator/company/master.ts'
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
import { legalEntityOf, localCurrency } from './data/model.ts'
import { servicesOf } from './data/services.ts'
import {
  badBatch,
  failures,
  noCompany,
  noParent,
  noResource,
  notAllowed,
  refusal,
  unauthorized,
} from './simulator-answers.ts'
import { grammar, namesOneDocument } from './simulator-grammar.ts'

/** What a simulated environment can be told. */
export interface BusinessCentralSettings {
  /** Rows of a page, for lists that nobody wishes shorter: 20,000. */
  readonly pageRows?: number
}

const application = {
  tenantId: '5b1d8c1e-6a54-4a0e-9d2f-0a4f1c2b7d33',
  clientId: '0c9f7e2a-43d8-4b2f-8f0e-6d1a5b9c3e77',
  clientSecret: 'bc-uk-client-secret',
}
const environment = 'Production'
const window = 5 * 60_000
const mostOperations = 100

const simulator: SimulatorModule<BusinessCentralSettings> = {
  kind: 'business-central',
  sources: [
    {
      name: 'bc-uk',
      title: 'Business Central, Meridian UK',
      secrets: { BC_UK_CLIENT_SECRET: application.clientSecret },
    },
  ],
  create: ({ company, seed, settings = {} }) => new Environment(company, seed, settings),
  config: (url) => ({
    url,
    loginUrl: url,
    ...application,
    environment,
    companyId: LEGAL_ENTITIES.find(({ system }) => system === 'businessCentral')!.key,
    localCurrency,
    country: 'GB',
    accountTypes: {
      Cash: 'BANK',
      'Accounts Receivable': 'ACCOUNTS_RECEIVABLE',
      Inventory: 'INVENTORY',
      Equipment: 'FIXED_ASSET',
      'Accounts Payable': 'ACCOUNTS_PAYABLE',
    },
  }),
}

export default simulator

/** A route of the service: what stands before `companies(…)`, and the services behind it. */
interface Route {
  readonly name: 'api/v2.0' | 'api/microsoft/analytics/v1.0'
  /** Address of the route, with a slash at the end. */
  readonly root: string
  readonly rest: string
}

interface Operation {
  readonly path: string
  readonly rawQuery: string
  readonly prefer: string
}

class Environment implements Vendor {
  readonly name = 'business-central'
  readonly failures = failures
  /** Per user. Five are worked on at a time, the others wait in a queue; together they are no more than the connections. */
  readonly limits: readonly DeclaredLimit[] = [
    { kind: 'window', name: 'speed', max: 6_000, windowMillis: window, per: 'principal' },
    { kind: 'concurrency', name: 'connections', max: 100, per: 'principal' },
  ]
  readonly workers = 5
  readonly #companyId: string
  readonly #directory: ServiceV4
  readonly #services: Readonly<Record<Route['name'], ServiceV4>>
  readonly #entra: Entra

  constructor(company: Company, seed: number, { pageRows = 20_000 }: BusinessCentralSettings) {
    const { directory, api, analytics } = servicesOf(company)
    const flavor: FlavorV4 = {
      grammar,
      ownOptions: ['aid'],
      mostRows: pageRows,
      links: 'skiptoken',
      heedsTopWithPages: true,
      annotate,
      skiptokenLifeMillis: Number.POSITIVE_INFINITY,
      seed,
    }
    this.#companyId = legalEntityOf(company).key
    this.#directory = createServiceV4(directory, flavor)
    this.#services = {
      'api/v2.0': createServiceV4(api, { ...flavor, seed: seed + 1 }),
      'api/microsoft/analytics/v1.0': createServiceV4(analytics, { ...flavor, seed: seed + 2 }),
    }
    this.#entra = entra({ ...application, seed: seed + 3 })
  }

  principal(request: SimRequest): string | undefined {
    return this.#entra.principalOf(request)
  }

  kind(request: SimRequest): 'auth' | 'data' {
    return this.#entra.isTokenCall(request) ? 'auth' : 'data'
  }

  native({ path, rawQuery, body }: SimRequest): string {
    if (!path.endsWith('/$batch')) return decoded(rawQuery)
    const operations = readJsonBatch(body.toString('utf8')) ?? []
    return operations.map(({ url }) => decoded(url)).join('\n')
  }

  handle(request: SimRequest, context: SimContext): SimResponse {
    if (this.#entra.isTokenCall(request)) return this.#entra.token(request, context)
    if (!this.#entra.verify(request, context)) return unauthorized
    const { rawPath, rawQuery, method, headers } = request
    const route = routeOf(rawPath, context.url)
    if (!route) return noResource(rawPath.split('/')[1] ?? '')
    if (route.rest === '$batch') return method === 'POST' ? this.#batch(request, route, context) : notAllowed
    if (method !== 'GET') return notAllowed
    return this.#read({ path: route.rest, rawQuery, prefer: headers.prefer ?? '' }, route, context)
  }

  #read({ path, rawQuery, prefer }: Operation, route: Route, { clock }: SimContext): SimResponse {
    const asked = { root: route.root, prefer: prefer.toLowerCase(), now: clock.now() }
    return readOr(refusal, () => {
      const found = this.#place(decodeURIComponent(path), route)
      if ('status' in found) return found
      if (isWithoutParent(found.path, rawQuery)) return noParent
      return answered(found.service.read(found.path, rawQuery, { ...asked, root: route.root + found.prefix }))
    })
  }

  /** Sets are below a company; only the companies themselves are not. */
  #place(path: string, { name }: Route) {
    const [, prefix = '', id = '', rest = ''] = /^(companies\(([^)]*)\)\/)(.*)$/s.exec(path) ?? []
    if (prefix === '') return { service: this.#directory, path, prefix: '' }
    if (id.toLowerCase() !== this.#companyId) return noCompany
    return { service: this.#services[name], path: rest, prefix }
  }

  /** One after the other; without a wish to go on, the first that fails is the last. */
  #batch(request: SimRequest, route: Route, context: SimContext): SimResponse {
    const operations = readJsonBatch(request.text())
    if (!operations || operations.length > mostOperations) return badBatch
    const goesOn = (request.headers.prefer ?? '').includes('odata.continue-on-error')
    const responses = []
    for (const { id, method, url, headers } of operations) {
      const [path = '', rawQuery = ''] = url.split(/\?(.*)/s)
      const answer =
        method === 'GET' ? this.#read({ path, rawQuery, prefer: headers.prefer ?? '' }, route, context) : notAllowed
      responses.push({ id, status: answer.status, headers: partHeaders, body: answer.body as object })
      if (answer.status >= 400 && !goesOn) break
    }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: writeJsonBatch(responses) }
  }
}

const partHeaders = { 'content-type': 'application/json; odata.metadata=minimal', 'odata-version': '4.0' }

/** The tenant may be left out of the address: the token tells it. */
function routeOf(rawPath: string, url: string): Route | undefined {
  const [, start, name, rest] =
    /^(\/v2\.0\/(?:[^/]+\/)?Production\/)(api\/v2\.0|api\/microsoft\/analytics\/v1\.0)\/(.*)$/s.exec(rawPath) ?? []
  if (start === undefined || name === undefined || rest === undefined) return undefined
  return { name: name as Route['name'], root: `${url}${start}${name}/`, rest }
}

function answered(body: object | string): SimResponse {
  if (typeof body === 'string') return { status: 200, headers: { 'content-type': 'text/plain' }, body }
  const { '@odata.nextLink': link } = body as { '@odata.nextLink'?: string }
  const next = link && { '@odata.nextLink': link.replace(/(aid=FIN&)?\$skiptoken=/, 'aid=FIN&$skiptoken=') }
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; odata.metadata=minimal; odata.streaming=true',
      'odata-version': '4.0',
    },
    body: { ...body, ...next },
  }
}

const isLines = /^(sales|purchase)\w+Lines(\/\$count)?$/

function isWithoutParent(path: string, rawQuery: string): boolean {
  if (!isLines.test(path)) return false
  const filter = optionsOf(rawQuery).get('$filter')
  return filter === undefined || !namesOneDocument(parseFilter(filter, grammar))
}

/** The version of a row, in the form that the vendor's are in. */
const annotate = (row: Row) => ({
  '@odata.etag': `W/"${Buffer.from(`${row.id ?? ''};${row.lastModifiedDateTime ?? ''}`).toString('base64')}"`,
})
