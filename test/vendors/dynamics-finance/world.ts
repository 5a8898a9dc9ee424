import Big from 'big.js'
import { createStore } from '../../../gateway/cache/index.ts'
import {
  bindSource,
  canonical,
  type EntityName,
  encodeKey,
  type Filter,
  type SourceKey,
} from '../../../gateway/connector/index.ts'
import { createGuard } from '../../../gateway/guard/index.ts'
import { createReader, createScope, type Served, type SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { createTransport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/dynamics-finance/connector.ts'
import module, { type FinanceSettings } from '../../../subgraphs/dynamics-finance/simulator.ts'
import { type Arrival, type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { company } from './environment.ts'

/** The connector in front of a simulated environment. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator
  readonly reader: SourceReader
  readonly served: readonly string[]
  list(entity: EntityName, fields: readonly string[], filter?: Filter, first?: number): Promise<readonly Served[]>
  /** Record values by key. */
  // biome-ignore lint/suspicious/noExplicitAny: records of every shape
  values(entity: EntityName, fields: readonly string[], filter?: Filter): Promise<Map<string, any>>
  children(
    parent: EntityName,
    relation: string,
    keys: readonly SourceKey[],
    fields: readonly string[],
  ): Promise<ReadonlyMap<SourceKey, readonly Served[]>>
  /** Data calls that some work causes, as the simulator saw them. */
  callsFor(work: () => Promise<unknown>): Promise<readonly Arrival[]>
}

export const scope = () =>
  createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })

export async function openWorld(
  settings: FinanceSettings = {},
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<World> {
  const clock = { now: () => systemRuntime.now() }
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock })
  const defaults = Object.entries(connector.settings).map(([name, setting]) => [
    name,
    'default' in setting ? setting.default : undefined,
  ])
  const configured = { ...Object.fromEntries(defaults), ...module.config(simulator.url), ...overrides }
  const source = bindSource(
    { name: 'fno-nl', connector: connector as never, settings: configured, maxScanRows: 100_000 },
    Object.keys(canonical) as EntityName[],
  )
  const transport = createTransport(source, createGuard(source.name, source.limits, systemRuntime), systemRuntime)
  const store = createStore(50_000_000, systemRuntime)
  const reader = createReader({ source, transport, store, runtime: systemRuntime })
  const list: World['list'] = async (entity, fields, filter, first = 100_000) =>
    (await reader.list({ entity, fields: [...fields], filter, order: [], first }, scope())).rows
  return {
    simulator,
    reader,
    served: Object.keys(source.entities),
    list,
    values: async (entity, fields, filter) =>
      new Map((await list(entity, fields, filter)).map(({ record }) => [record.key as string, record.values])),
    children: (parent, relation, keys, fields) =>
      reader.children({ parent, relation, keys: [...keys], fields: [...fields], order: [] }, scope()),
    async callsFor(work) {
      const before = simulator.arrivals.length
      await work()
      return simulator.arrivals.slice(before).filter(({ kind }) => kind === 'data')
    },
    async [Symbol.asyncDispose]() {
      await transport.close()
      await simulator.close()
    },
  }
}

export const area = 'nl01'
export const keyOf = (...parts: readonly string[]): SourceKey => encodeKey([area, ...parts])
export const own = <T extends { readonly system: string }>(records: readonly T[]) =>
  records.filter(({ system }) => system === 'financeOperations')
export const equal = (a: string | null | undefined, b: string) => a != null && new Big(a).eq(b)
export const money = (...paths: readonly string[]) => paths.flatMap((path) => [`${path}.amount`, `${path}.currency`])
export const customers = company.customers.filter(({ keys }) => keys.financeOperations)
export const account = (id: number | null) => company.customers[id!]!.keys.financeOperations!
export const invoices = own(company.invoices).filter(({ status }) => status === 'posted')
export const invoiceKey = ({ number, issuedOn, ledgerKey }: (typeof invoices)[number]) =>
  keyOf(number, issuedOn, ledgerKey!)
