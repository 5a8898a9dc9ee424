import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { balances, shown, systems, truth } from './books.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1, systems })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

describe('balances of the ledgers', () => {
  test('are those of the books of every system, to the cent', async () => {
    const { data, errors, calls } = await world.ask(balances, {}, live)
    expect(errors).toEqual([])
    console.log(JSON.stringify(data.trialBalance.sourceResults, null, 1), calls, data.trialBalance.remarks)
    expect(shown(data.trialBalance.groups)).toEqual(truth(world.company, { to: world.company.today }))
  })
})
