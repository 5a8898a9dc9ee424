import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import type { MappedField, NativeRow } from '../../gateway/connector/index.ts'
import type { AggregateGroup, AggregateQuery } from '../../gateway/read/index.ts'
import { exactly, type FakeOptions, mapOf } from './fake-vendor.ts'
import { code, world } from './world.ts'

const deals = [
  { key: 'd1', stage: 'won', amount: '0.10', currency: 'EUR', close: '2026-03-01', odds: '10' },
  { key: 'd2', stage: 'won', amount: '0.20', currency: 'EUR', close: '2026-03-31', odds: '9' },
  { key: 'd3', stage: 'won', amount: null, currency: 'EUR', close: null, odds: null },
  { key: 'd4', stage: null, amount: '99999999999999999999.01', currency: 'USD', close: '2026-04-01', odds: '100' },
]

const maps = {
  Opportunity: mapOf(
    {
      'stage.code': { native: 'stage', filter: exactly, present: true, aggregatable: { group: true } },
      'stage.name': {
        native: 'stage',
        present: true,
        values: { won: 'Won', gained: 'Won' },
        aggregatable: { group: { with: ['key'] } },
      },
      'amount.document.amount': { native: 'amount', filter: exactly, aggregatable: { sum: true, count: true } },
      'amount.document.currency': { native: 'currency', filter: exactly, aggregatable: { group: true } },
      expectedCloseDate: { native: 'close', filter: exactly, aggregatable: { month: true, range: true } },
      probability: { native: 'odds', filter: { ...exactly, eq: 'inexact' }, aggregatable: { range: true } },
      owner: { native: 'owner', filter: exactly },
    },
    { object: 'deals' },
  ),
} as unknown as FakeOptions['maps']

const amount = 'amount.document.amount'
const currency = 'amount.document.currency'

function bench(options: Partial<FakeOptions> = {}) {
  const set = world({ maps, tables: { deals }, ...options })
  const ask = (query: Partial<AggregateQuery>, within = set.scope()) =>
    set.reader.aggregate({ entity: 'Opportunity', groupBy: [], measures: [{ kind: 'count' }], ...query }, within)
  return { ...set, ask }
}

const byKey = (groups: readonly AggregateGroup[]) =>
  [...groups].sort((a, b) => JSON.stringify(a.key).localeCompare(JSON.stringify(b.key)))

describe('what is added up from rows', () => {
  test('sums are exact, and a value that is not there is in none of them', async () => {
    const { ask } = bench()
    const { groups } = await ask({
      groupBy: [{ field: 'stage.code' }],
      measures: [{ kind: 'sum', field: amount }, { kind: 'count', field: amount }, { kind: 'count' }],
    })
    expect(byKey(groups)).toEqual([
      { key: ['won'], values: ['0.30', 2, 3], rows: 3 },
      { key: [null], values: ['99999999999999999999.01', 1, 1], rows: 1 },
    ])
  })

  test('an amount that is not there takes its currency along', async () => {
    const { ask } = bench()
    const { groups } = await ask({ groupBy: [{ field: currency }], measures: [{ kind: 'sum', field: amount }] })
    expect(byKey(groups).map(({ key, rows, values }) => [key[0], rows, values[0]])).toEqual([
      ['EUR', 2, '0.30'],
      ['USD', 1, '99999999999999999999.01'],
      [null, 1, null],
    ])
  })

  test('days are put together to months', async () => {
    const { ask } = bench()
    const { groups } = await ask({ groupBy: [{ field: 'expectedCloseDate', part: 'month' }] })
    expect(byKey(groups).map(({ key, rows }) => [key[0], rows])).toEqual([
      ['2026-03', 2],
      ['2026-04', 1],
      [null, 1],
    ])
  })

  test('the least and the greatest are so by value, not by text', async () => {
    const { ask } = bench()
    const { groups } = await ask({
      measures: [
        { kind: 'min', field: 'probability' },
        { kind: 'max', field: 'probability' },
        { kind: 'max', field: 'expectedCloseDate' },
      ],
    })
    expect(groups).toEqual([{ key: [], values: ['9', '100', '2026-04-01'], rows: 4 }])
  })

  test('a leaf that the source does not have is null in the one group that there is', async () => {
    const { ask } = bench()
    expect((await ask({ groupBy: [{ field: 'forecastCategory' }] })).groups).toEqual([
      { key: [null], values: [4], rows: 4 },
    ])
  })

  test('a filter on what the source does not have is refused', async () => {
    const { ask } = bench()
    await expect(ask({ filter: { kind: 'isNull', field: 'forecastCategory', value: true } })).rejects.toEqual(
      code('UNSUPPORTED'),
    )
  })

  test('a value that cannot be read is in no sum, and its row is told', async () => {
    const { ask } = bench({ tables: { deals: [...deals, { ...deals[0], key: 'd5', amount: 'plenty' }] } })
    const { groups, unreadable } = await ask({ measures: [{ kind: 'sum', field: amount }] })
    expect([groups[0]!.values[0], unreadable]).toEqual(['99999999999999999999.31', 1])
  })

  test('says when it was read, and where it came from', async () => {
    const { ask, runtime } = bench()
    const readAt = runtime.now()
    const first = await ask({})
    await runtime.advance(1_000)
    const again = await ask({})
    expect([first, again].map((answer) => [answer.readAt, answer.servedFrom, answer.native])).toEqual([
      [readAt, 'LIVE', false],
      [readAt, 'CACHE', false],
    ])
  })

  test('more rows than may be read are refused, with the reason why they would have to be', async () => {
    const { ask } = bench({ config: { maxScanRows: 3 } })
    const refused = await ask({}).catch((error) => error)
    expect(refused).toEqual(code('QUERY_TOO_COSTLY'))
    expect(refused.message).toContain('more than 3 rows of Opportunity, in some 1 calls')
    expect(refused.message).toContain('it adds up nothing by itself')
  })
})

describe('what the source adds up by itself', () => {
  const honest: FakeOptions['sums'] = (sums) => sums()
  const values = (answer: { groups: readonly AggregateGroup[] }) => byKey(answer.groups)

  const questions: Record<string, Partial<AggregateQuery>> = {
    'all rows': {},
    'a code': { groupBy: [{ field: 'stage.code' }] },
    'a name that stands for two codes': { groupBy: [{ field: 'stage.name' }] },
    'a leaf that the source does not have': { groupBy: [{ field: 'forecastCategory' }] },
    'a currency that is nothing without its amount': {
      groupBy: [{ field: currency }],
      measures: [{ kind: 'sum', field: amount }, { kind: 'count', field: amount }, { kind: 'count' }],
    },
    months: {
      groupBy: [{ field: 'expectedCloseDate', part: 'month' }],
      measures: [{ kind: 'max', field: 'expectedCloseDate' }],
    },
    extremes: {
      measures: [
        { kind: 'min', field: 'probability' },
        { kind: 'max', field: 'probability' },
      ],
    },
    'some of them': {
      filter: { kind: 'in', field: 'stage.code', values: ['won'] },
      groupBy: [{ field: 'stage.code' }],
    },
  }
  const more = [...deals.slice(0, 3), { ...deals[0]!, key: 'd6', stage: 'gained', amount: '12.34', currency: null }]

  test.each(Object.entries(questions))('%s: the same as from rows, in one call', async (_name, question) => {
    const [there, here] = [bench({ tables: { deals: more }, sums: honest }), bench({ tables: { deals: more } })]
    const [told, added] = [await there.ask(question), await here.ask(question)]
    expect(values(told)).toEqual(values(added))
    expect([told.native, there.aggregates.length, there.queries.length]).toEqual([true, 1, 0])
  })

  const refusals: Record<string, Partial<AggregateQuery>> = {
    'a filter that it does not decide': { filter: { kind: 'compare', field: 'probability', op: 'eq', value: '10' } },
    'a group that it does not make': { groupBy: [{ field: 'owner' }] },
    'a sum that it does not make': { measures: [{ kind: 'sum', field: 'probability' }] },
    'an amount whose currency it may lack unseen': { measures: [{ kind: 'sum', field: amount }] },
  }

  test.each(Object.entries(refusals))('%s: rows are read instead', async (_name, question) => {
    const { ask, aggregates, queries } = bench({ sums: honest })
    expect((await ask(question)).native).toBe(false)
    expect([aggregates.length, queries.length]).toEqual([0, 1])
  })

  test('more than the source adds up at once is read, and the source not asked in vain again', async () => {
    const { ask, aggregates, queries } = bench({ sums: () => ({ groups: [], isTooMuch: true }) })
    const byStage = { groupBy: [{ field: 'stage.code' }] }
    expect([await ask(byStage), await ask(byStage)].map(({ native }) => native)).toEqual([false, false])
    expect([aggregates.length, queries.length]).toEqual([1, 1])
  })

  test('rows that are held are added up without a call', async () => {
    const { ask, aggregates, queries, reader, scope } = bench({ sums: honest })
    await reader.list({ entity: 'Opportunity', fields: ['stage.code'], order: [], first: 50 }, scope())
    expect((await ask({ groupBy: [{ field: 'stage.code' }] })).native).toBe(false)
    expect([aggregates.length, queries.length]).toEqual([0, 1])
  })

  test('is held like a list, under the same wishes, and stamped before the question leaves', async () => {
    const { ask, aggregates, runtime, scope } = bench({ sums: honest })
    const readAt = runtime.now()
    const first = await ask({})
    await runtime.advance(1_000)
    const [held, live] = [await ask({}), await ask({}, scope({ live: true }))]
    expect([first, held, live].map((answer) => [answer.readAt! - readAt, answer.servedFrom])).toEqual([
      [0, 'LIVE'],
      [0, 'CACHE'],
      [1_000, 'LIVE'],
    ])
    expect(aggregates.length).toBe(2)
  })

  test('an answer that is not of the question fails, and says whose it is', async () => {
    const { ask } = bench({ sums: () => ({ groups: [{ group: [], measures: ['many'] }] }) })
    await expect(ask({})).rejects.toEqual(code('SOURCE_BAD_RESPONSE'))
  })

  test('nothing is asked where nothing can match', async () => {
    const { ask, aggregates, queries } = bench({ sums: honest })
    expect((await ask({ filter: { kind: 'or', terms: [] } })).groups).toEqual([])
    expect([aggregates.length, queries.length]).toEqual([0, 0])
  })
})

describe('what is posted, by a source that tells an amount and on which side it is', () => {
  const postings = [
    { key: 'p1', account: 'a', side: 'S', amount: '10.00', currency: [1, 'EUR'] },
    { key: 'p2', account: 'a', side: 'H', amount: '-2.50', currency: [1, 'EUR'] },
    { key: 'p3', account: 'a', side: 'S', amount: '-4.00', currency: [1, 'EUR'] },
    { key: 'p4', account: 'b', side: 'H', amount: '-3.50', currency: [1, 'EUR'] },
  ]
  const sided = (code: string, sign: string): MappedField => ({
    native: 'amount',
    type: 'number',
    needs: ['side'],
    present: true,
    decode: ({ side, amount }) => (side !== code ? '0' : new Big(String(amount)).times(`${sign}1`).toFixed(2)),
    aggregatable: { sum: { with: ['side'] } },
  })
  const ledger = {
    JournalLine: mapOf(
      {
        account: { native: 'account', filter: exactly, aggregatable: { group: true } },
        'booked.debit': sided('S', ''),
        'booked.credit': sided('H', '-'),
        'booked.currency': {
          native: 'currency/code',
          needs: ['currency'],
          decode: ({ currency }: NativeRow) => (currency as readonly unknown[])[1],
          filter: exactly,
          aggregatable: { group: { by: ['currency'] } },
        },
      },
      { object: 'postings' },
    ),
  } as unknown as FakeOptions['maps']
  const balances: AggregateQuery = {
    entity: 'JournalLine',
    groupBy: [{ field: 'account' }, { field: 'booked.currency' }],
    measures: [
      { kind: 'sum', field: 'booked.debit' },
      { kind: 'sum', field: 'booked.credit' },
      { kind: 'count', field: 'booked.debit' },
    ],
  }
  const bench = (options: Partial<FakeOptions> = {}) => {
    const set = world({ maps: ledger, tables: { postings }, sums: (sums) => sums(), ...options })
    return {
      ...set,
      ask: (query: Partial<AggregateQuery> = {}) => set.reader.aggregate({ ...balances, ...query }, set.scope()),
    }
  }

  test('is added up side by side, and read as the lines would be: a negative debit is no credit', async () => {
    const { ask, aggregates } = bench()
    const { groups, native } = await ask()
    expect(native).toBe(true)
    expect(byKey(groups)).toEqual([
      { key: ['a', 'EUR'], values: ['6.00', '2.50', 3], rows: 3 },
      { key: ['b', 'EUR'], values: ['0', '3.50', 1], rows: 1 },
    ])
    expect(aggregates.map(({ groupBy, measures }) => [groupBy.length, measures.length])).toEqual([[3, 2]])
  })

  test('is of use without a count, where whoever asks says so', async () => {
    const { ask } = bench({ countsRows: false })
    const { groups, native } = await ask({ isCountOptional: true })
    expect(native).toBe(true)
    expect(byKey(groups)).toEqual([
      { key: ['a', 'EUR'], values: ['6.00', '2.50', null], rows: null },
      { key: ['b', 'EUR'], values: ['0', '3.50', null], rows: null },
    ])
  })

  const uncounted: Record<string, Partial<AggregateQuery>> = {
    'who asks wants a count': {},
    'an amount may lack its currency unseen': {
      groupBy: [{ field: 'account' }],
      measures: [{ kind: 'sum', field: 'booked.debit' }],
      isCountOptional: true,
    },
    'one group of all rows may be one of none': {
      groupBy: [],
      measures: [],
      isCountOptional: true,
    },
  }

  test.each(Object.entries(uncounted))('is read line by line where nobody counts and %s', async (_name, query) => {
    const [there, here] = [bench({ countsRows: false }), bench({ sums: undefined as never })]
    const [told, added] = [await there.ask(query), await here.ask(query)]
    expect(told.native).toBe(false)
    expect(told.groups).toEqual(added.groups)
    expect(there.aggregates).toEqual([])
  })

  test('without counts is not what a question with counts is answered from', async () => {
    const { ask } = bench({ countsRows: false })
    await ask({ isCountOptional: true })
    expect((await ask()).groups.map(({ rows }) => rows)).toEqual([3, 1])
  })
})

describe('an amount that a decoder makes of several columns', () => {
  const orders = [
    { key: 'o1', code: 'CHF', gross: '107.70', tax: '7.70', day: '2026-03-01' },
    { key: 'o2', code: 'CHF', gross: '10.77', tax: '0.77', day: '2026-03-01' },
    { key: 'o3', code: 'EUR', gross: '99.00', tax: '9.00', day: '2026-03-01' },
    { key: 'o4', code: null, gross: '5.00', tax: '1.00', day: '2026-04-01' },
  ]
  /** Told of orders in the company's own currency only. */
  const net = ({ code, gross, tax }: Record<string, string | null>) =>
    code === 'CHF' && gross !== null && tax !== null ? (Number(gross) - Number(tax)).toFixed(2) : null
  const maps = {
    SalesOrder: mapOf(
      {
        'totals.taxExclusive.amount': {
          needs: ['code', 'gross', 'tax'],
          decode: net,
          aggregatable: { sum: { with: ['code'], of: ['gross', 'tax'] }, count: true },
        },
        'totals.taxExclusive.currency': { native: 'code', aggregatable: { group: true } },
        requestedDate: { native: 'day', aggregatable: { group: true } },
      },
      { object: 'orders' },
    ),
  } as unknown as FakeOptions['maps']
  const [amount, currency] = ['totals.taxExclusive.amount', 'totals.taxExclusive.currency']
  const bench = (tables: FakeOptions['tables'], sums?: FakeOptions['sums']) => {
    const set = world({ maps, tables, sums })
    const ask = (query: Partial<AggregateQuery> = {}) =>
      set.reader.aggregate(
        {
          entity: 'SalesOrder',
          groupBy: [{ field: currency }],
          measures: [
            { kind: 'count', field: amount },
            { kind: 'sum', field: amount },
          ],
          ...query,
        },
        set.scope(),
      )
    return { ...set, ask }
  }

  const questions: Record<string, Partial<AggregateQuery>> = {
    'by currency': {},
    'by day': { groupBy: [{ field: currency }, { field: 'requestedDate' }] },
    'by month': { groupBy: [{ field: currency }, { field: 'requestedDate', part: 'month' }] },
    'with a count of all': { measures: [{ kind: 'count' }, { kind: 'sum', field: amount }] },
    'where nothing else is asked': { groupBy: [{ field: currency }], measures: [{ kind: 'count' }] },
  }

  test.each(Object.entries(questions))('is added up column by column, %s', async (_name, question) => {
    const [there, here] = [bench({ orders }, (sums) => sums()), bench({ orders })]
    const [told, added] = [await there.ask(question), await here.ask(question)]
    expect(told.native).toBe(true)
    expect(byKey(told.groups)).toEqual(byKey(added.groups))
    expect(there.aggregates[0]!.measures).toEqual([
      { kind: 'count' },
      ...['gross', 'tax'].flatMap((native) =>
        ['sum', 'count'].map((kind) => ({ kind, column: { native, type: 'number' } })),
      ),
    ])
  })

  test('is read order by order where some of a group lack a column, and some do not', async () => {
    const lacking = [...orders, { ...orders[0]!, key: 'o5', tax: null }]
    const there = bench({ orders: lacking }, (sums) => sums())
    const told = await there.ask()
    expect([told.native, there.aggregates.length, there.queries.length]).toEqual([false, 1, 1])
    expect(byKey(told.groups)).toEqual(byKey((await bench({ orders: lacking }).ask()).groups))
  })

  test('is nothing where all of a group lack a column', async () => {
    const lacking = orders.map((order) => ({ ...order, tax: null }))
    const told = await bench({ orders: lacking }, (sums) => sums()).ask()
    expect([told.native, told.groups]).toEqual([true, [{ key: [null], values: [0, null], rows: 4 }]])
  })
})
