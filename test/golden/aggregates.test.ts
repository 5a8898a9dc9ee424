import { describe, expect, test } from 'vitest'
import { column, compare, type NativeAggregate, type NativeRow } from '../../gateway/connector/index.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderSums as renderApply, type SumsAddress } from '../../subgraphs/dialects/odata/sums.ts'
import { type GroupMethod, readSums, renderSums as renderGroups } from '../../subgraphs/dialects/odoo-domain/sums.ts'
import { renderSums as renderSoql } from '../../subgraphs/dialects/soql/sums.ts'
import { renderSums as renderSuiteQl } from '../../subgraphs/dialects/suiteql/sums.ts'

type Case = Pick<NativeAggregate, 'groupBy' | 'measures' | 'filter'>

const [text, number, day] = [column('text'), column('number', 'number'), column('day', 'date')]

/** Months are left to who groups by day: OData has them in no version of `$apply`. */
const cases: Readonly<Record<string, Case>> = {
  'all rows': { groupBy: [], measures: [{ kind: 'count' }] },
  'a sum by a code': { groupBy: [{ column: text }], measures: [{ kind: 'count' }, { kind: 'sum', column: number }] },
  'by day and by month': { groupBy: [{ column: day }, { column: day, part: 'month' }], measures: [{ kind: 'count' }] },
  'the least and the latest': {
    groupBy: [{ column: text }],
    measures: [
      { kind: 'min', column: number },
      { kind: 'max', column: day },
      { kind: 'count', column: day },
    ],
  },
  'of some rows': {
    groupBy: [{ column: text }],
    measures: [{ kind: 'count' }],
    filter: compare(text, 'eq', "O'Hara"),
  },
}

interface Expected extends Readonly<Record<'soql' | 'suiteql' | GroupMethod, string>> {
  /** One GET, or those of a batch. */
  readonly odata?: readonly string[]
}

/** By hand from the vendors' references, each in the words of its simulator's parser; of Odoo the arguments of the method. */
const expected: Readonly<Record<string, Expected>> = {
  'all rows': {
    soql: 'SELECT COUNT(Id) m0 FROM rows',
    suiteql: 'SELECT COUNT(*) AS m0 FROM rows r',
    odata: ['aggregate($count as r)'],
    formatted_read_group: '[] {"groupby":[],"aggregates":["__count"],"limit":10}',
    read_group: '[] {"fields":["__count"],"groupby":[],"lazy":false,"limit":10}',
  },
  'a sum by a code': {
    soql: 'SELECT text g0, COUNT(Id) m0, SUM(number) m1 FROM rows GROUP BY text LIMIT 2000',
    suiteql: 'SELECT r.text AS g0, COUNT(*) AS m0, SUM(r.number) AS m1 FROM rows r GROUP BY r.text ORDER BY r.text',
    odata: [
      'filter(number ne null)/groupby((text),aggregate($count as r,number with sum as m1))',
      'filter(number eq null)/groupby((text),aggregate($count as r))',
    ],
    formatted_read_group: '[] {"groupby":["text"],"aggregates":["__count","number:sum"],"limit":10}',
    read_group: '[] {"fields":["__count","m1:sum(number)"],"groupby":["text"],"lazy":false,"limit":10}',
  },
  'by day and by month': {
    soql: 'SELECT day g0, CALENDAR_YEAR(day) g1y, CALENDAR_MONTH(day) g1m, COUNT(Id) m0 FROM rows GROUP BY day, CALENDAR_YEAR(day), CALENDAR_MONTH(day) LIMIT 2000',
    suiteql:
      "SELECT TO_CHAR(r.day, 'YYYY-MM-DD') AS g0, TO_CHAR(r.day, 'YYYY-MM') AS g1, COUNT(*) AS m0 FROM rows r GROUP BY TO_CHAR(r.day, 'YYYY-MM-DD'), TO_CHAR(r.day, 'YYYY-MM') ORDER BY TO_CHAR(r.day, 'YYYY-MM-DD'), TO_CHAR(r.day, 'YYYY-MM')",
    formatted_read_group: '[] {"groupby":["day:day","day:month"],"aggregates":["__count"],"limit":10}',
    read_group: '[] {"fields":["__count"],"groupby":["day:day","day:month"],"lazy":false,"limit":10}',
  },
  'the least and the latest': {
    soql: 'SELECT text g0, MIN(number) m0, MAX(day) m1, COUNT(day) m2 FROM rows GROUP BY text LIMIT 2000',
    suiteql:
      "SELECT r.text AS g0, MIN(r.number) AS m0, TO_CHAR(MAX(r.day), 'YYYY-MM-DD') AS m1, COUNT(r.day) AS m2 FROM rows r GROUP BY r.text ORDER BY r.text",
    odata: [
      'filter(number ne null and day ne null)/groupby((text),aggregate($count as r,number with min as m0,day with max as m1))',
      'filter(number eq null or day eq null)/groupby((text),aggregate($count as r))',
    ],
    formatted_read_group: '[] {"groupby":["text"],"aggregates":["number:min","day:max","day:count"],"limit":10}',
    read_group:
      '[] {"fields":["m0:min(number)","m1:max(day)","m2:count(day)"],"groupby":["text"],"lazy":false,"limit":10}',
  },
  'of some rows': {
    soql: "SELECT text g0, COUNT(Id) m0 FROM rows WHERE text = 'O\\'Hara' GROUP BY text LIMIT 2000",
    suiteql: "SELECT r.text AS g0, COUNT(*) AS m0 FROM rows r WHERE r.text = 'O''Hara' GROUP BY r.text ORDER BY r.text",
    odata: ["filter(text eq 'O''Hara')/groupby((text),aggregate($count as r))"],
    formatted_read_group: `[["text","=","O'Hara"]] {"groupby":["text"],"aggregates":["__count"],"limit":10}`,
    read_group: `[["text","=","O'Hara"]] {"fields":["__count"],"groupby":["text"],"lazy":false,"limit":10}`,
  },
}

const address: SumsAddress = { service: '/api', maxUrlChars: 2_000, mostGroups: 100 }

const inOData = Object.entries(expected).filter(([, { odata }]) => odata)

test.each(inOData)('%s in OData', (name, { odata }) => {
  const { text } = renderApply({ object: 'rows', hint: undefined, ...cases[name]! }, address, v4)
  expect([...text.matchAll(/rows\?\$apply=(.*)/g)].map(([, apply]) => apply)).toEqual(odata)
})

describe.each(Object.keys(cases))('%s', (name) => {
  const query = { object: 'rows', ...cases[name]! }

  test('in SOQL', () => expect(renderSoql({ ...query, hint: undefined })).toBe(expected[name]!.soql))
  test('in SuiteQL', () => {
    const hint = { from: 'rows r', key: ['id'] }
    expect(renderSuiteQl({ ...query, hint }, 'UTC')).toBe(expected[name]!.suiteql)
  })
  test.each(['formatted_read_group', 'read_group'] as const)('by Odoo’s %s', (method) => {
    const { domain, options } = renderGroups(query, method, 'UTC', 10)
    expect(`${domain} ${JSON.stringify(options)}`).toBe(expected[name]![method])
  })
})

describe('groups as Odoo answers them', () => {
  const day = column('day', 'date')
  const asked = {
    groupBy: [{ column: day, part: 'month' as const }, { column: number }],
    measures: [{ kind: 'sum' as const, column: number }],
  }
  const told = (method: GroupMethod, row: NativeRow) => readSums([row], renderGroups(asked, method, 'UTC', 10))

  test('begin with their first day, which older releases tell beside the name of the month', () => {
    const sums = [{ group: ['2026-03', 7], measures: [1.5] }]
    expect(
      told('formatted_read_group', { 'day:month': ['2026-03-01', 'März 2026'], number: 7, 'number:sum': 1.5 }),
    ).toEqual(sums)
    const range = { from: '2026-03-01', to: '2026-04-01' }
    expect(
      told('read_group', { 'day:month': 'März 2026', __range: { 'day:month': range }, number: 7, m0: 1.5 }),
    ).toEqual(sums)
  })

  test('of no month and of no number are the one and zero, as in their rows', () => {
    const none = [{ group: [null, 0], measures: [false] }]
    expect(told('formatted_read_group', { 'day:month': false, number: false, 'number:sum': false })).toEqual(none)
    expect(
      told('read_group', { 'day:month': false, __range: { 'day:month': false }, number: false, m0: false }),
    ).toEqual(none)
  })

  test.each([999_999_999_999_999, 9_999_999_999_999.99, -1.25])('add up to %s', (sum) => {
    expect(told('formatted_read_group', { 'day:month': false, number: 1, 'number:sum': sum })).toHaveLength(1)
  })

  test.each([1e15, 12_345_678_901_234.56, 1e21, 1e-7, '12345678901234567.89'])(
    'are not taken where %s may not be all digits of the sum',
    (sum) => {
      expect(told('formatted_read_group', { 'day:month': false, number: 1, 'number:sum': sum })).toBeUndefined()
    },
  )
})
