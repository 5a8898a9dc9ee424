import Big from 'big.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openOrderTotals,
  pipeline as pipelineOf,
  receivablesAging,
  stockOf,
} from '../../../subgraphs/simulator/company/expected.ts'
import type { Company } from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'
import { byText, systems, toldOf } from '../eight-systems/told.ts'
import { aging, byLedger, shown as shownAging, truth as truthOfAging } from '../view-aging/groups.ts'
import { balances, shown, truth } from '../view-ledger/books.ts'
import { openWorld, type World } from '../world.ts'

/**
 * Sums of many records are as exact as those of a few. `FRESHET_SCALE=5` asks them of two hundred thousand invoices and a million
 * lines of ledgers, which takes a minute or two and 3 GB.
 */
let world: World
let told: Company
beforeAll(async () => {
  world = await openWorld({
    onLastDay: true,
    scale: Number(process.env.FRESHET_SCALE ?? 1),
    systems,
    change: (options) => ({
      ...options,
      callBudgets: { maxSourceCalls: 1_000, roles: {} },
      server: { ...options.server, requestTimeoutMillis: 300_000 },
      sources: options.sources.map((source) => ({ ...source, maxScanRows: 100_000 })),
    }),
  })
  told = toldOf(world.company)
}, 300_000)
afterAll(() => world.close())

const added = (values: readonly string[]) => plain(values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed())

test('receivables by age', async () => {
  const { data, errors } = await world.ask(aging)
  expect(errors).toEqual([])
  expect(shownAging(data.receivablesAging.groups).sort(byLedger)).toEqual(
    truthOfAging(told, receivablesAging(told)).sort(byLedger),
  )
}, 300_000)

test('open orders', async () => {
  const { data, errors } = await world.ask(`{ openOrders { groups { source currency orders net } } }`)
  expect(errors).toEqual([])
  const expected = openOrderTotals(told).map(({ system, currency, orders, net }) => [
    ...[sourceOf[system], currency, orders, plain(net)],
  ])
  const answered = data.openOrders.groups.map(
    (group: { source: string; currency: string; orders: number; net: string }) => [
      ...[group.source, group.currency, group.orders, plain(group.net)],
    ],
  )
  expect(answered.sort(byText)).toEqual(expected.sort(byText))
}, 300_000)

test('the pipeline', async () => {
  const { data, errors } = await world.ask(
    `{ pipeline(groupBy: [SOURCE]) { groups { source currency deals amount } complete } }`,
  )
  expect(errors).toEqual([])
  expect(data.pipeline.complete).toBe(true)
  const sums = (groups: readonly { source: string; currency: string | null; amount: string }[]) =>
    [...Map.groupBy(groups, ({ source, currency }) => `${source} ${currency}`)]
      .map(([name, own]) => [name, added(own.map(({ amount }) => amount))])
      .filter(([, amount]) => amount !== '0')
      .sort(byText)
  const open = pipelineOf(world.company, ({ status }) => status === 'open')
  expect(sums(data.pipeline.groups)).toEqual(
    sums(open.map(({ system, ...group }) => ({ ...group, source: sourceOf[system] }))),
  )
}, 300_000)

test('stock', async () => {
  const systemsOf = (sku: string) => new Set(stockOf(world.company, sku).map(({ system }) => system))
  const skus: string[] = []
  for (const { sku, type, unit } of world.company.items) {
    if (skus.length === 10) break
    if (type === 'inventory' && unit !== 'roll' && systemsOf(sku).size > 2) skus.push(sku)
  }
  expect(skus).toHaveLength(10)
  for (const sku of skus) {
    const { data, errors } = await world.ask(
      `query ($sku: String) { stock(sku: $sku) { totals { onHand } complete } }`,
      { sku },
    )
    expect(errors).toEqual([])
    const onHand = data.stock.totals.map((total: { onHand: string }) => total.onHand)
    expect(added(onHand), sku).toBe(added(stockOf(world.company, sku).map((row) => row.onHand)))
  }
}, 300_000)

test('balances of all ledgers, of those that add up by themselves and of those that are read', async () => {
  const { data, errors } = await world.ask(balances)
  expect(errors).toEqual([])
  expect(data.trialBalance).toMatchObject({ complete: true, balanced: true })
  expect(shown(data.trialBalance.groups)).toEqual(truth(world.company, { to: world.company.today }))
}, 300_000)
