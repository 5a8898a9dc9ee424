import { createStore } from '../../gateway/cache/index.ts'
import {
  bindSource,
  type Connector,
  canonical,
  type EntityName,
  type Source,
  type SourceConfig,
} from '../../gateway/connector/index.ts'
import { createGuard } from '../../gateway/guard/index.ts'
import {
  createReader,
  createScope,
  type ListQuery,
  type ReadScope,
  type Served,
  type SourceReader,
} from '../../gateway/read/index.ts'
import { type Runtime, systemRuntime } from '../../gateway/runtime.ts'
import { createTransport, type Transport } from '../../gateway/transport/index.ts'
import type { Company } from '../../subgraphs/simulator/company/types.ts'
import { type Arrival, type Simulator, type SimulatorOptions, startSimulator } from '../../subgraphs/simulator/kit.ts'
import type { SimulatorModule } from '../../subgraphs/simulator/module.ts'
import { withDefaults } from '../conformance/vendor-folder.ts'

export interface FrontOptions<Settings> {
  readonly company: Company
  /** How the simulator is set up. */
  readonly simulated?: Settings
  /** Settings of the source besides those that reach the simulator. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly source?: Partial<Omit<SourceConfig, 'connector' | 'settings'>>
  readonly options?: SimulatorOptions
  readonly runtime?: Runtime
  /** The simulator's, where it is another one. */
  readonly clock?: SimulatorOptions['clock']
}

/** A connector in front of its vendor's simulator, over real sockets. */
export interface Front {
  readonly simulator: Simulator
  readonly source: Source
  readonly transport: Transport
  readonly reader: SourceReader
  /** All that match, in no order, unless something else is said. */
  list(query: Partial<ListQuery> & Pick<ListQuery, 'entity'>): Promise<readonly Served[]>
  /** The data calls that some work causes, as the simulator saw them. */
  callsFor(work: () => Promise<unknown>): Promise<readonly Arrival[]>
  close(): Promise<void>
}

export async function openFront<Settings>(
  connector: object,
  module: SimulatorModule<Settings>,
  { company, simulated, settings = {}, source: config = {}, options, ...given }: FrontOptions<Settings>,
): Promise<Front> {
  const { runtime = systemRuntime, clock = { now: () => runtime.now() } } = given
  const vendor = module.create({ company, clock, seed: 1, ...(simulated && { settings: simulated }) })
  const simulator = await startSimulator(vendor, { clock, ...options })
  const source = bindSource(
    {
      ...{ name: module.sources[0]!.name, maxScanRows: 100_000, ...config },
      connector: connector as Connector,
      settings: { ...withDefaults(connector as Connector, module.config(simulator.url)), ...settings },
    },
    Object.keys(canonical) as EntityName[],
  )
  const guard = createGuard(source.name, source.limits, runtime, { breaker: source.breaker })
  const transport = createTransport(source, guard, runtime)
  const reader = createReader({ source, transport, store: createStore(50_000_000, runtime), runtime })
  return {
    ...{ simulator, source, transport, reader },
    list: async (query) =>
      (await reader.list({ fields: ['id'], order: [], first: 100_000, ...query }, scope(runtime))).rows,
    async callsFor(work) {
      const before = simulator.arrivals.length
      await work()
      return simulator.arrivals.slice(before).filter(({ kind }) => kind === 'data')
    },
    async close() {
      await transport.close()
      await simulator.close()
    },
  }
}

/** Nothing is believed of what is held. */
export const scope = (runtime: Runtime = systemRuntime): ReadScope =>
  createScope({ lane: 'interactive', deadline: runtime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })

/** Values of records by their keys. */
// biome-ignore lint/suspicious/noExplicitAny: values have the shape of the fields that were asked for
export const valuesOf = (rows: readonly Served[]): Map<string, any> =>
  new Map(rows.map(({ record }) => [record.key as string, record.values]))

/** How a call is told: the last word of its path, and the question. */
export const shown = ({ path, native }: Arrival): string => `${path.split('/').at(-1)} ${native}`
