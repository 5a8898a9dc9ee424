import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  for (const simulator of Object.values(world.simulators)) simulator.reset()
})

const fields = 'nodes { name meta { servedFrom fetchedAt } }'
const everywhere = `customers(first: 4, orderBy: [{ name: ASC }]) { ${fields} complete }`

test.each([
  ['no-cache', `{ ${everywhere} }`, { 'cache-control': 'no-cache' }],
  ['@freshness on the operation', `query @freshness(maxAge: "0s") { ${everywhere} }`, {}],
  ['@freshness with a variable', `query ($age: Duration = "0s") @freshness(maxAge: $age) { ${everywhere} }`, {}],
  ['@freshness on the field', `{ ${everywhere.replace(') {', ') @freshness(maxAge: "0s") {')} }`, {}],
])(
  '%s makes exactly one call to each system, although all is held',
  async (_, query, headers: Record<string, string>) => {
    await world.ask(`{ ${everywhere} }`)
    const startedAt = Date.now()
    const { data, errors, calls, extensions } = await world.ask(query, {}, headers)
    expect(errors).toEqual([])
    expect(data.customers.complete).toBe(true)
    expect(calls).toEqual({ salesforce: 1, 'sap-eu': 1, 'netsuite-us': 1, 'odoo-at': 1 })
    for (const { meta } of data.customers.nodes) {
      expect(meta.servedFrom).toBe('LIVE')
      expect(Date.parse(meta.fetchedAt)).toBeGreaterThanOrEqual(startedAt)
    }
    expect(extensions.freshness.salesforce).toMatchObject({ state: 'LIVE', calls: 1, hits: 0, coalesced: 0 })
  },
)

test('an operation that says otherwise wins over its header', async () => {
  await world.ask(`{ ${everywhere} }`)
  const { calls } = await world.ask(
    `query @freshness(maxAge: "1m") { ${everywhere} }`,
    {},
    { 'cache-control': 'no-cache' },
  )
  expect(Object.values(calls).every((count) => count === 0)).toBe(true)
})

test('who asks for what is true now does not join a call that is under way', async () => {
  const salesforce = world.simulators.salesforce!
  const query = `{ contacts(first: 9, sources: ["salesforce"]) { nodes { fullName meta { servedFrom } } } }`
  salesforce.fault({ kind: 'latency', millis: 300, times: 1 })
  const first = world.ask(query)
  await salesforce.arrived(1)
  const joined = world.ask(query)
  const live = await world.ask(query, {}, { 'cache-control': 'no-cache' })
  expect(live.extensions.freshness.salesforce).toMatchObject({ calls: 1, coalesced: 0 })
  expect((await first).extensions.freshness.salesforce).toMatchObject({ calls: 1, coalesced: 0 })
  expect((await joined).extensions.freshness.salesforce).toMatchObject({ calls: 0, coalesced: 1, state: 'LIVE' })
  expect(salesforce.calls).toBe(2)
})

test('min-fresh asks anew what is not believed for so long any more', async () => {
  const query = '{ opportunities(first: 3, sources: ["salesforce"]) { nodes { name } } }'
  await world.ask(query)
  world.advance(60_000)
  // Opportunities are believed for two minutes: one of them is left.
  expect((await world.ask(query, {}, { 'cache-control': 'min-fresh=30' })).calls.salesforce).toBe(0)
  expect((await world.ask(query, {}, { 'cache-control': 'min-fresh=90' })).calls.salesforce).toBe(1)
})

test('a wish that cannot be read is refused with what can be', async () => {
  const { status, errors } = await world.ask('{ sources { name } }', {}, { 'x-freshet-on-stale': 'maybe' })
  expect(status).toBe(400)
  expect(errors[0]?.message).toContain('SERVE, REFETCH, FAIL')
  const bad = await world.ask('query @freshness(maxAge: "soon") { sources { name } }')
  expect(bad.errors[0]?.extensions.code).toBe('BAD_REQUEST')
})

test('an answer that tells the state of the gateway itself is not to be kept', async () => {
  await world.ask(`{ ${everywhere} }`)
  const { headers } = await world.ask(`{ ${everywhere} sources { name status } }`)
  expect(headers.get('cache-control')).toBe('no-store')
})
