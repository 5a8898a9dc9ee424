import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  and,
  type Column,
  column,
  compare,
  isNull,
  type NativeFilter,
  type NativeRow,
  oneOf,
  or,
} from '../../gateway/connector/index.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'
import { readJsonBatch, writeJsonBatch } from '../../subgraphs/dialects/odata/simulate-batch-json.ts'
import { grammarV4 } from '../../subgraphs/dialects/odata/simulate-grammar.ts'
import type { EntitySetModel, Row, ServiceModel } from '../../subgraphs/dialects/odata/simulate-model.ts'
import { createServiceV4, type FlavorV4 } from '../../subgraphs/dialects/odata/simulate-v4.ts'
import { rawJson } from '../../subgraphs/simulator/raw-json.ts'
import { matches } from '../read/native-evaluate.ts'

const set = (name: string, over: Partial<EntitySetModel>): EntitySetModel => ({
  name,
  key: ['id'],
  properties: { id: { type: 'Guid' } },
  navigations: {},
  indexes: ['id'],
  rows: [],
  ...over,
})
const id = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`

const texts = ['Acme', 'acme', "O'Hara", '', null, 'Zoë', '50%'] as const
const rows: readonly Row[] = Array.from({ length: 60 }, (_, n) => ({
  id: id(n),
  text: texts[n % texts.length]!,
  number: n % 5 === 0 ? null : `${(n % 9) - 4}.${n % 3}0`,
  flag: n % 3 === 0,
  day: n % 7 === 0 ? null : `2026-01-${String((n % 20) + 1).padStart(2, '0')}`,
  at: `2026-01-31T10:00:${String(n).padStart(2, '0')}Z`,
}))
const lines: readonly Row[] = rows.flatMap(({ id: documentId = null }, n) =>
  [0, 1].map((i) => ({ id: id(1000 + 2 * n + i), documentId, item: id(n) })),
)

const service: ServiceModel = {
  name: 'api',
  sets: {
    things: set('things', {
      properties: {
        id: { type: 'Guid' },
        text: { type: 'String' },
        number: { type: 'Decimal' },
        flag: { type: 'Boolean' },
        day: { type: 'DateTime' },
        at: { type: 'DateTimeOffset' },
      },
      navigations: {
        lines: { to: 'lines', many: true, on: { documentId: 'id' } },
        Inner: { to: 'lines', many: true, embedded: true, on: { documentId: 'id' } },
      },
      rows,
    }),
    lines: set('lines', {
      properties: { id: { type: 'Guid' }, documentId: { type: 'Guid' }, item: { type: 'Guid' } },
      navigations: { thing: { to: 'things', on: { id: 'item' } } },
      indexes: ['id', 'documentId'],
      rows: lines,
    }),
  },
}

const flavor: FlavorV4 = {
  grammar: grammarV4,
  mostRows: 20,
  links: 'skiptoken',
  annotate: (row) => ({ '@odata.etag': `W/"${row.id}"` }),
  skiptokenLifeMillis: 60_000,
  seed: 1,
}
const root = 'https://erp.example/api/'

interface Answer {
  readonly value: readonly Record<string, unknown>[]
  readonly '@odata.nextLink'?: string
  readonly '@odata.count'?: number
}

function reader(over: Partial<FlavorV4> = {}) {
  const { read } = createServiceV4(service, { ...flavor, ...over })
  const at = (path: string, query = '', prefer?: string, now = 0) =>
    JSON.parse(JSON.stringify(read(path, query, { root, prefer, now }))) as Answer
  /** All pages, by following links. */
  const all = (query: string, prefer?: string): Record<string, unknown>[] => {
    const found: Record<string, unknown>[] = []
    for (let next: string | undefined = query; next !== undefined; ) {
      const answer: Answer = at('things', next, prefer)
      found.push(...answer.value)
      next = answer['@odata.nextLink']?.split('?')[1]
    }
    return found
  }
  return { at, all, read }
}

const columns: Readonly<Record<string, Column>> = {
  text: column('text'),
  number: column('number', 'number'),
  flag: column('flag', 'boolean'),
  day: column('day', 'date'),
  at: column('at', 'instant'),
  id: column('id', 'guid'),
}
const literal: Readonly<Record<string, fc.Arbitrary<string>>> = {
  text: fc.constantFrom('Acme', "O'Hara", 'Zoë', 'M', 'c'),
  number: fc.constantFrom('-4', '0', '0.10', '1.2', '3.00'),
  flag: fc.constantFrom('true', 'false'),
  day: fc.constantFrom('2026-01-01', '2026-01-10', '2026-01-20'),
  at: fc.constantFrom('2026-01-31T10:00:00Z', '2026-01-31T10:00:30Z'),
  id: fc.integer({ min: 0, max: 70 }).map(id),
}
const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const
const operators = (name: string) =>
  name === 'text'
    ? ([...ordered, 'contains', 'startsWith'] as const)
    : name === 'flag' || name === 'id'
      ? (['eq', 'ne'] as const)
      : ordered
const leaf: fc.Arbitrary<NativeFilter> = fc.constantFrom(...Object.keys(columns)).chain((name) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...operators(name)), literal[name]!)
      .map(([op, value]) => compare(columns[name]!, op, value)),
    fc.array(literal[name]!, { minLength: 1, maxLength: 4 }).map((values) => oneOf(columns[name]!, ...values)),
    fc.boolean().map((value) => isNull(columns[name]!, value)),
  ),
)
const filter: fc.Arbitrary<NativeFilter> = fc.letrec<{ node: NativeFilter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((terms) => and(...terms)),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((terms) => or(...terms)),
  ),
})).node

test('any filter that is rendered finds the rows that it means', () => {
  const { all } = reader()
  const property = fc.property(filter, (wanted) => {
    const query = {
      object: 'things',
      hint: undefined,
      columns: [column('id')],
      filter: wanted,
      order: [],
      pageRows: 20,
    }
    const { url } = renderSet(query, ['id'], v4)
    const expected = rows.filter((row) => matches(wanted, row as NativeRow)).map((row) => row.id)
    expect(all(url.split('?')[1]!).map((row) => row.id)).toEqual(expected)
  })
  fc.assert(property, { seed: 20_261_121, numRuns: 500 })
})

describe('a page', () => {
  test('is as long as the client wishes, up to what the vendor sends; links lead through all of it', () => {
    const { at, all } = reader()
    expect(at('things').value).toHaveLength(20)
    expect(at('things', '', 'odata.maxpagesize=7').value).toHaveLength(7)
    expect(at('things', '', 'odata.maxpagesize=700').value).toHaveLength(20)
    expect(all('$orderby=id desc', 'odata.maxpagesize=7').map((row) => row.id)).toEqual(
      rows.map((row) => row.id).toReversed(),
    )
  })

  test('$top ends a list, and a wish for pages may overrule it', () => {
    const { at } = reader()
    expect(at('things', '$top=3')).not.toHaveProperty('@odata.nextLink')
    expect(at('things', '$top=3').value).toHaveLength(3)
    expect(at('things', '$top=3', 'odata.maxpagesize=7').value).toHaveLength(7)
    expect(reader({ heedsTopWithPages: true }).at('things', '$top=3', 'odata.maxpagesize=7').value).toHaveLength(3)
  })

  test('may be linked by $skip, relative to the service', () => {
    const { at, all } = reader({ links: 'skip', usualRows: 10 })
    expect(at('things', '$filter=flag eq true')['@odata.nextLink']).toBe('things?$filter=flag eq true&$skip=10')
    expect(all('$select=id')).toHaveLength(60)
  })

  test('ends with a token that is over', () => {
    const { at } = reader()
    const [, query] = at('things')['@odata.nextLink']!.split('?')
    expect(() => at('things', query, undefined, 60_001)).toThrow('skip token')
  })
})

describe('what is shown', () => {
  test('decimals are numbers with all their digits, and nothing is null by being blank', () => {
    const { read } = reader()
    const text = JSON.stringify(read('things', '$filter=number eq 1.2', { root, now: 0 }))
    expect(text).toMatch(/"number":1\.20[,}]/)
    expect(JSON.stringify(read('things', "$filter=text eq ''&$top=1", { root, now: 0 }))).toContain('"text":""')
  })

  test('expansions show what is selected in them, at any depth', () => {
    const { at } = reader()
    const { value } = at('things', '$select=id&$expand=lines($select=id;$expand=thing($select=text))&$top=1')
    expect(value).toEqual([
      {
        '@odata.etag': `W/"${id(0)}"`,
        id: id(0),
        lines: [1000, 1001].map((n) => ({
          '@odata.etag': `W/"${id(n)}"`,
          id: id(n),
          thing: { '@odata.etag': `W/"${id(0)}"`, text: 'Acme' },
        })),
      },
    ])
  })

  test('a complex property comes by being selected, and is no navigation', () => {
    const { at } = reader()
    expect(at('things', '$select=Inner&$top=1').value[0]!.Inner).toHaveLength(2)
    expect(() => at('things', '$expand=Inner')).toThrow('navigation property')
  })

  test('a row by its key, a count, and what stands behind a navigation', () => {
    const { at, read } = reader()
    expect(at(`things(${id(3)})`, '$select=id')).toMatchObject({ id: id(3) })
    expect(read('things/$count', '$filter=flag eq true', { root, now: 0 })).toBe('20')
    expect(at('things', '$count=true&$top=1&$filter=flag eq true')['@odata.count']).toBe(20)
    expect(at(`things(${id(3)})/lines`).value).toHaveLength(2)
    expect(() => at(`things(${id(300)})`)).toThrow('does not exist')
  })
})

describe('a predicate of the vendor', () => {
  const pattern = /(?<column>\w+) among \((?<list>[^)]*)\)/y
  const among = {
    pattern,
    condition: ({ groups }: RegExpExecArray) =>
      ({ kind: 'oneOf', column: groups!.column!, values: groups!.list!.split(';') }) as const,
  }
  const lower = (text: string, type: string) => (type === 'String' ? text.toLowerCase() : text)
  const { all } = reader({ grammar: { ...grammarV4, predicates: [among], fold: lower } })
  const found = (filter: string) => all(`$filter=${filter}&$orderby=id`).map((row) => row.id)
  const where = (test: (row: Row) => boolean) => rows.filter(test).map((row) => row.id)

  test.each([
    ['text', "text among (acme;o'hara)", (row: Row) => /^(acme|o'hara)$/i.test(String(row.text))],
    [
      'a number, whatever its scale',
      'number among (1.2;2.000)',
      (row: Row) => ['1.20', '2.00'].includes(`${row.number}`),
    ],
    [
      'a GUID, whatever its case',
      `id among (${id(10).toUpperCase()};${id(3)})`,
      (row: Row) => [id(3), id(10)].includes(String(row.id)),
    ],
  ])('takes values of %s as text', (_, filter, test) => {
    expect(where(test).length).toBeGreaterThan(0)
    expect(found(filter)).toEqual(where(test))
  })

  test('stands beside other conditions, and text that is compared without case is not found by its index', () => {
    expect(found(`not text among (acme) and flag eq true and id among (${id(3)};${id(1)})`)).toEqual([id(3)])
    expect(found("text eq 'ACME'")).toEqual(where((row) => /^acme$/i.test(String(row.text))))
  })
})

describe('what is refused', () => {
  test.each([
    ['nothings', '', 'segment'],
    ['things', '$select=Text', 'Text'],
    ['things', '$filter=text eq 1', 'eq'],
    ['things', "$filter=substringof('a',text)", 'substringof'],
    ['things', "$filter=day eq datetime'2026-01-01T00:00:00'", ''],
    ['things', '$filter=text', ''],
    ['things', '$expand=lines($orderby=id)', '$orderby'],
    ['things', '$expand=lines($select=id', 'parentheses'],
    ['things', '$format=json', '$format'],
    ['things', '$top=many', 'many'],
  ])('%s?%s', (path, query, message) => {
    expect(() => reader().at(path, query)).toThrow(message)
  })

  test('an option that the vendor does not take, in its own words', () => {
    const { at } = reader({ refusedOptions: { $skip: 'Skip Clause is not supported in CRM' }, ownOptions: ['aid'] })
    expect(() => at('things', '$skip=1')).toThrow('Skip Clause')
    expect(at('things', 'aid=FIN&$top=1').value).toHaveLength(1)
  })
})

test('a batch is read and answered under the ids of its parts', () => {
  const operations = readJsonBatch(
    '{"requests":[{"id":"b","method":"GET","url":"things?$top=1","headers":{"Accept":"a"}}]}',
  )
  expect(operations).toEqual([{ id: 'b', method: 'GET', url: 'things?$top=1', headers: { accept: 'a' } }])
  expect(readJsonBatch('{"requests":[{}]}')).toBeUndefined()
  expect(readJsonBatch('nonsense')).toBeUndefined()
  const written = writeJsonBatch([{ id: 'b', status: 200, headers: {}, body: { n: rawJson('1.10') } }])
  expect(written).toBe('{"responses":[{"id":"b","status":200,"headers":{},"body":{"n":1.10}}]}')
})
