import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asked, openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  const roleWishes = {
    refresh: { onStale: 'SERVE' },
    batch: { maxAgeMillis: 3_600_000, staleIfErrorMillis: 600_000 },
  } as const
  world = await openWorld({ change: (options) => ({ ...options, roleWishes }) })
})
afterAll(() => world.close())

const query = '{ customers(first: 3, sources: ["odoo-at"]) { nodes { name meta { servedFrom } } } }'
const originsOf = ({ data }: Asked): string[] =>
  data.customers.nodes.map(({ meta }: { meta: { servedFrom: string } }) => meta.servedFrom)

test('a lane has the wish that the configuration gives it, and other lanes do not', async () => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(11 * 60_000)
  expect(new Set(originsOf(await world.ask(query, {}, { 'x-freshet-lane': 'refresh' })))).toEqual(
    new Set(['STALE_CACHE']),
  )
  expect(new Set(originsOf(await world.ask(query)))).not.toContain('STALE_CACHE')
})

test('who names an age is not given the patience of the configuration', async () => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(11 * 60_000)
  const { calls, ...asked } = await world.ask(query, {}, { 'x-freshet-lane': 'refresh', 'cache-control': 'max-age=60' })
  expect(new Set(originsOf(asked as Asked))).toEqual(new Set(['LIVE']))
  expect(calls['odoo-at']).toBe(1)
})

test('a lane may be shown what was read earlier when a system is down', async () => {
  await world.ask(query, {}, { 'cache-control': 'no-cache' })
  world.advance(11 * 60_000)
  await world.simulators['odoo-at']!.down()
  const { data, errors } = await world.ask(query, {}, { 'x-freshet-lane': 'batch' })
  expect(data.customers.nodes).toHaveLength(3)
  expect(errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'odoo-at' })
})
