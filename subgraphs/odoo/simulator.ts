import { OdooError } from '../dialects/odoo-domain/simulate.ts'
import { Num, parseRequest } from '../dialects/odoo-domain/simulate-values.ts'
import type { SimContext, SimRequest, SimResponse, Vendor } from '../simulator/kit.ts'
import type { SimulatorModule, SimulatorSetup } from '../simulator/module.ts'
import { databaseOf } from './data/database.ts'
import { type Access, accessOf } from './simulator-access.ts'
import { failuresOf, json, notFound, page, refused, rpcError } from './simulator-errors.ts'
import { execute, type Orm, signatures } from './simulator-orm.ts'

export interface SimulatorSettings {
  /** 16, 17, 18 or 19, the default. Only 19 speaks JSON-2 beside JSON-RPC. */
  readonly version?: number
  /** Requests served at once; the others wait. Default 5. */
  readonly workers?: number
  /** How long the API key lives from the start; for ever by default. */
  readonly keyLifeMillis?: number
  /** Whether the user is in an accounting group and sees credit; default true. */
  readonly isAccountant?: boolean
}

const DATABASE = 'meridian-at'
const LOGIN = 'integration@meridian.example'
const API_KEY = '5f0c1d8a7be34926b1f49e60c2a83d7715e4ab90'

/** The Austrian subsidiary of the demo company, on an Odoo server of its own. */
const simulator: SimulatorModule<SimulatorSettings> = {
  kind: 'odoo',
  sources: [{ name: 'odoo-at', title: 'Odoo (Austria)', secrets: { ODOO_API_KEY: API_KEY } }],
  create,
  config: (url) => ({
    url,
    database: DATABASE,
    apiKey: API_KEY,
    version: '19',
    protocol: 'json2',
    companies: ['1'],
    timeZone: 'Europe/Vienna',
    concurrency: 4,
    units: { Units: 'C62', kg: 'KGM', L: 'LTR', m: 'MTR', Hours: 'HUR', Carton: 'XCT' },
    riskBands: { good: 'LOW', normal: 'MEDIUM', bad: 'HIGH' },
  }),
}

export default simulator

/** What JSON-RPC needs beside: for clients of the older releases. */
export const jsonRpcLogin = { login: LOGIN, userId: 2 }

interface Server {
  readonly orm: Orm
  readonly access: Access
}

function create({ company, clock, settings = {} }: SimulatorSetup<SimulatorSettings>): Vendor {
  const { version = 19, workers = 5, keyLifeMillis, isAccountant = true } = settings
  const keyEndsAt = keyLifeMillis === undefined ? undefined : clock.now() + keyLifeMillis
  const user = { id: jsonRpcLogin.userId, login: LOGIN, apiKey: API_KEY, keyEndsAt }
  const orm = { version, userId: user.id, isAccountant, model: databaseOf(company, version) }
  const server = { orm, access: accessOf(user) }
  return {
    name: 'odoo-at',
    workers,
    failures: failuresOf(version),
    handle: (request, context) => handle(request, context, server),
    principal: ({ headers }) => (headers.authorization === `Bearer ${API_KEY}` ? LOGIN : undefined),
    kind: (request) => (request.path === '/jsonrpc' && rpcOf(request)?.service === 'common' ? 'auth' : 'data'),
    native: nativeOf,
  }
}

function handle(request: SimRequest, context: SimContext, server: Server): SimResponse {
  const { path, method } = request
  const { version } = server.orm
  const isNew = version >= 19
  if (isNew && (path === '/web/version' || path === '/json/version'))
    return json(200, JSON.stringify(versionInfo(version)))
  if (path === '/jsonrpc' && method === 'POST') return jsonRpc(request, context, server)
  if (!isNew || !path.startsWith('/json/2/')) return page(404, 'Not Found')
  const [, model, name] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path) ?? []
  if (method !== 'POST' || !model || !name) return refused(notFound('Did you mean POST /json/2/<model>/<method>?'))
  const database = request.headers['x-odoo-database'] ?? DATABASE
  // A route that needs a database does not exist without one.
  if (database !== DATABASE) return page(404, 'Not Found')
  try {
    server.access.bearer(request.headers.authorization, context)
    return json(200, json2(request, model, name, server.orm))
  } catch (error) {
    return refused(error)
  }
}

const versionInfo = (version: number) => ({ version_info: [version, 0, 0, 'final', 0, ''], version: `${version}.0` })

function json2(request: SimRequest, model: string, method: string, orm: Orm): string {
  const { ids, context = {}, ...args } = bodyOf(request) as { ids?: Num[]; context?: Record<string, unknown> }
  return execute(orm, { model, method, ids: ids?.map(({ text }) => Number(text)), args, context })
}

function bodyOf(request: SimRequest): object {
  try {
    return parseRequest(request.text()) as object
  } catch (error) {
    const message = `could not parse the body as json: ${(error as Error).message}`
    throw new OdooError('werkzeug.exceptions.BadRequest', message, [message, 400])
  }
}

interface Rpc {
  readonly id: unknown
  readonly service: unknown
  readonly method: unknown
  readonly args: readonly unknown[]
}

/** Parsed once for the log and for the answer. */
const parsedCalls = new WeakMap<SimRequest, Rpc | undefined>()

function rpcOf(request: SimRequest): Rpc | undefined {
  if (!parsedCalls.has(request)) parsedCalls.set(request, parseRpc(request))
  return parsedCalls.get(request)
}

function parseRpc(request: SimRequest): Rpc | undefined {
  try {
    const { id, params } = parseRequest(request.text()) as { id?: unknown; params: Omit<Rpc, 'id'> }
    const { service, method, args } = params
    return Array.isArray(args) ? { id, service, method, args } : undefined
  } catch {
    return undefined
  }
}

/** Every answer has status 200, errors too. */
function jsonRpc(request: SimRequest, context: SimContext, { orm, access }: Server): SimResponse {
  const call = rpcOf(request)
  if (!call) return json(400, '{"error":"Invalid JSON data"}')
  const id = call.id instanceof Num ? call.id.text : JSON.stringify(call.id ?? null)
  try {
    return json(200, `{"jsonrpc": "2.0", "id": ${id}, "result": ${served(call, context, orm, access)}}`)
  } catch (error) {
    return rpcError(id, error, orm.version)
  }
}

function served({ service, method, args }: Rpc, context: SimContext, orm: Orm, access: Access): string {
  if (service === 'common' && method === 'version')
    return JSON.stringify({ server_version: `${orm.version}.0`, protocol_version: 1 })
  if (service === 'common' && method === 'authenticate') {
    const [database, login, secret] = args
    return database === DATABASE ? JSON.stringify(access.authenticate(login, secret, context)) : 'false'
  }
  if (service !== 'object' || method !== 'execute_kw') throw notFound(`Method not found: ${String(method)}`)
  const [database, userId, secret, model, name, positional = [], named = {}] = args
  if (database !== DATABASE) throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied')
  access.check(userId instanceof Num ? Number(userId.text) : userId, secret, context)
  return execute(orm, executeKw(String(model), String(name), positional as unknown[], named as Record<string, unknown>))
}

function executeKw(
  model: string,
  method: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
) {
  const { context = {}, ...rest } = named
  const places = method === 'read' ? ['ids', ...signatures.read!] : (signatures[method] ?? [])
  const { ids, ...args } = {
    ...Object.fromEntries(positional.map((value, i) => [places[i] ?? `${i}`, value])),
    ...rest,
  } as Record<string, unknown>
  const keys = ids === undefined ? undefined : [ids].flat().map((id) => Number((id as Num).text))
  return { model, method, ids: keys, args, context: context as Record<string, unknown> }
}

/** Model, method and arguments; of a call of JSON-RPC all but who asks. */
function nativeOf(request: SimRequest): string {
  const call = request.path === '/jsonrpc' ? rpcOf(request) : undefined
  if (!call) return `${request.path.replace('/json/2/', '').replace('/', '.')} ${request.text()}`
  if (call.service !== 'object') return `${call.service}.${call.method}`
  const [, , , model, method, ...args] = call.args
  return `${model}.${method} ${JSON.stringify(args, (_key, value) => (value instanceof Num ? Number(value.text) : value))}`
}
