import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'
import { balances, type Group, shown, systems, truth } from './books.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, systems })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

test.each(systems)('without %s the balances of the others stay, and are said to be partial', async (system) => {
  const source = sourceOf[system]
  const keepsBooks = system !== 'salesforce' && system !== 'dataverse'
  await world.simulators[source]!.down()
  const { data, errors, status } = await world.ask(balances, {}, live)
  expect(status).toBe(200)
  const { groups, complete, sourceResults } = data.trialBalance
  expect(complete).toBe(!keepsBooks)
  expect(shown(groups)).toEqual(truth(world.company, { to: world.company.today }, [system]))
  expect(groups.some((group: Group) => group.source === source)).toBe(false)
  if (!keepsBooks) return expect(errors).toEqual([])
  expect(sourceResults).toContainEqual(expect.objectContaining({ source, status: 'UNAVAILABLE', rows: 0 }))
  expect(new Set(errors.map(({ extensions }) => extensions.source))).toEqual(new Set([source]))
})

test('a source that fails half way tells nothing: half a balance is none', async () => {
  world.simulators['odoo-at']!.fault({ kind: 'reset', match: 'account.move.line', skip: 1 })
  const { data } = await world.ask(balances, { from: '2026-01-01' }, live)
  const { groups, complete, sourceResults } = data.trialBalance
  expect(complete).toBe(false)
  expect(groups.some((group: Group) => group.source === 'odoo-at')).toBe(false)
  expect(sourceResults).toContainEqual(expect.objectContaining({ source: 'odoo-at', status: 'UNAVAILABLE' }))
})
