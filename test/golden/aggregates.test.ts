import { describe, expect, test } from 'vitest'
import { column, compare, type NativeAggregate } from '../../gateway/connector/index.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderSums as renderApply, type SumsAddress } from '../../subgraphs/dialects/odata/sums.ts'
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

interface Expected {
  readonly soql: string
  readonly suiteql: string
  /** One GET, or those of a batch. */
  readonly odata?: readonly string[]
}

/** By hand from the SOQL reference, from Oracle's, and from OData's extension for data aggregation, each in the words of its simulator's parser. */
const expected: Readonly<Record<string, Expected>> = {
  'all rows': {
    soql: 'SELECT COUNT(Id) m0 FROM rows',
    suiteql: 'SELECT COUNT(*) AS m0 FROM rows r',
    odata: ['aggregate($count as r)'],
  },
  'a sum by a code': {
    soql: 'SELECT text g0, COUNT(Id) m0, SUM(number) m1 FROM rows GROUP BY text LIMIT 2000',
    suiteql: 'SELECT r.text AS g0, COUNT(*) AS m0, SUM(r.number) AS m1 FROM rows r GROUP BY r.text ORDER BY r.text',
    odata: [
      'filter(number ne null)/groupby((text),aggregate($count as r,number with sum as m1))',
      'filter(number eq null)/groupby((text),aggregate($count as r))',
    ],
  },
  'by day and by month': {
    soql: 'SELECT day g0, CALENDAR_YEAR(day) g1y, CALENDAR_MONTH(day) g1m, COUNT(Id) m0 FROM rows GROUP BY day, CALENDAR_YEAR(day), CALENDAR_MONTH(day) LIMIT 2000',
    suiteql:
      "SELECT TO_CHAR(r.day, 'YYYY-MM-DD') AS g0, TO_CHAR(r.day, 'YYYY-MM') AS g1, COUNT(*) AS m0 FROM rows r GROUP BY TO_CHAR(r.day, 'YYYY-MM-DD'), TO_CHAR(r.day, 'YYYY-MM') ORDER BY TO_CHAR(r.day, 'YYYY-MM-DD'), TO_CHAR(r.day, 'YYYY-MM')",
  },
  'the least and the latest': {
    soql: 'SELECT text g0, MIN(number) m0, MAX(day) m1, COUNT(day) m2 FROM rows GROUP BY text LIMIT 2000',
    suiteql:
      "SELECT r.text AS g0, MIN(r.number) AS m0, TO_CHAR(MAX(r.day), 'YYYY-MM-DD') AS m1, COUNT(r.day) AS m2 FROM rows r GROUP BY r.text ORDER BY r.text",
    odata: [
      'filter(number ne null and day ne null)/groupby((text),aggregate($count as r,number with min as m0,day with max as m1))',
      'filter(number eq null or day eq null)/groupby((text),aggregate($count as r))',
    ],
  },
  'of some rows': {
    soql: "SELECT text g0, COUNT(Id) m0 FROM rows WHERE text = 'O\\'Hara' GROUP BY text LIMIT 2000",
    suiteql: "SELECT r.text AS g0, COUNT(*) AS m0 FROM rows r WHERE r.text = 'O''Hara' GROUP BY r.text ORDER BY r.text",
    odata: ["filter(text eq 'O''Hara')/groupby((text),aggregate($count as r))"],
  },
}

const address: SumsAddress = { service: '/api', maxUrlChars: 2_000, mostGroups: 100 }

describe.each(Object.keys(cases))('%s', (name) => {
  const query = { object: 'rows', ...cases[name]! }

  test('in SOQL', () => expect(renderSoql({ ...query, hint: undefined })).toBe(expected[name]!.soql))
  test('in SuiteQL', () => {
    const hint = { from: 'rows r', key: ['id'] }
    expect(renderSuiteQl({ ...query, hint }, 'UTC')).toBe(expected[name]!.suiteql)
  })
  test.runIf(expected[name]!.odata)('in OData', () => {
    const { text } = renderApply({ ...query, hint: undefined }, address, v4)
    expect([...text.matchAll(/rows\?\$apply=(.*)/g)].map(([, apply]) => apply)).toEqual(expected[name]!.odata)
  })
})
