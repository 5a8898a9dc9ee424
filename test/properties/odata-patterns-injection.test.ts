import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, type NativeFilter } from '../../gateway/connector/index.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'
import { dialectOf } from '../../subgraphs/dynamics-finance/dialect.ts'
import { filterV4, type Tree } from './odata-judges.ts'

// The judge is @odata/parser, another party's parser of OData version 4, which reads the URL as it is sent.
const seeded = { seed: 20_261_121, numRuns: 300 }
const dialect = dialectOf({ enumTypes: {} })
const nasty = fc.constantFrom("'", "''", "*' or Name ne '", "')", '*', '?', '%27', '&$top=0', ' and ', '😀’')
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), nasty), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((value) => value !== '')

function asked(filter: NativeFilter): Tree | string {
  const query = { object: 'set', hint: undefined, columns: [column('Name')], filter, order: [], pageRows: 10 }
  const { url } = renderSet(query, ['Id'], dialect, [['cross-company', 'true']])
  const options = url.split('?')[1]!.split('&')
  return filterV4(options.find((given) => given.startsWith('$filter='))!)
}

test('any text within a pattern stays within it', () => {
  const property = fc.property(text, (value) => {
    expect(asked(compare(column('Name'), 'contains', value))).toEqual(['Equals', 'Name', `*${value}*`])
    expect(asked(compare(column('Name'), 'startsWith', value))).toEqual(['Equals', 'Name', `${value}*`])
  })
  fc.assert(property, seeded)
})

test('any text with a star is two comparisons by order with that very text, and any other is one equality', () => {
  const property = fc.property(text, (value) => {
    const byOrder = ['And', ['GreaterOrEquals', 'Name', value], ['LesserOrEquals', 'Name', value]]
    expect(asked(compare(column('Name'), 'eq', value))).toEqual(
      /[*?]/.test(value) ? byOrder : ['Equals', 'Name', value],
    )
  })
  fc.assert(property, seeded)
})

test('no text leaves the key that it is a part of', () => {
  const property = fc.property(text, (value) => {
    const key = and(compare(column('dataAreaId'), 'eq', 'nl01'), compare(column('Name'), 'contains', value))
    expect(asked(key)).toEqual(['And', ['Equals', 'dataAreaId', 'nl01'], ['Equals', 'Name', `*${value}*`]])
  })
  fc.assert(property, seeded)
})
