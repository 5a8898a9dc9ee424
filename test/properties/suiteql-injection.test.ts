import fc from 'fast-check'
import nodeSqlParser from 'node-sql-parser'
import { expect, test } from 'vitest'
import { column, compare, isNull, type NativeFilter, oneOf } from '../../gateway/connector/index.ts'
import { renderFilter } from '../../subgraphs/dialects/suiteql/render.ts'

/**
 * I26: an independent SQL parser reads back, from the text we emit, the literals and the structure we meant.
 * It knows no Oracle; its PostgreSQL differs in one point that matters: it takes a backslash in a literal for an escape.
 * Outside literals we write none, so doubling them says to it what the single one says to Oracle.
 */
test('every literal and every filter comes back out of the emitted SuiteQL', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parse(renderFilter(filter))).toEqual(flat(shape(filter)))
    }),
    { seed: 26, numRuns: 2_000 },
  )
})

test.each([
  "' OR '1'='1",
  "'; DROP TABLE customer --",
  "\\' OR 1=1 --",
  "''",
  "'",
  '\\',
  "x' /* ",
  "!' ESCAPE '!",
  '\u0000',
  '\u2028',
  '😀',
])('keeps %j a literal', (text) => {
  for (const op of ['eq', 'ne', 'contains', 'startsWith'] as const) {
    const filter = compare(column('title'), op, text)
    expect(parse(renderFilter(filter))).toEqual(shape(filter))
  }
})

test('says without a literal what Oracle has no literal for', () => {
  const title = column('title')
  expect(renderFilter(compare(title, 'eq', ''))).toBe('1 = 0')
  expect(renderFilter(compare(title, 'ne', ''))).toBe('1 = 1')
  expect(renderFilter(compare(title, 'contains', ''))).toBe('title IS NOT NULL')
  expect(renderFilter(oneOf(title, '', 'a'))).toBe("title IN ('a')")
  expect(renderFilter(oneOf(title, ''))).toBe('1 = 0')
  expect(renderFilter(compare(title, 'eq', '\ud800'))).toBe('1 = 0')
  expect(renderFilter(compare(title, 'ne', '\ud800'))).toBe('1 = 1')
})

test('takes nothing but internal ids for internal ids, and nothing but numbers for numbers', () => {
  const id = column('id', 'guid')
  for (const text of ['1 OR 1=1', '007', '1e3', '', '1;2', '١']) {
    expect(renderFilter(compare(id, 'eq', text))).toBe('1 = 0')
    expect(renderFilter(oneOf(id, text, '7'))).toBe('id IN (7)')
    expect(() => renderFilter(compare(id, 'gt', text))).toThrow('NetSuite cannot be asked for')
  }
  expect(renderFilter(compare(column('total', 'number'), 'eq', '1 OR 1=1'))).toBe('1 = 0')
  expect(renderFilter(compare(column('flag', 'boolean'), 'eq', "T' OR '1'='1"))).toBe('1 = 0')
  expect(() => renderFilter(compare(column('day', 'date'), 'eq', "2026-01-01' --"))).toThrow('as a date')
  expect(() => renderFilter(compare(column('at', 'instant'), 'eq', "2026-01-01T00:00:00Z' --"))).toThrow(
    'as an instant',
  )
  expect(() => renderFilter(compare(column('title; DROP'), 'eq', 'a'))).toThrow('a column named')
})

const nasty = fc.stringMatching(/^['"\\%_!;\-/* \n\r\t()=a-c]{1,12}$/)
const text = fc
  .oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }), nasty)
  .filter((value) => value.isWellFormed())
// The parser reads numbers as doubles, so only those that survive that.
const number = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.integer().map((whole) => `${whole}.5`),
)
const title = column('title')
const leaves = fc.oneof(
  fc
    .tuple(fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith'), text)
    .map(([op, value]) => compare(title, op, value)),
  fc
    .tuple(fc.constantFrom('eq', 'ne', 'lt', 'gte'), number)
    .map(([op, value]) => compare(column('total', 'number'), op, value)),
  fc.array(text, { minLength: 1, maxLength: 5 }).map((values) => oneOf(title, ...values)),
  fc.boolean().map((value) => isNull(title, value)),
)
const { filters } = fc.letrec<{ filters: NativeFilter; groups: NativeFilter }>((tie) => ({
  filters: fc.oneof({ maxDepth: 3 }, leaves, tie('groups')),
  groups: fc.record({
    kind: fc.constantFrom('and', 'or'),
    terms: fc.array(tie('filters'), { minLength: 2, maxLength: 3 }),
  }),
}))

/** A condition as nested lists: `['or', a, b]`, `['=', 'title', ['O\'Hara']]`. */
type Shape = readonly [string, ...unknown[]]

const symbols = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

function shape(filter: NativeFilter): Shape {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [filter.kind, ...filter.terms.map(shape)]
    case 'in':
      return ['in', filter.column.native, filter.values]
    case 'isNull':
      return [filter.value ? 'is' : 'is not', filter.column.native, [null]]
    case 'compare':
      return compareShape(filter)
  }
}

function compareShape({ op, column, value }: Extract<NativeFilter, { kind: 'compare' }>): Shape {
  if (op === 'contains' || op === 'startsWith') return ['like', column.native, [op, value]]
  const compared: Shape = [symbols[op], column.native, [value]]
  return op === 'ne' ? ['or', compared, ['is', column.native, [null]]] : compared
}

/** Neighbouring groups of one kind are one group, as SQL has it. */
function flat(condition: Shape): Shape {
  const [kind, ...terms] = condition
  if (kind !== 'and' && kind !== 'or') return condition
  return [kind, ...(terms as Shape[]).map(flat).flatMap((term) => (term[0] === kind ? term.slice(1) : [term]))]
}

function parse(condition: string): Shape {
  const sql = `SELECT t.id AS id FROM t WHERE ${condition.replaceAll('\\', '\\\\')}`
  const statement = new nodeSqlParser.Parser().astify(sql, { database: 'postgresql' })
  const [select] = [statement].flat()
  if (select?.type !== 'select' || [statement].flat().length !== 1) throw new Error(`not one SELECT: ${sql}`)
  return flat(read(select.where as unknown as Node))
}

interface Node {
  readonly type: string
  readonly operator: string
  readonly left: Node
  readonly right: Node
  readonly value: unknown
  readonly column: { readonly expr: { readonly value: string } }
  readonly escape?: { readonly value: Node }
}

function read({ operator, left, right }: Node): Shape {
  const word = operator.toLowerCase()
  if (word === 'and' || word === 'or') return [word, read(left), read(right)]
  if (left.type !== 'column_ref') throw new Error(`no column on the left of ${operator}`)
  return [
    word,
    left.column.expr.value,
    word === 'like' ? patternOf(right) : [right.value].flat().map((value) => literalOf(value, right)),
  ]
}

function literalOf(value: unknown, node: Node): unknown {
  const inner = typeof value === 'object' && value !== null ? (value as Node) : { ...node, value }
  if (inner.type === 'single_quote_string') return unquoted(inner)
  return inner.type === 'null' ? null : String(inner.value)
}

const unquoted = (node: Node): string => String(node.value).replaceAll("''", "'").replaceAll('\\\\', '\\')

function patternOf(node: Node): [string, string] {
  if (String(node.escape?.value.value) !== '!') throw new Error('LIKE without its escape')
  const pattern = unquoted(node)
  const op = pattern.startsWith('%') ? 'contains' : 'startsWith'
  const body = pattern.slice(op === 'contains' ? 1 : 0, -1)
  if (!pattern.endsWith('%') || /(?<!!)(!!)*[%_]/.test(body.replace(/![!%_]/g, '')))
    throw new Error(`bare wildcard in ${pattern}`)
  return [op, body.replace(/!([!%_])/g, '$1')]
}
