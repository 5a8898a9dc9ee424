import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInvalidations, type Invalidation } from '../../gateway/cache/index.ts'
import type { EntityName, SourceKey } from '../../gateway/connector/index.ts'

const key = (text: string) => text as SourceKey

describe('what is told to have changed', () => {
  test('is nothing at first', () => {
    const known = createInvalidations()
    expect(known.rowChangedAt('erp', 'Customer', key('1'))).toBe(Number.NEGATIVE_INFINITY)
    expect(known.scanChangedAt('erp', 'Customer')).toBe(Number.NEGATIVE_INFINITY)
  })

  test('is one row, and every list that may hold it', () => {
    const known = createInvalidations()
    known.note({ source: 'erp', entity: 'Customer', key: key('1') }, 5)
    expect(known.rowChangedAt('erp', 'Customer', key('1'))).toBe(5)
    expect(known.scanChangedAt('erp', 'Customer')).toBe(5)
    expect(known.rowChangedAt('erp', 'Customer', key('2'))).toBe(Number.NEGATIVE_INFINITY)
    expect(known.scanChangedAt('erp', 'Invoice')).toBe(Number.NEGATIVE_INFINITY)
    expect(known.rowChangedAt('crm', 'Customer', key('1'))).toBe(Number.NEGATIVE_INFINITY)
  })

  test('is every row of an entity, or of a source, or of all', () => {
    const known = createInvalidations()
    known.note({ source: 'erp', entity: 'Customer' }, 5)
    expect(known.rowChangedAt('erp', 'Customer', key('1'))).toBe(5)
    known.note({ source: 'erp' }, 6)
    expect(known.rowChangedAt('erp', 'Invoice', key('1'))).toBe(6)
    known.note(undefined, 7)
    expect(known.rowChangedAt('crm', 'Invoice', key('1'))).toBe(7)
    expect(known.scanChangedAt('crm', 'Invoice')).toBe(7)
  })
})

describe('whatever is noted in whatever order', () => {
  const entities: readonly EntityName[] = ['Customer', 'Invoice']
  const keys = ['1', '2', '3'].map(key)
  const source = fc.constantFrom('erp', 'crm')
  const what: fc.Arbitrary<Invalidation | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.record({ source }),
    fc.record({ source, entity: fc.constantFrom(...entities) }),
    fc.record({ source, entity: fc.constantFrom(...entities), key: fc.constantFrom(...keys) }),
  )
  const notes = fc.array(fc.tuple(what, fc.nat({ max: 100 })), { maxLength: 30 })

  const covers = (what: Invalidation | undefined, source: string, entity: EntityName, key?: SourceKey) =>
    !what ||
    (what.source === source &&
      (what.entity === undefined || what.entity === entity) &&
      (what.key === undefined || key === undefined || what.key === key))

  test('the last change of a row and of a list is the latest note that covers it', () => {
    const property = fc.property(notes, (notes) => {
      const known = createInvalidations()
      for (const [what, at] of notes) known.note(what, at)
      const last = (source: string, entity: EntityName, key?: SourceKey) =>
        Math.max(
          Number.NEGATIVE_INFINITY,
          ...notes.flatMap(([what, at]) => (covers(what, source, entity, key) ? [at] : [])),
        )
      for (const source of ['erp', 'crm'])
        for (const entity of entities) {
          expect(known.scanChangedAt(source, entity)).toBe(last(source, entity))
          for (const key of keys) expect(known.rowChangedAt(source, entity, key)).toBe(last(source, entity, key))
        }
    })
    fc.assert(property)
  })

  test('too many records to remember make nothing look older than it is', () => {
    const property = fc.property(notes, (notes) => {
      const [exact, bounded] = [createInvalidations(), createInvalidations(1)]
      for (const [what, at] of notes) for (const known of [exact, bounded]) known.note(what, at)
      for (const key of keys)
        expect(bounded.rowChangedAt('erp', 'Customer', key)).toBeGreaterThanOrEqual(
          exact.rowChangedAt('erp', 'Customer', key),
        )
    })
    fc.assert(property)
  })
})
