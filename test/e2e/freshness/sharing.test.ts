import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { idOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => {
  for (const simulator of Object.values(world.simulators)) simulator.reset()
})

const callsOfAll = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((sum, count) => sum + count)

test('a warm customer page makes no call', async () => {
  const page = /* GraphQL */ `{
    customers(first: 50, sources: ["netsuite-us"]) {
      nodes {
        name
        credit { limit { amount currency } }
        invoices(first: 3, where: { status: { in: [OPEN, PARTIALLY_PAID] } }) { nodes { number open { document { amount } } } }
      }
    }
  }`
  const cold = await world.ask(page)
  expect(cold.errors).toEqual([])
  expect(cold.calls['netsuite-us']).toBe(3)
  const warm = await world.ask(page)
  expect(warm.data).toEqual(cold.data)
  expect(callsOfAll(warm.calls)).toBe(0)
  expect(warm.extensions.freshness['netsuite-us']).toMatchObject({ state: 'CACHE', calls: 0, misses: 0 })
  // Credit is believed for half a minute, the shortest of all that is shown.
  expect(warm.headers.get('cache-control')).toMatch(/^private, max-age=(29|30)$/)
  expect(warm.headers.get('cache-status')).toMatch(/^netsuite-us;hit;ttl=\d+$/)
})

test.each(['salesforce', 'netsuite', 'odoo', 'sap'] as const)(
  'a half-warm batch asks %s for exactly the keys that are missing',
  async (system) => {
    const source = { salesforce: 'salesforce', netsuite: 'netsuite-us', odoo: 'odoo-at', sap: 'sap-eu' }[system]
    const keys = world.company.customers
      .flatMap(({ keys }) => keys[system] ?? [])
      .slice(0, 6)
      .map(String)
    await world.application.invalidate({ source })
    const ask = (wanted: readonly string[]) =>
      world.ask(
        `{ ${wanted.map((key, i) => `c${i}: customer(id: "${idOf('Customer', system, key)}") { name }`).join(' ')} }`,
      )
    await ask(keys.slice(0, 3))
    const simulator = world.simulators[source]!
    simulator.reset()
    const { data, errors, calls, extensions } = await ask(keys)
    expect(errors).toEqual([])
    expect(Object.values(data)).toHaveLength(6)
    expect(calls[source]).toBe(1)
    expect(extensions.freshness[source]).toMatchObject({ hits: 3, misses: 3, calls: 1, state: 'MIXED' })
    const { native = '' } = simulator.arrivals.find(({ kind }) => kind === 'data')!
    expect(keys.map((key) => mentions(native, key))).toEqual([false, false, false, true, true, true])
  },
)

/** Whether a native question names a key, as a whole: 12 is not named by 123. */
const mentions = (native: string, key: string): boolean =>
  new RegExp(`(?<![0-9A-Za-z])${key}(?![0-9A-Za-z])`).test(native)

test('a thousand who ask one cold thing at once, each in his own words, make one call', async () => {
  const before = world.simulators.salesforce!.calls
  const key = world.company.customers[40]!.keys.salesforce!
  const id = idOf('Customer', 'salesforce', key)
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) =>
      world.ask(`query Ask${i} { one${i % 10}: customer(id: "${id}") { name } }`),
    ),
  )
  const names = new Set(answers.map(({ data }) => Object.values(data as Record<string, { name: string }>)[0]!.name))
  expect(names.size).toBe(1)
  expect(world.simulators.salesforce!.calls - before).toBe(1)
  // A thousand documents are read and checked one after the other.
}, 60_000)
