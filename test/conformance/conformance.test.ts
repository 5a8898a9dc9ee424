import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type CanonicalField,
  canonical,
  decodeGlobalId,
  type EntityName,
  encodeGlobalId,
  type Filter,
  isMapped,
  type Literal,
  type MappedField,
  type Operator,
  type SourceKey,
} from '../../gateway/connector/index.ts'
import { leafReader, walk } from '../../gateway/read/decode.ts'
import type { Served } from '../../gateway/read/index.ts'
import { openWorld, vendors, type World } from './world.ts'

/**
 * What every connector must hold, read off its own declarations: a claim that is made is checked against the vendor's
 * simulator, and whatever is not claimed must still give the right answer, by way of rows that we decide on ourselves.
 */
for (const vendor of vendors) {
  describe(vendor, async () => {
    const world = await openWorld(vendor)
    const all = new Map<EntityName, readonly Served[]>()
    const entities = Object.keys(world.source.entities) as EntityName[]

    beforeAll(async () => {
      for (const entity of entities) all.set(entity, await everything(world, entity))
    }, 120_000)
    afterAll(() => world.close())

    describe.each(entities)('%s', (entity) => {
      const map = world.source.entities[entity]!
      const rows = () => all.get(entity)!

      test('has records, each with its own key', () => {
        expect(rows().length).toBeGreaterThan(0)
        expect(new Set(rows().map(({ record }) => record.key)).size).toBe(rows().length)
      })

      test('maps only fields of the schema, and never what the gateway computes', () => {
        const shape = canonical[entity].fields as Readonly<Record<string, CanonicalField & { computed?: boolean }>>
        for (const path of Object.keys(map.fields)) {
          expect(shape[path], path).toBeDefined()
          expect(shape[path]!.computed, `${path} is computed`).not.toBe(true)
        }
      })

      test('gives every value in its canonical form, and every required one', () => {
        for (const { record } of rows()) {
          for (const [path, shape] of Object.entries(canonical[entity].fields))
            checkLeaf(entity, path, shape, record.values)
        }
      })

      test('finds records by key, and nothing for unknown keys', async () => {
        const keys = rows()
          .slice(0, 25)
          .map(({ record }) => record.key)
        const found = await world.reader.lookup({ entity, keys, fields: paths(entity) }, fresh(world))
        for (const { record } of rows().slice(0, 25))
          expect(found.get(record.key)?.record.values).toEqual(record.values)
        expect(found.size).toBe(keys.length)
      })

      test('asks nothing for no keys', async () => {
        const before = world.simulator.calls
        await world.reader.lookup({ entity, keys: [], fields: ['id'] }, fresh(world))
        expect(world.simulator.calls).toBe(before)
      })

      test('reads many keys in as many calls as its caps force', async () => {
        const keys = rows().map(({ record }) => record.key)
        const before = world.simulator.calls
        const found = await world.reader.lookup({ entity, keys, fields: ['id'] }, fresh(world))
        expect(found.size).toBe(keys.length)
        const pages = Math.ceil(keys.length / world.source.caps.pageRows)
        const chunks = Math.ceil(keys.length / Math.min(world.source.caps.lookupKeys, world.source.caps.filterKeys))
        const parts = map.key.some((part) => part.native.startsWith('$')) ? 2 : 1
        // Bytes may force more cuts than counts do, but never one call per key.
        expect(world.simulator.calls - before).toBeLessThanOrEqual(Math.max(1, pages + 3 * chunks) * parts)
      })

      test('a first page is one call per native object it needs', async () => {
        const before = world.simulator.calls
        const page = await world.reader.list({ entity, fields: ['id'], order: [], first: 5 }, fresh(world))
        expect(page.rows.length).toBe(Math.min(5, rows().length))
        const needed = map.keyOrder
          ? 1
          : Math.ceil(rows().length / world.source.caps.pageRows) + Object.keys(map.parts ?? {}).length + 10
        expect(world.simulator.calls - before).toBeLessThanOrEqual(needed)
      })

      test('pages through everything once, in a stable order', async () => {
        expect(await keysByPaging(world, entity, [], 1 + Math.ceil(rows().length / 4))).toEqual(
          [...new Set(rows().map(({ record }) => record.key))].length === 0
            ? []
            : expect.arrayContaining(rows().map(({ record }) => record.key)),
        )
        const paged = await keysByPaging(world, entity, [], 1 + Math.ceil(rows().length / 4))
        expect(paged.length).toBe(rows().length)
      })

      const declared = Object.entries(map.fields).filter((entry): entry is [string, MappedField] => isMapped(entry[1]))
      const filterable = declared.filter(
        ([path, field]) =>
          (field.filter || field.cases || field.constant !== undefined) && canonical[entity].fields[path]?.filterable,
      )
      test.each(filterable.map(([path]) => path))('filters by %s as we do', async (path) => {
        for (const filter of sampleFilters(entity, path, rows())) await sameRows(world, entity, filter)
      })

      const sorted = declared.filter(([path, field]) => field.sort && canonical[entity].fields[path]?.sortable)
      test.each(sorted.map(([path]) => path))('sorts by %s as we do, and pages in that order', async (path) => {
        for (const direction of ['asc', 'desc'] as const) {
          const order = [{ field: path, direction }]
          const ours = await world.blind.list({ entity, fields: [path], order, first: 1_000_000 }, fresh(world))
          const theirs = await keysByPaging(world, entity, order, 1 + Math.ceil(rows().length / 3))
          expect(theirs.length).toBe(ours.rows.length)
          const valueOf = new Map(ours.rows.map((row) => [row.record.key as string, leafReader(row.record)(path)]))
          expect(theirs.map((key) => valueOf.get(key))).toEqual(ours.rows.map((row) => leafReader(row.record)(path)))
        }
      })

      const relations = Object.entries(canonical[entity].relations).filter(
        ([, relation]) => world.source.entities[relation.to],
      )
      test.each(relations)('gives the %s of many records in one question', async (relation, { to, by }) => {
        const keys = rows()
          .slice(0, 40)
          .map(({ record }) => record.key)
        const groups = await world.reader.children(
          { parent: entity, relation, keys, fields: ['id'], order: [] },
          fresh(world),
        )
        if (map.relations?.[relation]) {
          expect([...groups.values()].flat().length).toBeGreaterThan(0)
          return
        }
        for (const key of keys) {
          const expected = all.get(to)!.filter(({ record }) => walk(record.values, by.split('.')) === key)
          expect(
            groups
              .get(key)
              ?.map(({ record }) => record.key)
              .sort() ?? [],
          ).toEqual(expected.map(({ record }) => record.key).sort())
        }
      })

      test('points only to records that exist', async () => {
        for (const [path, to] of Object.entries(canonical[entity].refs)) {
          if (!world.source.entities[to]) continue
          const keys = [
            ...new Set(rows().map(({ record }) => walk(record.values, path.split('.')) as SourceKey | null)),
          ]
            .filter((key) => key !== null)
            .slice(0, 30)
          const found = await world.reader.lookup({ entity: to, keys, fields: ['id'] }, fresh(world))
          expect(
            keys.filter((key) => !found.has(key)),
            path,
          ).toEqual([])
        }
      })
    })

    test('an address that does not answer is a coded failure', async () => {
      await world.simulator.down()
      const [entity] = entities
      await expect(
        world.reader.list({ entity: entity!, fields: ['id'], order: [], first: 1 }, fresh(world)),
      ).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: world.source.name })
      await world.simulator.up()
      await expect(
        world.reader.list({ entity: entity!, fields: ['id'], order: [], first: 1 }, fresh(world)),
      ).resolves.toBeDefined()
    })
  })
}

const fresh = (world: World) => ({ ...world.scope(), freshness: { maxAgeMillis: 0 } })

/** The paths that a connector fills for an entity. */
const paths = (entity: EntityName): string[] => Object.keys(canonical[entity].fields).filter((path) => path !== 'id')

async function everything(world: World, entity: EntityName): Promise<readonly Served[]> {
  const { rows, hasMore } = await world.blind.list(
    { entity, fields: paths(entity), order: [], first: 1_000_000 },
    fresh(world),
  )
  expect(hasMore).toBe(false)
  return rows
}

async function keysByPaging(
  world: World,
  entity: EntityName,
  order: readonly { field: string; direction: 'asc' | 'desc' }[],
  first: number,
): Promise<string[]> {
  const keys: string[] = []
  for (let after: ReturnType<World['reader']['position']> | undefined; ; ) {
    const page = await world.reader.list({ entity, fields: ['id'], order, first, after }, fresh(world))
    keys.push(...page.rows.map(({ record }) => record.key))
    if (!page.hasMore) return keys
    after = world.reader.position(page.rows.at(-1)!, order)
  }
}

async function sameRows(world: World, entity: EntityName, filter: Filter): Promise<void> {
  const ask = (reader: World['reader']) =>
    reader.list({ entity, fields: ['id'], filter, order: [], first: 1_000_000 }, fresh(world))
  const [theirs, ours] = await Promise.all([ask(world.reader), ask(world.blind)])
  const keys = (rows: readonly Served[]) => rows.map(({ record }) => record.key).sort()
  expect(keys(theirs.rows), JSON.stringify(filter)).toEqual(keys(ours.rows))
}

const comparisons = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const satisfies readonly Operator[]

/** Filters on one field with values that occur, values that do not, and null. */
function sampleFilters(entity: EntityName, path: string, rows: readonly Served[]): Filter[] {
  const shape = canonical[entity].fields[path]!
  const values = sampleValues(entity, path, shape, rows)
  const ordered = ['decimal', 'int', 'date', 'instant', 'text'].includes(shape.type)
  const simple = values.flatMap((value) =>
    comparisons.slice(0, ordered ? 6 : 2).map((op): Filter => ({ kind: 'compare', field: path, op, value })),
  )
  const texts = shape.type === 'text' ? values.flatMap((value) => textFilters(path, String(value))) : []
  const nulls = [true, false].map((value): Filter => ({ kind: 'isNull', field: path, value }))
  const list: Filter = { kind: 'in', field: path, values }
  return [...simple, ...texts, ...nulls, list, { kind: 'not', term: list }]
}

function textFilters(field: string, value: string): Filter[] {
  return [
    { kind: 'compare', field, op: 'contains', value: value.slice(1, 4) || value },
    { kind: 'compare', field, op: 'startsWith', value: value.slice(0, 3) || value },
    { kind: 'compare', field, op: 'eq', value: value.toUpperCase() },
  ]
}

function sampleValues(entity: EntityName, path: string, shape: CanonicalField, rows: readonly Served[]): Literal[] {
  const seen = [...new Set(rows.map(({ record }) => leafReader(record)(path)))].filter(
    (value) => value !== null && value !== '',
  ) as Literal[]
  const picked = [
    seen[0],
    seen[Math.floor(seen.length / 2)],
    seen.at(-1),
    seen.find((value) => /['"\\%_]/.test(String(value))),
  ]
  const absent: Readonly<Record<string, Literal>> = {
    text: "no such 'value'",
    decimal: '-987654321.12',
    int: -7,
    date: '1901-01-01',
    instant: '1901-01-01T00:00:00Z',
    boolean: true,
  }
  const members = shape.type === 'enum' ? (shape.enum ?? []).slice(0, 4) : []
  const foreign =
    shape.type === 'ref'
      ? [encodeGlobalId({ type: shape.to!, source: 'elsewhere' as never, key: 'X' as SourceKey })]
      : []
  return [
    ...new Set([
      ...picked.filter((value) => value !== undefined),
      ...(absent[shape.type] === undefined ? [] : [absent[shape.type]!]),
      ...members,
      ...foreign,
    ]),
  ] as Literal[]
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
  const where = `${entity}.${path} = ${JSON.stringify(value)}`
  expect(value, String((value as Error)?.cause ?? where)).not.toBeInstanceOf(Error)
  if (value === null) {
    expect(shape.required && !shape.list, `${where} is required`).toBe(false)
    return
  }
  if (shape.list) expect(Array.isArray(value), where).toBe(true)
  else if (shape.type === 'enum') expect(shape.enum, where).toContain(value)
  else if (shape.type === 'boolean') expect(typeof value, where).toBe('boolean')
  else if (shape.type === 'int') expect(Number.isSafeInteger(value), where).toBe(true)
  else if (forms[shape.type]) expect(String(value), where).toMatch(forms[shape.type]!)
  else if (shape.type === 'text') expect(typeof value, where).toBe('string')
  if (path.endsWith('.currency') || path === 'currency') expect(String(value), where).toMatch(/^[A-Z]{3}$/)
}
