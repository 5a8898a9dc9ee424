import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openOrderTotals,
  openReceivables,
  pipeline as pipelineOf,
  receivablesAging,
} from '../../../subgraphs/simulator/company/expected.ts'
import type { Company } from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'
import { aging, byLedger, shown, truth } from '../view-aging/groups.ts'
import { openWorld, type World } from '../world.ts'
import { byText, isAtWork, isTold, recordOf, remarks, systems, toldOf } from './told.ts'

let world: World
let told: Company
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1, systems })
  told = toldOf(world.company)
}, 60_000)
afterAll(() => world.close())

const live = { 'cache-control': 'no-cache' }
const missingPayments = (source: string) =>
  `The source "${source}" does not tell Payment.unapplied, so payments on account are missing.`
const missing = (source: string, what: string) => `Not every Invoice with ${what} is found in the source "${source}".`
const lacking = (rows: number) => `${rows} of the rows lack what is counted here.`

describe('receivables by age', () => {
  const isOpen = ({ open, status }: Company['invoices'][number]) => status === 'posted' && Number(open) !== 0
  const partlyPaidAbroad = () =>
    world.company.invoices.filter((invoice) => invoice.system === 'businessOne' && isOpen(invoice) && !isTold(invoice))

  test('are those of the books of every system, to the cent, as far as it tells them; the rest is named', async () => {
    const { data, errors, calls } = await world.ask(aging, {}, live)
    expect(errors).toEqual([])
    const { groups, complete, sourceResults } = data.receivablesAging
    expect(shown(groups).sort(byLedger)).toEqual(truth(told, receivablesAging(told)).sort(byLedger))
    expect(new Set(groups.map(({ source }: { source: string }) => source))).toEqual(
      new Set(['sap-eu', 'netsuite-us', 'odoo-at', 'bc-uk', 'fno-nl', 'b1-ch']),
    )
    expect(complete).toBe(false)
    expect(partlyPaidAbroad().length).toBeGreaterThan(0)
    expect(remarks(sourceResults)).toEqual({
      'bc-uk': { status: 'PARTIAL', message: `${missing('bc-uk', 'kind CREDIT_NOTE')} ${missingPayments('bc-uk')}` },
      'fno-nl': {
        status: 'PARTIAL',
        message: `${missing('fno-nl', 'kind STANDARD or CREDIT_NOTE')} ${missing('fno-nl', 'status OPEN or PARTIALLY_PAID')} ${missingPayments('fno-nl')}`,
      },
      'b1-ch': {
        status: 'PARTIAL',
        message: `${lacking(partlyPaidAbroad().length)} ${missing('b1-ch', 'kind PREPAYMENT')} ${missingPayments('b1-ch')}`,
      },
    })
    expect(calls).toMatchObject({ salesforce: 0, 'dynamics-nl': 0, 'bc-uk': 1, 'b1-ch': 1, 'fno-nl': 2 })
  })

  test('of the first three books alone are complete', async () => {
    const { data } = await world.ask(aging, { sources: ['salesforce', 'sap-eu', 'netsuite-us', 'odoo-at'] })
    expect(data.receivablesAging.complete).toBe(true)
  })

  test('are never told whole by the others, whose books say something else', async () => {
    for (const system of ['businessCentral', 'financeOperations', 'businessOne'] as const) {
      const { data } = await world.ask(aging, { sources: [sourceOf[system]], groupBy: ['LEGAL_ENTITY'] })
      const books = openReceivables(world.company, null).filter((ledger) => ledger.system === system)
      const totals = shown(data.receivablesAging.groups).map(({ total }) => total)
      expect(totals.sort()).not.toEqual(books.map(({ total }) => plain(total)).sort())
      expect(data.receivablesAging.complete).toBe(false)
    }
  })

  test('of one customer name the systems of its records that cannot tell all', async () => {
    const customer = world.company.customers.find(({ keys }) => keys.businessCentral && keys.sap)!
    const id = recordOf('Customer', 'businessCentral', customer.keys.businessCentral!)
    const { data, errors } = await world.ask(aging, { customer: id })
    expect(errors).toEqual([])
    expect(data.receivablesAging.complete).toBe(false)
    expect(remarks(data.receivablesAging.sourceResults)['bc-uk']?.message).toContain('CREDIT_NOTE')
  })
})

describe('open orders', () => {
  const query = `{ openOrders { groups { source currency orders net late } complete sourceResults { source status rows message } } }`
  interface Group {
    readonly source: string
    readonly currency: string
    readonly orders: number
    readonly net: string
    readonly late: number | null
  }
  const undated = ['salesforce', 'netsuite-us']

  test('are those of the books of every system, to the cent; orders whose net total is not told are counted as missing', async () => {
    const { data, errors, calls } = await world.ask(query, {}, live)
    expect(errors).toEqual([])
    const { groups, complete, sourceResults } = data.openOrders
    const expected = openOrderTotals(told).map(({ system, currency, orders, net, late }) => ({
      ...{ source: sourceOf[system], currency, orders, net: plain(net) },
      late: undated.includes(sourceOf[system]) ? null : late,
    }))
    const answered = groups.map(({ source, currency, orders, net, late }: Group) => ({
      ...{ source, currency, orders, net: plain(net), late },
    }))
    expect(answered.sort(byText)).toEqual(expected.sort(byText))
    expect(complete).toBe(false)
    const untold = (system: string) =>
      world.company.salesOrders.filter(
        (order) => order.system === system && isAtWork(order) && !told.salesOrders.includes(order),
      ).length
    expect(remarks(sourceResults)).toEqual({
      'fno-nl': { status: 'PARTIAL', message: lacking(untold('financeOperations')) },
      'b1-ch': { status: 'PARTIAL', message: lacking(untold('businessOne')) },
    })
    expect(calls).toMatchObject({ 'dynamics-nl': 0, 'bc-uk': 1, 'fno-nl': 1, 'b1-ch': 1 })
  })
})

describe('the pipeline', () => {
  const query = `{ pipeline(groupBy: [SOURCE, STAGE]) { groups { source stage currency deals amount weighted } complete sourceResults { source status } } }`
  interface Deals {
    readonly source: string
    readonly stage: string
    readonly currency: string | null
    readonly deals: number
    readonly amount: string
    readonly weighted: string
  }

  /** Deals without an amount have no currency to us; the books keep one for them. */
  const perStage = (groups: readonly Deals[]) =>
    [...Map.groupBy(groups, ({ source, stage }) => `${source} ${stage}`)]
      .map(([name, own]) => ({
        name,
        deals: own.reduce((sum, { deals }) => sum + deals, 0),
        amounts: own
          .filter(({ currency, amount }) => currency !== null && plain(amount) !== '0')
          .map(({ currency, amount, weighted }) => `${currency} ${plain(amount)} ${plain(weighted)}`)
          .sort(),
      }))
      .sort(byText)

  test('of both sales applications and of Odoo is that of the books, to the cent, and complete', async () => {
    const { data, errors, calls } = await world.ask(query, {}, live)
    expect(errors).toEqual([])
    const open = pipelineOf(world.company, ({ status }) => status === 'open')
    const expected = open.map(({ system, ...group }) => ({ ...group, source: sourceOf[system] }))
    expect(perStage(data.pipeline.groups)).toEqual(perStage(expected))
    expect(data.pipeline.complete).toBe(true)
    expect(data.pipeline.sourceResults).toEqual(
      ['salesforce', 'odoo-at', 'dynamics-nl'].map((source) => ({ source, status: 'OK' })),
    )
    expect(calls).toEqual({
      ...{ salesforce: 1, 'odoo-at': 1, 'dynamics-nl': 1 },
      ...{ 'sap-eu': 0, 'netsuite-us': 0, 'bc-uk': 0, 'fno-nl': 0, 'b1-ch': 0 },
    })
  })
})
