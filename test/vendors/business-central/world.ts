import Big from 'big.js'
import { expect } from 'vitest'
import { type EntityName, encodeGlobalId, type Filter } from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/business-central/connector.ts'
import module, { type BusinessCentralSettings } from '../../../subgraphs/business-central/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { type Answered, answered } from '../answered.ts'
import { openFront, shown, valuesOf } from '../front.ts'

export { scope } from '../front.ts'

export const company = generateCompany({ scale: 0.03 })
export const system = 'businessCentral'
export const own = <T extends { readonly system: string }>(records: readonly T[]) =>
  records.filter((record) => record.system === system)
export const known = <T extends { readonly keys: { readonly businessCentral?: string } }>(records: readonly T[]) =>
  records.filter(({ keys }) => keys.businessCentral !== undefined)
export const customers = known(company.customers)
/** What is not done, closed or cancelled: that is deleted. */
export const orders = own(company.salesOrders).filter(({ status }) =>
  ['draft', 'pending-approval', 'open'].includes(status),
)

export const companyId = company.legalEntities.find(({ system }) => system === 'businessCentral')!.key
const config = module.config('http://localhost') as Record<string, string>
export const tenant = config.tenantId!
export const route = `/v2.0/${tenant}/Production/api/v2.0`
export const root = `${route}/companies(${companyId})`
export const analytics = `/v2.0/${tenant}/Production/api/microsoft/analytics/v1.0/companies(${companyId})`

export interface World {
  readonly simulator: Simulator
  readonly reader: SourceReader
  list(entity: EntityName, fields: readonly string[], filter?: Filter): Promise<readonly Served[]>
  /** The questions that some work asks, as the simulator saw them, decoded. */
  callsFor(work: () => Promise<unknown>): Promise<string[]>
  close(): Promise<void>
}

/** The connector in front of its simulator. */
export async function openWorld(
  overrides: Record<string, unknown> = {},
  settings: BusinessCentralSettings = {},
): Promise<World> {
  const front = await openFront(connector, module, {
    ...{ company, simulated: settings, settings: overrides },
    source: { retries: 0 },
  })
  return {
    ...front,
    list: (entity, fields, filter) => front.list({ entity, fields, filter }),
    callsFor: async (work) => (await front.callsFor(work)).map(shown),
  }
}

/** The records of an entity by their keys. */
export const all = async (world: World, entity: EntityName, fields: readonly string[]) =>
  valuesOf(await world.list(entity, fields))

export const money = (path: string) => [`${path}.amount`, `${path}.currency`]
/** Amounts are equal when their values are. */
export const sameAmount = (given: string, wanted: string) =>
  expect(new Big(given).toFixed(4)).toBe(new Big(wanted).toFixed(4))

export const idOf = (type: string, key: string) => encodeGlobalId({ type, source: 'bc-uk' as never, key: key as never })

/** The simulated environment in a test's hands, spoken to in plain HTTP. */
export interface Environment {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  token(form?: Record<string, string>): Promise<Answered>
  call(path: string, init?: RequestInit): Promise<Answered>
  /** GET below the company, with a good token. Options are not encoded yet. */
  get(path: string, options?: Record<string, string>, headers?: Record<string, string>): Promise<Answered>
  batch(requests: readonly object[], headers?: Record<string, string>): Promise<Answered>
}

export async function openEnvironment(
  settings: BusinessCentralSettings = {},
  options: SimulatorOptions = {},
): Promise<Environment> {
  const clock = virtualClock()
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock, ...options })
  let bearer: string | undefined
  const environment: Environment = {
    simulator,
    clock,
    token: (form = {}) =>
      environment.call(`/${tenant}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: config.clientId!,
          client_secret: config.clientSecret!,
          scope: `${simulator.url}/.default`,
          ...form,
        }),
      }),
    call: async (path, init = {}) => answered(await fetch(simulator.url + path, { redirect: 'manual', ...init })),
    async get(path, options = {}, headers = {}) {
      bearer ??= (await environment.token()).body.access_token
      const query = Object.entries(options).map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
      const to = path.startsWith('/') ? path : `${root}/${path}`
      return environment.call(query.length > 0 ? `${to}?${query.join('&')}` : to, {
        headers: { authorization: `Bearer ${bearer}`, ...headers },
      })
    },
    async batch(requests, headers = {}) {
      bearer ??= (await environment.token()).body.access_token
      return environment.call(`${route}/$batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ requests }),
      })
    },
  }
  return environment
}
