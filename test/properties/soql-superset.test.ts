import fc from 'fast-check'
import { expect, test } from 'vitest'
import { column, compare, type NativeFilter, oneOf } from '../../gateway/connector/index.ts'
import { recordId } from '../../subgraphs/dialects/soql/record-id.ts'
import { renderFilter } from '../../subgraphs/dialects/soql/render.ts'
import { caseSafeId, type Database, type Row, type SObject, select } from '../../subgraphs/dialects/soql/simulate.ts'
import { salesforceId } from '../../subgraphs/simulator/company/keys.ts'
import { table } from '../../subgraphs/simulator/table.ts'

// "A superset, never a loss": on rows made of the same letters as the questions, so that near misses are common.
const letter = fc.constantFrom('a', 'A', 'ß', 'ς', 'Σ', 'İ', '%', '_', '\\', "'", '"', '\n', '\u2028', '😀', ' ')
const text = fc.string({ unit: letter, minLength: 1, maxLength: 6 })
const cells = fc.array(fc.option(text, { nil: null }), { minLength: 1, maxLength: 12 })

function orgWith(values: readonly (string | null)[]): Database {
  const rows = values.map((Name, i): Row => ({ Id: salesforceId('001', i + 1), Name }))
  const thing: SObject = {
    name: 'Thing',
    fields: { Id: 'id', Name: 'string' },
    parents: {},
    table: table('Thing', rows, { key: 'Id' }),
  }
  return { objects: new Map([['thing', thing]]) }
}

function namesFound(values: readonly (string | null)[], filter: NativeFilter): unknown[] {
  const { rows } = select(orgWith(values), `SELECT Id FROM Thing WHERE ${renderFilter(filter)}`, () => '', false)
  return rows.map((row) => row.Name)
}

const name = column('Name')
const questions: Record<
  string,
  { filter: (value: string) => NativeFilter; holds: (cell: string | null, value: string) => boolean }
> = {
  equality: { filter: (value) => compare(name, 'eq', value), holds: (cell, value) => cell === value },
  inequality: { filter: (value) => compare(name, 'ne', value), holds: (cell) => cell === null },
  contains: {
    filter: (value) => compare(name, 'contains', value),
    holds: (cell, value) => cell?.includes(value) ?? false,
  },
  'starts with': {
    filter: (value) => compare(name, 'startsWith', value),
    holds: (cell, value) => cell?.startsWith(value) ?? false,
  },
  'is one of': { filter: (value) => oneOf(name, 'other', value), holds: (cell, value) => cell === value },
}

test.each(Object.entries(questions))('%s loses no row that it should find', (_, { filter, holds }) => {
  fc.assert(
    fc.property(cells, text, (values, value) => {
      const found = namesFound(values, filter(value))
      for (const cell of values) if (holds(cell, value)) expect(found).toContain(cell)
    }),
    { numRuns: 400 },
  )
})

test('ids of 15 and 18 characters name the same record, and nothing else does', () => {
  expect(recordId('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC')
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{15}$/), (short) => {
      const long = recordId(short)!
      // The simulator has an algorithm of its own.
      expect(long).toBe(caseSafeId(short))
      expect(recordId(long)).toBe(long)
      const swapped = long
        .slice(0, 15)
        .replace(/[a-z]/i, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
      if (swapped !== short) expect(recordId(swapped + long.slice(15))).toBeUndefined()
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      (other) => void (/^[A-Za-z0-9]{15}/.test(other) || expect(recordId(other)).toBeUndefined()),
    ),
  )
})
