import { readdirSync } from 'node:fs'
import { createStore } from '../../gateway/cache/index.ts'
import {
  bindSource,
  type Connector,
  canonical,
  type EntityMap,
  type EntityName,
  type FieldMap,
  isMapped,
  type Source,
} from '../../gateway/connector/index.ts'
import { createGuard } from '../../gateway/guard/index.ts'
import { createReader, createScope, type ReadScope, type SourceReader } from '../../gateway/read/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { createTransport } from '../../gateway/transport/index.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../subgraphs/simulator/kit.ts'
import type { SimulatorModule } from '../../subgraphs/simulator/module.ts'

/** One connector in front of its vendor's simulator, over real sockets. */
export interface World {
  readonly kind: string
  readonly simulator: Simulator
  readonly source: Source
  readonly reader: SourceReader
  /** The same source with nothing pushed down but paging: the reference for what a filter or an order means. */
  readonly blind: SourceReader
  scope(): ReadScope
  close(): Promise<void>
}

/** What a vendor's folder holds: its connector, and the simulator that examines it. */
export interface VendorFolder {
  readonly connector: Connector
  readonly module: SimulatorModule
}

export const subgraphs = new URL('../../subgraphs/', import.meta.url)

/** Every folder that holds a connector: a new vendor is judged by being there. */
export const vendors = readdirSync(subgraphs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, subgraphs)).includes('simulator.ts'))
  .map((entry) => entry.name)

export const company = generateCompany({ scale: 0.03 })

export async function loadVendor(folder: string, base: URL = subgraphs): Promise<VendorFolder> {
  const connector = (await import(new URL(`${folder}/connector.ts`, base).href)) as { default: Connector }
  const module = (await import(new URL(`${folder}/simulator.ts`, base).href)) as { default: SimulatorModule }
  return { connector: connector.default, module: module.default }
}

export async function openWorld({ connector, module }: VendorFolder): Promise<World> {
  const clock = { now: () => systemRuntime.now() }
  const simulator = await startSimulator(module.create({ company, clock, seed: 1 }), { clock })
  const name = module.sources[0]?.name ?? connector.kind
  // Truth is wanted here, not economy: no row may be cut off.
  const settings = withDefaults(connector, module.config(simulator.url))
  const config = { name, connector, settings, maxScanRows: 1_000_000 }
  const source = bindSource(config, Object.keys(canonical) as EntityName[])
  const sighted = openReader(source)
  const blind = openReader(blinded(source))
  return {
    kind: connector.kind,
    simulator,
    source,
    reader: sighted.reader,
    blind: blind.reader,
    scope: () => createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 60_000 }),
    close: async () => {
      await Promise.all([sighted.transport.close(), blind.transport.close()])
      await simulator.close()
    },
  }
}

/** The settings of a source as its simulator wants them, and the connector's defaults for the rest. */
export function withDefaults(connector: Connector, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = Object.entries(connector.settings).map(([name, setting]) => [
    name,
    'default' in setting ? setting.default : undefined,
  ])
  return { ...Object.fromEntries(defaults), ...given }
}

function openReader(source: Source) {
  const transport = createTransport(source, createGuard(source.name, source.limits, systemRuntime), systemRuntime)
  const store = createStore(1_000_000_000, systemRuntime)
  return { transport, reader: createReader({ source, transport, store, runtime: systemRuntime }) }
}

function blinded(source: Source): Source {
  const entities = Object.entries(source.entities).map(([name, map]) => [name, blindMap(map)])
  return { ...source, entities: Object.fromEntries(entities) as Source['entities'] }
}

function blindMap(map: EntityMap): EntityMap {
  const fields = Object.entries(map.fields).map(([path, field]) => [path, blindField(field)])
  return { ...map, keyOrder: false, fields: Object.fromEntries(fields) as EntityMap['fields'] }
}

/** Without its declarations a field can still be read; `cases` are taken from it too, so that rows decide. */
function blindField(field: FieldMap): FieldMap {
  if (!isMapped(field)) return field
  const { filter: _filter, sort: _sort, cases: _cases, ...rest } = field
  return rest
}
