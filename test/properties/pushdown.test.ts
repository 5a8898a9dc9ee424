import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, type EntityName, type Filter, type Literal, type OrderTerm } from '../../gateway/connector/index.ts'
import { leafReader } from '../../gateway/read/decode.ts'
import type { Served } from '../../gateway/read/index.ts'
import { filterablePaths, sortablePaths } from '../conformance/checks.ts'
import { sampleValues } from '../conformance/samples.ts'
import { loadVendor, vendors } from '../conformance/vendor-folder.ts'
import { openWorld, type World } from '../conformance/world.ts'

/**
 * The law that catches every lying declaration: with and without pushdown, the same rows. Random predicates and orders over
 * values that occur, over real sockets; the reference reads everything and decides here.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)

for (const vendor of vendors) {
  describe(vendor, async () => {
    const world = await openWorld(await loadVendor(vendor))
    const all = new Map<EntityName, readonly Served[]>()
    const entities = (Object.keys(world.source.entities) as EntityName[]).filter(
      (entity) => filterablePaths(world, entity).length > 0,
    )

    beforeAll(async () => {
      for (const entity of entities) all.set(entity, await read(world, world.blind, { entity, order: [] }))
    }, 120_000)
    afterAll(() => world.close())

    test.each(entities)(
      '%s: random predicates give the same rows with and without pushdown',
      async (entity) => {
        const question = filters(world, entity, all.get(entity)!)
        await fc.assert(
          fc.asyncProperty(question, async (filter) => {
            const theirs = await read(world, world.reader, { entity, filter, order: [] })
            const ours = await read(world, world.blind, { entity, filter, order: [] })
            expect(keysOf(theirs)).toEqual(keysOf(ours))
          }),
          { seed, numRuns: 12, endOnFailure: true },
        )
      },
      120_000,
    )

    test.each(entities)(
      '%s: a random page is the same part of the same order',
      async (entity) => {
        const sorted = sortablePaths(world, entity)
        const order = fc.array(
          fc.record({
            field: fc.constantFrom(...sorted, sorted[0] ?? 'id'),
            direction: fc.constantFrom('asc' as const, 'desc' as const),
          }),
          { minLength: 1, maxLength: 2 },
        )
        if (sorted.length === 0) return
        await fc.assert(
          fc.asyncProperty(
            filters(world, entity, all.get(entity)!),
            order,
            fc.integer({ min: 1, max: 12 }),
            async (filter, terms, first) => {
              const theirs = await read(world, world.reader, { entity, filter, order: terms, first })
              const ours = await read(world, world.blind, { entity, filter, order: terms })
              // Ties may stand in the source's own key order: what must agree are the values that the order is about.
              expect(valuesOf(theirs, terms)).toEqual(valuesOf(ours.slice(0, first), terms))
            },
          ),
          { seed, numRuns: 6, endOnFailure: true },
        )
      },
      120_000,
    )
  })
}

interface Question {
  readonly entity: EntityName
  readonly filter?: Filter
  readonly order: readonly OrderTerm[]
  readonly first?: number
}

async function read(
  world: World,
  reader: World['reader'],
  { entity, filter, order, first = 1_000_000 }: Question,
): Promise<readonly Served[]> {
  const fields =
    reader === world.blind && !filter && order.length === 0
      ? Object.keys(canonical[entity].fields)
      : ['id', ...order.map(({ field }) => field)]
  const { rows } = await reader.list(
    { entity, fields, filter, order, first },
    { ...world.scope(), freshness: { maxAgeMillis: 0 } },
  )
  return rows
}

const keysOf = (rows: readonly Served[]): string[] => rows.map(({ record }) => record.key as string).sort()

function valuesOf(rows: readonly Served[], order: readonly OrderTerm[]): unknown[][] {
  return rows.map(({ record }) => order.map(({ field }) => leafReader(record)(field)))
}

/** Trees of and, or, not over leaves on declared fields. */
function filters(world: World, entity: EntityName, rows: readonly Served[]): fc.Arbitrary<Filter> {
  const leaf = fc.constantFrom(...filterablePaths(world, entity)).chain((field) => leafOn(entity, field, rows))
  const { tree } = fc.letrec<{ tree: Filter; node: Filter }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('node')),
    node: fc.oneof(
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        terms: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), term: tie('tree') }),
    ),
  }))
  return tree
}

function leafOn(entity: EntityName, field: string, rows: readonly Served[]): fc.Arbitrary<Filter> {
  const { type } = canonical[entity].fields[field]!
  const values = sampleValues(entity, field, rows)
  const value = fc.constantFrom(...(values.length > 0 ? values : (['none'] as Literal[])))
  const ordered = ['decimal', 'int', 'date', 'instant', 'text'].includes(type)
  const ops = [
    'eq',
    'ne',
    ...(ordered ? (['lt', 'lte', 'gt', 'gte'] as const) : []),
    ...(type === 'text' ? (['contains', 'startsWith'] as const) : []),
  ] as const
  return fc.oneof(
    fc.record({ kind: fc.constant('compare' as const), field: fc.constant(field), op: fc.constantFrom(...ops), value }),
    fc.record({
      kind: fc.constant('in' as const),
      field: fc.constant(field),
      values: fc.array(value, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('isNull' as const), field: fc.constant(field), value: fc.boolean() }),
  )
}
