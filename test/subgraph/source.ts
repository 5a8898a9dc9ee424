import {
  bindSource,
  canonical,
  defineConnector,
  type EntityMap,
  type EntityName,
  type FieldMap,
  type MappedField,
  type NativeRow,
  type Source,
  type SourceConfig,
} from '../../gateway/connector/index.ts'

const everything = {
  eq: 'exact',
  ne: 'exact',
  in: 'exact',
  lt: 'exact',
  lte: 'exact',
  gt: 'exact',
  gte: 'exact',
  contains: 'exact',
  startsWith: 'exact',
  isNull: 'exact',
} as const

const asText = (native: unknown): string | null => (native === undefined || native === null ? null : String(native))
const codecs = { text: asText, number: asText, date: asText, instant: asText, guid: asText, boolean: asBoolean }

function asBoolean(native: unknown): boolean | null {
  if (typeof native === 'boolean' || native === undefined || native === null) return native ?? null
  throw new Error(`${native} is no boolean`)
}

const never = () => {
  throw new Error('this connector is never asked: the reader above it is a fake')
}

/** A vendor whose columns are named like our paths, so that test data reads as the canonical model does. */
const plain = defineConnector({
  kind: 'plain',
  title: 'Plain ERP',
  settings: {},
  entities: (settings) => (settings as unknown as { maps: Source['entities'] }).maps,
  limits: () => [],
  caps: { lookupKeys: 100, filterKeys: 100, requestBytes: 10_000, pageRows: 100, or: 'any' },
  codecs,
  // Test data tells of each row what a test is about.
  omitsNull: () => true,
  pathSeparator: '/',
  mappingVersion: '7',
  origin: () => 'http://plain.invalid',
  credentials: { login: never },
  render: never,
  fetch: never,
  classify: () => undefined,
  externalKey: (native) => ({ native, filter: everything }),
})

/** Maps every field of an entity, except as said. */
export function wholeMap(
  entity: EntityName,
  changes: Readonly<Record<string, FieldMap | undefined>> = {},
  rest: Partial<EntityMap> = {},
): EntityMap {
  const { fields } = canonical[entity]
  const mapped = Object.entries(fields).flatMap(([path, field]) =>
    (field as { computed?: boolean }).computed || path === 'id' ? [] : [[path, columnOf(path, field.list)] as const],
  )
  const all = { ...Object.fromEntries(mapped), ...changes }
  const kept = Object.fromEntries(Object.entries(all).filter(([, field]) => field !== undefined))
  return {
    object: `plain_${entity}`,
    key: [{ native: 'key', type: 'text' }],
    keyOrder: true,
    fields: kept as never,
    ...rest,
  }
}

/** Lists are decoded as they stand in the row, everything else by the codecs. */
const columnOf = (path: string, isList: boolean): MappedField =>
  isList
    ? { needs: [path], decode: (row: NativeRow) => row[path] ?? null }
    : { native: path, filter: everything, sort: true }

export type SourceChanges = Partial<Omit<SourceConfig, 'connector' | 'settings'>>

export function plainSource(maps: Source['entities'], config: SourceChanges = {}): Source {
  const names = Object.keys(canonical) as EntityName[]
  return bindSource({ name: 'erp', connector: plain as never, settings: { maps }, ...config }, names)
}
