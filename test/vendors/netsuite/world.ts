import Big from 'big.js'
import type { EntityName } from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import type { Transport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/netsuite/connector.ts'
import simulatorModule, { type SimulatorSettings } from '../../../subgraphs/netsuite/simulator.ts'
import type { Simulator } from '../../../subgraphs/simulator/kit.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'
import { openFront, valuesOf } from '../front.ts'
import { company } from './account.ts'

export { scope } from '../front.ts'

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

export async function openWorld(
  settings: SimulatorSettings = {},
  overrides: Record<string, unknown> = {},
): Promise<World> {
  const now = () => Date.parse('2026-11-20T15:00:00Z') + (systemRuntime.now() % 1_000)
  const front = await openFront(connector, simulatorModule, {
    ...{ company, simulated: settings, settings: overrides },
    runtime: { ...systemRuntime, now },
  })
  const { simulator, list, close } = front
  return {
    ...front,
    values: async (entity, fields, filter) => valuesOf(await list({ entity, fields, filter })),
    statements: () => simulator.arrivals.filter(({ kind }) => kind === 'data').map(({ native }) => native ?? ''),
    [Symbol.asyncDispose]: close,
  }
}

/** The settings that reach a simulator, with the connector's defaults for the rest. */
export const settingsAt = (url: string): Record<string, unknown> =>
  withDefaults(connector as never, simulatorModule.config(url))

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
