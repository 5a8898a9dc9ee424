import Big from 'big.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stockOf } from '../../../subgraphs/simulator/company/expected.ts'
import { plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const stockPage = /* GraphQL */ `
  query ($sku: String!) {
    itemProfile(sku: $sku) {
      sku
      displayName
      complete
      records { sku name baseUom meta { source { name } } }
      stock(first: 500, where: { category: { in: [UNRESTRICTED, ALL] } }) {
        nodes { category onHand { value uom } warehouse { code } meta { source { name } fetchedAt servedFrom } }
        complete
      }
      stockTotals { uom onHand warehouses }
    }
  }
`

test.each([0, 6, 11])('item %i: stock per warehouse of all systems is the true one', async (item) => {
  const { sku } = world.company.items[item]!
  const { data, errors } = await world.ask(stockPage, { sku })
  expect(errors).toEqual([])
  const profile = data.itemProfile
  expect(profile.complete).toBe(true)
  expect(profile.records.every((record: { sku: string }) => record.sku === sku)).toBe(true)
  const truth = stockOf(world.company, sku)
  const bySource = (rows: readonly { source: string; value: string }[]) =>
    Object.fromEntries(
      [...Map.groupBy(rows, ({ source }) => source)].map(([source, group]) => [
        source,
        plain(group.reduce((sum, { value }) => sum.plus(value), new Big(0)).toFixed()),
      ]),
    )
  const expected = bySource(truth.map((row) => ({ source: sourceOf[row.system], value: row.onHand })))
  const answered = bySource(
    profile.stock.nodes.map((row: { onHand: { value: string }; meta: { source: { name: string } } }) => ({
      source: row.meta.source.name,
      value: row.onHand.value,
    })),
  )
  expect(answered).toEqual(expected)
})

test('an item that no system has is null, not an error', async () => {
  const { data, errors } = await world.ask(stockPage, { sku: 'NO-SUCH-SKU' })
  expect(errors).toEqual([])
  expect(data.itemProfile).toBeNull()
})
