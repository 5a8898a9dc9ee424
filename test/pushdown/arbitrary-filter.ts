import fc from 'fast-check'
import type { Filter, Literal, Operator } from '../../gateway/connector/index.ts'

/** What may be asked of one field in a random filter. */
export interface Askable {
  readonly field: string
  readonly values: fc.Arbitrary<Literal>
  readonly ops: readonly Operator[]
}

/** Random filters over some fields, nested up to a depth. */
export function filters(askables: readonly Askable[], depth = 3): fc.Arbitrary<Filter> {
  const leaf = fc.oneof(...askables.map(leafOf))
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: depth, depthIdentifier: 'filter' },
      leaf,
      fc.record({ kind: fc.constant('not' as const), term: tie('filter') }),
      fc.record({ kind: fc.constantFrom('and', 'or'), terms: fc.array(tie('filter'), { maxLength: 3 }) }),
    ),
  }))
  return filter
}

function leafOf({ field, values, ops }: Askable): fc.Arbitrary<Filter> {
  return fc.constantFrom(...ops).chain((op): fc.Arbitrary<Filter> => {
    if (op === 'isNull') return fc.boolean().map((value) => ({ kind: 'isNull', field, value }))
    if (op === 'in') return fc.array(values, { maxLength: 5 }).map((list) => ({ kind: 'in', field, values: list }))
    return values.map((value) => ({ kind: 'compare', field, op, value }))
  })
}

export const equality = ['eq', 'ne', 'in', 'isNull'] as const
export const ordering = [...equality, 'lt', 'lte', 'gt', 'gte'] as const
export const textual = [...ordering, 'contains', 'startsWith'] as const

/** Few texts, so that they meet: cases, prefixes, letters beyond the basic plane, an empty one. */
export const texts = fc.constantFrom('', 'a', 'A', 'ab', 'abc', 'b', 'é', '\uffee', '😀', '😀a')
export const decimals = fc.constantFrom('0', '0.00', '1', '1.0', '1.50', '1.5', '-2', '12345678901234567890.12')
export const integers = fc.constantFrom(0, 1, 2, 50)
export const dates = fc.constantFrom('2025-12-31', '2026-01-01', '2026-02-28')
export const instants = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.0Z',
  '2026-01-01T00:00:00.25Z',
  '2026-01-01T00:00:00.250000Z',
  '2026-01-01T00:00:01Z',
)
