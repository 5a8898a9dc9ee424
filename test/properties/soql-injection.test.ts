import { type Condition, parseQuery, type WhereClause } from '@jetstreamapp/soql-parser-js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, type NativeFilter, oneOf, or } from '../../gateway/connector/index.ts'
import { renderFilter, renderSelect } from '../../subgraphs/dialects/soql/render.ts'

// The judge is another party's parser: it never sees our code, and we never see its tree until it has read our text.
const seeded = { seed: 20_261_120, numRuns: 600 }
const nasty = fc.constantFrom(
  "' OR Name != '",
  "\\' OR Id != null OR Name = \\'",
  '\\',
  "\\'",
  "'",
  "''",
  '%',
  '\\%_',
  '\n\r\t\f\b',
  '\u0000',
  '\u0085\u2028\u2029',
  "') LIMIT 1 --",
  '/*',
  '\\u0027 OR 1',
  '😀’ʼ＇',
)
const part = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ maxLength: 40 }),
  nasty,
)
const text = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))

test('any text equals itself after an independent parser has read the statement', () => {
  fc.assert(
    fc.property(text, (value) => {
      const [condition] = conditionsOf(compare(column('Name'), 'eq', value))
      expect(condition).toMatchObject({ field: 'Name', operator: '=' })
      expect(unescaped(String(condition?.value))).toBe(value)
    }),
    seeded,
  )
})

test('any list of texts is read back as that list', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
      const [condition] = conditionsOf(oneOf(column('Name'), ...values))
      expect(condition).toMatchObject({ field: 'Name', operator: 'IN' })
      expect([condition?.value].flat().map((value) => unescaped(String(value)))).toEqual(values)
    }),
    seeded,
  )
})

test('a pattern has no wildcard of its own but the ones around it, a backslash aside', () => {
  fc.assert(
    fc.property(text, (value) => {
      const [condition] = conditionsOf(compare(column('Name'), 'contains', value))
      const pattern = String(condition?.value).slice(1, -1)
      expect(pattern.startsWith('%') && pattern.endsWith('%')).toBe(true)
      const inner = pattern.slice(1, -1)
      expect(likeMatches(inner, value)).toBe(true)
      expect(wildcards(inner)).toBe([...value].filter((character) => character === '\\').length)
    }),
    seeded,
  )
})

test('the structure of a filter survives whatever its texts say', () => {
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      const filter = and(
        or(compare(column('Name'), 'eq', a), compare(column('Phone'), 'ne', b)),
        compare(column('Website'), 'startsWith', c),
      )
      const conditions = conditionsOf(filter)
      expect(conditions.map(({ field, operator }) => `${field} ${operator}`)).toEqual([
        'Name =',
        'Phone !=',
        'Phone =',
        'Website LIKE',
      ])
      expect(connectives(whereOf(filter))).toEqual(['OR', 'OR', 'AND'])
    }),
    seeded,
  )
})

test('a text that is no number, date, instant, checkbox or id never reaches the statement', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('number', 'date', 'instant', 'boolean' as const), (value, type) => {
      fc.pre(!/^-?\d+(\.\d+)?$/.test(value))
      expect(() => renderFilter(compare(column('Field', type), 'eq', value))).toThrow('Salesforce cannot be asked for')
      expect(renderFilter(compare(column('Id', 'guid'), 'eq', value))).toBe('Id = null')
    }),
    seeded,
  )
})

test('a name that is not one never reaches the statement', () => {
  fc.assert(
    fc.property(text, (value) => {
      fc.pre(!/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(value))
      expect(() => renderFilter(compare(column(value), 'eq', 'x'))).toThrow('Salesforce cannot be asked for')
      expect(() => renderSelect({ object: value, columns: [column('Id')], order: [] })).toThrow()
    }),
    seeded,
  )
})

function whereOf(filter: NativeFilter): WhereClause {
  const query = parseQuery(`SELECT Id FROM Account WHERE ${renderFilter(filter)}`)
  expect(Object.keys(query).sort()).toEqual(['fields', 'sObject', 'where'])
  return query.where!
}

interface Leaf {
  readonly field?: string
  readonly operator?: string
  readonly value?: unknown
}

/** The conditions of the tree in the order of the text. */
function conditionsOf(filter: NativeFilter): Leaf[] {
  const leaves: Leaf[] = []
  for (let clause: WhereClause | undefined = whereOf(filter); clause; clause = rightOf(clause)) {
    if (clause.left) leaves.push(clause.left as Condition & Leaf)
  }
  return leaves
}

function connectives(where: WhereClause): string[] {
  const found: string[] = []
  for (let clause: WhereClause | undefined = where; clause; clause = rightOf(clause)) {
    if ('operator' in clause && clause.operator) found.push(clause.operator)
  }
  return found
}

const rightOf = (clause: WhereClause): WhereClause | undefined => ('right' in clause ? clause.right : undefined)

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' }

/** The escape sequences of the SOQL reference, undone from scratch. */
function unescaped(literal: string): string {
  expect(literal.startsWith("'") && literal.endsWith("'")).toBe(true)
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, escaped: string) =>
      code === undefined ? (NAMED[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)),
    )
}

/** Pattern pieces: an escape sequence, or one character. */
const pieces = (pattern: string): string[] => pattern.match(/\\u[0-9a-f]{4}|\\[\s\S]|[\s\S]/g) ?? []
const wildcards = (pattern: string): number => pieces(pattern).filter((piece) => piece === '_' || piece === '%').length

function likeMatches(pattern: string, value: string): boolean {
  const parts = pieces(pattern)
  return (
    parts.length === value.length &&
    parts.every((piece, i) => (piece === '_' ? true : unescaped(`'${piece}'`) === value[i]))
  )
}
