import { describe, expect, test } from 'vitest'
import {
  type Database,
  type FieldType,
  type Row,
  type SObject,
  type SoqlError,
  select,
} from '../../../subgraphs/dialects/soql/simulate.ts'
import { table } from '../../../subgraphs/simulator/table.ts'

/** What the simulator's SOQL means: the reference says so, and the connector's declarations rest on it. */
const id = (n: number) => `001Hs0000000${String(n).padStart(3, '0')}IAA`

const fields: Record<string, FieldType> = {
  Id: 'id',
  Name: 'string',
  Size: 'double',
  Amount: 'currency',
  CurrencyIsoCode: 'picklist',
  Done: 'boolean',
  Day: 'date',
  At: 'datetime',
  ParentId: 'reference',
  Notes: 'textarea',
}
const rows: Row[] = [
  {
    Id: id(1),
    Name: "O'Hara",
    Size: '1.50',
    Amount: '100',
    CurrencyIsoCode: 'EUR',
    Done: true,
    Day: '2026-01-31',
    At: '2026-01-31T10:00:00Z',
    ParentId: null,
  },
  {
    Id: id(2),
    Name: 'acme',
    Size: null,
    Amount: '9000',
    CurrencyIsoCode: 'JPY',
    Done: false,
    Day: null,
    At: null,
    ParentId: id(1),
  },
  {
    Id: id(3),
    Name: 'ACME 50%',
    Size: '12345678901234567.89',
    Amount: '150',
    CurrencyIsoCode: 'EUR',
    Done: null,
    Day: '2026-02-01',
    At: '2026-02-01T00:00:00Z',
    ParentId: id(2),
  },
  {
    Id: id(4),
    Name: null,
    Size: '-3',
    Amount: null,
    CurrencyIsoCode: 'EUR',
    Done: true,
    Day: '2026-03-01',
    At: '2026-03-01T00:00:00Z',
    ParentId: id(1),
  },
]
const thing: SObject = {
  name: 'Thing',
  fields,
  parents: { Parent: { object: 'Thing', by: 'ParentId' } },
  table: table('Thing', rows, { key: 'Id', indexes: ['ParentId'] }),
}
const database: Database = { objects: new Map([['thing', thing]]), rates: { EUR: 1, JPY: 0.006 } }

const run = (soql: string) => select(database, soql, () => '', false)
/** The numbers of the rows, in the order of the answer. */
const where = (condition: string) => found(`SELECT Id FROM Thing WHERE ${condition}`)
const found = (soql: string) => run(soql).rows.map((row) => Number(String(row.Id).slice(12, 15)))
const errorOf = (soql: string) => {
  try {
    run(soql)
  } catch (error) {
    return (error as SoqlError).errorCode
  }
  return undefined
}

describe('text', () => {
  test.each([
    ["Name = 'ACME'", [2]],
    ["Name = 'o\\'hara'", [1]],
    ["Name = 'O\\u0027Hara'", [1]],
    ["Name != 'acme'", [1, 3, 4]],
    ["Name IN ('Acme', 'nobody')", [2]],
    ["Name NOT IN ('Acme')", [1, 3, 4]],
    ["Name LIKE 'ac%'", [2, 3]],
    ["Name LIKE '%50\\%'", [3]],
    ["Name LIKE 'acm_'", [2]],
    ["Name LIKE 'acm\\_'", []],
    ['Name = null', [4]],
    ['Name != null', [1, 2, 3]],
    ["Name > 'b'", [1]],
  ])('%s', (condition, expected) => expect(where(condition)).toEqual(expected))

  test('knows no other escape sequence', () => {
    expect(errorOf("SELECT Id FROM Thing WHERE Name = 'a\\xb'")).toBe('MALFORMED_QUERY')
    expect(errorOf("SELECT Id FROM Thing WHERE Name = '50\\%'")).toBe('MALFORMED_QUERY')
    expect(errorOf("SELECT Id FROM Thing WHERE Name = 'a\nb'")).toBe('MALFORMED_QUERY')
  })

  test('has at most 4,000 characters in a condition', () => {
    expect(where(`Name = '${'x'.repeat(4_000)}'`)).toEqual([])
    expect(errorOf(`SELECT Id FROM Thing WHERE Name = '${'x'.repeat(4_001)}'`)).toBe('MALFORMED_QUERY')
  })
})

describe('other types', () => {
  test.each([
    ['Size = 1.5', [1]],
    ['Size IN (1.500, 7)', [1]],
    ['Size > 12345678901234567.88', [3]],
    ['Size >= 12345678901234567.90', []],
    ['Size < 0', [4]],
    ['Size != 1.5', [2, 3, 4]],
    ['Done = TRUE', [1, 4]],
    ['Done = null', [2, 3]],
    ['Done != null', [1, 4]],
    ['Day >= 2026-02-01', [3, 4]],
    ['At = 2026-01-31T11:00:00+01:00', [1]],
    ['At < 2026-02-01T00:00:00Z', [1]],
    [`Id = '${id(2).slice(0, 15)}'`, [2]],
    [`Id IN ('${id(3)}', '${id(1)}')`, [1, 3]],
    [`Id > '${id(2)}'`, [3, 4]],
    [`ParentId = '${id(1)}'`, [2, 4]],
    ['Amount > 120', [2, 3]],
  ])('%s', (condition, expected) => expect(where(condition)).toEqual(expected))

  test.each([
    ["Size = '1'", 'INVALID_FIELD'],
    ['Name = 1', 'INVALID_FIELD'],
    ["Day = '2026-01-01'", 'INVALID_FIELD'],
    ['At = 2026-01-01', 'INVALID_FIELD'],
    ["Notes = 'x'", 'INVALID_FIELD'],
    ["Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR'],
    ["Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR'],
    ['Done > TRUE', 'INVALID_QUERY_FILTER_OPERATOR'],
  ])('%s is %s', (condition, code) => expect(errorOf(`SELECT Id FROM Thing WHERE ${condition}`)).toBe(code))
})

describe('conditions', () => {
  test.each([
    ["(Name = 'acme' OR Size = 1.5) AND Done = TRUE", [1]],
    ["Name = 'acme' OR (Size = 1.5 AND Done = TRUE)", [1, 2]],
    ['NOT (Done = TRUE)', [2, 3]],
    ["Parent.Name = 'acme'", [3]],
    ["Parent.Parent.Name LIKE 'o%'", [3]],
    ['Parent.Name = null', [1]],
    ['thing.size = 1.5', [1]],
  ])('%s', (condition, expected) => expect(where(condition)).toEqual(expected))

  test('AND beside OR needs parentheses', () => {
    expect(errorOf("SELECT Id FROM Thing WHERE Name = 'a' AND Size = 1 OR Size = 2")).toBe('MALFORMED_QUERY')
  })

  test.each(['Nope = 1', 'Parent.Nope = 1', 'Nope.Name = null'])('%s names no field', (condition) => {
    expect(errorOf(`SELECT Id FROM Thing WHERE ${condition}`)).toBe('INVALID_FIELD')
  })
})

describe('order', () => {
  test.each([
    ['Name', [4, 2, 3, 1]],
    ['Name DESC NULLS LAST', [1, 3, 2, 4]],
    ['Size NULLS LAST', [4, 1, 3, 2]],
    // 9,000 yen are worth less than 100 euros: amounts are sorted by what they are worth.
    ['Amount ASC NULLS LAST', [2, 1, 3, 4]],
    ['Done DESC, Id DESC', [4, 1, 3, 2]],
    ['Parent.Name NULLS LAST, Id', [3, 2, 4, 1]],
  ])('by %s', (order, expected) => expect(found(`SELECT Id FROM Thing ORDER BY ${order}`)).toEqual(expected))

  test('rows are cut after they are ordered', () => {
    expect(found('SELECT Id FROM Thing ORDER BY Size DESC NULLS LAST LIMIT 2 OFFSET 1')).toEqual([1, 4])
    expect(found(`SELECT Id FROM Thing WHERE Id > '${id(1)}' ORDER BY Id LIMIT 2`)).toEqual([2, 3])
  })
})
