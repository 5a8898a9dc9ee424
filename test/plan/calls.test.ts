import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../e2e/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  for (const simulator of Object.values(world.simulators)) simulator.reset()
})

const uncached = { 'cache-control': 'no-cache' }
const alone = (calls: number) => ({ salesforce: 0, 'sap-eu': 0, 'netsuite-us': calls, 'odoo-at': 0 })

async function idOf(root: string): Promise<string> {
  const { data } = await world.ask(`{ ${root}(first: 1, sources: ["netsuite-us"]) { nodes { id } } }`)
  return data[root].nodes[0].id
}

test('records of one type that are wanted at several places of a level are asked for in one call', async () => {
  const query = `{ customers(first: 10, sources: ["netsuite-us"]) {
    nodes { a: invoices(first: 2) { nodes { number } } }
    edges { node { b: invoices(first: 5) { totalCount } } }
  } }`
  const { errors, calls } = await world.ask(query, {}, uncached)
  expect(errors).toEqual([])
  expect(calls).toEqual(alone(2))
})

test('several records by their ids are one call, whatever the names in the answer', async () => {
  const { data } = await world.ask('{ customers(first: 3, sources: ["netsuite-us"]) { nodes { id } } }')
  const [a, b, c] = data.customers.nodes.map(({ id }: { id: string }) => id)
  const query = `{ a: customer(id: "${a}") { name } b: customer(id: "${b}") { number } c: node(id: "${c}") { id ... on Customer { name } } }`
  const answer = await world.ask(query, {}, uncached)
  expect(answer.errors).toEqual([])
  expect(answer.calls).toEqual(alone(1))
})

test('what a record’s id is enough to find does not wait for the record', async () => {
  const id = await idOf('items')
  const query = 'query ($id: ID!) { item(id: $id) { sku stock { nodes { onHand { value } } } } }'
  world.simulators['netsuite-us']!.fault({ kind: 'forbidden', match: 'FROM item ' })
  const { data, errors, calls } = await world.ask(query, { id }, uncached)
  expect(data).toEqual({ item: null })
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['item'], 'SOURCE_FORBIDDEN']])
  // The stock was asked for all the same: it had left beside the item.
  expect(calls).toEqual(alone(2))
})

test('what a record’s id is enough to find waits for the record where the same is asked of others by then', async () => {
  const id = await idOf('warehouses')
  const stock = 'stock(first: 2) { nodes { available { value } } }'
  const list = `warehouses(first: 3, sources: ["netsuite-us"]) { nodes { name ${stock} } }`
  const one = (where: string) => `warehouse(id: "${id}") { name ${stock.replace('first: 2', `first: 2${where}`)} }`
  const beside = await world.ask(`{ ${list} ${one('')} }`, {}, uncached)
  expect(beside.errors).toEqual([])
  expect(beside.calls).toEqual(alone(3))
  // Another question goes alone in any case, and need not wait.
  world.simulators['netsuite-us']!.fault({ kind: 'forbidden', match: 'FROM location ' })
  const other = await world.ask(`{ ${list} ${one(', where: { available: { value: { gt: "1" } } }')} }`, {}, uncached)
  expect(other.data).toEqual({ warehouses: { nodes: [] }, warehouse: null })
  expect(other.calls).toEqual(alone(3))
})

test('what hangs on a record that does not exist is not in the answer', async () => {
  const id = Buffer.from('1|Item|netsuite-us|99999999').toString('base64url')
  const query = 'query ($id: ID!) { item(id: $id) { sku stock { nodes { onHand { value } } } } }'
  const { data, errors } = await world.ask(query, { id }, uncached)
  expect(errors).toEqual([])
  expect(data).toEqual({ item: null })
})

test('a call is booked on the first parent that it was made for', async () => {
  const query = `{ customers(first: 3, sources: ["netsuite-us"]) { sourceResults { calls } nodes { invoices { sourceResults { calls } } } } }`
  const { data } = await world.ask(query, {}, uncached)
  const below = data.customers.nodes.map(
    (node: { invoices: { sourceResults: { calls: number }[] } }) => node.invoices.sourceResults[0]!.calls,
  )
  expect(data.customers.sourceResults).toEqual([{ calls: 1 }])
  expect(below).toEqual([1, 0, 0])
})
