import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World, type WorldOptions } from '../world.ts'
import { inOneOrder, live, pipelineOf, withoutAggregates, withRows } from './asked.ts'

/** An org and a database of one currency: SOQL adds up its amounts, and Odoo those of deals. */
const options: WorldOptions = {
  ...{ onLastDay: true, scale: 0.1, systems: ['salesforce', 'netsuite', 'odoo'] },
  setUp: { salesforce: { multiCurrency: false }, odoo: { currency: 'EUR' } },
}
let world: World
/** The same systems, which add up nothing by themselves. */
let rowByRow: World
/** The same systems, of which no more than three rows may be read. */
let narrow: World

beforeAll(async () => {
  world = await openWorld(options)
  rowByRow = await openWorld({ ...options, change: withoutAggregates })
  narrow = await openWorld({ ...options, change: withRows(3) })
}, 60_000)
afterAll(() => Promise.all([world, rowByRow, narrow].map((own) => own.close())))
beforeEach(() => world.recover())

const aging = /* GraphQL */ `
  query ($groupBy: [AgingGrouping!]!, $basis: AgingBasis, $sources: [String!]) {
    receivablesAging(groupBy: $groupBy, basis: $basis, sources: $sources) {
      groups {
        source customerId legalEntityKey: legalEntity { id } currency documents
        total { amount } overdue { amount } unappliedCredits { amount }
        buckets { fromDays toDays documents amount { amount } }
      }
      complete sourceResults { source rows status }
    }
  }
`

describe('the pipeline of systems that add up', () => {
  const groupings = [[], ['SOURCE'], ['STAGE'], ['OWNER'], ['MONTH'], ['SOURCE', 'STAGE', 'OWNER', 'MONTH']]

  test.each(groupings.map((groupBy) => [groupBy]))(
    'by %j is one call, and the same as from its rows',
    async (groupBy) => {
      const [sums, rows] = await Promise.all([world, rowByRow].map((own) => own.ask(pipelineOf(''), { groupBy }, live)))
      expect([sums!.errors, sums!.data.pipeline.complete]).toEqual([[], true])
      expect(sums!.calls).toEqual({ salesforce: 1, 'netsuite-us': 0, 'odoo-at': 1 })
      expect(inOneOrder(sums!.data.pipeline.groups)).toEqual(inOneOrder(rows!.data.pipeline.groups))
      expect(sums!.data.pipeline.groups.length).toBeGreaterThan(0)
      const counted = (asked: typeof sums) =>
        asked!.data.pipeline.sourceResults.map(({ rows }: { rows: number }) => rows)
      expect(counted(sums)).toEqual(counted(rows))
    },
  )

  test('weighted is the same, deal by deal where the chances of a group differ and are no groups', async () => {
    for (const groupBy of groupings) {
      const [sums, rows] = await Promise.all(
        [world, rowByRow].map((own) => own.ask(pipelineOf('weighted'), { groupBy }, live)),
      )
      expect(sums!.errors).toEqual([])
      expect(inOneOrder(sums!.data.pipeline.groups)).toEqual(inOneOrder(rows!.data.pipeline.groups))
      expect(sums!.data.pipeline.sourceResults[0].calls).toBe(sums!.calls.salesforce)
      expect(sums!.calls['odoo-at']).toBe(1)
    }
  })

  test('is whole though no more than three of its rows may be read', async () => {
    const { data } = await narrow.ask(pipelineOf(''), { groupBy: ['SOURCE'] }, live)
    expect(data.pipeline.complete).toBe(true)
    expect(data.pipeline.sourceResults[0].rows).toBeGreaterThan(3)
  })

  test('of deals by a text, which the org compares otherwise than we, is refused with the reason', async () => {
    const where = { name: { contains: 'a' } }
    const { data } = await narrow.ask(pipelineOf(''), { groupBy: ['SOURCE'], where }, live)
    expect(data.pipeline.complete).toBe(false)
    expect(data.pipeline.sourceResults[0].message).toContain('it does not decide the whole filter')
  })

  test('is believed for a while, and as old as its question', async () => {
    const first = await world.ask(pipelineOf(''), { groupBy: ['SOURCE'] }, live)
    const held = await world.ask(pipelineOf(''), { groupBy: ['SOURCE'] })
    expect(held.calls.salesforce).toBe(0)
    expect(held.data.pipeline.sourceResults[0].oldestFetchedAt).toBe(
      first.data.pipeline.sourceResults[0].oldestFetchedAt,
    )
  })

  test.each([
    ['salesforce', 0],
    ['odoo-at', 1],
  ] as const)('is missing while %s is down, unless the caller takes an older one', async (source, place) => {
    await world.ask(pipelineOf(''), { groupBy: ['SOURCE', 'OWNER'] }, live)
    await world.simulators[source]!.down()
    const strict = await world.ask(pipelineOf(''), { groupBy: ['SOURCE', 'OWNER'] }, live)
    expect(strict.data.pipeline.complete).toBe(false)
    expect(strict.data.pipeline.groups.some((group: { source: string }) => group.source === source)).toBe(false)
    expect(strict.data.pipeline.sourceResults[place].status).toBe('UNAVAILABLE')
    const lenient = await world.ask(
      pipelineOf(''),
      { groupBy: ['SOURCE', 'OWNER'] },
      { 'cache-control': 'max-age=0, stale-if-error=600' },
    )
    expect(lenient.data.pipeline.sourceResults[place].status).toBe('STALE')
    expect(lenient.data.pipeline.groups.some((group: { source: string }) => group.source === source)).toBe(true)
  })
})

describe('open orders of Odoo', () => {
  const orders = /* GraphQL */ `
    query ($groupBy: [OpenOrdersGrouping!]) {
      openOrders(groupBy: $groupBy, sources: ["odoo-at"]) {
        groups { source customerId month currency orders net late }
        complete sourceResults { source rows status }
      }
    }
  `

  test.each([
    [['SOURCE'], 1],
    [['SOURCE', 'MONTH'], 1],
    // Whose order it is the partner's own record tells, which is nothing to group by.
    [['CUSTOMER'], undefined],
  ] as const)('by %j are the same as from their rows, late ones by the days of the company', async (groupBy, calls) => {
    const [sums, rows] = await Promise.all([world, rowByRow].map((own) => own.ask(orders, { groupBy }, live)))
    expect([sums!.errors, sums!.data.openOrders.complete]).toEqual([[], true])
    expect(inOneOrder(sums!.data.openOrders.groups)).toEqual(inOneOrder(rows!.data.openOrders.groups))
    expect(sums!.data.openOrders.groups.length).toBeGreaterThan(0)
    expect(sums!.calls['odoo-at']).toBe(calls ?? rows!.calls['odoo-at'])
  })
})

describe('explained', () => {
  const steps = `fields { steps { kind source entity native calls mostRows isHeld isBounded residual } } sources { source calls }`
  const explain = async (own: World, query: string) =>
    (await own.ask(`query ($query: String!) { explain(query: $query) { ${steps} calls } }`, { query })).data.explain

  test('a pipeline is a question for sums where a source adds up, and for rows where it does not', async () => {
    const query = '{ pipeline(groupBy: [STAGE], where: { status: { eq: LOST } }) { groups { stage deals amount } } }'
    const [told] = (await explain(world, query)).fields[0].steps
    expect(told).toMatchObject({
      kind: 'AGGREGATE',
      source: 'salesforce',
      entity: 'Opportunity',
      calls: 1,
      residual: null,
    })
    expect(told.native[0]).toMatch(/^SELECT StageName g0, COUNT\(Id\) m0.* GROUP BY StageName LIMIT 2000$/)
    const [read] = (await explain(rowByRow, query)).fields[0].steps
    expect(read.kind).toBe('SCAN')
    expect(read.native[0]).not.toContain('GROUP BY')
  })

  test('it costs no call while its sums are held', async () => {
    const query = '{ pipeline(groupBy: [OWNER]) { groups { owner deals amount } } }'
    const { calls } = await world.ask(query, {}, live)
    expect(calls.salesforce).toBe(1)
    expect((await explain(world, query)).fields[0].steps[0]).toMatchObject({ isHeld: true, calls: 0 })
  })

  test('open orders of all customers are told too; of one, what is asked turns out on the way', async () => {
    const all = await explain(world, '{ openOrders(groupBy: [SOURCE]) { groups { net } } }')
    expect(all.fields[0].steps.map(({ source }: { source: string }) => source)).toEqual([
      'salesforce',
      'netsuite-us',
      'odoo-at',
    ])
    const one = await explain(world, '{ openOrders(customer: "x") { groups { net } } }')
    expect(one.fields[0].steps).not.toEqual([])
    expect(one.fields[0].steps.filter(({ isBounded }: { isBounded: boolean }) => !isBounded)).toEqual([])
  })
})

describe('receivables of a system that adds up', () => {
  const groupings = [['SOURCE'], ['LEGAL_ENTITY'], ['CURRENCY'], ['CUSTOMER', 'LEGAL_ENTITY', 'CURRENCY']]

  const cases = ['netsuite-us', 'odoo-at'].flatMap((source) =>
    groupings.flatMap((groupBy) => ['DUE_DATE', 'ISSUE_DATE'].map((basis) => [source, groupBy, basis] as const)),
  )

  test.each(cases)('%s: by %j and %s are the same as from their rows', async (source, groupBy, basis) => {
    const asked = { groupBy, basis, sources: [source] }
    const [sums, rows] = await Promise.all([world, rowByRow].map((own) => own.ask(aging, asked, live)))
    expect(sums!.errors).toEqual([])
    expect(inOneOrder(sums!.data.receivablesAging.groups)).toEqual(inOneOrder(rows!.data.receivablesAging.groups))
    expect(sums!.data.receivablesAging.groups.length).toBeGreaterThan(0)
    expect(sums!.calls[source]).toBeLessThanOrEqual(rows!.calls[source]!)
  })

  test('of Odoo are one question for the sums of its invoices, and none for these', async () => {
    const { arrivals } = world.simulators['odoo-at']!
    const before = arrivals.length
    await world.ask(aging, { groupBy: ['CUSTOMER'], basis: 'DUE_DATE', sources: ['odoo-at'] }, live)
    const asked = arrivals.slice(before).map(({ native }) => native!.split(' ')[0]!)
    expect(asked.filter((method) => method.startsWith('account.move.') && !method.includes('line'))).toEqual([
      'account.move.formatted_read_group',
    ])
  })
})
