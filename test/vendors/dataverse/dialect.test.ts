import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { column, compare, type NativeFilter, type NativeRow, oneOf } from '../../../gateway/connector/index.ts'
import { dialect } from '../../../subgraphs/dataverse/dialect.ts'
import { grammar } from '../../../subgraphs/dataverse/simulator-grammar.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import { compile } from '../../../subgraphs/dialects/odata/simulate-compile.ts'
import { parseFilter } from '../../../subgraphs/dialects/odata/simulate-filter.ts'
import type { EntitySetModel, Row } from '../../../subgraphs/dialects/odata/simulate-model.ts'
import { matches } from '../../read/native-evaluate.ts'

const set: EntitySetModel = {
  name: 'accounts',
  key: ['accountid'],
  properties: {
    accountid: { type: 'Guid' },
    name: { type: 'String' },
    revenue: { type: 'Decimal' },
    _ownerid_value: { type: 'Guid' },
  },
  navigations: {},
  indexes: [],
  rows: [],
}
const name = column('name')
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ids = (count: number) => Array.from({ length: count }, (_, n) => id(n))
const found = (filter: NativeFilter, rows: readonly Row[]) =>
  rows.filter(compile(parseFilter(renderFilter(filter, dialect), grammar), set, grammar))

describe('many values', () => {
  test('of a key are one condition, of a lookup one for each', () => {
    const key = renderFilter(oneOf(column('accountid', 'guid'), ...ids(500)), dialect)
    expect(key).toMatch(/^Microsoft\.Dynamics\.CRM\.In\(PropertyName='accountid',PropertyValues=\["/)
    expect(encodeURIComponent(key).length).toBeLessThan(32_000)
    const lookup = renderFilter(oneOf(column('_ownerid_value', 'guid'), id(1), id(2)), dialect)
    expect(lookup).toBe(`_ownerid_value eq ${id(1)} or _ownerid_value eq ${id(2)}`)
  })

  test('of a text are one condition too, while their characters mean nothing there', () => {
    const text = renderFilter(oneOf(name, 'Jansen & Zn.', 'Łódź, sp. z o.o.'), dialect)
    expect(text).toBe(
      `Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=["Jansen & Zn.","Łódź, sp. z o.o."])`,
    )
  })

  test.each([
    'with "quotes"',
    "O'Brian",
    'a (b)',
    '{c}',
    'back\\slash',
    '50%',
    'a_b',
    '[x]',
    'line\nbreak',
    'x'.repeat(851),
  ])('one of which is %j are told apart by equalities', (value) => {
    const text = renderFilter(oneOf(name, 'plain', value), dialect)
    expect(text).not.toContain('Microsoft.Dynamics.CRM.In')
    expect(found(oneOf(name, 'plain', value), [{ name: value }, { name: 'plain' }, { name: 'other' }])).toHaveLength(2)
  })

  test('one value is an equality', () => {
    expect(renderFilter(oneOf(column('accountid', 'guid'), id(1)), dialect)).toBe(`accountid eq ${id(1)}`)
  })
})

// The characters that mean something to the pattern, to the literal, to the list or to its brackets, and few others.
const nasty = fc
  .array(fc.constantFrom('%', '_', '[', ']', '^', '-', "'", '"', '\\', 'a', 'A', 'b', ' ', ',', '(', 'é'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((characters) => characters.join(''))

test('whatever text is sought, no row that has it is lost', () => {
  const filterOf = fc.oneof(
    nasty.map((text) => compare(name, 'eq', text)),
    nasty.map((text) => compare(name, 'contains', text)),
    nasty.map((text) => compare(name, 'startsWith', text)),
    fc.array(nasty, { minLength: 1, maxLength: 4 }).map((texts) => oneOf(name, ...texts)),
  )
  const property = fc.property(
    filterOf,
    fc.array(nasty, { maxLength: 12 }),
    fc.array(nasty, { maxLength: 2 }),
    (filter, names, around) => {
      const sought = 'values' in filter ? filter.values : 'value' in filter ? [String(filter.value)] : []
      const texts = [
        ...names,
        ...sought,
        ...sought.map((text) => `${around.join('')}${text}`),
        ...sought.map((text) => `${text}x`),
      ]
      const rows = [...texts.map((text): Row => ({ name: text })), { name: null }]
      const ours = rows.filter((row) => matches(filter, row as NativeRow))
      expect(found(filter, rows)).toEqual(expect.arrayContaining(ours))
    },
  )
  fc.assert(property, { seed: 20_261_121, numRuns: 2_000 })
})

test('a part of a text is found as it is written, not as a pattern', () => {
  const rows = ['50% off', '50 off', 'a_b', 'axb', 'x[1]y', 'x1y'].map((text): Row => ({ name: text }))
  const names = (filter: NativeFilter) => found(filter, rows).map((row) => row.name)
  expect(names(compare(name, 'contains', '0%'))).toEqual(['50% off'])
  expect(names(compare(name, 'contains', 'a_b'))).toEqual(['a_b'])
  expect(names(compare(name, 'startsWith', 'x[1]'))).toEqual(['x[1]y'])
  expect(names(compare(name, 'eq', 'x[1]y'))).toEqual(['x[1]y'])
})
