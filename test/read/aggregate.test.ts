import { describe, expect, test } from 'vitest'
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
      'stage.code': { native: 'stage', filter: exactly },
      'stage.name': { native: 'stage', filter: exactly },
      'amount.document.amount': { native: 'amount', filter: exactly },
      'amount.document.currency': { native: 'currency', filter: exactly },
      expectedCloseDate: { native: 'close', filter: exactly },
      probability: { native: 'odds', filter: exactly },
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
      groupBy: [{ field: 'stage.name' }],
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
    expect((await ask({ groupBy: [{ field: 'owner' }] })).groups).toEqual([{ key: [null], values: [4], rows: 4 }])
  })

  test('a filter on what the source does not have is refused', async () => {
    const { ask } = bench()
    await expect(ask({ filter: { kind: 'isNull', field: 'owner', value: true } })).rejects.toEqual(code('UNSUPPORTED'))
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

  test('more rows than may be read are refused', async () => {
    const { ask } = bench({ config: { maxScanRows: 3 } })
    await expect(ask({})).rejects.toEqual(code('QUERY_TOO_COSTLY'))
  })
})
