import Big from 'big.js'
import { type EntityName, encodeKey, type Filter, type SourceKey } from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/dynamics-finance/connector.ts'
import module, { type FinanceSettings } from '../../../subgraphs/dynamics-finance/simulator.ts'
import type { Arrival, Simulator } from '../../../subgraphs/simulator/kit.ts'
import { openFront, scope, valuesOf } from '../front.ts'
import { company } from './environment.ts'

export { scope } from '../front.ts'

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

export async function openWorld(
  settings: FinanceSettings = {},
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<World> {
  const front = await openFront(connector, module, { company, simulated: settings, settings: overrides })
  const { reader, source } = front
  const list: World['list'] = (entity, fields, filter, first = 100_000) => front.list({ entity, fields, filter, first })
  return {
    ...front,
    served: Object.keys(source.entities),
    list,
    values: async (entity, fields, filter) => valuesOf(await list(entity, fields, filter)),
    children: (parent, relation, keys, fields) =>
      reader.children({ parent, relation, keys: [...keys], fields: [...fields], order: [] }, scope()),
    [Symbol.asyncDispose]: front.close,
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
