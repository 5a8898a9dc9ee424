import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const simulator of Object.values(world.simulators)) {
    if (!simulator.isUp) await simulator.up()
    simulator.reset()
  }
})

const minute = 60_000
const tolerant = { 'cache-control': 'max-age=60, stale-if-error=3600' }
const query =
  '{ customers(first: 3, sources: ["salesforce"]) { nodes { name meta { servedFrom ageSeconds fetchedAt } } complete } }'

test('what a stopped system said earlier is shown with its label, its age and a warning', async () => {
  const before = await world.ask(query, {}, tolerant)
  expect(before.errors).toEqual([])
  world.advance(5 * minute)
  await world.simulators.salesforce!.down()
  const { data, errors, headers, extensions } = await world.ask(query, {}, tolerant)
  expect(data.customers.nodes.map((node: { name: string }) => node.name)).toEqual(
    before.data.customers.nodes.map((node: { name: string }) => node.name),
  )
  for (const { meta } of data.customers.nodes) {
    expect(meta.servedFrom).toBe('STALE_CACHE')
    expect(meta.ageSeconds).toBeGreaterThanOrEqual(300)
    expect(meta.fetchedAt).toBe(before.data.customers.nodes[0].meta.fetchedAt)
  }
  // A warning has no path: nothing is missing.
  expect(errors.map(({ path, extensions: { code, source } }) => ({ path, code, source }))).toEqual([
    { path: undefined, code: 'SOURCE_UNAVAILABLE', source: 'salesforce' },
  ])
  expect(errors[0]!.message).toContain('STALE_CACHE')
  expect(extensions.freshness.salesforce).toMatchObject({
    state: 'STALE',
    oldestReadAt: new Date(data.customers.nodes[0].meta.fetchedAt).toISOString(),
  })
  expect(Number(headers.get('age'))).toBeGreaterThanOrEqual(300)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('cache-status')).toMatch(/^salesforce;fwd=stale;ttl=-?\d+$/)
})

test('not when it is older than the caller tolerates', async () => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(62 * minute)
  await world.simulators.salesforce!.down()
  const { data, errors } = await world.ask(query, {}, tolerant)
  expect(data.customers?.nodes ?? []).toEqual([])
  expect(errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'salesforce' })
})

test('not when the caller said nothing of errors', async () => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(5 * minute)
  await world.simulators.salesforce!.down()
  const { data, errors } = await world.ask(query, {}, { 'cache-control': 'max-age=60' })
  expect(data.customers?.nodes ?? []).toEqual([])
  expect(errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
})

test.each([
  ['forbidden', 'SOURCE_FORBIDDEN'],
  ['unauthorized', 'SOURCE_AUTH'],
] as const)('not when the system says that we may not see it: %s', async (kind, code) => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(5 * minute)
  world.simulators.salesforce!.fault({ kind })
  const denied = await world.ask(query, {}, tolerant)
  expect(denied.data.customers?.nodes ?? []).toEqual([])
  expect(denied.errors[0]?.extensions).toMatchObject({ code, source: 'salesforce' })
  // Nor afterwards: the rights may be gone for good.
  await world.simulators.salesforce!.down()
  const later = await world.ask(query, {}, tolerant)
  expect(later.data.customers?.nodes ?? []).toEqual([])
  expect(later.errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
})
