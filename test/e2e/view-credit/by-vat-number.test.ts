import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vatNumber } from '../../../gateway/identity/vat.ts'
import { creditDecision } from '../../../subgraphs/simulator/company/expected.ts'
import type { Customer, System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, plain, sourceOf } from '../company.ts'
import { accountOf, type LinkedWorld, openLinkedWorld } from '../identity-links/world.ts'

let world: LinkedWorld
beforeAll(async () => {
  world = await openLinkedWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const check = /* GraphQL */ `
  query ($customer: ID!) {
    creditCheck(customer: $customer, amount: { amount: "1", currency: "EUR" }) {
      decision complete reasons { reason source } scopes { source available { amount } }
    }
    customerProfile(record: $customer) { links(state: CONFIRMED) { linkedSource method evidence { scheme } } }
  }
`

/** Customers whose account does not name the record that they have in an ERP, though both have the VAT number. */
const forgotten = (system: System) =>
  world.company.truth.missingLinks
    .filter((link) => link.system === system)
    .map(({ customerId }) => world.company.customers[customerId]!)
    .filter(({ vat, country }) => vat && vatNumber(vat, country))

function truthOf({ keys }: Customer) {
  const { salesforce: _account, ...erps } = keys
  const records = Object.entries(erps).map(([system, key]) => ({ system: system as System, key: `${key}` }))
  return creditDecision(world.company, records, '1', 'EUR')
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
const roomOf = (customer: Customer) =>
  truthOf(customer)
    .accounts.map(({ account, available }) => ({
      source: sourceOf[account.system],
      available: available && plain(available),
    }))
    .sort(byText)
const roomIn = (scopes: readonly { source: string; available: { amount: string } | null }[]) =>
  scopes.map(({ source, available }) => ({ source, available: available && plain(available.amount) })).sort(byText)

const buyer = () => forgotten('odoo').find((customer) => truthOf(customer).decision === 'APPROVED')!

test('an account that names no record in an ERP is judged by the record there that has its VAT number', async () => {
  const { data, errors } = await world.ask(check, { customer: accountOf(buyer()) })
  expect(errors).toEqual([])
  expect(data.creditCheck).toMatchObject({ decision: 'APPROVED', complete: true })
  expect(roomIn(data.creditCheck.scopes)).toEqual(roomOf(buyer()))
  expect(data.customerProfile.links).toEqual([
    { linkedSource: expect.any(String), method: 'STRONG_KEY', evidence: [{ scheme: 'VAT' }, { scheme: 'NAME' }] },
  ])
})

test('credit in two systems counts together, though only the VAT number tells that they have one customer', async () => {
  const customer = forgotten('sap').find(({ keys }) => keys.odoo !== undefined)!
  const { data, errors } = await world.ask(check, { customer: idOf('Customer', 'sap', customer.keys.sap!) })
  expect(errors).toEqual([])
  expect(data.creditCheck.decision).toBe(truthOf(customer).decision)
  expect(new Set(data.creditCheck.scopes.map(({ source }: { source: string }) => source))).toEqual(
    new Set(['sap-eu', 'odoo-at']),
  )
  expect(roomIn(data.creditCheck.scopes)).toEqual(roomOf(customer))
})

test('while a system cannot be asked for the VAT number, nobody knows who the customer is, and there is no yes', async () => {
  await world.simulators['netsuite-us']!.down()
  const { data } = await world.ask(check, { customer: accountOf(buyer()) })
  expect(data.creditCheck).toMatchObject({ decision: 'UNKNOWN', complete: false })
  expect(data.creditCheck.reasons).toContainEqual({ reason: 'CUSTOMER_UNKNOWN', source: 'netsuite-us' })
})
