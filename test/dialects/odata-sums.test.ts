import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  and,
  column,
  compare,
  isNull,
  type Link,
  type NativeAggregate,
  type NativeFilter,
  type NativeMeasure,
  type NativeRequest,
  parseJson,
  type SumsPage,
} from '../../gateway/connector/index.ts'
import { type ErrorCode, FreshetError } from '../../gateway/errors.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { type ApplyRules, appliedTo } from '../../subgraphs/dialects/odata/simulate-apply.ts'
import { readBatch, writeBatch } from '../../subgraphs/dialects/odata/simulate-batch.ts'
import { grammarV4 } from '../../subgraphs/dialects/odata/simulate-grammar.ts'
import { type EntitySetModel, ODataError, type Row } from '../../subgraphs/dialects/odata/simulate-model.ts'
import { fetchSums, renderSums, type SumsAddress } from '../../subgraphs/dialects/odata/sums.ts'
import { filterV4 } from '../properties/odata-judges.ts'
import { sumsOf } from '../read/native-sums.ts'

const texts = ['Acme', 'acme', "O'Hara", null] as const
const rows: readonly Row[] = Array.from({ length: 40 }, (_, n) => ({
  id: `${n}`,
  text: texts[n % texts.length]!,
  amount: n % 5 === 0 ? null : `${(n % 9) - 4}.${n % 3}0`,
  other: n % 7 === 0 ? null : `${n}.25`,
  day: n % 11 === 0 ? null : `2026-01-${String((n % 20) + 1).padStart(2, '0')}`,
}))

const setOf = (rows: readonly Row[]): EntitySetModel => ({
  name: 'things',
  key: ['id'],
  properties: {
    id: { type: 'String' },
    text: { type: 'String' },
    amount: { type: 'Decimal' },
    other: { type: 'Decimal' },
    day: { type: 'DateTime' },
  },
  navigations: {},
  indexes: [],
  rows,
})

const [text, amount, other, day] = [
  column('text'),
  column('amount', 'number'),
  column('other', 'number'),
  column('day', 'date'),
]
const address: SumsAddress = {
  service: '/api',
  maxUrlChars: 4_000,
  mostGroups: 1_000,
  batch: { format: 'multipart' },
}
const query = (over: Partial<NativeAggregate> = {}): NativeAggregate => ({
  ...{ object: 'things', hint: undefined, groupBy: [], measures: [{ kind: 'count' }] },
  ...over,
})
const rules: ApplyRules = { emptySum: '0', omitsNull: true }

interface Served {
  readonly set?: EntitySetModel
  readonly rules?: ApplyRules
  /** What becomes of an answer on the way. */
  readonly change?: (body: { value: Record<string, unknown>[] }) => object
}

/** A service that answers what it is asked, alone or in a batch. */
function linkTo({ set = setOf(rows), rules: own = rules, change }: Served, seen: string[] = []): Link {
  const bodyOf = (url: string): string => {
    const applied = decodeURIComponent(/\?\$apply=(.*)$/.exec(url)![1]!)
    seen.push(applied)
    const body = JSON.stringify({ value: appliedTo(set, applied, grammarV4, own) })
    return change ? JSON.stringify(change(JSON.parse(body))) : body
  }
  return { call: async (request) => (request.method === 'GET' ? json(bodyOf(request.path)) : batch(request, bodyOf)) }
}

const json = (body: string) => ({ status: 200, headers: {}, text: () => body, json: () => parseJson(body) }) as Answer

function batch({ headers, body }: NativeRequest, bodyOf: (url: string) => string): Answer {
  const parts = readBatch(headers!['content-type']!, body!)!.map(({ url }) => ({
    ...{ status: 200, headers: { 'Content-Type': 'application/json' } },
    body: bodyOf(url),
  }))
  const written = writeBatch('b', parts)
  return {
    status: 200,
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    text: () => written,
  } as unknown as Answer
}

const told = (asked: NativeAggregate, served: Served = {}, at = address, seen?: string[]): Promise<SumsPage> =>
  fetchSums(renderSums(asked, at, v4), linkTo(served, seen))

/** Groups of the same key as one, as who asked puts them together. */
function merged({ groups }: Pick<SumsPage, 'groups'>, measures: readonly NativeMeasure[]): string[] {
  const one = [...Map.groupBy(groups, ({ group }) => JSON.stringify(group.map(byNumber))).entries()]
  const told = (own: SumsPage['groups'], measure: NativeMeasure, i: number) =>
    together(
      measure,
      own.flatMap((group) => group.measures[i] ?? []),
    )
  return one.map(([key, own]) => JSON.stringify([key, measures.map((measure, i) => told(own, measure, i))])).sort()
}

const byNumber = (value: unknown) => (/^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : value)

function together({ kind, column }: NativeMeasure, values: readonly unknown[]): unknown {
  if (kind === 'count') return values.reduce<number>((sum, value) => sum + Number(value), 0)
  if (values.length === 0) return null
  if (column.type === 'date')
    return values
      .map(String)
      .sort()
      .at(kind === 'min' ? 0 : -1)
  const numbers = values.map(Number)
  if (kind === 'sum') return Math.round(numbers.reduce((sum, value) => sum + 100 * value, 0))
  return kind === 'min' ? Math.min(...numbers) : Math.max(...numbers)
}

const measures: readonly NativeMeasure[] = [
  { kind: 'count' },
  ...(['count', 'sum', 'min', 'max'] as const).map((kind) => ({ kind, column: amount })),
  { kind: 'sum', column: other },
  { kind: 'max', column: day },
]
const filters: readonly (NativeFilter | undefined)[] = [
  undefined,
  compare(text, 'eq', "O'Hara"),
  compare(amount, 'ne', '1.10'),
  compare(amount, 'gte', '0'),
  and(isNull(amount, false), compare(other, 'lt', '30')),
  isNull(amount),
]

test('any question is told as it would be from the rows, or is said to be too much', async () => {
  const asked = fc.record({
    groupBy: fc.subarray([{ column: text }, { column: day }, { column: amount }]),
    measures: fc.shuffledSubarray([...measures], { minLength: 1, maxLength: 4 }),
    filter: fc.constantFrom(...filters),
  })
  let whole = 0
  await fc.assert(
    fc.asyncProperty(asked, async ({ filter, ...rest }) => {
      const question = query({ ...rest, ...(filter && { filter }) })
      const page = await told(question)
      if (page.isTooMuch) return
      whole++
      const expected = { groups: sumsOf(rows, question).filter(({ measures }) => measures.length > 0) }
      expect(merged(page, question.measures)).toEqual(merged(expected, question.measures))
    }),
    { seed: 20_261_121, numRuns: 300 },
  )
  expect(whole).toBeGreaterThan(150)
})

test('what is in a filter stays in it: an independent parser reads it as it was meant', () => {
  const nasty = fc.constantFrom("'", "')/aggregate($count as r)", '/', ',', '))', '%27', '&$top=0', "' or 1 eq 1", '#')
  const any = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 10 }), nasty), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(
      any.map((parts) => parts.join('')),
      (value) => {
        const question = query({ groupBy: [{ column: text }], filter: compare(text, 'eq', value) })
        const { path } = renderSums(question, { ...address, maxUrlChars: 100_000 }, v4)
        const applied = path.slice('/api/things?$apply='.length)
        expect(applied).not.toMatch(/[&#+]/)
        const [head, tail] = ['filter(', ')/groupby((text),aggregate($count as r))'].map(encodeURIComponent)
        expect([applied.startsWith(head!), applied.endsWith(tail!)]).toEqual([true, true])
        expect(filterV4(`$filter=${applied.slice(head!.length, -tail!.length)}`)).toEqual(['Equals', 'text', value])
        expect(appliedTo(setOf([{ text: value }]), decodeURIComponent(applied), grammarV4, rules)).toEqual([
          { text: value, r: 1 },
        ])
      },
    ),
    { seed: 20_261_121, numRuns: 300 },
  )
})

describe('rows that lack what is measured', () => {
  const sum: NativeMeasure[] = [{ kind: 'count' }, { kind: 'count', column: amount }, { kind: 'sum', column: amount }]

  test.each<[string, NativeFilter | undefined, number]>([
    ['are asked for apart', undefined, 2],
    ['are asked for apart beside an inequality, which lets them through', compare(amount, 'ne', '0'), 2],
    ['are asked for apart beside a filter of others', and(compare(other, 'gt', '0'), isNull(text)), 2],
    ['are not asked for where the filter has none', and(compare(other, 'gt', '0'), compare(amount, 'lt', '9')), 1],
    ['are not asked for where the filter says so', isNull(amount, false), 1],
  ])('%s', async (_name, filter, questions) => {
    const seen: string[] = []
    await told(query({ measures: sum, ...(filter && { filter }) }), {}, address, seen)
    expect(seen.length).toBe(questions)
  })

  test('of several columns do not tell which: that is too much, unless there are none', async () => {
    const both = query({ measures: [...sum, { kind: 'sum', column: other }] })
    expect((await told(both)).isTooMuch).toBe(true)
    const complete = rows.filter((row) => row.amount !== null && row.other !== null)
    expect((await told(both, { set: setOf(complete) })).isTooMuch).toBeUndefined()
  })
})

describe('an answer that may not be all', () => {
  const byText = query({ groupBy: [{ column: text }] })

  test.each<[string, NativeAggregate, Served, Partial<SumsAddress>]>([
    ['of as many groups as there can be', byText, {}, { mostGroups: 4 }],
    [
      'that goes on elsewhere',
      byText,
      { change: (body) => ({ ...body, '@odata.nextLink': 'things?$apply=x&$skip=4' }) },
      {},
    ],
    [
      'of fewer rows than there are',
      byText,
      { change: ({ value }) => ({ value: value.length > 1 ? value.slice(1) : value }) },
      { isCounted: true },
    ],
    ['without the label of a value', query({ groupBy: [{ column: column('text@label') }] }), {}, {}],
  ])('%s, is too much', async (_name, asked, served, over) => {
    expect((await told(asked, served, { ...address, ...over })).isTooMuch).toBe(true)
  })

  test('is all where nothing of that is so', async () => {
    expect((await told(byText, {}, { ...address, isCounted: true })).isTooMuch).toBeUndefined()
    const labelled: ApplyRules = {
      ...rules,
      beside: (_set, name, value) => ({ [`${name}@label`]: value.toUpperCase() }),
    }
    const { groups, isTooMuch } = await told(query({ groupBy: [{ column: column('text@label') }] }), {
      rules: labelled,
    })
    expect(isTooMuch).toBeUndefined()
    expect(groups.map(({ group }) => group[0])).toEqual(['ACME', 'ACME', "O'HARA", null])
  })

  test('because there are more rows or conditions than the vendor takes, is no error', async () => {
    const failing = (code: ErrorCode): Link => ({
      call: () => Promise.reject(new FreshetError(code, {})),
    })
    const request = renderSums(byText, address, v4)
    for (const code of ['SOURCE_TOO_LARGE', 'QUERY_TOO_LARGE'] as const)
      expect(await fetchSums(request, failing(code))).toEqual({ groups: [], isTooMuch: true })
    await expect(fetchSums(request, failing('SOURCE_TIMEOUT'))).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' })
  })
})

test('a group without its sum is an answer that cannot be trusted', async () => {
  const asked = query({ measures: [{ kind: 'sum', column: amount }] })
  const change: Served['change'] = ({ value }) => ({ value: value.map(({ m0: _, ...row }) => row) })
  await expect(told(asked, { change })).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
})

test('numbers keep their digits, and a set is named where the vendor wants it', async () => {
  const set = setOf([{ id: '1', text: null, amount: '12345678901234567.89', other: null, day: null }])
  const asked = query({ measures: [{ kind: 'sum', column: amount }], filter: compare(amount, 'gt', '0') })
  const named: SumsAddress = { ...address, namesSet: true }
  const { groups } = await told(asked, { set, rules: { ...rules, namesSet: true } }, named)
  expect(groups).toEqual([{ group: [], measures: ['12345678901234567.89'] }])
  await expect(told(asked, { set, rules: { ...rules, namesSet: true } })).rejects.toThrow(ODataError)
})

describe('a service that adds up', () => {
  const refused = (applied: string, own: ApplyRules = rules) => {
    try {
      return appliedTo(setOf(rows), applied, grammarV4, own)
    } catch (error) {
      return (error as ODataError).kind
    }
  }

  test.each<[string, string, ApplyRules]>([
    ['groupby((text)', 'syntax', rules],
    ['groupby(text)', 'syntax', rules],
    ['aggregate($count)', 'syntax', rules],
    ['aggregate(amount with sum)', 'syntax', rules],
    ['aggregate($count as r,amount with sum as r)', 'syntax', rules],
    ['aggregate($count as r)/filter(r gt 1)', 'syntax', rules],
    ["filter(text eq 'a)/aggregate($count as r)", 'syntax', rules],
    ['groupby((nothing))', 'unknownProperty', rules],
    ['aggregate(text with sum as t)', 'notSupported', rules],
    ['aggregate(amount with countdistinct as n)', 'notSupported', rules],
    ['groupby((day))', 'notSupported', { ...rules, ungrouped: ['DateTime'] }],
    ['aggregate($count as r)', 'tooLarge', { ...rules, mostRows: 39 }],
  ])('refuses %s: %s', (applied, kind, own) => expect(refused(applied, own)).toBe(kind))

  test('takes only the rows that its filter leaves', () => {
    const own = { ...rules, mostRows: 10 }
    expect(refused('filter(text eq null)/aggregate($count as r)', own)).toEqual([{ r: 10 }])
  })
})
