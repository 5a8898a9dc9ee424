import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ scale: 0.1 })
})
afterAll(() => world.close())

const uncached = { 'cache-control': 'no-cache' }

test('fifty customers of one ERP with open invoices and credit cost one call per level', async () => {
  const query = /* GraphQL */ `{
    customers(first: 50, sources: ["netsuite-us"]) {
      nodes {
        name
        credit { limit { amount currency } }
        invoices(first: 3, where: { status: { in: [OPEN, PARTIALLY_PAID] } }) { nodes { number dueDate open { document { amount currency } } } }
      }
    }
  }`
  const { data, errors, calls } = await world.ask(query, {}, uncached)
  expect(errors).toEqual([])
  expect(data.customers.nodes.length).toBe(Math.min(50, data.customers.nodes.length))
  expect(
    data.customers.nodes.some((customer: { invoices: { nodes: unknown[] } }) => customer.invoices.nodes.length > 0),
  ).toBe(true)
  // Customers; then credit and invoices side by side.
  expect(calls).toEqual({ salesforce: 0, 'sap-eu': 0, 'netsuite-us': 3, 'odoo-at': 0 })
})

test('fifty customers of the CRM with contacts and opportunities, and across the ERPs with open invoices and credit, cost one call per level and source', async () => {
  const query = /* GraphQL */ `{
    customers(first: 50, sources: ["salesforce"]) {
      nodes {
        id
        name
        contacts(first: 5) { nodes { fullName } }
        opportunities(first: 5) { nodes { name } }
        profile {
          invoices(first: 5, where: { status: { in: [OPEN, PARTIALLY_PAID] } }) { nodes { number } complete }
          credit { limit { amount } }
        }
      }
    }
  }`
  const { data, errors, calls } = await world.ask(query, {}, uncached)
  expect(errors).toEqual([])
  expect(data.customers.nodes.length).toBe(50)
  // Salesforce: accounts; contacts and opportunities beside the check that no other account claims the same ERP records.
  expect(calls.salesforce).toBe(4)
  // Each ERP: invoices and credit by the keys that the accounts name. SAP's credit is made of limit, risk class and exposure only when selected.
  expect(calls['netsuite-us']).toBe(2)
  expect(calls['odoo-at']).toBe(2)
  expect(calls['sap-eu']).toBe(2)
})

test('fields that nobody selects are not asked for', async () => {
  const { simulators } = world
  const before = simulators.salesforce!.arrivals.length
  await world.ask('{ customers(first: 1, sources: ["salesforce"]) { nodes { name } } }', {}, uncached)
  const [arrival] = simulators.salesforce!.arrivals.slice(before).filter((entry) => entry.kind === 'data')
  expect(arrival?.native).toContain('Name')
  expect(arrival?.native).not.toContain('Industry')
})
