import { afterAll, beforeAll, describe, test } from 'vitest'
import { canonical, type EntityName } from '../../gateway/connector/index.ts'
import * as check from './checks.ts'
import { loadVendor, subgraphs } from './vendor-folder.ts'
import { openWorld } from './world.ts'

/**
 * What every connector must hold, read off its own declarations: a claim that is made is checked against the vendor's
 * simulator, and whatever is not claimed must still give the right answer, by way of rows that we decide on ourselves.
 *
 * `folder` holds the vendor's `connector.ts` and `simulator.ts`; `base` is where that folder is, with a slash at its end.
 */
export function conformance(folder: string, base: URL = subgraphs): void {
  describe(folder, async () => {
    const world = await openWorld(await loadVendor(folder, base))
    const entities = Object.keys(world.source.entities) as EntityName[]
    const subjects = new Map<EntityName, check.Subject>()

    beforeAll(async () => {
      for (const entity of entities) subjects.set(entity, await check.readEverything(world, entity))
    }, 120_000)
    afterAll(() => world.close())

    describe.each(entities)('%s', (entity) => {
      const subject = () => subjects.get(entity)!
      const relations = check.relationsOf(world, entity)

      test('has records, each with its own key', () => check.hasDistinctKeys(subject()))
      test('maps only fields of the schema, and never what the gateway computes', () =>
        check.mapsOnlyTheSchema(subject()))
      test('has what it says every record has', () => check.alwaysTellsWhatItSays(subject()))
      test('lacks only what the schema can name', () => check.lacksWhatCouldBe(subject()))
      test('gives every value in its canonical form, and every required one', () =>
        check.givesCanonicalValues(subject()))
      test('finds records by key, and nothing for unknown keys', () => check.findsByKey(subject()))
      test('asks nothing for no keys', () => check.asksNothingForNoKeys(subject()))
      test('reads many keys in as many calls as its caps force', () => check.readsManyKeysTogether(subject()))
      test('a first page is one call per native object it needs', () => check.readsAFirstPageAtOnce(subject()))
      test('pages through everything once, in a stable order', () => check.pagesThroughEverythingOnce(subject()))
      test('points only to records that exist', () => check.pointsOnlyToRecords(subject()))

      test.each(check.filterablePaths(world, entity))('filters by %s as we do', (path) =>
        check.filtersAsWeDo(subject(), path),
      )
      test.each(check.missingPaths(world, entity))('refuses to filter by %s, which it does not have', (path) =>
        check.refusesToFilterBy(subject(), path),
      )
      test.each(check.sortablePaths(world, entity))('sorts by %s as we do, and pages in that order', (path) =>
        check.sortsAsWeDo(subject(), path),
      )
      test.each(relations.served)('gives the %s of many records in one question', (relation) =>
        check.relatesManyAtOnce(subject(), relation, subjects.get(canonical[entity].relations[relation]!.to)!),
      )
      test.each(relations.unserved)('refuses to give the %s, of which it cannot tell the owner', (relation) =>
        check.refusesToRelate(subject(), relation),
      )
    })

    test('an address that does not answer is a coded failure', () => check.failsWithACode(world, entities[0]!))
  })
}
