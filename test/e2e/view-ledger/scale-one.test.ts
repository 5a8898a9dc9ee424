import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Company, System } from '../../../subgraphs/simulator/company/types.ts'
import { openWorld, type World } from '../world.ts'
import { asTold, balances, shown, systems, truth } from './books.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    onLastDay: true,
    scale: Number(process.env.FRESHET_SCALE ?? 1),
    systems,
    change: (options) => ({ ...options, server: { ...options.server, requestTimeoutMillis: 300_000 } }),
  })
}, 60_000)
afterAll(() => world.close())

test('a quarter of a million lines in six ledgers are balances to the cent, and no setting is raised for them', async () => {
  const { data, errors, calls } = await world.ask(balances)
  expect(errors).toEqual([])
  const { groups, balanced, complete, remarks, sourceResults } = data.trialBalance
  expect({ balanced, complete, remarks }).toEqual({ balanced: true, complete: true, remarks: [] })
  expect(shown(groups)).toEqual(truth(world.company, { to: world.company.today }))
  // One call for the sums and one for the accounts, of those that add up by themselves.
  expect(calls).toMatchObject({ 'sap-eu': 2, 'netsuite-us': 2, 'odoo-at': 2 })
  const told = asTold(world.company)
  expect(linesOf(told)).toBeGreaterThan(250_000)
  expect(linesOf(told, 'sap')).toBeGreaterThan(90_000)
  const odoo = sourceResults.find(({ source }: { source: string }) => source === 'odoo-at')
  expect(odoo.rows).toBeGreaterThanOrEqual(linesOf(told, 'odoo'))
}, 300_000)

const linesOf = ({ journalEntries }: Company, system?: System): number =>
  journalEntries
    .filter((entry) => system === undefined || entry.system === system)
    .reduce((count, { lines }) => count + lines.length, 0)
