import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const query =
  '{ customers(first: 10) { nodes { name contacts(first: 1) { nodes { fullName } } meta { servedFrom fetchedAt ageSeconds } } } }'

test('what was read a moment ago is served from the cache, says so, and costs no call', async () => {
  const first = await world.ask(query)
  const second = await world.ask(query)
  expect(first.data.customers.nodes[0].meta.servedFrom).toBe('LIVE')
  expect(second.data.customers.nodes[0].meta).toMatchObject({
    servedFrom: 'CACHE',
    fetchedAt: first.data.customers.nodes[0].meta.fetchedAt,
  })
  expect(Object.values(second.calls).every((count) => count === 0)).toBe(true)
  const { calls, oldestReadAt } = second.extensions.freshness.salesforce
  expect(calls).toBe(0)
  expect(Date.parse(oldestReadAt)).toBe(Date.parse(first.data.customers.nodes[0].meta.fetchedAt))
})

test('no-cache asks every system anew', async () => {
  const { data, calls } = await world.ask(query, {}, { 'cache-control': 'no-cache' })
  expect(data.customers.nodes[0].meta.servedFrom).toBe('LIVE')
  expect(calls.salesforce).toBe(2)
})

test('only-if-cached refuses what is not held', async () => {
  const { errors, calls } = await world.ask(
    '{ customers(first: 11) { nodes { name } } }',
    {},
    { 'cache-control': 'only-if-cached' },
  )
  expect(errors[0]?.extensions.code).toBe('STALE_REFUSED')
  expect(calls.salesforce).toBe(0)
})

test('many who ask the same at once share one call', async () => {
  const before = world.simulators.salesforce!.calls
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      world.ask('{ contacts(first: 7, sources: ["salesforce"]) { nodes { fullName } } }'),
    ),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1)
  expect(world.simulators.salesforce!.calls - before).toBe(1)
})
