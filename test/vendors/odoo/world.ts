import { createStore } from '../../../gateway/cache/index.ts'
import { bindSource, canonical, type EntityName, type Source } from '../../../gateway/connector/index.ts'
import { createGuard } from '../../../gateway/guard/index.ts'
import { createReader, createScope, type Served, type SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { createTransport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/odoo/connector.ts'
import odoo, { jsonRpcLogin, type SimulatorSettings } from '../../../subgraphs/odoo/simulator.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { company } from './server.ts'

/** The connector in front of its server, over real sockets. */
export interface World {
  readonly simulator: Simulator
  readonly source: Source
  readonly reader: SourceReader
  list(
    entity: EntityName,
    fields: readonly string[],
    options?: Partial<Parameters<SourceReader['list']>[0]>,
    caps?: Partial<Source['caps']>,
  ): Promise<readonly Served[]>
  /** How many calls some work costs. */
  calls(work: () => Promise<unknown>): Promise<number>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly server?: SimulatorSettings
  readonly settings?: Readonly<Record<string, unknown>>
}

export async function openWorld({ server = {}, settings = {} }: WorldOptions = {}): Promise<World> {
  const clock = { now: () => systemRuntime.now() }
  const simulator = await startSimulator(odoo.create({ company, clock, seed: 1, settings: server }), { clock })
  const defaults = Object.entries(connector.settings).map(([name, setting]) => [
    name,
    'default' in setting ? setting.default : undefined,
  ])
  const configured = { ...Object.fromEntries(defaults), ...odoo.config(simulator.url), ...settings }
  const names = Object.keys(canonical) as EntityName[]
  const source = bindSource(
    { name: 'odoo-at', connector: connector as never, settings: configured, maxScanRows: 100_000 },
    names,
  )
  // One server fails in every way there is, one after the other.
  const guard = createGuard(source.name, source.limits, systemRuntime, { breaker: { failures: 0, probeMillis: 1 } })
  const transport = createTransport(source, guard, systemRuntime)
  const readerOf = (bound: Source) =>
    createReader({ source: bound, transport, store: createStore(50_000_000, systemRuntime), runtime: systemRuntime })
  const reader = readerOf(source)
  return {
    simulator,
    source,
    reader,
    async list(entity, fields, options, caps) {
      const from = caps ? readerOf({ ...source, caps: { ...source.caps, ...caps } }) : reader
      const { rows } = await from.list({ entity, fields, order: [], first: 100_000, ...options }, scope())
      return rows
    },
    async calls(work) {
      const before = simulator.calls
      await work()
      return simulator.calls - before
    },
    async close() {
      await transport.close()
      await simulator.close()
    },
  }
}

/** A release that is asked in the old protocol. */
export const release = (version: number, more: Readonly<Record<string, unknown>> = {}): WorldOptions => ({
  server: { version },
  settings: { version: String(version), protocol: 'jsonrpc', ...jsonRpcLogin, ...more },
})

export const scope = () =>
  createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
export const valuesOf = (rows: readonly Served[]): Map<string, any> =>
  new Map(rows.map(({ record }) => [record.key, record.values]))
