import type { EntityName, Filter } from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/dataverse/connector.ts'
import module, { type DataverseSettings } from '../../../subgraphs/dataverse/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { type Answered, answered } from '../answered.ts'
import { openFront } from '../front.ts'

export { scope } from '../front.ts'

export const company = generateCompany({ scale: 0.03 })
export const root = '/api/data/v9.2'
export const MINUTE = 60_000

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
      const type = { 'content-type': 'multipart/mixed; boundary="b1"' }
      return call(`${root}/$batch`, { method: 'POST', body, headers: { ...(await authorized()), ...type, ...headers } })
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
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
  const front = await openFront(connector, module, {
    ...{ company, simulated: settings, settings: overrides, options },
    source: { externalKeys: { Customer: { 'fno-nl': 'new_fnocustomer' } } },
  })
  return {
    ...front,
    list: (entity, fields, filter) => front.list({ entity, fields, filter }),
    callsFor: async (work) =>
      (await front.callsFor(work)).map(
        ({ method, path, native }) => `${method} ${path.slice(root.length + 1)} ${native}`,
      ),
    [Symbol.asyncDispose]: front.close,
  }
}
