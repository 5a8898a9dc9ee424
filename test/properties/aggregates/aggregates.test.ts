import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, type EntityName, type Filter } from '../../../gateway/connector/index.ts'
import { evaluate } from '../../../gateway/pushdown/evaluate.ts'
import { split } from '../../../gateway/pushdown/split.ts'
import { structNeeds } from '../../../gateway/pushdown/struct-needs.ts'
import { addedUp } from '../../../gateway/read/aggregate.ts'
import { leafReader } from '../../../gateway/read/decode.ts'
import type { AggregateQuery, GroupTerm, Measure } from '../../../gateway/read/index.ts'
import { mappedField } from '../../../gateway/read/native-path.ts'
import { jsonRpcLogin } from '../../../subgraphs/odoo/simulator.ts'
import { guidFor } from '../../../subgraphs/simulator/company/keys.ts'
import * as check from '../../conformance/checks.ts'
import { sampleFilters } from '../../conformance/samples.ts'
import { loadVendor, type VendorFolder, vendors } from '../../conformance/vendor-folder.ts'
import { openWorld, type World } from '../../conformance/world.ts'

/**
 * Added up by the source, or read and added up here: the same groups, the same numbers to the last digit. Random groups, measures
 * and filters over what is declared, over real sockets; the reference has read every row and decides and adds up here.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)

type Settings = Readonly<Record<string, unknown>>

/** Set up otherwise than usual: the vendor's system, and what the connector knows of it. */
const setUp = ({ connector, module }: VendorFolder, system: Settings, known: Settings): VendorFolder => ({
  connector,
  module: {
    ...module,
    create: (setup) => module.create({ ...setup, settings: { ...setup.settings, ...system } }),
    config: (url) => ({ ...module.config(url), ...known }),
  },
})

const folders = await Promise.all(vendors.map(async (name) => ({ name, folder: await loadVendor(name) })))
const folderOf = (vendor: string) => folders.find(({ name }) => name === vendor)!.folder
const oneCurrency = { multiCurrency: false }
const release = (version: string) => ({ ...jsonRpcLogin, version, protocol: 'jsonrpc', currency: 'EUR' })
const euro = guidFor('dataverse/currency/EUR')
const unconverted = { sumsInBaseCurrency: false }
const everything = { ...unconverted, documents: true, credit: true, stageColumn: 'salesstage' }
// Salesforce adds up amounts only where there is one currency, Odoo those of deals, and Dataverse where nothing is converted.
const subjects = [
  ...folders.filter(({ folder }) => folder.connector.aggregate),
  { name: 'salesforce of one currency', folder: setUp(folderOf('salesforce'), oneCurrency, oneCurrency) },
  { name: 'dataverse without conversion', folder: setUp(folderOf('dataverse'), unconverted, everything) },
  // Of the others, which are there all the same, nothing is known.
  { name: 'dataverse of one currency', folder: setUp(folderOf('dataverse'), {}, { currencies: { [euro]: 'EUR' } }) },
  { name: 'odoo of one currency', folder: setUp(folderOf('odoo'), {}, { currency: 'EUR' }) },
  ...['16', '18'].map((version) => ({
    name: `odoo ${version} of one currency`,
    folder: setUp(folderOf('odoo'), { version: Number(version) }, release(version)),
  })),
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
            check.byValue(check.asFarAsTold(world, theirs, addedUp(ours, query), query)),
          )
          asked++
          if (!theirs.native) return
          told++
          // A group may come in two parts, its debits and its credits.
          const pages = 1 + Math.floor((2 * theirs.groups.length) / world.source.caps.pageRows)
          expect(world.simulator.calls - before).toBeLessThanOrEqual(pages)
        }),
        { seed, numRuns: 25, endOnFailure: true },
      )
    },
    120_000,
  )

  test('many of them were told by the source, in a call each, or one for each page', () => {
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
  // Where texts are many, hardly any question would be decided there.
  const decided = filters.filter((filter) => split(filter, world.source, entity).residual === undefined)
  const query = fc.record(
    {
      entity: fc.constant(entity),
      groupBy: fc.uniqueArray(fc.constantFrom(...terms), { maxLength: 3 }),
      measures: fc.uniqueArray(fc.constantFrom(...measures, { kind: 'count' } as const), { maxLength: 3 }),
      filter: fc
        .array(fc.oneof(fc.constantFrom(...filters), fc.constantFrom(...decided)), { minLength: 1, maxLength: 2 })
        .map((terms): Filter => ({ kind: 'and', terms })),
      isCountOptional: fc.boolean(),
    },
    { requiredKeys: ['entity', 'groupBy', 'measures', 'isCountOptional'] },
  )
  return fc.tuple(query, fc.boolean()).map(([own, isWhole]) => (isWhole ? withNeeds(own, terms) : own))
}

/** With what its measures are nothing without, as people ask: amounts by their currency. */
function withNeeds(query: AggregateQuery, terms: readonly GroupTerm[]): AggregateQuery {
  const { entity, groupBy, measures } = query
  const needs = new Set(measures.flatMap(({ field }) => (field ? structNeeds(entity, field) : [])))
  const isAsked = ({ field }: GroupTerm) => groupBy.some((term) => term.field === field && !term.part)
  const missing = terms.filter((term) => needs.has(term.field) && !term.part && !isAsked(term))
  return { ...query, groupBy: [...groupBy, ...missing] }
}
