import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  // A token for what follows.
  await world.ask(query)
})
afterAll(() => world.close())
beforeEach(() => world.simulators['odoo-at']!.reset())

const query = '{ customers(first: 3, sources: ["odoo-at"]) { nodes { name } } }'

function asker() {
  const leaving = new AbortController()
  const answer = fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'max-age=60' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  }).then((response) => response.json())
  answer.catch(() => undefined)
  return { answer, leave: () => leaving.abort() }
}

test('a caller who goes away takes his call to the system with him', async () => {
  const system = world.simulators['odoo-at']!
  world.advance(3_600_000)
  system.fault({ kind: 'hang' })
  const { leave } = asker()
  await system.arrived(1)
  leave()
  await system.idle()
  expect(system.arrivals.map(({ aborted }) => aborted)).toEqual([true])
})

test('a call that several wait for goes on until the last of them has left', async () => {
  const system = world.simulators['odoo-at']!
  world.advance(3_600_000)
  system.fault({ kind: 'hang' })
  const askers = [asker(), asker(), asker()]
  await system.arrived(1)
  askers[0]!.leave()
  askers[1]!.leave()
  // An answer that came later than the leaving shows that the gateway has heard of it.
  await world.ask('{ __typename }')
  expect(system.inFlight).toBe(1)
  askers[2]!.leave()
  await system.idle()
  expect(system.arrivals.map(({ aborted }) => aborted)).toEqual([true])
})

test('one who stays has his answer, though the one who began the call has left', async () => {
  const system = world.simulators['odoo-at']!
  system.clearFaults()
  world.advance(3_600_000)
  system.latency(300)
  const [first, second] = [asker(), asker()]
  await system.arrived(1)
  first.leave()
  const { data } = (await second.answer) as { data: { customers: { nodes: unknown[] } } }
  expect(data.customers.nodes.length).toBe(3)
})
