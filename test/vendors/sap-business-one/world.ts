import { createStore } from '../../../gateway/cache/index.ts'
import { bindSource, canonical, type EntityName } from '../../../gateway/connector/index.ts'
import { createGuard } from '../../../gateway/guard/index.ts'
import { createReader, createScope, type Served, type SourceReader } from '../../../gateway/read/index.ts'
import { createTransport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/sap-business-one/connector.ts'
import module, { type ServiceLayerSettings } from '../../../subgraphs/sap-business-one/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type ManualRuntime, manualRuntime } from '../../read/manual-runtime.ts'

export const company = generateCompany({ scale: 0.03 })
export const MINUTE = 60_000
export const root = '/b1s/v2'

type ListQuery = Parameters<SourceReader['list']>[0]

/** The connector in front of a simulated Service Layer, over real sockets, on one clock that stands still until it is moved. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator
  readonly runtime: ManualRuntime
  readonly reader: SourceReader
  scope(): ReturnType<typeof createScope>
  list(query: Partial<ListQuery> & { readonly entity: EntityName }): Promise<readonly Served[]>
  // biome-ignore lint/suspicious/noExplicitAny: records of every shape
  values(entity: EntityName, fields: string[], filter?: ListQuery['filter']): Promise<Map<string, any>>
  /** The data calls that some work causes: the last word of the path, and the question. */
  callsFor(work: () => Promise<unknown>): Promise<string[]>
}

export async function openWorld(
  settings: ServiceLayerSettings = {},
  overrides: Record<string, unknown> = {},
): Promise<World> {
  const runtime = manualRuntime()
  const clock = { now: () => runtime.now() }
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock })
  const source = bindSource(
    {
      name: 'b1-ch',
      connector: connector as never,
      settings: { ...defaults(), ...module.config(simulator.url), ...overrides },
      maxScanRows: 100_000,
      // A pause before a retry would wait for a clock that stands still.
      retries: 0,
    },
    Object.keys(canonical) as EntityName[],
  )
  const transport = createTransport(source, createGuard(source.name, source.limits, runtime), runtime)
  const reader = createReader({ source, transport, store: createStore(50_000_000, runtime), runtime })
  const scope = () =>
    createScope({ lane: 'interactive', deadline: runtime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })
  const list: World['list'] = async (query) =>
    (await reader.list({ fields: ['id'], order: [], first: 100_000, ...query }, scope())).rows
  return {
    simulator,
    runtime,
    reader,
    scope,
    list,
    values: async (entity, fields, filter) => {
      const rows = await list({ entity, fields, ...(filter && { filter }) })
      return new Map(rows.map(({ record }) => [record.key as string, record.values]))
    },
    async callsFor(work) {
      const before = simulator.arrivals.length
      await work()
      const data = simulator.arrivals.slice(before).filter(({ kind }) => kind === 'data')
      return data.map(({ path, native }) => `${path.split('/').at(-1)} ${native}`)
    },
    async [Symbol.asyncDispose]() {
      await transport.close()
      await simulator.close()
    },
  }
}

function defaults(): Record<string, unknown> {
  const entries = Object.entries(connector.settings)
  return Object.fromEntries(
    entries.map(([name, setting]) => [name, 'default' in setting ? setting.default : undefined]),
  )
}

export const own = <T extends { readonly system: string }>(rows: readonly T[]): T[] =>
  rows.filter(({ system }) => system === 'businessOne')
