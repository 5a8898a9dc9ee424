import { engine } from '../dialects/suiteql/simulate.ts'
import { CURRENCIES, LEGAL_ENTITIES, UNITS } from '../simulator/company/master.ts'
import type { SimContext, SimRequest, SimResponse, Vendor } from '../simulator/kit.ts'
import type { SimulatorModule, SimulatorSetup } from '../simulator/module.ts'
import { databaseOf, TIME_ZONE } from './data/database.ts'
import { auth, CERTIFICATE_ID, type Certificates, CLIENT_ID, demoKeys, TOKEN_PATH } from './simulator-auth.ts'
import { error, failures, notLoggedIn, SUITEQL_PATH, suiteql } from './simulator-rest.ts'

export interface SimulatorSettings {
  /** Public keys in PEM, by certificate id, that may log in beside the demo's own. */
  readonly certificates?: Certificates
  /** Calls at one time, of everybody together; default 5, the standard tier's. */
  readonly concurrency?: number
  /** How long a token lives; default an hour. */
  readonly tokenMillis?: number
}

const HOUR = 60 * 60_000
const keys = demoKeys()

/** The American and the Japanese company of the demo, as one NetSuite OneWorld account that speaks SuiteQL over REST. */
const simulator: SimulatorModule<SimulatorSettings> = {
  kind: 'netsuite',
  sources: [{ name: 'netsuite-us', title: 'NetSuite Americas', secrets: { NETSUITE_PRIVATE_KEY: keys.privateKey } }],
  create,
  config: (url) => ({
    account: '1234567_SB1',
    url,
    clientId: CLIENT_ID,
    certificateId: CERTIFICATE_ID,
    privateKey: keys.privateKey,
    algorithm: 'ES256',
    timeZone: TIME_ZONE,
    baseCurrency: 'USD',
    currencies: Object.fromEntries(
      CURRENCIES.flatMap(({ keys, code }) => (keys.netsuite ? [[keys.netsuite, code]] : [])),
    ),
    subsidiaries: Object.fromEntries(ours(LEGAL_ENTITIES).map(({ key, currency }) => [key, currency])),
    units: Object.fromEntries(UNITS.filter(({ unece }) => unece).map(({ codes, unece }) => [codes.netsuite, unece])),
    creditIncludesOrders: true,
    taxNumberField: 'custentity_vat',
    priceLevel: 1,
    concurrency: 5,
  }),
}

export default simulator

const ours = <T extends { readonly system: string }>(records: readonly T[]): T[] =>
  records.filter(({ system }) => system === 'netsuite')

function create({ company, clock, seed, settings = {} }: SimulatorSetup<SimulatorSettings>): Vendor {
  const { certificates = {}, concurrency = 5, tokenMillis = HOUR } = settings
  const known = auth({ [CERTIFICATE_ID]: keys.publicKey, ...certificates }, tokenMillis, seed)
  const run = engine(databaseOf(company, clock))
  const data = (request: SimRequest, context: SimContext): SimResponse => {
    if (!known.isValid(request, context)) return notLoggedIn()
    if (request.path !== SUITEQL_PATH) return notFound(request)
    if (request.method !== 'POST') return error(405, 'INVALID_METHOD', 'The method is not allowed for this resource.')
    return suiteql(request, context, run)
  }
  return {
    name: 'netsuite-us',
    failures,
    limits: [{ kind: 'concurrency', name: 'concurrency', max: concurrency }],
    handle: (request, context) =>
      request.path === TOKEN_PATH ? known.token(request, context) : data(request, context),
    principal: known.principal,
    kind: ({ path }) => (path === TOKEN_PATH ? 'auth' : 'data'),
    native: nativeOf,
  }
}

const notFound = ({ path }: SimRequest): SimResponse =>
  error(404, 'NONEXISTENT_ID', 'The record instance does not exist. Provide a valid record instance ID.', {
    'o:errorUrlPath': path,
  })

/** The statement of a query; of a login nothing, as it carries a signature. */
function nativeOf(request: SimRequest): string | undefined {
  if (request.path === TOKEN_PATH) return ''
  if (request.path !== SUITEQL_PATH) return undefined
  try {
    const { q } = request.json() as { q?: unknown }
    return typeof q === 'string' ? `${q} [${request.rawQuery}]` : undefined
  } catch {
    return undefined
  }
}
