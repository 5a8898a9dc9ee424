import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../e2e/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  for (const simulator of Object.values(world.simulators)) simulator.reset()
  world.application.store.clear()
})

const page = `query Page($first: Int!) { customers(first: $first, sources: ["netsuite-us"]) {
  nodes { number name credit { available { amount currency } } invoices(first: 2) { nodes { number meta { servedFrom } } } } } }`

const ask = (first: number, headers: Record<string, string> = {}) => world.ask(page, { first }, headers)

const heldNow = () => world.application.store.stats.entries

/** Asks until the answer is kept. */
async function keep(first: number) {
  await ask(first)
  const before = heldNow()
  const answer = await ask(first)
  expect(heldNow()).toBe(before + 1)
  return answer
}

test('an answer of nothing but what is held is kept with it, and told again just so', async () => {
  const kept = await keep(5)
  const before = heldNow()
  const again = await ask(5)
  expect(heldNow()).toBe(before)
  expect(again.data).toEqual(kept.data)
  expect(again.extensions.freshness).toEqual({
    'netsuite-us': { ...kept.extensions.freshness['netsuite-us'], ageSeconds: expect.any(Number) },
  })
  expect(again.extensions.freshness['netsuite-us']).toMatchObject({ state: 'CACHE', calls: 0, misses: 0 })
  expect(again.headers.get('cache-status')).toMatch(/^netsuite-us;hit/)
})

test('another question is another answer: other variables, another wish', async () => {
  await keep(5)
  expect((await ask(3)).data.customers.nodes).toHaveLength(3)
  const live = await ask(5, { 'cache-control': 'no-cache' })
  expect(live.calls['netsuite-us']).toBe(3)
  expect(live.data.customers.nodes[0].invoices.nodes[0].meta.servedFrom).toBe('LIVE')
})

test('what was told to have changed is asked for anew', async () => {
  await keep(5)
  await world.application.invalidate({ source: 'netsuite-us', entity: 'CreditStatus' })
  expect((await ask(5)).calls['netsuite-us']).toBe(1)
})

test('what another question has read meanwhile is shown', async () => {
  const kept = await keep(5)
  const [{ name }] = kept.data.customers.nodes
  world.simulators['netsuite-us']!.fault({ kind: 'rewrite', find: name, put: 'Renamed Inc' })
  await world.ask(
    '{ customers(first: 5, sources: ["netsuite-us"]) { nodes { number name } } }',
    {},
    {
      'cache-control': 'no-cache',
    },
  )
  const { data, calls } = await ask(5)
  expect(calls['netsuite-us']).toBe(0)
  expect(data.customers.nodes[0].name).toBe('Renamed Inc')
})

test('what is no longer believed is not told', async () => {
  await keep(5)
  world.advance(30 * 86_400_000)
  expect((await ask(5)).calls['netsuite-us']).toBe(3)
})

test('who wants it to hold for longer is not answered by it', async () => {
  await keep(5)
  const { calls } = await ask(5, { 'cache-control': 'min-fresh=86400000' })
  expect(calls['netsuite-us']).toBe(3)
})

test('what depends on the clock is worked out each time, and not kept', async () => {
  const aged = '{ customers(first: 2, sources: ["netsuite-us"]) { nodes { name meta { ageSeconds } } } }'
  await world.ask(aged)
  const before = heldNow()
  const ages: number[] = []
  for (const seconds of [0, 7]) {
    world.advance(seconds * 1_000)
    const { data, calls } = await world.ask(aged)
    expect(calls['netsuite-us']).toBe(0)
    ages.push(data.customers.nodes[0].meta.ageSeconds)
  }
  expect(ages[1]! - ages[0]!).toBeGreaterThanOrEqual(7)
  expect(heldNow()).toBe(before)
})

test('an answer with an error is not kept', async () => {
  const cached = { 'cache-control': 'only-if-cached' }
  await ask(4)
  await world.application.invalidate({ source: 'netsuite-us', entity: 'CreditStatus' })
  const before = heldNow()
  const { errors } = await ask(4, cached)
  expect(errors.length).toBeGreaterThan(0)
  expect(heldNow()).toBe(before)
})
