import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const uncached = { 'cache-control': 'no-cache' }
const customers = '{ customers(first: 3, sources: ["sap-eu"]) { nodes { name } complete } }'
const ask = () => world.ask(customers, {}, uncached)

const totals = async () => {
  const { data } = await world.ask('{ sources { name callsTotal retriesTotal latency { p50 p99 } } }')
  return data.sources.find(({ name }: { name: string }) => name === 'sap-eu')
}

test('a failure of a moment is not seen by whoever asks, but by whoever watches', async () => {
  const whole = await ask()
  world.simulators['sap-eu']!.fault({ kind: 'unavailable', times: 1 })
  const saved = await ask()
  expect(saved.errors).toEqual([])
  expect(saved.data).toEqual(whole.data)
  expect(saved.calls['sap-eu']).toBe(whole.calls['sap-eu']! + 1)
  const { callsTotal, retriesTotal, latency } = await totals()
  expect([callsTotal, retriesTotal]).toEqual([whole.calls['sap-eu']! * 2 + 1, 1])
  expect(latency.p50).toBeGreaterThan(0)
  expect(latency.p99).toBeGreaterThanOrEqual(latency.p50)
})

test('a failure that is no matter of a moment costs no second call', async () => {
  const { calls: usual } = await ask()
  world.simulators['sap-eu']!.fault({ kind: 'forbidden', times: 1 })
  const { calls, errors } = await ask()
  expect(errors[0]!.extensions.code).toBe('SOURCE_FORBIDDEN')
  expect(calls['sap-eu']).toBe(usual['sap-eu'])
})
