import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World, type WorldOptions } from '../world.ts'
import { inOneOrder, live, pipelineOf, withoutAggregates, withRows } from './asked.ts'

/** An environment that has been seen to add up amounts of each currency as they stand. */
const options: WorldOptions = {
  ...{ onLastDay: true, scale: 0.1, systems: ['dataverse'] },
  setUp: { dataverse: { sumsInBaseCurrency: false, stageColumn: 'salesstage' } },
}
let [world, rowByRow, narrow]: World[] = []
/** The environment adds up ten rows at most, and no more than twelve may be read. */
let exhausted: World

beforeAll(async () => {
  world = await openWorld(options)
  rowByRow = await openWorld({ ...options, change: withoutAggregates })
  narrow = await openWorld({ ...options, change: withRows(12) })
  exhausted = await openWorld({
    ...options,
    setUp: { dataverse: { ...options.setUp!.dataverse, aggregateRows: 10 } },
    change: withRows(12),
  })
}, 60_000)
afterAll(() => Promise.all([world, rowByRow, narrow, exhausted].map((own) => own!.close())))
beforeEach(() => world!.recover())

const pipeline = pipelineOf('')

describe('the pipeline of an environment of Dataverse', () => {
  test.each([[[]], [['SOURCE']], [['STAGE']], [['SOURCE', 'STAGE']]])(
    'by %j is one call, and the same as from its rows',
    async (groupBy) => {
      for (const query of [pipeline, pipelineOf('weighted')]) {
        const [sums, rows] = await Promise.all([world!, rowByRow!].map((own) => own.ask(query, { groupBy }, live)))
        expect([sums!.errors, sums!.data.pipeline.complete]).toEqual([[], true])
        expect(sums!.calls['dynamics-nl']).toBe(1)
        expect(inOneOrder(sums!.data.pipeline.groups)).toEqual(inOneOrder(rows!.data.pipeline.groups))
        expect(sums!.data.pipeline.sourceResults[0].rows).toBe(rows!.data.pipeline.sourceResults[0].rows)
      }
    },
  )

  test('has deals in several currencies, and deals without an amount', async () => {
    const { data } = await world!.ask(pipeline, { groupBy: [] }, live)
    const currencies = data.pipeline.groups.map(({ currency }: { currency: string | null }) => currency)
    expect(currencies.length).toBeGreaterThan(2)
    expect(currencies).toContain(null)
  })

  test.each([[['OWNER']], [['MONTH']]])(
    'by %j is added up from its rows, and says why where those are too many',
    async (groupBy) => {
      const [sums, rows] = await Promise.all([world!, rowByRow!].map((own) => own.ask(pipeline, { groupBy }, live)))
      expect(inOneOrder(sums!.data.pipeline.groups)).toEqual(inOneOrder(rows!.data.pipeline.groups))
      const { data } = await narrow!.ask(pipeline, { groupBy }, live)
      expect(data.pipeline.complete).toBe(false)
      expect(data.pipeline.sourceResults[0].message).toContain('it does not group by')
    },
  )

  test('is whole though no more than twelve of its rows may be read', async () => {
    const { data } = await narrow!.ask(pipeline, { groupBy: ['STAGE'] }, live)
    expect(data.pipeline.complete).toBe(true)
    expect(data.pipeline.sourceResults[0].rows).toBeGreaterThan(12)
  })

  test('of more deals than it adds up is refused in words where they may not be read either', async () => {
    const { data, calls } = await exhausted.ask(pipeline, { groupBy: ['STAGE'] }, live)
    expect(data.pipeline).toMatchObject({ groups: [], complete: false })
    expect(data.pipeline.sourceResults[0].message).toContain('it does not tell it all at once')
    expect(calls['dynamics-nl']).toBeGreaterThan(1)
  })

  test('is missing while the environment is down', async () => {
    await world!.simulators['dynamics-nl']!.down()
    const { data } = await world!.ask(pipeline, { groupBy: ['STAGE'] }, live)
    expect(data.pipeline).toMatchObject({ groups: [], complete: false })
    expect(data.pipeline.sourceResults[0].status).toBe('UNAVAILABLE')
  })

  test('is explained as one question for sums', async () => {
    const query = '{ pipeline(groupBy: [STAGE], where: { status: { eq: WON } }) { groups { stage deals amount } } }'
    const { data } = await world!.ask(
      'query ($query: String!) { explain(query: $query) { fields { steps { kind source native calls } } calls } }',
      { query },
    )
    const [step] = data.explain.fields[0].steps
    expect(step).toMatchObject({ kind: 'AGGREGATE', source: 'dynamics-nl', calls: 1 })
    expect(step.native[0]).toContain(
      'opportunities?$apply=filter(statecode eq 1 and estimatedvalue ne null)/groupby((salesstage,',
    )
  })
})

describe('the open orders of SAP Business One', () => {
  const orders: WorldOptions = { onLastDay: true, scale: 0.1, systems: ['businessOne'] }
  let [told, read, few]: World[] = []

  beforeAll(async () => {
    told = await openWorld(orders)
    read = await openWorld({ ...orders, change: withoutAggregates })
    few = await openWorld({ ...orders, change: withRows(12) })
  }, 60_000)
  afterAll(() => Promise.all([told, read, few].map((own) => own!.close())))
  beforeEach(() => told!.recover())

  const openOrders = (fields: string) => /* GraphQL */ `
    query ($groupBy: [OpenOrdersGrouping!]) {
      openOrders(groupBy: $groupBy) {
        groups { source customerId: customer { id } month currency orders net ${fields} }
        complete sourceResults { source status rows calls message }
      }
    }
  `

  test.each([[['SOURCE']], [['MONTH']], [['CUSTOMER']], [['SOURCE', 'CUSTOMER', 'MONTH']]])(
    'by %j are one call, and the same as from their rows',
    async (groupBy) => {
      for (const query of [openOrders(''), openOrders('late')]) {
        const [sums, rows] = await Promise.all([told!, read!].map((own) => own.ask(query, { groupBy }, live)))
        expect(sums!.errors).toEqual([])
        expect(sums!.data.openOrders.sourceResults[0].calls).toBe(1)
        expect(inOneOrder(sums!.data.openOrders.groups)).toEqual(inOneOrder(rows!.data.openOrders.groups))
        const results = [sums, rows].map((own) => own!.data.openOrders.sourceResults[0])
        expect([results[0].status, results[0].rows, results[0].message]).toEqual([
          results[1].status,
          results[1].rows,
          results[1].message,
        ])
      }
    },
  )

  test('in other currencies are told to lack what is counted, as from their rows', async () => {
    const { data } = await told!.ask(openOrders(''), { groupBy: ['SOURCE'] }, live)
    expect(data.openOrders.complete).toBe(false)
    expect(data.openOrders.sourceResults[0].message).toContain('lack what is counted')
    expect(data.openOrders.groups.map(({ currency }: { currency: string }) => currency)).toEqual(['CHF'])
  })

  test('are all there though no more than twelve may be read', async () => {
    const { data } = await few!.ask(openOrders(''), { groupBy: ['SOURCE'] }, live)
    expect(data.openOrders.sourceResults[0].status).toBe('PARTIAL')
    expect(data.openOrders.sourceResults[0].rows).toBeGreaterThan(12)
  })

  test('are missing while the Service Layer is down', async () => {
    await told!.simulators['b1-ch']!.down()
    const { data } = await told!.ask(openOrders(''), { groupBy: ['SOURCE'] }, live)
    expect(data.openOrders).toMatchObject({ groups: [], complete: false })
    expect(data.openOrders.sourceResults[0].status).toBe('UNAVAILABLE')
  })

  test('are explained as one question for sums', async () => {
    const query = '{ openOrders(groupBy: [MONTH]) { groups { month net } } }'
    const explain = 'query ($query: String!) { explain(query: $query) { fields { steps { kind source native } } } }'
    const { data } = await told!.ask(explain, { query })
    const [step] = data.explain.fields[0].steps
    expect(step).toMatchObject({ kind: 'AGGREGATE', source: 'b1-ch' })
    expect(step.native[0]).toContain("/b1s/v2/Orders?$apply=filter(Orders/Cancelled eq 'tNO' and ")
  })
})
