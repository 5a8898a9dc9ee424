import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, isNull, type NativeFilter, oneOf, or } from '../../gateway/connector/index.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'
import { chain, filterV4, type Tree } from './odata-judges.ts'

// The judge is @odata/parser, another party's parser of OData version 4, which reads the URL as it is sent, percent signs and all.
const seeded = { seed: 20_261_121, numRuns: 400 }
const nasty = fc.constantFrom(
  "'",
  "''",
  "' or 1 eq 1 or 'a' eq '",
  "')",
  '\\',
  '%27',
  '&$top=0',
  '#',
  '+',
  ' and ',
  '😀’ʼ＇',
)
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), nasty), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((value) => value !== '')

/** As the vendor gets it: percent-encoded in a URL. */
function parsed(filter: NativeFilter): Tree | string {
  const columns = [column('Name')]
  const { url } = renderSet({ object: 'set', hint: undefined, columns, filter, order: [], pageRows: 10 }, ['Id'], v4)
  const given = url.split('?')[1]!.split('&')
  return filterV4(given.find((one) => one.startsWith('$filter='))!)
}

test('any text equals itself after an independent parser has read the filter', () => {
  const property = fc.property(text, (value) => {
    expect(parsed(compare(column('Name'), 'eq', value))).toEqual(['Equals', 'Name', value])
  })
  fc.assert(property, seeded)
})

test('any list of texts is read back as that list', () => {
  const property = fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
    const found = chain(parsed(oneOf(column('Name'), ...values)), 'Or')
    expect(found).toEqual(values.map((value) => ['Equals', 'Name', value]))
  })
  fc.assert(property, seeded)
})

test('any text searched for is the argument of the function and nothing more', () => {
  const property = fc.property(text, (value) => {
    expect(parsed(compare(column('Name'), 'contains', value))).toEqual(['contains', 'Name', value])
    expect(parsed(compare(column('Name'), 'startsWith', value))).toEqual(['startswith', 'Name', value])
  })
  fc.assert(property, seeded)
})

test('the structure of a filter survives whatever its texts say', () => {
  const property = fc.property(text, text, text, (a, b, c) => {
    const either = or(compare(column('Name'), 'eq', a), compare(column('City'), 'eq', b))
    const found = chain(parsed(and(either, compare(column('Country'), 'eq', c), isNull(column('Day', 'date')))), 'And')
    expect(chain(found[0]!, 'Or')).toEqual([
      ['Equals', 'Name', a],
      ['Equals', 'City', b],
    ])
    expect(found.slice(1)).toEqual([
      ['Equals', 'Country', c],
      ['Equals', 'Day', 'null'],
    ])
  })
  fc.assert(property, seeded)
})

test('numbers, days, instants and ids stand as they are, and nothing that is none of them leaves', () => {
  expect(parsed(compare(column('N', 'number'), 'gte', '-12345678901234567890.12345'))).toEqual([
    'GreaterOrEquals',
    'N',
    '-12345678901234567890.12345',
  ])
  expect(parsed(compare(column('D', 'date'), 'lt', '2026-01-31'))).toEqual(['LesserThan', 'D', '2026-01-31'])
  const id = '8a1b2c3d-0000-1111-2222-333344445555'
  expect(parsed(compare(column('G', 'guid'), 'eq', id))).toEqual(['Equals', 'G', id])
  const types = fc.constantFrom('number', 'boolean', 'date', 'instant', 'guid')
  const property = fc.property(types, text, (type, value) => {
    fc.pre(!v4.literals[type as 'date'].grammar.test(value))
    expect(JSON.stringify(parsed(compare(column('X', type as 'date'), 'eq', value)))).toBe(
      JSON.stringify(['And', ['Equals', 'X', 'null'], ['NotEquals', 'X', 'null']]),
    )
  })
  fc.assert(property, seeded)
})
