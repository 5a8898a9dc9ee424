import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { receivablesAging } from '../../../subgraphs/simulator/company/expected.ts'
import { openWorld, usualSources, type World } from '../world.ts'
import { aging, byLedger, shown, truth } from './groups.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

/** Every set of systems that may stop. */
const sets = Array.from({ length: 16 }, (_, bits) => usualSources.filter((_source, i) => bits & (1 << i)))

test.each(sets.map((stopped) => [stopped]))(
  'without %j the sums of the others stay, and are said to be partial',
  async (stopped) => {
    for (const name of stopped) await world.simulators[name]!.down()
    const { data, errors, status } = await world.ask(aging, {}, live)
    expect(status).toBe(200)
    const concerned = stopped.filter((name) => name !== 'salesforce')
    const { groups, complete, sourceResults } = data.receivablesAging
    expect(complete).toBe(concerned.length === 0)
    const expected = truth(world.company, receivablesAging(world.company)).filter(
      ({ ledger }) => !concerned.includes(ledger.split(' ')[0]!),
    )
    expect(shown(groups).sort(byLedger)).toEqual(expected.sort(byLedger))
    for (const source of concerned)
      expect(sourceResults).toContainEqual(expect.objectContaining({ source, status: 'UNAVAILABLE', rows: 0 }))
    expect(new Set(errors.map(({ extensions }) => extensions.source))).toEqual(new Set(concerned))
  },
)
