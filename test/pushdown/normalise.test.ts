import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filter } from '../../gateway/connector/index.ts'
import { evaluate } from '../../gateway/pushdown/evaluate.ts'
import { always, filterFields, fold, never, normalise } from '../../gateway/pushdown/normalise.ts'
import { decimals, equality, filters, instants, integers, ordering, texts, textual } from './arbitrary-filter.ts'

const askables = [
  { field: 'name', values: texts, ops: textual },
  { field: 'employeeCount', values: integers, ops: ordering },
  { field: 'annualRevenue.amount', values: decimals, ops: ordering },
  { field: 'meta.sourceModifiedAt', values: instants, ops: ordering },
  { field: 'taxExempt', values: fc.boolean(), ops: equality },
]

const records = fc.record({
  name: fc.option(texts),
  employeeCount: fc.option(integers),
  'annualRevenue.amount': fc.option(decimals),
  'meta.sourceModifiedAt': fc.option(instants),
  taxExempt: fc.option(fc.boolean()),
})

const eq = (value: string, field = 'name'): Filter => ({ kind: 'compare', field, op: 'eq', value })

describe('a normalised filter', () => {
  test('means the same', () => {
    const property = fc.property(filters(askables, 5), records, (filter, record) => {
      const leaf = (path: string) => record[path as keyof typeof record]
      return evaluate(normalise(filter), 'Customer', leaf) === evaluate(filter, 'Customer', leaf)
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  test('negates only leaves that have no opposite', () => {
    fc.assert(
      fc.property(filters(askables, 5), (filter) => {
        for (const negated of nots(normalise(filter))) {
          expect(negated).toMatchObject({ kind: 'compare', op: expect.stringMatching(/^(contains|startsWith)$/) })
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('has no constant inside, no connective in one of its own kind, and none of a single term', () => {
    fc.assert(
      fc.property(filters(askables, 5), (filter) => {
        const normal = normalise(filter)
        for (const inner of innerConnectives(normal)) expect(inner.terms.length).toBeGreaterThan(1)
        for (const [outer, inner] of nestings(normal)) expect(inner.kind).not.toBe(outer.kind)
      }),
      { numRuns: 1_000 },
    )
  })

  test('is the same when normalised again', () => {
    const property = fc.property(filters(askables, 4), (filter) => {
      expect(normalise(normalise(filter))).toEqual(normalise(filter))
    })
    fc.assert(property)
  })

  test('lets in the nulls that an order comparison keeps out, and the other way round', () => {
    const below: Filter = { kind: 'compare', field: 'employeeCount', op: 'lt', value: 5 }
    expect(normalise({ kind: 'not', term: below })).toEqual({
      kind: 'or',
      terms: [
        { ...below, op: 'gte' },
        { kind: 'isNull', field: 'employeeCount', value: true },
      ],
    })
  })

  test('of an empty list keeps nothing, and of its opposite everything', () => {
    const none: Filter = { kind: 'in', field: 'name', values: [] }
    expect(normalise(none)).toBe(never)
    expect(normalise({ kind: 'not', term: none })).toEqual(always)
  })

  test('asks each value of a list once', () => {
    const list: Filter = { kind: 'in', field: 'name', values: ['a', 'b', 'a'] }
    expect(normalise(list)).toEqual({ kind: 'in', field: 'name', values: ['a', 'b'] })
  })
})

test('folding drops neutral terms and stops at an absorbing one', () => {
  expect(fold('and', [always, eq('a')])).toEqual(eq('a'))
  expect(fold('and', [never, eq('a')])).toBe(never)
  expect(fold('or', [always, eq('a')])).toBe(always)
  expect(fold('or', [])).toEqual(never)
})

test('the fields of a filter are each named once', () => {
  const both: Filter = {
    kind: 'and',
    terms: [eq('a'), { kind: 'not', term: eq('b') }, eq('c', 'number')],
  }
  expect(filterFields(both)).toEqual(['name', 'number'])
})

type Connective = Extract<Filter, { readonly terms: readonly Filter[] }>

const termsOf = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' || filter.kind === 'or' ? filter.terms : filter.kind === 'not' ? [filter.term] : []

function nots(filter: Filter): Filter[] {
  return [...(filter.kind === 'not' ? [filter.term] : []), ...termsOf(filter).flatMap(nots)]
}

function innerConnectives(filter: Filter): Connective[] {
  return termsOf(filter).flatMap((term) => ['terms' in term ? term : [], innerConnectives(term)].flat())
}

function nestings(filter: Filter): [Filter, Filter][] {
  return termsOf(filter).flatMap((term) => [[filter, term] as [Filter, Filter], ...nestings(term)])
}
