import { canonical, type EntityName, encodeGlobalId } from '../../../gateway/connector/index.ts'
import { leafReader } from '../../../gateway/read/decode.ts'
import { createScope, type Served } from '../../../gateway/read/index.ts'
import { ask } from './ask.ts'
import type { Side } from './side.ts'

/** What there is to ask for. */
export interface Pool {
  readonly sources: readonly string[]
  /** Values that occur, by `Entity.path`. */
  readonly values: ReadonlyMap<string, readonly unknown[]>
  /** Global ids by type, of profiles and of what lives inside documents too. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  /** Keys of customers as their sources write them. */
  readonly customerKeys: readonly string[]
  /** Words of each source's own language that tell its questions apart. */
  readonly words: ReadonlyMap<string, readonly string[]>
}

const rowsOfEach = 40
const valuesOfEach = 8

/** What can be explained. */
const explainable = [
  [
    'Explanation.query',
    ['query A { customers { nodes { name } } }', '{ node(id: "") { id } }', '{ sources { name } }'],
  ],
  ['Explanation.operationName', ['A']],
  ['Explanation.variables', ['{}']],
] as const

/** Reads some records of every entity of every source. */
export async function readPool(side: Side): Promise<Pool> {
  const { members } = side.application
  const pool = {
    values: new Map<string, unknown[]>(explainable.map(([path, values]) => [path, [...values]])),
    ids: new Map<string, string[]>(),
  }
  const scope = () => createScope({ lane: 'interactive', deadline: side.runtime.monotonic() + 30_000 })
  for (const { source, reader } of members) {
    for (const entity of Object.keys(source.entities) as EntityName[]) {
      if (canonical[entity].child) continue
      const fields = Object.keys(canonical[entity].fields)
      const { rows } = await reader.list({ entity, fields, order: [], first: rowsOfEach }, scope())
      enter(pool, entity, rows)
    }
  }
  const words = new Map(Object.entries(side.simulators).map(([name, { arrivals }]) => [name, wordsOf(arrivals)]))
  await enterInner(side, pool.ids)
  return {
    ...pool,
    sources: members.map(({ source }) => source.name),
    customerKeys: (pool.ids.get('Customer') ?? []).map(keyOf),
    words,
  }
}

type Filling = { readonly values: Map<string, unknown[]>; readonly ids: Map<string, string[]> }

function enter({ values, ids }: Filling, entity: EntityName, rows: readonly Served[]): void {
  const idsOfEach = rows.slice(0, valuesOfEach).map(({ record }) => encodeGlobalId(record))
  ids.set(entity, [...(ids.get(entity) ?? []), ...idsOfEach])
  for (const path of Object.keys(canonical[entity].fields)) {
    const seen = new Set(rows.map(({ record }) => leafReader(record)(path)).filter((value) => value !== null))
    const picked = [...seen].filter((value) => typeof value !== 'object').slice(0, valuesOfEach)
    const name = `${entity}.${path}`
    values.set(name, [...(values.get(name) ?? []), ...picked])
  }
}

/** Ids that no list shows: of lines inside documents and of profiles. */
async function enterInner(side: Side, ids: Map<string, string[]>): Promise<void> {
  const found = new Map<string, Set<string>>()
  for (const [entity, { plural, relations }] of Object.entries(canonical)) {
    if (!plural) continue
    const inner = Object.entries(relations).filter(([, { to }]) => canonical[to].child)
    const profile = ['Customer', 'Item'].includes(entity) ? ['profile'] : []
    for (const field of [...inner.map(([name]) => name), ...profile]) {
      const query = `{ ${plural}(first: 4) { nodes { ${field} { __typename id } } } }`
      const { answers } = await ask(side, [{ query, variables: {}, headers: {} }])
      collect(answers[0]!.body.data, found)
    }
  }
  for (const [type, some] of found) ids.set(type, [...some].slice(0, valuesOfEach))
}

function collect(value: unknown, found: Map<string, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return
  const { __typename: type, id } = value as { __typename?: string; id?: string }
  if (type && id) found.set(type, (found.get(type) ?? new Set()).add(id))
  for (const inner of Object.values(value)) collect(inner, found)
}

/** The key inside a global id, as the source writes it. */
const keyOf = (id: string): string => Buffer.from(id, 'base64url').toString('utf8').split('|').at(-1)!

function wordsOf(arrivals: readonly { readonly path: string; readonly native?: string }[]): string[] {
  const words = arrivals.flatMap(({ path, native = '' }) => [
    path.split('/').at(-1)!,
    ...[...native.matchAll(/\bfrom\s+(\w+)/gi)].map(([, table]) => table!),
  ])
  return [...new Set(words)].filter((word) => word.length > 2)
}
