import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, type EntityName, type Filter } from '../../../gateway/connector/index.ts'
import { evaluate } from '../../../gateway/pushdown/evaluate.ts'
import { addedUp } from '../../../gateway/read/aggregate.ts'
import { leafReader } from '../../../gateway/read/decode.ts'
import type { AggregateQuery, GroupTerm, Measure } from '../../../gateway/read/index.ts'
import { mappedField } from '../../../gateway/read/native-path.ts'
import * as check from '../../conformance/checks.ts'
import { sampleFilters } from '../../conformance/samples.ts'
import { loadVendor, type VendorFolder, vendors } from '../../conformance/vendor-folder.ts'
import { openWorld, type World } from '../../conformance/world.ts'

/**
 * Added up by the source, or read and added up here: the same groups, the same numbers to the last digit. Random groups, measures
 * and filters over what is declared, over real sockets; the reference has read every row and decides and adds up here.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)

/** Salesforce adds up amounts only where there is one currency. */
const orgOfOneCurrency = ({ connector, module }: VendorFolder): VendorFolder => ({
  connector,
  module: {
    ...module,
    create: (setup) => module.create({ ...setup, settings: { ...setup.settings, multiCurrency: false } }),
    config: (url) => ({ ...module.config(url), multiCurrency: false }),
  },
})

const folders = await Promise.all(vendors.map(async (name) => ({ name, folder: await loadVendor(name) })))
const salesforce = folders.find(({ name }) => name === 'salesforce')!
const subjects = [
  ...folders.filter(({ folder }) => folder.connector.aggregate),
  { name: 'salesforce of one currency', folder: orgOfOneCurrency(salesforce.folder) },
]

describe.each(subjects)('$name', async ({ folder }) => {
  const world = await openWorld(folder)
  const entities = (Object.keys(world.source.entities) as EntityName[]).filter(
    (entity) => check.addablePaths(world, entity).length > 0,
  )
  const read = new Map<EntityName, check.Subject>()
  let [asked, told] = [0, 0]

  beforeAll(async () => {
    for (const entity of entities) read.set(entity, await check.readEverything(world, entity))
  }, 120_000)
  afterAll(() => world.close())

  test.each(entities)(
    '%s: random sums are the same from the source and from its rows',
    async (entity) => {
      const { rows } = read.get(entity)!
      await fc.assert(
        fc.asyncProperty(questions(world, read.get(entity)!), async (query) => {
          const before = world.simulator.calls
          const theirs = await world.reader.aggregate(query, check.fresh(world))
          const ours = rows.filter(({ record }) => !query.filter || evaluate(query.filter, entity, leafReader(record)))
          expect(check.byValue(theirs.groups), JSON.stringify(query)).toEqual(
            check.byValue(addedUp(ours, query).groups),
          )
          asked++
          if (!theirs.native) return
          told++
          // Groups come in pages as rows do.
          const pages = Math.ceil(theirs.groups.length / world.source.caps.pageRows)
          expect(world.simulator.calls - before).toBeLessThanOrEqual(Math.max(1, pages))
        }),
        { seed, numRuns: 25, endOnFailure: true },
      )
    },
    120_000,
  )

  test('many of them were told by the source, in one call each', () => {
    expect(told).toBeGreaterThan(asked / 5)
  })
})

function questions(world: World, { entity, rows }: check.Subject): fc.Arbitrary<AggregateQuery> {
  const declared = (path: string) => mappedField(world.source.entities[entity]!, path)!.aggregatable!
  const paths = check.addablePaths(world, entity)
  const terms: GroupTerm[] = paths.flatMap((field): GroupTerm[] => [
    ...(declared(field).group ? [{ field }] : []),
    ...(declared(field).month ? [{ field, part: 'month' } as const] : []),
  ])
  const measures: Measure[] = paths.flatMap((field): Measure[] => {
    const { sum, count, range } = declared(field)
    const kinds = [...(sum ? ['sum'] : []), ...(count ? ['count'] : []), ...(range ? ['min', 'max'] : [])] as 'sum'[]
    return kinds.map((kind) => ({ kind, field }))
  })
  const filters: Filter[] = check
    .filterablePaths(world, entity)
    .filter((path) => canonical[entity].fields[path])
    .flatMap((path) => sampleFilters(entity, path, rows))
  return fc.record(
    {
      entity: fc.constant(entity),
      groupBy: fc.uniqueArray(fc.constantFrom(...terms), { maxLength: 3 }),
      measures: fc.uniqueArray(fc.constantFrom(...measures, { kind: 'count' } as const), { maxLength: 3 }),
      filter: fc
        .array(fc.constantFrom(...filters), { minLength: 1, maxLength: 2 })
        .map((terms): Filter => ({ kind: 'and', terms })),
    },
    { requiredKeys: ['entity', 'groupBy', 'measures'] },
  )
}
