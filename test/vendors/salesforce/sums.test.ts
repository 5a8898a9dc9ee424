import { describe, expect, test } from 'vitest'
import type { Answer, Link, NativeAggregate } from '../../../gateway/connector/index.ts'
import { column } from '../../../gateway/connector/index.ts'
import { type Database, type SObject, type SoqlError, select } from '../../../subgraphs/dialects/soql/simulate.ts'
import { fetchSums, sumsRequest } from '../../../subgraphs/dialects/soql/sums.ts'
import { table } from '../../../subgraphs/simulator/table.ts'

const fields = {
  Id: 'id',
  Name: 'string',
  Size: 'double',
  Amount: 'currency',
  CurrencyIsoCode: 'picklist',
  Day: 'date',
} as const

const row = (
  n: number,
  name: string | null,
  size: string | null,
  amount: string | null,
  currency: string,
  day: string | null,
) => ({
  Id: `a0${String(n).padStart(13, '0')}AAA`,
  ...{ Name: name, Size: size, Amount: amount, CurrencyIsoCode: currency, Day: day },
})

function databaseOf(rows: readonly ReturnType<typeof row>[], rates?: Database['rates']): Database {
  const thing: SObject = { name: 'Thing', fields, parents: {}, table: table('Thing', rows, { key: 'Id', indexes: [] }) }
  return { objects: new Map([['thing', thing]]), ...(rates && { rates }) }
}

const rows = [
  row(1, 'Acme', '0.1', '10', 'EUR', '2026-01-31'),
  row(2, 'ACME', '0.2', '1000', 'JPY', '2026-02-01'),
  row(3, null, null, null, 'EUR', null),
]
const run = (soql: string, database = databaseOf(rows)) =>
  JSON.parse(JSON.stringify(select(database, soql, () => '', false).sums)) as Record<string, unknown>[]
const errorOf = (soql: string, database = databaseOf(rows)) => {
  try {
    run(soql, database)
  } catch (error) {
    return (error as SoqlError).errorCode
  }
  return undefined
}
const attributes = { type: 'AggregateResult' }

describe('an org that adds up', () => {
  test('names what is not named, and adds up without doubles', () => {
    expect(run('SELECT COUNT(Id), SUM(Size), MIN(Day) first FROM Thing')).toEqual([
      { attributes, expr0: 3, expr1: 0.3, first: '2026-01-31' },
    ])
  })

  test('takes names that differ in case for one, and puts those without one in a group of their own', () => {
    expect(run('SELECT Name, COUNT(Id) n, COUNT(Size) sized FROM Thing GROUP BY Name')).toEqual([
      { attributes, Name: 'Acme', n: 2, sized: 2 },
      { attributes, Name: null, n: 1, sized: 0 },
    ])
  })

  test('groups by the year and the month of a date', () => {
    const soql =
      'SELECT CALENDAR_YEAR(Day) y, CALENDAR_MONTH(Day) m, COUNT(Id) n FROM Thing GROUP BY CALENDAR_YEAR(Day), CALENDAR_MONTH(Day)'
    expect(run(soql).map(({ y, m }) => [y, m])).toEqual([
      [2026, 1],
      [2026, 2],
      [null, null],
    ])
  })

  test('converts amounts to the corporate currency where there are several', () => {
    const soql = 'SELECT CurrencyIsoCode c, SUM(Amount) total FROM Thing GROUP BY CurrencyIsoCode'
    expect(run(soql, databaseOf(rows, { EUR: 1, JPY: 0.006 })).map(({ c, total }) => [c, total])).toEqual([
      ['EUR', 10],
      ['JPY', 6],
    ])
  })

  test.each([
    'SELECT Size, COUNT(Id) FROM Thing GROUP BY Size',
    'SELECT Amount, COUNT(Id) FROM Thing GROUP BY Amount',
    'SELECT Name, COUNT(Id) FROM Thing',
    'SELECT SUM(Name) FROM Thing',
    'SELECT COUNT(Id) FROM Thing LIMIT 5',
  ])('refuses %s', (soql) => expect(errorOf(soql)).toBe('MALFORMED_QUERY'))

  test('tells 2,000 groups and no more', () => {
    const many = databaseOf(Array.from({ length: 2_001 }, (_, i) => row(i, `n${i}`, null, null, 'EUR', null)))
    expect(errorOf('SELECT Name, COUNT(Id) FROM Thing GROUP BY Name', many)).toBe('EXCEEDED_ID_LIMIT')
    expect(run('SELECT Name, COUNT(Id) FROM Thing GROUP BY Name LIMIT 2000', many).length).toBe(2_000)
  })
})

describe('the connector', () => {
  const byName: NativeAggregate = {
    ...{ object: 'Thing', hint: undefined },
    groupBy: [{ column: column('Name') }, { column: column('Day', 'date'), part: 'month' }],
    measures: [{ kind: 'count' }, { kind: 'sum', column: column('Size', 'number') }],
  }
  /** Runs the statement of a request, and answers as the query resource does. */
  const linkTo = (database: Database): Link => ({
    call: async (request) => {
      const records = run(new URL(request.path, 'http://org').searchParams.get('q')!, database)
      return { json: () => ({ totalSize: records.length, done: true, records }) } as Answer
    },
  })

  test('reads groups by their place, and months from two columns', async () => {
    const { groups, isTooMuch } = await fetchSums(sumsRequest(byName, '62.0'), linkTo(databaseOf(rows)))
    expect(isTooMuch).toBeUndefined()
    expect(groups).toEqual([
      { group: ['Acme', '2026-01'], measures: [1, 0.1] },
      { group: ['ACME', '2026-02'], measures: [1, 0.2] },
      { group: [null, null], measures: [1, null] },
    ])
  })

  test.each([
    [1_999, undefined],
    [2_000, true],
    [2_500, true],
  ])('of %i groups, whether these may not be all: %j', async (count, isTooMuch) => {
    const many = databaseOf(Array.from({ length: count }, (_, i) => row(i, `n${i}`, null, null, 'EUR', null)))
    expect((await fetchSums(sumsRequest(byName, '62.0'), linkTo(many))).isTooMuch).toBe(isTooMuch)
  })

  test('an answer without records is none', async () => {
    const link: Link = { call: async () => ({ json: () => ({ done: true }) }) as Answer }
    await expect(fetchSums(sumsRequest(byName, '62.0'), link)).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })
})
