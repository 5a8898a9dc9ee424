import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filter } from '../../gateway/connector/index.ts'
import { compareText, compareValues } from '../../gateway/pushdown/compare.ts'
import { compareNullable, evaluate } from '../../gateway/pushdown/evaluate.ts'
import { sortedBy } from '../../gateway/pushdown/sort.ts'

const wellFormed = fc.string({ unit: 'binary', maxLength: 6 })
const codePoints = (text: string): number[] => [...text].map((letter) => letter.codePointAt(0)!)

function byCodePoint(a: string, b: string): number {
  const [x, y] = [codePoints(a), codePoints(b)]
  const at = x.findIndex((point, i) => point !== y[i])
  if (at < 0) return x.length - y.length
  return y[at] === undefined ? 1 : x[at]! - y[at]
}

describe('text', () => {
  test('is ordered by code point', () => {
    const near = fc.constantFrom('', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}', 'a', 'aa')
    const texts = fc.oneof(
      wellFormed,
      fc.array(near, { maxLength: 4 }).map((parts) => parts.join('')),
    )
    const property = fc.property(texts, texts, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodePoint(a, b)))
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  test('puts letters beyond the basic plane after all within it', () => {
    expect(['\u{1f600}', '\uffff', 'z'].sort(compareText)).toEqual(['z', '\uffff', '\u{1f600}'])
  })
})

test('decimals compare by value, however they are written and however long', () => {
  expect(compareValues('decimal', '1.0', '1')).toBe(0)
  expect(compareValues('decimal', '0.10', '0.1')).toBe(0)
  expect(compareValues('decimal', '12345678901234567890.01', '12345678901234567890.02')).toBeLessThan(0)
  expect(compareValues('decimal', '-2', '-10')).toBeGreaterThan(0)
})

describe('instants', () => {
  test('compare as instants whatever their fraction digits', () => {
    const ordered = [
      '2025-12-31T23:59:59.999999999Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.000000001Z',
      '2026-01-01T00:00:00.1Z',
      '2026-01-01T00:00:00.11Z',
      '2026-01-01T00:00:00.9Z',
      '2026-01-01T00:00:01Z',
    ]
    for (const [i, a] of ordered.entries())
      for (const [j, b] of ordered.entries())
        expect(Math.sign(compareValues('instant', a, b)), `${a} to ${b}`).toBe(Math.sign(i - j))
  })

  test('of the same moment are equal', () => {
    expect(compareValues('instant', '2026-01-01T00:00:00.500Z', '2026-01-01T00:00:00.5Z')).toBe(0)
    expect(compareValues('instant', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z')).toBe(0)
  })
})

test('nulls are last in both directions', () => {
  for (const direction of ['asc', 'desc'] as const) {
    expect(compareNullable('int', null, 1, direction)).toBeGreaterThan(0)
    expect(compareNullable('int', 1, null, direction)).toBeLessThan(0)
    expect(compareNullable('int', null, null, direction)).toBe(0)
  }
})

test('records of equal value are in the order of their keys', () => {
  const entry = (key: string, name: string | null) => ({ key, leaf: () => name })
  const entries = [entry('b', 'x'), entry('c', null), entry('a', 'x'), entry('d', 'w')]
  const sorted = (direction: 'asc' | 'desc') =>
    sortedBy(entries, 'Customer', [{ field: 'name', direction }], (entry) => entry).map(({ key }) => key)
  expect(sorted('asc')).toEqual(['d', 'a', 'b', 'c'])
  expect(sorted('desc')).toEqual(['a', 'b', 'd', 'c'])
})

test('the first few in an order are those that come first when all are sorted', () => {
  const names = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 60 })
  const property = fc.property(names, fc.nat(20), fc.constantFrom('asc', 'desc'), (names, most, direction) => {
    const entries = names.map((name, i) => ({ key: String((i * 37) % 61), leaf: () => name }))
    const order = [{ field: 'name', direction }] as const
    const all = sortedBy(entries, 'Customer', order, (entry) => entry)
    expect(sortedBy(entries, 'Customer', order, (entry) => entry, most)).toEqual(all.slice(0, most))
  })
  fc.assert(property, { numRuns: 500 })
})

describe('a comparison with null', () => {
  const leaf = () => null
  const holds = (filter: Filter) => evaluate(filter, 'Customer', leaf)

  test('is false, except for ne', () => {
    for (const op of ['eq', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith'] as const)
      expect(holds({ kind: 'compare', field: 'name', op, value: '' }), op).toBe(false)
    expect(holds({ kind: 'compare', field: 'name', op: 'ne', value: 'a' })).toBe(true)
    expect(holds({ kind: 'in', field: 'name', values: ['a', ''] })).toBe(false)
  })

  test('is asked for by isNull', () => {
    expect(holds({ kind: 'isNull', field: 'name', value: true })).toBe(true)
    expect(holds({ kind: 'isNull', field: 'name', value: false })).toBe(false)
  })
})
