import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeKey, type SourceKey } from '../../../gateway/connector/index.ts'
import { inSystem, unitOf } from '../../../subgraphs/simulator/company/in-system.ts'
import { all, company, customers, known, openWorld, own, sameAmount, scope, system, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** A place as a key: both parts of it may hold anything. */
const placeOf = (itemId: number, location: string) =>
  encodeKey([[company.items[itemId]!.sku, location].map(encodeURIComponent).join('/')])

describe('parties', () => {
  test('are as the system has them, blocks and currencies included', async () => {
    const fields = [
      'number',
      'name',
      'kind',
      'status',
      'sourceStatus',
      'blocks',
      'currency',
      'addresses',
      'identifiers',
      'owner',
    ]
    const found = await all(world, 'Customer', fields)
    expect(found.size).toBe(customers.length)
    for (const customer of customers) {
      const { name, currency, kind } = inSystem(customer, system)
      expect(found.get(customer.keys.businessCentral!)).toMatchObject({
        number: customer.numbers!.businessCentral,
        name,
        currency,
        kind: kind === 'person' ? 'PERSON' : 'ORGANIZATION',
        owner: company.users[customer.ownerId]!.numbers.businessCentral ?? null,
      })
    }
    const blocked = customers.find(({ blocks }) => blocks.orders)!
    expect(found.get(blocked.keys.businessCentral!)).toMatchObject({
      status: 'BLOCKED',
      sourceStatus: 'All',
      blocks: [{ area: 'ALL' }],
    })
    const free = [...found.values()].find(({ status }) => status === 'ACTIVE')
    expect(free).toMatchObject({ sourceStatus: null, blocks: [] })
  })

  test('suppliers have no limit and no kind, but may be blocked for payment', async () => {
    const found = await all(world, 'Supplier', ['number', 'kind', 'paymentBlocked', 'paymentTerm.code'])
    expect(found.size).toBe(known(company.suppliers).length)
    for (const supplier of known(company.suppliers))
      expect(found.get(supplier.keys.businessCentral!)).toMatchObject({
        kind: 'UNKNOWN',
        paymentBlocked: supplier.blocks.payment || supplier.blocks.posting || supplier.blocks.purchasing,
      })
  })

  test('contacts are persons, not the companies that they are at', async () => {
    expect((await all(world, 'Contact', ['fullName'])).size).toBe(known(company.contacts).length)
  })

  test('what cannot be named in a filter is sought as none of the others, and rechecked', async () => {
    const filter = { kind: 'compare', field: 'status', op: 'eq', value: 'ACTIVE' } as const
    const asked = await world.callsFor(() => world.list('Customer', ['name'], filter))
    expect(asked[0]).toContain("$filter=blocked ne 'All'")
    const blocked = await world.callsFor(() => world.list('Customer', ['name'], { ...filter, value: 'BLOCKED' }))
    expect(blocked[0]).toContain("$filter=blocked eq 'All'")
  })
})

describe('stock', () => {
  test('is what open entries have left, by item and location, in base units', async () => {
    const fields = ['item', 'warehouse', 'onHand.value', 'onHand.uom', 'onHand.sourceUom', 'category']
    const found = await all(world, 'StockLevel', fields)
    const wanted = Map.groupBy(own(company.stock), ({ itemId, location }) => placeOf(itemId, location))
    const held = [...wanted].filter(([, rows]) => rows.some(({ onHand }) => Number(onHand) !== 0))
    expect([...found.keys()].sort()).toEqual(held.map(([key]) => key).sort())
    for (const [key, rows] of held) {
      const [{ itemId, warehouseId }] = rows as [(typeof rows)[0]]
      const level = found.get(key)
      const item = company.items[itemId]!
      sameAmount(level.onHand.value, rows.reduce((sum, { onHand }) => sum.plus(onHand), new Big(0)).toFixed())
      expect(level).toMatchObject({
        item: item.keys.businessCentral,
        warehouse: company.warehouses[warehouseId]!.key,
        category: 'ALL',
        onHand: { sourceUom: unitOf(company, item).codes.businessCentral, uom: unitOf(company, item).unece },
      })
    }
  })

  test('of many items is one call, by their numbers', async () => {
    const held = own(company.stock).filter(({ onHand }) => Number(onHand) !== 0)
    const keys = [...new Set(held.map(({ itemId }) => company.items[itemId]!.keys.businessCentral!))]
    const query = {
      parent: 'Item',
      relation: 'stock',
      keys: keys.slice(0, 30) as SourceKey[],
      fields: ['onHand.value'],
      order: [],
    } as const
    const calls = await world.callsFor(async () => {
      const groups = await world.reader.children(query, scope())
      expect([...groups.values()].every((rows) => rows.length > 0)).toBe(true)
    })
    expect(calls.filter((call) => call.includes('itemLedgerEntries') || call.includes('itemNo eq'))).toHaveLength(1)
  })

  test('may be taken from the items, of all locations together', async () => {
    const other = await openWorld({ stockFrom: 'items' })
    const found = await all(other, 'StockLevel', ['item', 'warehouse', 'onHand.value'])
    const item = known(company.items).find(({ id }) => own(company.stock).some(({ itemId }) => itemId === id))!
    const rows = own(company.stock).filter(({ itemId }) => itemId === item.id)
    const level = found.get(item.keys.businessCentral!)
    expect(level).toMatchObject({ item: item.keys.businessCentral })
    sameAmount(level.onHand.value, rows.reduce((sum, { onHand }) => sum.plus(onHand), new Big(0)).toFixed())
    await other.close()
  })
})
