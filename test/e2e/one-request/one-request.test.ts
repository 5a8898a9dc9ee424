import { afterAll, beforeAll, expect, test } from 'vitest'
import { availableOf, creditOf, openOrderTotals } from '../../../subgraphs/simulator/company/expected.ts'
import { readmeQuery } from '../../readme.ts'
import { nameOf, plain, sourceOf } from '../company.ts'
import { accountOf, type LinkedWorld, openLinkedWorld, recordsOf } from '../identity-links/world.ts'
import { usualSources } from '../world.ts'

let world: LinkedWorld
beforeAll(async () => {
  world = await openLinkedWorld({ onLastDay: true })
  // Every system has let us in before: what is counted below are questions.
  await world.ask('{ customers(first: 1, orderBy: [{ name: ASC }]) { nodes { name } } }')
})
afterAll(() => world.close())

const customerWith = (key: string) => world.company.customers.find(({ keys }) => keys.salesforce === key)!

test('what can be promised to whom is asked live, of each system as often as it has an answer of its own', async () => {
  const promise = readmeQuery('Promise')
  await world.ask(promise)
  const { data, errors, calls } = await world.ask(promise)
  expect(errors).toEqual([])
  const customer = customerWith('001Hs00000000SeIAI')
  expect(promise).toContain(accountOf(customer))
  expect(data.availability.verdict).toBe('AVAILABLE')
  const bySource = Object.groupBy(availableOf(world.company, 'TOO-10000'), ({ system }) => sourceOf[system])
  expect(Object.keys(bySource).sort()).toEqual(usualSources.filter((source) => source !== 'salesforce').sort())
  expect(data.availability.lines[0].sources.map(({ source }: { source: string }) => source).sort()).toEqual(
    Object.keys(bySource).sort(),
  )
  const [credit] = creditOf(world.company, customer.id)
  expect(data.creditCheck.decision).toBe('APPROVED')
  expect(data.creditCheck.scopes.map(({ available }: Scope) => plain(available.amount))).toEqual([
    plain(credit!.available!),
  ])
  expect(calls).toEqual({
    // The account; other accounts with its VAT number; other accounts that claim the record in SAP.
    salesforce: 3,
    // Stock, and what orders still want of it; the customer's record; limit, open items and orders.
    'sap-eu': 6,
    // Stock; customers with the VAT number.
    'netsuite-us': 2,
    // Stock, what comes from suppliers; customers with the VAT number.
    'odoo-at': 3,
  })
})

test('who a customer is to us is one request, of which nothing is missing, and the next one costs no call', async () => {
  const customer = customerWith('001Hs000000003aIAA')
  expect(readmeQuery('Customer360').split(accountOf(customer))).toHaveLength(3)
  const { data, errors, calls } = await world.ask(readmeQuery('Customer360'))
  expect(errors).toEqual([])
  const { customerProfile, receivablesAging, openOrders } = data
  expect([customerProfile.complete, receivablesAging.complete, openOrders.complete]).toEqual([true, true, true])
  expect(
    customerProfile.records.map(({ meta }: { meta: { source: { name: string } } }) => meta.source.name).sort(),
  ).toEqual(
    recordsOf(customer)
      .map((id) => nameOf(id).split(' ')[0])
      .sort(),
  )
  const sum = (rows: readonly { orders: number }[]) => rows.reduce((total, { orders }) => total + orders, 0)
  const ordered = openOrderTotals(world.company, ({ customerId }) => customerId === customer.id)
  expect(sum(ordered)).toBeGreaterThan(0)
  expect(sum(openOrders.groups)).toBe(sum(ordered))
  expect(calls).toEqual({
    // The account; other accounts that claim its records elsewhere; deals; orders.
    salesforce: 4,
    // The record; open items of invoices, of credit notes and payments, and of part payments; orders; limit, exposure.
    'sap-eu': 8,
    // The record; open invoices; payments on account; orders; credit.
    'netsuite-us': 5,
    // The record; open invoices; payments on account; orders; deals; credit; whose contacts order and deal, once.
    'odoo-at': 7,
  })
  const again = await world.ask(readmeQuery('Customer360'))
  expect(Object.values(again.calls)).toEqual([0, 0, 0, 0])
  expect(again.data.openOrders).toEqual(openOrders)
})

interface Scope {
  readonly available: { readonly amount: string }
}
