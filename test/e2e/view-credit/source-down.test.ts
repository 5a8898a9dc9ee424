import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { idOf } from '../company.ts'
import { openWorld, usualSources, type World } from '../world.ts'
import { approved } from './customers.ts'

let world: World
beforeAll(async () => {
  const rate = { from: 'EUR', date: '2026-11-20', origin: 'test' }
  const table = [
    { ...rate, to: 'USD', rate: '1.1' },
    { ...rate, to: 'JPY', rate: '160' },
  ]
  const views = { rates: { table, maxAgeDays: 7 } }
  world = await openWorld({ onLastDay: true, scale: 0.1, change: (options) => ({ ...options, views }) })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const check = /* GraphQL */ `
  query ($customer: ID!) {
    creditCheck(customer: $customer, amount: { amount: "0.5", currency: "EUR" }) {
      decision complete reasons { reason source } sourceResults { source status } rates { to }
    }
  }
`

/** Every set of systems that may stop. */
const sets = Array.from({ length: 16 }, (_, bits) => usualSources.filter((_source, i) => bits & (1 << i)))

test.each(sets.map((stopped) => [stopped]))(
  'without %j: a yes only if none of them has a part in it',
  async (stopped) => {
    const { keys } = approved(world.company, 'sap', 'netsuite')
    for (const name of stopped) await world.simulators[name]!.down()
    const { data, errors, status } = await world.ask(check, { customer: idOf('Customer', 'sap', keys.sap!) })
    expect(status).toBe(200)
    const { decision, complete, reasons, sourceResults, rates } = data.creditCheck
    const concerned = stopped.filter((name) => name !== 'odoo-at')
    expect({ decision, complete }).toEqual({
      decision: concerned.length === 0 ? 'APPROVED' : 'UNKNOWN',
      complete: concerned.length === 0,
    })
    // Without the CRM nobody tells that NetSuite has a record of the customer too.
    const met = concerned.filter((name) => !(name === 'netsuite-us' && concerned.includes('salesforce')))
    expect(sourceResults.filter(({ status }: { status: string }) => status !== 'OK')).toEqual(
      expect.arrayContaining(met.map((source) => ({ source, status: 'UNAVAILABLE' }))),
    )
    expect(new Set(errors.map(({ extensions }) => extensions.source))).toEqual(new Set(met))
    expect(errors.every(({ extensions }) => extensions.code === 'LIVE_UNAVAILABLE')).toBe(true)
    if (concerned.length === 0) expect(rates).toHaveLength(1)
    for (const source of met)
      expect(reasons).toContainEqual({ reason: source === 'salesforce' ? 'CUSTOMER_UNKNOWN' : 'SOURCE_FAILED', source })
  },
)

const customer = () => idOf('Customer', 'salesforce', approved(world.company, 'sap').keys.salesforce!)

test('a system that is left alone after failures makes nobody a yes, and is asked again when it is back', async () => {
  const sap = world.simulators['sap-eu']!
  sap.fault({ kind: 'unavailable' })
  const decide = async () => (await world.ask(check, { customer: customer() })).data.creditCheck.decision
  const stateOfSap = async () => {
    const { data } = await world.ask('{ sources { name breaker { state } } }')
    return data.sources.find(({ name }: { name: string }) => name === 'sap-eu').breaker.state
  }
  for (let i = 0; i < 4; i++) expect(await decide()).toBe('UNKNOWN')
  expect(await stateOfSap()).not.toBe('CLOSED')
  expect(await decide()).toBe('UNKNOWN')
  sap.clearFaults()
  world.advance(10_000)
  expect(await decide()).toBe('APPROVED')
  expect(await stateOfSap()).toBe('CLOSED')
})
