import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { availableOf, creditDecision, stockOf } from '../../../subgraphs/simulator/company/expected.ts'
import { idOf, sourceOf } from '../company.ts'
import { approved } from '../view-credit/customers.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())

/** The queries of the guide, as they stand there. */
const queries = [...readFileSync('docs/views.md', 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)].map(
  (match) => match[1]!,
)
const query = (name: string): string => queries.find((text) => text.startsWith(`query ${name}`))!

test('can we promise it, to this customer? One request, and each system is asked as often as it takes', async () => {
  const { record, keys } = approved(world.company, 'sap')
  const { sku } = world.company.items.find(
    (item) =>
      item.unit !== 'roll' && availableOf(world.company, item.sku).some(({ available }) => Number(available) >= 1),
  )!
  const ask = () => world.ask(query('Promise'), { customer: record, sku, quantity: '1', by: '2026-11-27', amount: '1' })
  await ask()
  const { data, errors, calls } = await ask()
  expect(errors).toEqual([])
  expect(data.availability.verdict).toBe('AVAILABLE')
  expect(data.creditCheck.decision).toBe(
    creditDecision(world.company, [{ system: 'sap', key: keys.sap! }], '1', 'EUR').decision,
  )
  const keeps = (system: 'sap' | 'netsuite' | 'odoo') =>
    stockOf(world.company, sku).some((row) => row.system === system)
  // SAP: limit, open items and orders of the customer; stock and orders of the item. The CRM: who the customer is.
  expect(calls).toEqual({
    salesforce: 2,
    'sap-eu': 3 + (keeps('sap') ? 2 : 0),
    'netsuite-us': keeps('netsuite') ? 1 : 0,
    'odoo-at': keeps('odoo') ? 2 : 0,
  })
})

test('customer 360 is one request, and nothing of it is missing', async () => {
  const { record, keys } = approved(world.company, 'sap', 'netsuite')
  const { data, errors, calls } = await world.ask(query('Customer360'), { customer: record })
  expect(errors).toEqual([])
  const { customerProfile, receivablesAging, openOrders } = data
  expect([customerProfile.complete, receivablesAging.complete, openOrders.complete]).toEqual([true, true, true])
  const sources = customerProfile.records.map(({ meta }: { meta: { source: { name: string } } }) => meta.source.name)
  expect(sources.sort()).toEqual(
    Object.keys(keys)
      .map((system) => sourceOf[system as 'sap'])
      .sort(),
  )
  expect(idOf('Customer', 'salesforce', keys.salesforce!)).toBe(record)
  expect(calls['odoo-at']).toBeLessThanOrEqual(2)
  const again = await world.ask(query('Customer360'), { customer: record })
  expect(Object.values(again.calls).every((count) => count === 0)).toBe(true)
})
