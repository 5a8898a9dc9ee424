import { defaultParser } from '@odata/parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, type NativeFilter } from '../../gateway/connector/index.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'
import { dialectOf } from '../../subgraphs/dynamics-finance/dialect.ts'

// The judge is @odata/parser, another party's parser of OData version 4, which reads the URL as it is sent.
const seeded = { seed: 20_261_121, numRuns: 300 }
const dialect = dialectOf({ enumTypes: {} })
const nasty = fc.constantFrom("'", "''", "*' or Name ne '", "')", '*', '?', '%27', '&$top=0', ' and ', '😀’')
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), nasty), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((value) => value !== '')

interface Token {
  readonly type: string
  readonly raw: string
  readonly value: unknown
}

function filterOf(filter: NativeFilter): Token {
  const query = { object: 'set', hint: undefined, columns: [column('Name')], filter, order: [], pageRows: 10 }
  const { url } = renderSet(query, ['Id'], dialect, [['cross-company', 'true']])
  const option = url
    .split('?')[1]!
    .split('&')
    .find((given) => given.startsWith('$filter='))!
  const { value } = defaultParser.query(option) as unknown as { value: { options: { value: Token }[] } }
  expect(value.options).toHaveLength(1)
  return value.options[0]!.value
}

/** Operator, column and literal of one comparison. */
function comparisonOf({ type, value }: Token): readonly [operator: string, column: string, text: string] {
  if (type === 'BoolParenExpression') return comparisonOf(value as Token)
  const { left, right } = value as { left: Token; right: Token }
  const literal = decodeURIComponent(right.raw).slice(1, -1).replaceAll("''", "'")
  return [type.replace('Expression', ''), decodeURIComponent(left.raw), literal]
}

test('any text within a pattern stays within it', () => {
  const property = fc.property(text, (value) => {
    expect(comparisonOf(filterOf(compare(column('Name'), 'contains', value)))).toEqual(['Equals', 'Name', `*${value}*`])
    expect(comparisonOf(filterOf(compare(column('Name'), 'startsWith', value)))).toEqual([
      'Equals',
      'Name',
      `${value}*`,
    ])
  })
  fc.assert(property, seeded)
})

test('any text with a star is two comparisons by order with that very text, and any other is one equality', () => {
  const property = fc.property(text, (value) => {
    const token = filterOf(compare(column('Name'), 'eq', value))
    const { left, right } = token.value as { left: Token; right: Token }
    const isPattern = /[*?]/.test(value)
    const expected = isPattern
      ? [
          ['GreaterOrEquals', 'Name', value],
          ['LesserOrEquals', 'Name', value],
        ]
      : [['Equals', 'Name', value]]
    expect((isPattern ? [left, right] : [token]).map(comparisonOf)).toEqual(expected)
  })
  fc.assert(property, seeded)
})

test('no text leaves the key that it is a part of', () => {
  const property = fc.property(text, (value) => {
    const key = and(compare(column('dataAreaId'), 'eq', 'nl01'), compare(column('Name'), 'contains', value))
    const { left, right } = filterOf(key).value as { left: Token; right: Token }
    expect(comparisonOf(left)).toEqual(['Equals', 'dataAreaId', 'nl01'])
    expect(comparisonOf(right)).toEqual(['Equals', 'Name', `*${value}*`])
  })
  fc.assert(property, seeded)
})
