import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  and,
  type Column,
  column,
  compare,
  isNull,
  type NativeFilter,
  oneOf,
  or,
} from '../../gateway/connector/index.ts'
import { dialect } from '../../subgraphs/business-central/dialect.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'
import { grammarV4 } from '../../subgraphs/dialects/odata/simulate-grammar.ts'
import { createServiceV4 } from '../../subgraphs/dialects/odata/simulate-v4.ts'
import { matches } from '../read/native-evaluate.ts'

// A vendor without null: what is not there is blank, and what we say of null must be true of the blanks.
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const blanks = { text: '', day: '0001-01-01', other: '00000000-0000-0000-0000-000000000000' }
const rows = Array.from({ length: 40 }, (_, n) => ({
  id: id(n),
  text: ['Acme', 'acme', "O'Hara", null][n % 4]!,
  day: n % 5 === 0 ? null : `2026-01-${String((n % 20) + 1).padStart(2, '0')}`,
  other: n % 3 === 0 ? null : id(n % 7),
}))

const { read } = createServiceV4(
  {
    name: 'api',
    sets: {
      things: {
        name: 'things',
        key: ['id'],
        properties: {
          id: { type: 'Guid' },
          text: { type: 'String' },
          day: { type: 'DateTime' },
          other: { type: 'Guid' },
        },
        navigations: {},
        indexes: ['id', 'other'],
        rows: rows.map(({ id, text, day, other }) => ({
          id,
          text: text ?? blanks.text,
          day: day ?? blanks.day,
          other: other ?? blanks.other,
        })),
      },
    },
  },
  {
    grammar: {
      ...grammarV4,
      check: (condition) => expect(JSON.stringify(condition)).not.toContain('"Null"'),
    },
    mostRows: 100,
    links: 'skiptoken',
    annotate: () => ({}),
    skiptokenLifeMillis: 1,
    seed: 1,
  },
)

const columns = { text: column('text'), day: column('day', 'date'), other: column('other', 'guid') }
const values: Readonly<Record<keyof typeof columns, readonly string[]>> = {
  text: ['Acme', "O'Hara", 'M', ''],
  day: ['2026-01-01', '2026-01-10', '0001-01-01'],
  other: [id(1), id(6), blanks.other, 'no-such-id'],
}
const operators = (name: string) =>
  name === 'other' ? (['eq', 'ne'] as const) : (['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const)

const leaf: fc.Arbitrary<NativeFilter> = fc
  .constantFrom(...(Object.keys(columns) as (keyof typeof columns)[]))
  .chain((name) => {
    const own: Column = columns[name]
    const value = fc.constantFrom(...values[name])
    return fc.oneof(
      fc.tuple(fc.constantFrom(...operators(name)), value).map(([op, value]) => compare(own, op, value)),
      fc.array(value, { minLength: 1, maxLength: 3 }).map((some) => oneOf(own, ...some)),
      fc.boolean().map((value) => isNull(own, value)),
    )
  })
const filter: fc.Arbitrary<NativeFilter> = fc.letrec<{ node: NativeFilter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((terms) => and(...terms)),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((terms) => or(...terms)),
  ),
})).node

test('whatever is asked of blanks finds what it means of nulls, and never says null', () => {
  const property = fc.property(filter, (wanted) => {
    const query = {
      object: 'things',
      hint: undefined,
      columns: [column('id')],
      filter: wanted,
      order: [],
      pageRows: 100,
    }
    const { url } = renderSet(query, ['id'], dialect)
    const answer = read('things', url.split('?')[1]!, { root: 'https://erp.example/', now: 0 }) as {
      value: readonly { id: string }[]
    }
    const expected = rows.filter((row) => matches(wanted, row)).map((row) => row.id)
    expect(answer.value.map((row) => row.id)).toEqual(expected)
  })
  fc.assert(property, { seed: 20_261_121, numRuns: 500 })
})
