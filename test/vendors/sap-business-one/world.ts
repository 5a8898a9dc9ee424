import type { EntityName } from '../../../gateway/connector/index.ts'
import type { ListQuery, ReadScope, Served, SourceReader } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/sap-business-one/connector.ts'
import module, { type ServiceLayerSettings } from '../../../subgraphs/sap-business-one/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import type { Simulator } from '../../../subgraphs/simulator/kit.ts'
import { type ManualRuntime, manualRuntime } from '../../read/manual-runtime.ts'
import { openFront, scope, shown, valuesOf } from '../front.ts'

export const company = generateCompany({ scale: 0.03 })
export const MINUTE = 60_000
export const root = '/b1s/v2'

/** The connector in front of a simulated Service Layer, over real sockets, on one clock that stands still until it is moved. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator
  readonly runtime: ManualRuntime
  readonly reader: SourceReader
  scope(): ReadScope
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
  const front = await openFront(connector, module, {
    ...{ company, simulated: settings, settings: overrides, runtime },
    // A pause before a retry would wait for a clock that stands still.
    source: { retries: 0 },
  })
  return {
    ...front,
    runtime,
    scope: () => scope(runtime),
    values: async (entity, fields, filter) => valuesOf(await front.list({ entity, fields, filter })),
    callsFor: async (work) => (await front.callsFor(work)).map(shown),
    [Symbol.asyncDispose]: front.close,
  }
}

export const own = <T extends { readonly system: string }>(rows: readonly T[]): T[] =>
  rows.filter(({ system }) => system === 'businessOne')
