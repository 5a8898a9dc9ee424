import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const uncached = { 'cache-control': 'no-cache' }
const customers = '{ customers(first: 3, sources: ["netsuite-us"]) { nodes { name } } }'
const ask = () => world.ask(customers, {}, uncached)

const state = async () => {
  const { data } = await world.ask(
    '{ sources { name status lastError breaker { state since probeAt } lanes { lane refused } } }',
  )
  return data.sources.find(({ name }: { name: string }) => name === 'netsuite-us')
}

test('a system that only fails is left alone and found again, and everybody can see it', async () => {
  expect((await ask()).errors).toEqual([])
  expect(await state()).toMatchObject({ status: 'OK', breaker: { state: 'CLOSED', since: null, probeAt: null } })

  const system = world.simulators['netsuite-us']!
  system.fault({ kind: 'unavailable' })
  for (let i = 0; i < 5; i++) expect((await ask()).errors[0]!.extensions.code).toBe('SOURCE_UNAVAILABLE')
  expect(await state()).toMatchObject({
    status: 'UNAVAILABLE',
    lastError: 'SOURCE_UNAVAILABLE',
    breaker: { state: 'OPEN', since: expect.any(String) },
  })

  // After some probes that failed the pause between them is so long that the next call is sure to fall into it.
  for (let i = 0; i < 4; i++) {
    world.advance(10_000)
    await ask()
  }
  const refused = await ask()
  expect(refused.calls['netsuite-us']).toBe(0)
  expect(refused.errors[0]!.extensions).toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
    source: 'netsuite-us',
    retryable: true,
  })
  expect(refused.errors[0]!.extensions.retryAfterMs).toBeGreaterThan(0)

  system.clearFaults()
  world.advance(3_000)
  for (let i = 0; i < 2; i++) expect((await ask()).errors).toEqual([])
  expect(await state()).toMatchObject({ status: 'OK', breaker: { state: 'CLOSED', since: null } })
})

test('the other systems are asked as if nothing were', async () => {
  world.simulators['netsuite-us']!.fault({ kind: 'unavailable' })
  for (let i = 0; i < 5; i++) await ask()
  const { errors, data } = await world.ask(
    '{ customers(first: 3, sources: ["odoo-at"]) { nodes { name } } }',
    {},
    uncached,
  )
  expect(errors).toEqual([])
  expect(data.customers.nodes.length).toBe(3)
})
