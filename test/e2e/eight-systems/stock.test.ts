import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { availableOf, stockOf } from '../../../subgraphs/simulator/company/expected.ts'
import type { Item } from '../../../subgraphs/simulator/company/types.ts'
import { nameOf, plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'
import { byText, recordOf, systems } from './told.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.05, systems })
}, 60_000)
afterAll(() => world.close())

const live = { 'cache-control': 'no-cache' }
const added = (values: readonly string[]) => plain(values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed())

const stock = /* GraphQL */ `
  query ($sku: String, $item: ID) {
    stock(sku: $sku, item: $item) {
      complete
      warehouses { source warehouseId category onHand { value uom } available { value } }
      totals { uom onHand unusable available warehouses }
      sourceResults { source status }
    }
  }
`

interface Row {
  readonly source: string
  readonly warehouseId: string
  readonly category: string
  readonly onHand: { readonly value: string }
}

/** Usable stock by warehouse. SAP keeps places inside a plant apart; Finance & Operations puts the company before the warehouse. */
function shown(rows: readonly Row[]): Record<string, string> {
  const warehouse = ({ source, warehouseId }: Row) =>
    nameOf(warehouseId).replace(`${source} nl01;`, `${source} `).split(';')[0]!
  const usable = rows.filter(({ category }) => category === 'ALL' || category === 'UNRESTRICTED')
  return Object.fromEntries(
    [...Map.groupBy(usable, warehouse)]
      .map(([name, own]) => [name, added(own.map(({ onHand }) => onHand.value))])
      .filter(([, onHand]) => onHand !== '0'),
  )
}

/** Business One has a row for every warehouse, empty or not: compared is where something is. */
const truth = (sku: string) =>
  Object.fromEntries(
    stockOf(world.company, sku)
      .filter(({ onHand }) => !new Big(onHand).eq(0))
      .map(({ warehouseId, system, onHand }) => [
        `${sourceOf[system]} ${world.company.warehouses[warehouseId]!.key}`,
        plain(onHand),
      ]),
  )

const inSystems = ({ sku }: Item) => new Set(stockOf(world.company, sku).map(({ system }) => system))

/** Goods, in a unit with an international code, that two at least of the joined systems keep: Business One keeps no kits. */
const stocked = () =>
  world.company.items
    .filter((item) => {
      const joined = ['businessCentral', 'financeOperations', 'businessOne'].filter((system) =>
        inSystems(item).has(system as 'sap'),
      )
      return item.type === 'inventory' && item.unit !== 'roll' && joined.length > 1
    })
    .slice(0, 10)

const everywhere = () => stocked().toSorted((a, b) => inSystems(b).size - inSystems(a).size)[0]!

describe('stock of one item', () => {
  test('is that of the books in every warehouse of six systems, to the unit', async () => {
    expect(stocked().length).toBeGreaterThan(5)
    const seen = new Set<string>()
    for (const { sku } of stocked()) {
      const { data, errors } = await world.ask(stock, { sku })
      expect(errors).toEqual([])
      expect(data.stock.complete, sku).toBe(true)
      expect(shown(data.stock.warehouses), sku).toEqual(truth(sku))
      // The piece has one code in all systems, so one sum is enough.
      expect(data.stock.totals, sku).toHaveLength(1)
      expect(plain(data.stock.totals[0].onHand)).toBe(added(Object.values(truth(sku))))
      for (const { source } of data.stock.warehouses) seen.add(source)
    }
    expect([...seen].sort()).toEqual(['b1-ch', 'bc-uk', 'fno-nl', 'netsuite-us', 'odoo-at', 'sap-eu'])
  })

  test('that some warehouse does not tell to be free is not added up', async () => {
    const { sku } = everywhere()
    const { data } = await world.ask(stock, { sku })
    const untold = data.stock.warehouses.filter(({ available }: { available: unknown }) => available === null)
    expect(new Set(untold.map(({ source }: Row) => source))).toEqual(new Set(['sap-eu', 'bc-uk']))
    expect(data.stock.totals[0].available).toBeNull()
  })

  test('is the same found by any of its records', async () => {
    const { sku, keys } = everywhere()
    const expected = truth(sku)
    for (const [system, key] of Object.entries(keys)) {
      const { data, errors } = await world.ask(stock, { item: recordOf('Item', system as 'sap', key) })
      expect(errors).toEqual([])
      expect(data.stock.complete).toBe(true)
      expect(shown(data.stock.warehouses), system).toEqual(expected)
    }
  })

  test('asked anew costs each system its items and their stock, and those that know the item no more than its name', async () => {
    const { sku } = everywhere()
    expect(inSystems(everywhere()).size).toBe(6)
    await world.ask(stock, { sku })
    const { data, calls } = await world.ask(stock, { sku }, live)
    expect(data.stock.complete).toBe(true)
    expect(calls).toEqual(stockCalls)
  })

  // Business Central: names of item and warehouse of its entries; Finance & Operations: the unit of the item.
  const stockCalls = {
    ...{ salesforce: 0, 'dynamics-nl': 0 },
    ...{ 'sap-eu': 2, 'netsuite-us': 2, 'odoo-at': 2 },
    ...{ 'bc-uk': 4, 'fno-nl': 3, 'b1-ch': 2 },
  }
})

describe('what can be promised', () => {
  const availability = /* GraphQL */ `
    query ($lines: [AvailabilityLine!]!) {
      availability(lines: $lines) {
        complete
        lines { verdict reasons available shortBy sources { source onHand available availableBy } }
      }
    }
  `
  interface Own {
    readonly source: string
    readonly onHand: string
    readonly available: string
  }
  const ownOf = ({ source, onHand, available }: Own) => ({
    source,
    onHand: plain(onHand),
    available: plain(available),
  })

  test('is what the books of six systems leave, to the unit: so much is available, and more is short', async () => {
    for (const { sku } of stocked()) {
      const expected = availableOf(world.company, sku).map(({ system, ...own }) => ({
        ...own,
        source: sourceOf[system],
      }))
      const known = added(expected.map(({ available }) => available))
      const quantity = new Big(known).gt(0) ? known : '0.001'
      const more = new Big(known).plus('0.001').toFixed()
      const { data, errors } = await world.ask(availability, {
        lines: [
          { sku, quantity },
          { sku, quantity: more },
        ],
      })
      expect(errors).toEqual([])
      const [enough, tooMuch] = data.availability.lines
      expect(enough.sources.map(ownOf).sort(byText), sku).toEqual(expected.map(ownOf).sort(byText))
      expect(plain(enough.available), sku).toBe(known)
      expect(enough.verdict).toBe(known === '0' ? 'SHORT' : 'AVAILABLE')
      expect(tooMuch).toMatchObject({ verdict: 'SHORT', reasons: ['NOT_ENOUGH'] })
      expect(plain(tooMuch.shortBy)).toBe('0.001')
    }
  })

  test('by a day is no no while a system does not say what comes when', async () => {
    const { sku } = everywhere()
    const { data } = await world.ask(availability, { lines: [{ sku, quantity: '99999999', by: '2026-12-24' }] })
    expect(data.availability.lines[0]).toMatchObject({ verdict: 'UNKNOWN', reasons: ['SUPPLY_UNKNOWN'] })
  })
})

test('the profile of an item has its records and stock of all systems', async () => {
  const { sku, keys } = everywhere()
  const { data, errors } = await world.ask(
    `query ($sku: String!) { itemProfile(sku: $sku) {
      complete records { id sku } stockTotals { uom onHand warehouses }
      stock(first: 500) { complete nodes { category onHand { value } warehouse { id } meta { source { name } } } }
    } }`,
    { sku },
  )
  expect(errors).toEqual([])
  const { complete, records, stockTotals, stock } = data.itemProfile
  expect({ complete, whole: stock.complete }).toEqual({ complete: true, whole: true })
  expect(records.map(({ id }: { id: string }) => id).sort()).toEqual(
    Object.entries(keys)
      .map(([system, key]) => recordOf('Item', system as 'sap', key))
      .sort(),
  )
  const rows = stock.nodes.map((node: { warehouse: { id: string }; meta: { source: { name: string } } }) => ({
    ...node,
    ...{ warehouseId: node.warehouse.id, source: node.meta.source.name },
  }))
  expect(shown(rows)).toEqual(truth(sku))
  expect(stockTotals).toHaveLength(1)
})
