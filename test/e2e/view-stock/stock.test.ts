import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stockOf } from '../../../subgraphs/simulator/company/expected.ts'
import { idOf, nameOf, plain, sourceOf } from '../company.ts'
import { openWorld, usualSources, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

const stock = /* GraphQL */ `
  query ($sku: String, $item: ID) {
    stock(sku: $sku, item: $item) {
      sku complete
      warehouses { source itemId warehouseId category servedFrom onHand { value uom } reserved { value } available { value } }
      totals { uom sourceUom onHand unusable reserved available warehouses }
      sourceResults { source status rows }
    }
  }
`

interface Row {
  readonly source: string
  readonly warehouseId: string
  readonly category: string
  readonly onHand: { readonly value: string; readonly uom: string | null }
}

const isUsable = ({ category }: Row) => category === 'ALL' || category === 'UNRESTRICTED'

/** Usable stock by warehouse. SAP keeps places inside a plant apart; the books count plants. */
function shown(rows: readonly Row[]): Record<string, string> {
  const plant = ({ warehouseId }: Row) => nameOf(warehouseId).split(';')[0]!
  const groups = Map.groupBy(rows.filter(isUsable), plant)
  return Object.fromEntries([...groups].map(([name, own]) => [name, added(own.map(({ onHand }) => onHand.value))]))
}

const added = (values: readonly string[]) => plain(values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed())

const truth = (sku: string) =>
  Object.fromEntries(
    stockOf(world.company, sku).map(({ warehouseId, system, onHand }) => [
      `${sourceOf[system]} ${world.company.warehouses[warehouseId]!.key}`,
      plain(onHand),
    ]),
  )

/** Items that several systems keep. */
const stocked = () =>
  world.company.items
    .filter(({ sku }) => new Set(stockOf(world.company, sku).map(({ system }) => system)).size > 2)
    .slice(0, 25)

describe('stock of one item', () => {
  test('is that of the books in every warehouse, to the unit', async () => {
    expect(stocked().length).toBeGreaterThan(10)
    for (const { sku } of stocked()) {
      const { data, errors } = await world.ask(stock, { sku })
      expect(errors).toEqual([])
      expect(data.stock.complete, sku).toBe(true)
      expect(shown(data.stock.warehouses), sku).toEqual(truth(sku))
      const sums = data.stock.totals as readonly { uom: string | null; onHand: string; unusable: string }[]
      expect(added(sums.map(({ onHand }) => onHand))).toBe(added(Object.values(truth(sku))))
      const blocked = stockOf(world.company, sku).flatMap(({ quality, blocked }) => [quality, blocked])
      expect(added(sums.map(({ unusable }) => unusable))).toBe(added(blocked))
    }
  })

  test('is the same found by any of its records', async () => {
    const { sku, keys } = stocked()[0]!
    const whole = (await world.ask(stock, { sku })).data.stock
    const { data, errors } = await world.ask(stock, { item: idOf('Item', 'netsuite', `${keys.netsuite}`) })
    expect(errors).toEqual([])
    expect(data.stock).toMatchObject({ totals: whole.totals, complete: true })
    expect(shown(data.stock.warehouses)).toEqual(shown(whole.warehouses))
  })

  test('what is held answers for as long as it is believed; asked anew, each system is asked for the item and its stock', async () => {
    const { sku } = stocked()[1]!
    await world.ask(stock, { sku })
    const held = await world.ask(stock, { sku })
    expect(held.calls).toEqual({ salesforce: 0, 'sap-eu': 0, 'netsuite-us': 0, 'odoo-at': 0 })
    expect(held.data.stock.warehouses.every((row: { servedFrom: string }) => row.servedFrom === 'CACHE')).toBe(true)
    const { data, calls } = await world.ask(stock, { sku }, live)
    expect(calls).toEqual({ salesforce: 0, 'sap-eu': 2, 'netsuite-us': 2, 'odoo-at': 2 })
    expect(data.stock.warehouses.every((row: { servedFrom: string }) => row.servedFrom === 'LIVE')).toBe(true)
  })

  test('an article number that nobody knows is null', async () => {
    const { data, errors } = await world.ask(stock, { sku: 'NO-SUCH' })
    expect({ data, errors }).toEqual({ data: { stock: null }, errors: [] })
  })

  test('leads on to the item and the warehouses', async () => {
    const { sku } = stocked()[0]!
    const { data, errors } = await world.ask(
      'query ($sku: String!) { stock(sku: $sku) { item { sku records { id } } warehouses { warehouseId warehouse { id code } } } }',
      { sku },
    )
    expect(errors).toEqual([])
    expect(data.stock.item.sku).toBe(sku)
    for (const { warehouseId, warehouse } of data.stock.warehouses) expect(warehouse.id).toBe(warehouseId)
  })

  test.each([[{}], [{ sku: 'A', item: 'B' }]])('%j is refused', async (args) => {
    const { errors } = await world.ask(stock, args)
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
  })

  test('a number that is not shared between two systems is not taken for one item', async () => {
    const apart = await openWorld({ change: (options) => ({ ...options, skuNamespaces: [['sap-eu', 'odoo-at']] }) })
    const { sku } = apart.company.items.find(
      ({ sku }) =>
        stockOf(apart.company, sku).some(({ system }) => system === 'sap') &&
        stockOf(apart.company, sku).some(({ system }) => system === 'netsuite'),
    )!
    const { errors } = await apart.ask(stock, { sku })
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
    const one = await apart.ask(`query ($sku: String!) { stock(sku: $sku, sources: ["sap-eu"]) { complete } }`, { sku })
    expect(one).toMatchObject({ errors: [], data: { stock: { complete: true } } })
    await apart.close()
  })
})

/** Every set of systems that may stop. */
const sets = Array.from({ length: 16 }, (_, bits) => usualSources.filter((_source, i) => bits & (1 << i)))

test.each(sets.map((stopped) => [stopped]))(
  'without %j the others’ stock stays, and is said to be partial',
  async (stopped) => {
    const { sku } = stocked()[2]!
    for (const name of stopped) await world.simulators[name]!.down()
    const { data, errors } = await world.ask(stock, { sku }, live)
    const concerned = stopped.filter((name) => name !== 'salesforce')
    expect(data.stock.complete).toBe(concerned.length === 0)
    const left = Object.entries(truth(sku)).filter(([name]) => !concerned.includes(name.split(' ')[0]!))
    expect(shown(data.stock.warehouses)).toEqual(Object.fromEntries(left))
    for (const source of concerned)
      expect(data.stock.sourceResults).toContainEqual({ source, status: 'UNAVAILABLE', rows: 0 })
    expect(new Set(errors.map(({ extensions }) => extensions.source))).toEqual(new Set(concerned))
  },
)
