import { expect } from 'vitest'
import {
  type CanonicalField,
  canonical,
  type EntityName,
  encodeKey,
  type Filter,
  isMapped,
  type MappedField,
  type OrderTerm,
  type SourceKey,
} from '../../gateway/connector/index.ts'
import { evaluate } from '../../gateway/pushdown/evaluate.ts'
import { structNeeds } from '../../gateway/pushdown/struct-needs.ts'
import { addedUp } from '../../gateway/read/aggregate.ts'
import { compileKey, leafReader, walk } from '../../gateway/read/decode.ts'
import type { AggregateGroup, AggregateQuery, AggregateResult, GroupValue, Served } from '../../gateway/read/index.ts'
import { mappedField } from '../../gateway/read/native-path.ts'
import { servesRelation } from '../../gateway/stitch/subgraph/served.ts'
import { sampleFilters } from './samples.ts'
import type { World } from './world.ts'

/** One entity of a world with all its records, read without any help of the source's. */
export interface Subject {
  readonly world: World
  readonly entity: EntityName
  readonly rows: readonly Served[]
}

/** Nothing from a cache: what is examined is the source. */
export const fresh = (world: World) => ({ ...world.scope(), freshness: { maxAgeMillis: 0 } })

const EVERYTHING = 1_000_000

/** The paths that a connector fills for an entity. */
const paths = (entity: EntityName): string[] => Object.keys(canonical[entity].fields).filter((path) => path !== 'id')

const keysOf = (rows: readonly Served[]): SourceKey[] => rows.map(({ record }) => record.key)

export async function readEverything(world: World, entity: EntityName): Promise<Subject> {
  const query = { entity, fields: paths(entity), order: [], first: EVERYTHING }
  const { rows, hasMore } = await world.blind.list(query, fresh(world))
  expect(hasMore).toBe(false)
  return { world, entity, rows }
}

/** Asked of the rows as they come: a reader leaves out what it has read before, and would hide a key that two records share. */
export async function hasDistinctKeys({ world, entity, rows }: Subject): Promise<void> {
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(keysOf(rows)).size).toBe(rows.length)
  const { key, rollup } = world.source.entities[entity]!
  if (rollup || key.some(({ native }) => native.startsWith('$'))) return
  const native = (await world.nativeRows(entity)).map(compileKey(world.source, entity))
  expect(native.sort()).toEqual(keysOf(rows).sort())
}

export function mapsOnlyTheSchema({ world, entity }: Subject): void {
  const shape = canonical[entity].fields as Readonly<Record<string, CanonicalField & { computed?: boolean }>>
  for (const path of Object.keys(world.source.entities[entity]!.fields)) {
    if (path.startsWith('identifier.')) continue
    expect(shape[path], path).toBeDefined()
    expect(shape[path]!.computed, `${path} is computed`).not.toBe(true)
  }
}

/** A column that is said to come in every row is missed by a reader wherever it does not. A structure may be null with it. */
export function alwaysTellsWhatItSays({ world, entity, rows }: Subject): void {
  const said = mappedFields(world, entity).filter(([, { present }]) => present)
  for (const [path] of said) {
    const steps = path.split('.')
    const isThere = ({ record }: Served) => steps.length === 1 || walk(record.values, steps.slice(0, -1)) !== null
    const without = rows.filter((row) => isThere(row) && walk(row.record.values, steps) === null)
    expect(keysOf(without), `${entity}.${path} is said to be present`).toEqual([])
  }
}

/** What is missing is told in the words that callers filter by: else no filter could leave it out, or none would ever meet it. */
export function lacksWhatCouldBe({ world, entity }: Subject): void {
  const shapes: Readonly<Record<string, CanonicalField>> = canonical[entity].fields
  const mapped = new Map(mappedFields(world, entity))
  for (const [i, { where }] of (world.source.entities[entity]!.lacks ?? []).entries()) {
    const place = `${entity}.lacks[${i}].where`
    expect(Object.keys(where).length, `${place} is empty`).toBeGreaterThan(0)
    for (const [path, values] of Object.entries(where)) {
      const at = `${place}.${path}`
      expect(shapes[path]?.type, `${at} is no enum of the schema`).toBe('enum')
      expect(shapes[path]!.filterable, `${at} is no field to filter by`).toBe(true)
      expect(mapped.has(path), `${at} is not mapped`).toBe(true)
      expect(values.length, `${at} has no value`).toBeGreaterThan(0)
      expect(new Set(values).size, `${at} repeats a value`).toBe(values.length)
      for (const value of values) expect(shapes[path]!.enum, at).toContain(value)
    }
  }
}

export function givesCanonicalValues({ entity, rows }: Subject): void {
  const leaves = Object.entries(canonical[entity].fields)
  for (const { record } of rows) for (const [path, shape] of leaves) checkLeaf(entity, path, shape, record.values)
}

export async function findsByKey({ world, entity, rows }: Subject): Promise<void> {
  const some = rows.slice(0, 25)
  const known = keysOf(some)
  const unknown = encodeKey(world.source.entities[entity]!.key.map(() => 'no-such-key'))
  const found = await world.reader.lookup({ entity, keys: [...known, unknown], fields: paths(entity) }, fresh(world))
  for (const { record } of some) expect(found.get(record.key)?.record.values).toEqual(record.values)
  expect([...found.keys()].sort()).toEqual([...known].sort())
}

export async function asksNothingForNoKeys({ world, entity }: Subject): Promise<void> {
  const before = world.simulator.calls
  await world.reader.lookup({ entity, keys: [], fields: ['id'] }, fresh(world))
  expect(world.simulator.calls).toBe(before)
}

/** Bytes may force more cuts than counts do, but never one call per key. */
export async function readsManyKeysTogether({ world, entity, rows }: Subject): Promise<void> {
  const { caps, entities } = world.source
  const keys = keysOf(rows)
  const before = world.simulator.calls
  const found = await world.reader.lookup({ entity, keys, fields: ['id'] }, fresh(world))
  expect(found.size).toBe(keys.length)
  const pages = Math.ceil(keys.length / caps.pageRows)
  const chunks = Math.ceil(keys.length / Math.min(caps.lookupKeys, caps.filterKeys))
  const parts = entities[entity]!.key.some((part) => part.native.startsWith('$')) ? 2 : 1
  expect(world.simulator.calls - before).toBeLessThanOrEqual(Math.max(1, pages + 3 * chunks) * parts)
}

export async function readsAFirstPageAtOnce({ world, entity, rows }: Subject): Promise<void> {
  const map = world.source.entities[entity]!
  const before = world.simulator.calls
  const page = await world.reader.list({ entity, fields: ['id'], order: [], first: 5 }, fresh(world))
  expect(page.rows.length).toBe(Math.min(5, rows.length))
  const whole = Math.ceil(rows.length / world.source.caps.pageRows) + Object.keys(map.parts ?? {}).length + 10
  expect(world.simulator.calls - before).toBeLessThanOrEqual(map.keyOrder ? 1 : whole)
}

export async function pagesThroughEverythingOnce({ world, entity, rows }: Subject): Promise<void> {
  const [once, again] = [1 + Math.ceil(rows.length / 4), 1 + Math.ceil(rows.length / 3)]
  const paged = await keysByPaging(world, entity, [], once)
  expect([...paged].sort()).toEqual(keysOf(rows).sort())
  expect(await keysByPaging(world, entity, [], again)).toEqual(paged)
}

export async function filtersAsWeDo({ world, entity, rows }: Subject, path: string): Promise<void> {
  for (const filter of sampleFilters(entity, path, rows)) {
    const query = { entity, fields: ['id'], filter, order: [], first: EVERYTHING }
    const theirs = await world.reader.list(query, fresh(world))
    const ours = rows.filter(({ record }) => evaluate(filter, entity, leafReader(record)))
    expect(keysOf(theirs.rows).sort(), JSON.stringify(filter)).toEqual(keysOf(ours).sort())
  }
}

export async function sortsAsWeDo({ world, entity, rows }: Subject, path: string): Promise<void> {
  for (const direction of ['asc', 'desc'] as const) {
    const order = [{ field: path, direction }]
    const ours = await world.blind.list({ entity, fields: [path], order, first: EVERYTHING }, fresh(world))
    const values = new Map(ours.rows.map(({ record }) => [record.key, leafReader(record)(path)]))
    const theirs = await keysByPaging(world, entity, order, 1 + Math.ceil(rows.length / 3))
    expect([...theirs].sort()).toEqual(keysOf(rows).sort())
    expect(theirs.map((key) => values.get(key))).toEqual([...values.values()])
  }
}

/** All that is declared of one field, told by the source and added up from its rows: the same groups, the same numbers. */
export async function addsUpAsWeDo({ world, entity, rows }: Subject, path: string): Promise<void> {
  for (const query of sampleSums(world, entity, path)) {
    const told = await world.reader.aggregate(query, fresh(world))
    const isWholeDeclared = openNeeds(world, query).every(({ aggregatable }) => counts(world) && aggregatable?.count)
    expect(told.native, JSON.stringify(query)).toBe(isWholeDeclared)
    expect(byValue(told.groups), JSON.stringify(query)).toEqual(
      byValue(asFarAsTold(world, told, addedUp(rows, query), query)),
    )
  }
}

const counts = ({ source }: World): boolean => source.connector.aggregate?.countsRows !== false

/** What is added up from rows, as far as a source that counts none could tell it. */
export function asFarAsTold(
  world: World,
  { native }: AggregateResult,
  added: AggregateResult,
  { measures }: AggregateQuery,
) {
  if (!native || counts(world)) return added.groups
  return added.groups.map(({ key, values }) => ({
    key,
    values: values.map((value, i) => (measures[i]!.kind === 'count' ? null : value)),
    rows: null,
  }))
}

/** A field is asked for with what it is nothing without. */
function sampleSums(world: World, entity: EntityName, path: string): AggregateQuery[] {
  const { source } = world
  const { group, month, sum, count, range } = mappedField(source.entities[entity]!, path)!.aggregatable!
  const needs = structNeeds(entity, path)
    .filter((need) => need !== path && mappedField(source.entities[entity]!, need)?.aggregatable?.group)
    .map((field) => ({ field }))
  const kinds = [...(sum ? ['sum'] : []), ...(count ? ['count'] : []), ...(range ? ['min', 'max'] : [])] as ['sum']
  const measures = kinds.map((kind) => ({ kind, field: path }))
  const isCountOptional = !counts(world)
  return [
    ...(group ? [{ entity, groupBy: [{ field: path }, ...needs], measures: [{ kind: 'count' as const }] }] : []),
    ...(month
      ? [{ entity, groupBy: [{ field: path, part: 'month' as const }], measures: [{ kind: 'count' as const }] }]
      : []),
    ...(measures.length > 0 ? [{ entity, groupBy: needs, measures }] : []),
  ].map((query) => ({ ...query, isCountOptional }))
}

/** What the asked fields are nothing without, and what is neither asked nor in every record. */
function openNeeds({ source }: World, { entity, groupBy, measures }: AggregateQuery): MappedField[] {
  const asked = [...groupBy, ...measures].flatMap(({ field }) => field ?? [])
  const needs = asked.flatMap((path) => structNeeds(entity, path).filter((need) => !asked.includes(need)))
  return needs
    .map((need) => mappedField(source.entities[entity]!, need)!)
    .filter(({ present, constant }) => !present && constant === undefined)
}

/** Groups in one order, and decimals however many zeros they end with. */
export function byValue(groups: readonly AggregateGroup[]): string[] {
  const plain = (value: GroupValue) =>
    typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value
  return groups.map(({ key, values, rows }) => JSON.stringify([key.map(plain), values.map(plain), rows])).sort()
}

/** A field that the source does not have is unknown there: a filter on it has no true answer, and costs no call. */
export async function refusesToFilterBy({ world, entity }: Subject, path: string): Promise<void> {
  const filter: Filter = { kind: 'isNull', field: path, value: true }
  const before = world.simulator.calls
  const answer = world.reader.list({ entity, fields: ['id'], filter, order: [], first: 5 }, fresh(world))
  await expect(answer).rejects.toMatchObject({ code: 'UNSUPPORTED', source: world.source.name })
  expect(world.simulator.calls).toBe(before)
}

/** What the schema would show as a relation of this source, and what it would call unsupported. */
export function relationsOf({ source }: World, entity: EntityName): { served: string[]; unserved: string[] } {
  const names = Object.keys(canonical[entity].relations)
  const known = names.filter((name) => source.entities[canonical[entity].relations[name]!.to])
  const served = known.filter((name) => servesRelation(source, entity, name))
  return { served, unserved: known.filter((name) => !served.includes(name)) }
}

export async function refusesToRelate({ world, entity, rows }: Subject, relation: string): Promise<void> {
  const query = { parent: entity, relation, keys: keysOf(rows.slice(0, 3)), fields: ['id'], order: [] }
  await expect(world.reader.children(query, fresh(world))).rejects.toMatchObject({ code: 'UNSUPPORTED' })
}

/** `children`: all records of the related entity. */
export async function relatesManyAtOnce(
  { world, entity, rows }: Subject,
  relation: string,
  children: Subject,
): Promise<void> {
  const { by } = canonical[entity].relations[relation]!
  const keys = keysOf(rows.slice(0, 40))
  const query = { parent: entity, relation, keys, fields: ['id'], order: [] }
  const groups = await world.reader.children(query, fresh(world))
  if (world.source.entities[entity]!.relations?.[relation]) {
    expect([...groups.values()].flat().length).toBeGreaterThan(0)
    return
  }
  for (const key of keys) {
    const expected = children.rows.filter(({ record }) => walk(record.values, by.split('.')) === key)
    expect(keysOf(groups.get(key) ?? []).sort()).toEqual(keysOf(expected).sort())
  }
}

export async function pointsOnlyToRecords({ world, entity, rows }: Subject): Promise<void> {
  for (const [path, to] of Object.entries(canonical[entity].refs)) {
    if (!world.source.entities[to]) continue
    const refs = rows.map(({ record }) => walk(record.values, path.split('.')) as SourceKey | null)
    const keys = [...new Set(refs)].filter((key) => key !== null).slice(0, 30)
    const found = await world.reader.lookup({ entity: to, keys, fields: ['id'] }, fresh(world))
    expect(
      keys.filter((key) => !found.has(key)),
      path,
    ).toEqual([])
  }
}

export async function failsWithACode(world: World, entity: EntityName): Promise<void> {
  const query = { entity, fields: ['id'], order: [], first: 1 }
  const failure = { code: 'SOURCE_UNAVAILABLE', source: world.source.name }
  await world.simulator.down()
  await expect(world.reader.list(query, fresh(world))).rejects.toMatchObject(failure)
  await world.simulator.up()
  await expect(world.reader.list(query, fresh(world))).resolves.toBeDefined()
}

/** Fields of which an operator is declared, and which the schema lets callers filter by. */
export function filterablePaths(world: World, entity: EntityName): string[] {
  const isDeclared = ({ filter, cases, constant }: MappedField) => filter || cases || constant !== undefined
  return mappedFields(world, entity)
    .filter(([path, field]) => isDeclared(field) && canonical[entity].fields[path]?.filterable)
    .map(([path]) => path)
}

export function addablePaths(world: World, entity: EntityName): string[] {
  return mappedFields(world, entity)
    .filter(([path, { aggregatable }]) => aggregatable && canonical[entity].fields[path])
    .map(([path]) => path)
}

export function sortablePaths(world: World, entity: EntityName): string[] {
  return mappedFields(world, entity)
    .filter(([path, field]) => field.sort && canonical[entity].fields[path]?.sortable)
    .map(([path]) => path)
}

/** Fields that callers may filter by elsewhere, but which this source does not have. */
export function missingPaths(world: World, entity: EntityName): string[] {
  const mapped = new Set(mappedFields(world, entity).map(([path]) => path))
  const filterable = Object.entries(canonical[entity].fields).filter(([, field]) => field.filterable)
  return filterable.map(([path]) => path).filter((path) => path !== 'id' && !mapped.has(path))
}

function mappedFields(world: World, entity: EntityName): [string, MappedField][] {
  const fields = Object.entries(world.source.entities[entity]!.fields)
  return fields.filter((entry): entry is [string, MappedField] => isMapped(entry[1]))
}

async function keysByPaging(world: World, entity: EntityName, order: readonly OrderTerm[], first: number) {
  const keys: SourceKey[] = []
  for (let after: ReturnType<World['reader']['position']> | undefined; ; ) {
    const page = await world.reader.list({ entity, fields: ['id'], order, first, after }, fresh(world))
    keys.push(...keysOf(page.rows))
    if (!page.hasMore) return keys
    after = world.reader.position(page.rows.at(-1)!, order)
  }
}

const forms: Readonly<Record<string, RegExp>> = {
  decimal: /^-?\d+(\.\d+)?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
}

function checkLeaf(
  entity: EntityName,
  path: string,
  shape: CanonicalField & { computed?: boolean },
  values: Readonly<Record<string, unknown>>,
): void {
  if (path === 'id' || shape.computed) return
  const value = walk(values, path.split('.'))
  // Of the many values hardly any is wrong: words are only found for one that is.
  if (isCanonical(path, shape, value)) return
  const where = `${entity}.${path} = ${JSON.stringify(value)}`
  expect.fail(value instanceof Error ? String(value.cause ?? value) : `${where} is not of the form`)
}

function isCanonical(path: string, shape: CanonicalField, value: unknown): boolean {
  if (value instanceof Error) return false
  if (value === null) return !shape.required || shape.list
  if (shape.list) return Array.isArray(value)
  if ((path.endsWith('.currency') || path === 'currency') && !/^[A-Z]{3}$/.test(String(value))) return false
  if (shape.type === 'enum') return shape.enum!.includes(value as string)
  if (shape.type === 'boolean') return typeof value === 'boolean'
  if (shape.type === 'int') return Number.isSafeInteger(value)
  if (shape.type === 'text') return typeof value === 'string'
  return forms[shape.type]?.test(String(value)) ?? true
}
