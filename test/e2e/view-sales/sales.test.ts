import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOrderTotals, pipeline as pipelineOf } from '../../../subgraphs/simulator/company/expected.ts'
import { idOf, plain, sourceOf } from '../company.ts'
import { openWorld, usualSources, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: Number(process.env.FRESHET_SCALE ?? 0.3) })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

const pipeline = /* GraphQL */ `
  query ($groupBy: [PipelineGrouping!], $where: OpportunityFilter, $sources: [String!]) {
    pipeline(groupBy: $groupBy, where: $where, sources: $sources) {
      groups { source stage owner month currency deals amount weighted }
      complete sourceResults { source status rows }
    }
  }
`

const orders = /* GraphQL */ `
  query ($groupBy: [OpenOrdersGrouping!], $customer: ID) {
    openOrders(groupBy: $groupBy, customer: $customer) {
      groups { source customerId month currency orders net late }
      complete sourceResults { source status rows }
    }
  }
`

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
const added = (amounts: readonly string[]) =>
  plain(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed())

interface Deals {
  readonly source: string
  readonly stage: string
  readonly currency: string | null
  readonly deals: number
  readonly amount: string
  readonly weighted: string
}

describe('the pipeline', () => {
  const truth = () =>
    pipelineOf(world.company, ({ status }) => status === 'open').map(
      ({ system, stage, currency, deals, amount, weighted }) => ({
        ...{ source: sourceOf[system], stage, currency, deals },
        ...{ amount: plain(amount), weighted: plain(weighted) },
      }),
    )

  /** Deals without an amount have no currency to us; the books keep one for them. */
  const shown = (groups: readonly Deals[]) => {
    const named = (group: Deals) => `${group.source} ${group.stage}`
    return [...Map.groupBy(groups, named)].map(([name, own]) => ({
      name,
      deals: own.reduce((sum, { deals }) => sum + deals, 0),
      amounts: own
        .flatMap(({ currency, amount, weighted }) =>
          currency === null || plain(amount) === '0' ? [] : `${currency} ${plain(amount)} ${plain(weighted)}`,
        )
        .sort(),
    }))
  }

  test('by system and step is that of the books, to the cent, weighted exactly', async () => {
    const { data, errors, calls } = await world.ask(pipeline, { groupBy: ['SOURCE', 'STAGE'] }, live)
    expect(errors).toEqual([])
    expect(data.pipeline.complete).toBe(true)
    expect(shown(data.pipeline.groups).sort(byText)).toEqual(shown(truth() as Deals[]).sort(byText))
    expect(calls).toEqual({ salesforce: 1, 'sap-eu': 0, 'netsuite-us': 0, 'odoo-at': 1 })
  })

  test('adds up to the same, whatever it is grouped by', async () => {
    const whole = added(truth().map(({ weighted }) => weighted))
    for (const groupBy of [[], ['OWNER'], ['MONTH'], ['STAGE', 'MONTH', 'OWNER', 'SOURCE']]) {
      const { data } = await world.ask(pipeline, { groupBy })
      expect(added(data.pipeline.groups.map(({ weighted }: Deals) => weighted))).toBe(whole)
    }
  })

  test('of other deals is what the caller asks for', async () => {
    const { data, errors } = await world.ask(pipeline, {
      groupBy: ['SOURCE', 'STAGE'],
      where: { status: { eq: 'WON' } },
    })
    expect(errors).toEqual([])
    const won = pipelineOf(world.company, ({ status }) => status === 'won')
    expect(data.pipeline.groups.reduce((sum: number, { deals }: Deals) => sum + deals, 0)).toBe(
      won.reduce((sum, { deals }) => sum + deals, 0),
    )
  })

  test('tells a source that cannot answer from one without deals', async () => {
    const { data } = await world.ask(pipeline, { where: { leadSource: { eq: 'Web' } } })
    expect(data.pipeline.complete).toBe(false)
    expect(data.pipeline.sourceResults).toContainEqual(
      expect.objectContaining({ source: 'odoo-at', status: 'UNSUPPORTED' }),
    )
  })
})

describe('open orders', () => {
  interface Group {
    readonly source: string
    readonly currency: string
    readonly orders: number
    readonly net: string
    readonly late: number | null
  }
  const shown = (groups: readonly Group[]) =>
    groups
      .map(({ source, currency, orders, net, late }) => ({ source, currency, orders, net: plain(net), late }))
      .sort(byText)
  const truth = (...args: Parameters<typeof openOrderTotals> extends [unknown, ...infer Rest] ? Rest : never) =>
    shown(openOrderTotals(world.company, ...args).map((group) => ({ ...group, source: sourceOf[group.system]! })))

  test('by system are those of the books, to the cent', async () => {
    const { data, errors } = await world.ask(orders, {}, live)
    expect(errors).toEqual([])
    expect(data.openOrders.complete).toBe(true)
    // Two systems keep no day on which an order is wanted: they cannot tell which are late.
    const dated = ['sap-eu', 'odoo-at']
    const expected = truth().map((group) => (dated.includes(group.source) ? group : { ...group, late: null }))
    expect(shown(data.openOrders.groups)).toEqual(expected)
  })

  test('of one customer are found in all its systems', async () => {
    const customer = world.company.customers[5]!
    const expected = truth(({ customerId }) => customerId === customer.id)
    const { data, errors } = await world.ask(orders, { customer: idOf('Customer', 'sap', customer.keys.sap!) })
    expect(errors).toEqual([])
    expect(shown(data.openOrders.groups).map(({ source, net }) => ({ source, net }))).toEqual(
      expected.map(({ source, net }) => ({ source, net })),
    )
  })

  /** Every set of systems that may stop. */
  const sets = Array.from({ length: 16 }, (_, bits) => usualSources.filter((_source, i) => bits & (1 << i)))

  test.each(sets.map((stopped) => [stopped]))(
    'and the pipeline stay without %j, and say that they are partial',
    async (stopped) => {
      for (const name of stopped) await world.simulators[name]!.down()
      const { data } = await world.ask(
        `{ ${['openOrders', 'pipeline'].map((view) => `${view}(groupBy: [SOURCE]) { groups { source } complete sourceResults { source status } }`).join(' ')} }`,
        {},
        live,
      )
      for (const view of ['openOrders', 'pipeline']) {
        const { groups, complete, sourceResults } = data[view]
        const concerned = stopped.filter((name) =>
          sourceResults.some(({ source }: { source: string }) => source === name),
        )
        expect(complete).toBe(concerned.length === 0)
        for (const source of concerned) {
          expect(sourceResults).toContainEqual({ source, status: 'UNAVAILABLE' })
          expect(groups.map((group: { source: string }) => group.source)).not.toContain(source)
        }
        expect(groups.length > 0).toBe(sourceResults.length > concerned.length)
      }
    },
  )
})
