import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { balances, shown, systems, truth } from './books.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    onLastDay: true,
    scale: Number(process.env.FRESHET_SCALE ?? 1),
    systems,
    change: (options) => ({
      ...options,
      callBudgets: { maxSourceCalls: 500, roles: {} },
      server: { ...options.server, requestTimeoutMillis: 300_000 },
      // What a ledger of so many lines takes, where its source does not add up by itself.
      sources: options.sources.map((source) => ({ ...source, maxScanRows: 100_000 })),
    }),
  })
}, 60_000)
afterAll(() => world.close())

test('a quarter of a million lines in six ledgers are balances to the cent', async () => {
  const { data, errors } = await world.ask(balances)
  expect(errors).toEqual([])
  const { groups, balanced, complete, remarks, sourceResults } = data.trialBalance
  expect({ balanced, complete, remarks }).toEqual({ balanced: true, complete: true, remarks: [] })
  expect(shown(groups)).toEqual(truth(world.company, { to: world.company.today }))
  const rows = sourceResults.reduce((sum: number, result: { rows: number }) => sum + result.rows, 0)
  expect(rows).toBeGreaterThan(250_000)
}, 300_000)
