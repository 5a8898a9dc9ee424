import { createStore } from '../../../gateway/cache/index.ts'
import { bindSource, canonical, type EntityName, type Filter } from '../../../gateway/connector/index.ts'
import { createGuard } from '../../../gateway/guard/index.ts'
import { createReader, createScope, type Served, type SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { createTransport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/dataverse/connector.ts'
import module, { type DataverseSettings } from '../../../subgraphs/dataverse/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'

export const company = generateCompany({ scale: 0.03 })
export const root = '/api/data/v9.2'
export const MINUTE = 60_000

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
}

/** One Dataverse environment in a test's hands, spoken to in plain HTTP. */
export interface Environment extends AsyncDisposable {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  call(path: string, init?: RequestInit): Promise<Answered>
  token(changes?: Record<string, string>, tenant?: string): Promise<Answered>
  /** GET below the service, as the application user; options are not encoded yet. */
  get(path: string, options?: Record<string, string>, headers?: Record<string, string>): Promise<Answered>
  batch(body: string, headers?: Record<string, string>): Promise<Answered>
}

export const application = module.config('http://localhost') as Record<string, string>

export async function openEnvironment(
  settings: DataverseSettings = {},
  options: SimulatorOptions = {},
): Promise<Environment> {
  const clock = virtualClock()
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock, ...options })
  const call: Environment['call'] = async (path, init = {}) =>
    answered(await fetch(simulator.url + path, { redirect: 'manual', ...init }))
  const token: Environment['token'] = (changes = {}, tenant = application.tenantId!) =>
    call(`/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: application.clientId!,
        client_secret: application.clientSecret!,
        scope: `${simulator.url}/.default`,
        ...changes,
      }),
    })
  let login: Promise<Record<string, string>> | undefined
  const authorized = () => {
    login ??= token().then(({ body }) => ({ authorization: `Bearer ${body.access_token}` }))
    return login
  }
  return {
    simulator,
    clock,
    call,
    token,
    async get(path, queryOptions = {}, headers = {}) {
      const query = Object.entries(queryOptions).map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
      const question = query.length > 0 ? `?${query.join('&')}` : ''
      return call(`${root}/${path}${question}`, { headers: { ...(await authorized()), ...headers } })
    },
    async batch(body, headers = {}) {
      const type = { 'content-type': 'multipart/mixed; boundary="batch_1"' }
      return call(`${root}/$batch`, { method: 'POST', body, headers: { ...(await authorized()), ...type, ...headers } })
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

/** GETs as a multipart body, the boundary being `batch_1`. */
export function batchOf(...urls: readonly string[]): string {
  const part = (url: string) =>
    `--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${url} HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n`
  return `${urls.map(part).join('')}--batch_1--\r\n`
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** The connector in front of the simulator, over real sockets. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator
  readonly reader: SourceReader
  list(entity: EntityName, fields: readonly string[], filter?: Filter): Promise<readonly Served[]>
  /** What the data calls that some work causes ask, as the simulator saw it. */
  callsFor(work: () => Promise<unknown>): Promise<string[]>
}

export async function openWorld(
  overrides: Record<string, unknown> = {},
  options: SimulatorOptions = {},
  settings: DataverseSettings = {},
): Promise<World> {
  const clock = { now: () => systemRuntime.now() }
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock, ...options })
  const source = bindSource(
    {
      name: 'dynamics-nl',
      connector: connector as never,
      settings: { ...withDefaults(connector as never, module.config(simulator.url)), ...overrides },
      externalKeys: { Customer: { 'fno-nl': 'new_fnocustomer' } },
      maxScanRows: 100_000,
    },
    Object.keys(canonical) as EntityName[],
  )
  const transport = createTransport(source, createGuard(source.name, source.limits, systemRuntime), systemRuntime)
  const store = createStore(50_000_000, systemRuntime)
  const reader = createReader({ source, transport, store, runtime: systemRuntime })
  return {
    simulator,
    reader,
    list: async (entity, fields, filter) =>
      (await reader.list({ entity, fields: [...fields], filter, order: [], first: 100_000 }, scope())).rows,
    async callsFor(work) {
      const before = simulator.arrivals.length
      await work()
      const calls = simulator.arrivals.slice(before).filter(({ kind }) => kind === 'data')
      return calls.map(({ method, path, native }) => `${method} ${path.slice(root.length + 1)} ${native}`)
    },
    async [Symbol.asyncDispose]() {
      await transport.close()
      await simulator.close()
    },
  }
}

export const scope = () =>
  createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })
