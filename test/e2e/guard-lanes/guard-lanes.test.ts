import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const query = (first: number) => `{ customers(first: ${first}, sources: ["netsuite-us"]) { nodes { name } } }`
const ask = (lane: string, first: number) =>
  world.ask(query(first), {}, { 'cache-control': 'no-cache', 'x-freshet-lane': lane })

test('people are let through while batch work takes all that it is given', async () => {
  const system = world.simulators['netsuite-us']!
  await ask('interactive', 1)
  system.reset()
  // Nothing is answered: whoever is let through stays in.
  system.fault({ kind: 'hang' })
  const batch = Array.from({ length: 10 }, (_, i) => ask('batch', i + 2))
  // Three in ten of five calls at once are left to others, and a third of the rest to people.
  await system.arrived(2)
  const urgent = ask('interactive', 20)
  await system.arrived(3)
  const { data } = await world.ask(
    '{ sources { name inFlight lanes { lane queued inFlight share } limits { limit published } } }',
  )
  expect(data.sources.find(({ name }: { name: string }) => name === 'netsuite-us')).toMatchObject({
    inFlight: 3,
    lanes: [
      { lane: 'interactive', queued: 0, inFlight: 1, share: 1 },
      { lane: 'refresh', queued: 0, inFlight: 0, share: 0.7 },
      { lane: 'batch', queued: 8, inFlight: 2, share: 0.7 },
    ],
    limits: [{ limit: 3, published: 5 }],
  })
  await system.down()
  const answers = await Promise.all([urgent, ...batch])
  expect(answers.every(({ errors }) => errors.length > 0)).toBe(true)
})
