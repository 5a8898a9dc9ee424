import Big from 'big.js'
import { createStore } from '../../../gateway/cache/index.ts'
import { bindSource, canonical, type EntityName } from '../../../gateway/connector/index.ts'
import { createGuard } from '../../../gateway/guard/index.ts'
import {
  createReader,
  createScope,
  type ReadScope,
  type Served,
  type SourceReader,
} from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { createTransport, type Transport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/netsuite/connector.ts'
import simulatorModule, { type SimulatorSettings } from '../../../subgraphs/netsuite/simulator.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { company } from './account.ts'

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
export type Values = any

/** The connector in front of its simulator, over real sockets. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator
  readonly reader: SourceReader
  readonly transport: Transport
  /** Everything that matches, by key. */
  values(
    entity: EntityName,
    fields: string[],
    filter?: Parameters<SourceReader['list']>[0]['filter'],
  ): Promise<Map<string, Values>>
  list(query: Partial<Parameters<SourceReader['list']>[0]> & { entity: EntityName }): Promise<readonly Served[]>
  /** The statements asked since the last reset. */
  statements(): string[]
}

export const scope = (): ReadScope =>
  createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 20_000, freshness: { maxAgeMillis: 0 } })

export async function openWorld(
  settings: SimulatorSettings = {},
  overrides: Record<string, unknown> = {},
): Promise<World> {
  const clock = { now: () => Date.parse('2026-11-20T15:00:00Z') + (systemRuntime.now() % 1_000) }
  const runtime = { ...systemRuntime, now: clock.now }
  const simulator = await startSimulator(simulatorModule.create({ company, clock, seed: 1, settings }), { clock })
  const configured = { ...settingsAt(simulator.url), ...overrides }
  const source = bindSource(
    { name: 'netsuite-us', connector: connector as never, settings: configured, maxScanRows: 100_000 },
    Object.keys(canonical) as EntityName[],
  )
  const transport = createTransport(source, createGuard(source.name, source.limits, runtime), runtime)
  const reader = createReader({ source, transport, store: createStore(50_000_000, runtime), runtime })
  const list: World['list'] = async (query) =>
    (await reader.list({ fields: ['id'], order: [], first: 100_000, ...query }, scope())).rows
  return {
    simulator,
    reader,
    transport,
    list,
    values: async (entity, fields, filter) =>
      new Map((await list({ entity, fields, filter })).map(({ record }) => [record.key as string, record.values])),
    statements: () => simulator.arrivals.filter(({ kind }) => kind === 'data').map(({ native }) => native ?? ''),
    async [Symbol.asyncDispose]() {
      await transport.close()
      await simulator.close()
    },
  }
}

/** The settings that reach a simulator, with the connector's defaults for the rest. */
export function settingsAt(url: string): Record<string, unknown> {
  const defaults = Object.entries(connector.settings).map(([name, setting]) => [
    name,
    'default' in setting ? setting.default : undefined,
  ])
  return { ...Object.fromEntries(defaults), ...simulatorModule.config(url) }
}

/** Equal by value: NetSuite drops zeros that say nothing. */
export const same = (expected: string) => ({
  asymmetricMatch: (actual: unknown) => typeof actual === 'string' && new Big(actual).eq(expected),
  toString: () => 'same',
  getExpectedType: () => 'string',
  toAsymmetricMatcher: () => `same<${expected}>`,
})

export const ours = <T extends { readonly system: string }>(records: readonly T[]): T[] =>
  records.filter(({ system }) => system === 'netsuite')

export const held = <T extends { readonly keys: { readonly netsuite?: string } }>(records: readonly T[]): T[] =>
  records.filter(({ keys }) => keys.netsuite !== undefined)
