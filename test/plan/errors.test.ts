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

test('a call that fails nulls the fields that it was made for, each with its place', async () => {
  world.simulators['netsuite-us']!.fault({ kind: 'forbidden', skip: 1 })
  const query = `{ customers(first: 2, sources: ["netsuite-us"]) { edges { its: node { name invoices { nodes { id } } } } } }`
  const { data, errors } = await world.ask(query, {}, uncached)
  const its = { name: expect.any(String), invoices: null }
  expect(data).toEqual({ customers: { edges: [{ its }, { its }] } })
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['customers', 'edges', 0, 'its', 'invoices'], 'SOURCE_FORBIDDEN'],
    [['customers', 'edges', 1, 'its', 'invoices'], 'SOURCE_FORBIDDEN'],
  ])
})

test('wrong arguments below a record fail their own field', async () => {
  const query = `{ customers(first: 1, sources: ["netsuite-us"]) { nodes { name invoices(first: 5000) { nodes { id } } } } }`
  const { data, errors, calls } = await world.ask(query, {}, uncached)
  expect(data.customers.nodes).toEqual([{ name: expect.any(String), invoices: null }])
  expect(errors).toMatchObject([{ path: ['customers', 'nodes', 0, 'invoices'], extensions: { code: 'BAD_REQUEST' } }])
  expect(calls['netsuite-us']).toBe(1)
})

test('a value that every record must have, and that cannot be read, costs the source its part and nothing else', async () => {
  world.simulators['netsuite-us']!.fault({ kind: 'rewrite', find: '"name":"', put: '"nome":"' })
  const query = `{ customers(first: 2, sources: ["netsuite-us", "odoo-at"]) { nodes { name } complete sourceResults { source status } } items(first: 1) { nodes { sku } } }`
  const { data, errors } = await world.ask(query, {}, uncached)
  expect(data.customers.nodes).toHaveLength(2)
  expect(data.customers.complete).toBe(false)
  expect(data.customers.sourceResults).toEqual([
    { source: 'netsuite-us', status: 'FAILED' },
    { source: 'odoo-at', status: 'OK' },
  ])
  expect(errors).toMatchObject([{ path: ['customers'], extensions: { code: 'SOURCE_BAD_RESPONSE' } }])
  expect(data.items.nodes).toHaveLength(1)
})

test('answers of both executors stand in the order of the selection, and their errors together', async () => {
  const query = '{ z: sources { name } customer(id: "x") { name } a: items(first: 1) { nodes { sku } } __typename }'
  const { data, errors } = await world.ask(query, {}, uncached)
  expect(Object.keys(data)).toEqual(['z', 'customer', 'a', '__typename'])
  expect(data.__typename).toBe('Query')
  expect(errors).toMatchObject([{ path: ['customer'], extensions: { code: 'BAD_REQUEST' } }])
})
