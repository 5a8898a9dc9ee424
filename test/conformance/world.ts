import { createStore } from '../../gateway/cache/index.ts'
import {
  bindSource,
  canonical,
  type EntityMap,
  type EntityName,
  type FieldMap,
  isMapped,
  type Link,
  type NativeRequest,
  type NativeRow,
  type Page,
  type Source,
} from '../../gateway/connector/index.ts'
import { createGuard } from '../../gateway/guard/index.ts'
import { createReader, createScope, type ReadScope, type SourceReader } from '../../gateway/read/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { createTransport } from '../../gateway/transport/index.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../subgraphs/simulator/kit.ts'
import { type VendorFolder, withDefaults } from './vendor-folder.ts'

/** One connector in front of its vendor's simulator, over real sockets. */
export interface World {
  readonly kind: string
  readonly simulator: Simulator
  readonly source: Source
  readonly reader: SourceReader
  /** The same source with nothing pushed down but paging: the reference for what a filter or an order means. */
  readonly blind: SourceReader
  scope(): ReadScope
  /** The rows of an entity as the source sends them, with nothing but the columns of their key. */
  nativeRows(entity: EntityName): Promise<NativeRow[]>
  close(): Promise<void>
}

export const company = generateCompany({ scale: 0.03 })

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
  const scope = () => createScope({ lane: 'interactive', deadline: systemRuntime.monotonic() + 60_000 })
  return {
    kind: connector.kind,
    simulator,
    source,
    reader: sighted.reader,
    blind: blind.reader,
    scope,
    nativeRows: (entity) => readNatively(source, entity, sighted.transport.link(scope())),
    close: async () => {
      await Promise.all([sighted.transport.close(), blind.transport.close()])
      await simulator.close()
    },
  }
}

function openReader(source: Source) {
  const transport = createTransport(source, createGuard(source.name, source.limits, systemRuntime), systemRuntime)
  const store = createStore(1_000_000_000, systemRuntime)
  return { transport, reader: createReader({ source, transport, store, runtime: systemRuntime }) }
}

async function readNatively(source: Source, entity: EntityName, link: Link): Promise<NativeRow[]> {
  const { object, hint, key, base } = source.entities[entity]!
  const columns = key.filter(({ native }) => !native.startsWith('$'))
  const query = { object, hint, columns, order: [], pageRows: source.caps.pageRows, ...(base && { filter: base }) }
  const rows: NativeRow[] = []
  for (let next: NativeRequest | undefined = source.connector.render(query, source.facts as never); next; ) {
    const page: Page = await source.connector.fetch(next, link)
    rows.push(...page.rows)
    next = page.next
  }
  return rows
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
function blindField(field: FieldMap | undefined): FieldMap | undefined {
  if (!isMapped(field)) return field
  const { filter: _filter, sort: _sort, cases: _cases, aggregatable: _aggregatable, ...rest } = field
  return rest
}
