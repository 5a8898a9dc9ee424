import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../e2e/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ systems: ['businessOne'], scale: 0.03 })
})
afterAll(() => world.close())

test('a page of customers with what they owe, may buy and have ordered is one call per level and type', async () => {
  const query = /* GraphQL */ `{
    customers(first: 20) {
      nodes {
        name
        meta { legalEntity { code functionalCurrency } }
        contacts { nodes { fullName emails } }
        credit { limit { amount currency } exposure { total { amount } } available { amount } }
        invoices(first: 50, where: { status: { in: [OPEN, PARTIALLY_PAID] } }) {
          nodes { number dueDate kind open { base { amount currency } } lines { description } }
        }
        salesOrders(first: 50) { nodes { number status lines { item { sku name } ordered { value uom } } } }
      }
    }
  }`
  const { data, errors, calls } = await world.ask(query, {}, { 'cache-control': 'no-cache' })
  expect(errors).toEqual([])
  const nodes = data.customers.nodes as Record<string, unknown>[]
  expect(nodes.length).toBeGreaterThan(10)
  const some = (of: string, within: string) =>
    nodes.some((node) => (node[of] as { nodes: Record<string, unknown[]>[] }).nodes.some((row) => row[within]?.length))
  expect([some('invoices', 'lines'), some('salesOrders', 'lines')]).toEqual([true, true])
  // Customers; contacts, credit, invoices and orders side by side; lines of invoices and of orders; items.
  expect(calls).toEqual({ 'b1-ch': 8 })
})
