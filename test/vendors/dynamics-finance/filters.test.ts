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
} from '../../../gateway/connector/index.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import type { EntitySetModel, Row } from '../../../subgraphs/dialects/odata/simulate-model.ts'
import { createServiceV4 } from '../../../subgraphs/dialects/odata/simulate-v4.ts'
import { dialectOf } from '../../../subgraphs/dynamics-finance/dialect.ts'
import { flavor } from '../../../subgraphs/dynamics-finance/simulator-grammar.ts'
import { matches } from '../../read/native-evaluate.ts'

const dialect = dialectOf({ enumTypes: { Status: 'SalesStatus' } })
const render = (filter: NativeFilter) => renderFilter(filter, dialect)
const key = (area: string, account: string) =>
  and(compare(column('dataAreaId'), 'eq', area), compare(column('Account'), 'eq', account))

describe('what is said', () => {
  test.each([
    [
      'an enumeration by its type',
      compare(column('OnHoldStatus'), 'eq', 'No'),
      "OnHoldStatus eq Microsoft.Dynamics.DataEntities.CustVendorBlocked'No'",
    ],
    [
      'one that only the environment knows',
      compare(column('Status'), 'ne', 'Backorder'),
      "Status ne Microsoft.Dynamics.DataEntities.SalesStatus'Backorder'",
    ],
    ['a text that is a pattern', compare(column('Account'), 'eq', 'A*'), "Account ge 'A*' and Account le 'A*'"],
    [
      'what differs from such a text',
      compare(column('Account'), 'ne', '?'),
      "Account lt '?' or Account gt '?' or Account eq null",
    ],
    [
      'a list with a pattern in it',
      oneOf(column('Account'), 'a', '*'),
      "Account eq 'a' or (Account ge '*' and Account le '*')",
    ],
    ['a quote within a pattern', compare(column('Name'), 'contains', "O'H"), "Name eq '*O''H*'"],
    [
      'keys of one company, gathered',
      or(key('nl01', '1'), key('nl01', '2')),
      "dataAreaId eq 'nl01' and (Account eq '1' or Account eq '2')",
    ],
    [
      'keys of several companies',
      or(key('nl01', '1'), key('be01', '1'), key('nl01', '2')),
      "(dataAreaId eq 'nl01' and (Account eq '1' or Account eq '2')) or (dataAreaId eq 'be01' and Account eq '1')",
    ],
    [
      'a place to go on from, which is no list of keys',
      or(
        compare(column('dataAreaId'), 'gt', 'nl01'),
        and(compare(column('dataAreaId'), 'eq', 'nl01'), compare(column('Account'), 'gt', '1')),
      ),
      "dataAreaId gt 'nl01' or (dataAreaId eq 'nl01' and Account gt '1')",
    ],
    [
      'a day that stands for none',
      compare(column('Day', 'date'), 'eq', '1900-01-01'),
      'Day eq 1900-01-01T12:00:00Z and Day ne 1900-01-01T12:00:00Z',
    ],
  ])('%s', (_, filter, expected) => {
    expect(render(filter)).toBe(expected)
  })
})

const texts = ['Acme', 'A*me', '*', '?', "O'Hara", null, 'Zoë', 'me'] as const
const rows = Array.from({ length: 60 }, (_, n) => ({
  Id: String(n).padStart(2, '0'),
  Name: texts[n % texts.length]!,
  Day: n % 7 === 0 ? null : `2026-01-${String((n % 20) + 1).padStart(2, '0')}`,
  Status: ['None', 'Backorder', 'Invoiced'][n % 3]!,
  Amount: `${(n % 9) - 4}.${n % 3}0`,
})) satisfies NativeRow[]

const set: EntitySetModel = {
  name: 'Things',
  key: ['Id'],
  properties: {
    Id: { type: 'String' },
    Name: { type: 'String' },
    Day: { type: 'DateTimeOffset' },
    Status: { type: 'Enum SalesStatus' },
    Amount: { type: 'Decimal' },
  },
  navigations: {},
  indexes: [],
  rows: rows.map((row): Row => ({ ...row, Name: row.Name ?? '', Day: `${row.Day ?? '1900-01-01'}T12:00:00Z` })),
}
const service = createServiceV4({ name: 'data', sets: { Things: set } }, flavor(1, 1_000))

function found(filter: NativeFilter): string[] {
  const query = `$filter=${encodeURIComponent(render(filter))}&$select=Id`
  const { value } = service.read('Things', query, { root: '/', now: 0 }) as { value: { Id: string }[] }
  return value.map(({ Id }) => Id)
}

const columns: Readonly<Record<string, Column>> = {
  Name: column('Name'),
  Day: column('Day', 'date'),
  Status: column('Status'),
  Amount: column('Amount', 'number'),
}
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  Name: fc.constantFrom('Acme', 'A*me', '*', '?', "O'Hara", 'Zoë', 'Me', 'x*'),
  Day: fc.constantFrom('2026-01-01', '2026-01-10', '2026-01-20', '1900-01-01'),
  Status: fc.constantFrom('None', 'Backorder'),
  Amount: fc.constantFrom('-4', '0', '1.2', '3.00'),
}
const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const

/** What is declared exact: everything but text, which is compared without case. */
const exactLeaf = fc.constantFrom('Day', 'Status', 'Amount').chain((name) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...(name === 'Status' ? (['eq', 'ne'] as const) : ordered)), values[name]!)
      .map(([op, value]) => compare(columns[name]!, op, value)),
    fc.array(values[name]!, { minLength: 1, maxLength: 4 }).map((some) => oneOf(columns[name]!, ...some)),
    ...(name === 'Status' ? [] : [fc.boolean().map((value) => isNull(columns[name]!, value))]),
  ),
)
const textLeaf = fc.oneof(
  fc
    .tuple(fc.constantFrom('eq', 'contains', 'startsWith'), values.Name!)
    .map(([op, value]) => compare(columns.Name!, op as 'eq', value)),
  fc.array(values.Name!, { minLength: 1, maxLength: 4 }).map((some) => oneOf(columns.Name!, ...some)),
  fc.boolean().map((value) => isNull(columns.Name!, value)),
)
const joined = (leaf: fc.Arbitrary<NativeFilter>) =>
  fc.oneof(
    leaf,
    fc.array(leaf, { minLength: 2, maxLength: 3 }).map((terms) => and(...terms)),
    fc.array(leaf, { minLength: 2, maxLength: 3 }).map((terms) => or(...terms)),
  )
const meant = (filter: NativeFilter) => rows.filter((row) => matches(filter, row)).map(({ Id }) => Id)

test('days, amounts and codes are found exactly', () => {
  const property = fc.property(joined(exactLeaf), (filter) => {
    expect(found(filter)).toEqual(meant(filter))
  })
  fc.assert(property, { seed: 20_261_121, numRuns: 400 })
})

test('of texts nothing is lost, whatever stars and question marks are in them', () => {
  const property = fc.property(joined(textLeaf), (filter) => {
    expect(meant(filter).filter((id) => !found(filter).includes(id))).toEqual([])
  })
  fc.assert(property, { seed: 20_261_121, numRuns: 400 })
})

test('a text with a star finds itself, and what differs from it by case alone', () => {
  expect(found(compare(columns.Name!, 'eq', '*'))).toEqual(meant(compare(columns.Name!, 'eq', '*')))
  expect(found(compare(columns.Name!, 'eq', 'a*ME'))).toEqual(meant(compare(columns.Name!, 'eq', 'A*me')))
})
