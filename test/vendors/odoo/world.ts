import { createStore } from '../../../gateway/cache/index.ts'
import type { EntityName, Source } from '../../../gateway/connector/index.ts'
import { createReader, type Served, type SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import connector from '../../../subgraphs/odoo/connector.ts'
import odoo, { jsonRpcLogin, type SimulatorSettings } from '../../../subgraphs/odoo/simulator.ts'
import type { Simulator } from '../../../subgraphs/simulator/kit.ts'
import { openFront, scope } from '../front.ts'
import { company } from './server.ts'

export { scope, valuesOf } from '../front.ts'

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
  const front = await openFront(connector, odoo, {
    ...{ company, simulated: server, settings },
    // One server fails in every way there is, one after the other.
    source: { breaker: { failures: 0, probeMillis: 1 } },
  })
  const { simulator, source, transport, reader } = front
  const readerOf = (bound: Source) =>
    createReader({ source: bound, transport, store: createStore(50_000_000, systemRuntime), runtime: systemRuntime })
  return {
    ...front,
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
  }
}

/** A release that is asked in the old protocol. */
export const release = (version: number, more: Readonly<Record<string, unknown>> = {}): WorldOptions => ({
  server: { version },
  settings: { version: String(version), protocol: 'jsonrpc', ...jsonRpcLogin, ...more },
})
