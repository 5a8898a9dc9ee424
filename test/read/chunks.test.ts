import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  and,
  type Caps,
  column,
  compare,
  type NativeFilter,
  type NativeQuery,
  type NativeRow,
  oneOf,
  or,
} from '../../gateway/connector/index.ts'
import { keysFilter } from '../../gateway/pushdown/native-terms.ts'
import { chunkRequests, requestBytes } from '../../gateway/read/chunks.ts'
import { fakeVendor, mapOf } from './fake-vendor.ts'
import { matches } from './native-evaluate.ts'

const [a, b] = [column('a'), column('b')]

function sent(filter: NativeFilter, caps: Partial<Caps>, keys?: readonly (readonly string[])[]): NativeQuery[] {
  const { source } = fakeVendor({ maps: { Customer: mapOf({}) }, caps })
  const query: NativeQuery = {
    object: 'rows',
    hint: undefined,
    columns: [],
    filter,
    order: [],
    pageRows: 10,
    ...(keys && { keys }),
  }
  return chunkRequests(source, query).map((request) => JSON.parse(request.body!) as NativeQuery)
}

const values = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,12}$/), { minLength: 1, maxLength: 60 })
const pairs = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-d]$/), fc.stringMatching(/^[a-d]$/)), {
  minLength: 1,
  maxLength: 12,
  selector: String,
})

const caps = fc.record<Partial<Caps>>({
  filterKeys: fc.integer({ min: 1, max: 20 }),
  lookupKeys: fc.integer({ min: 1, max: 20 }),
  requestBytes: fc.integer({ min: 250, max: 900 }),
  or: fc.constantFrom('any', 'sameColumn', 'none'),
})

const listsOf = (filter: NativeFilter): NativeFilter[] => ('terms' in filter ? filter.terms.flatMap(listsOf) : [filter])
const longest = (filter: NativeFilter): number =>
  Math.max(0, ...listsOf(filter).map((leaf) => (leaf.kind === 'in' ? leaf.values.length : 1)))

describe('the requests for a list of values', () => {
  test('hold the caps on values and bytes, each of them, and together ask every value once', () => {
    const property = fc.property(values, values, caps, (some, others, caps) => {
      const { source } = fakeVendor({ maps: { Customer: mapOf({}) }, caps })
      const filter = and(oneOf(a, ...some), oneOf(b, ...others))
      const requests = chunkRequests(source, {
        object: 'rows',
        hint: undefined,
        columns: [],
        filter,
        order: [],
        pageRows: 10,
      })
      const asked = requests.map(({ body }) => (JSON.parse(body!) as NativeQuery).filter!)
      for (const [i, request] of requests.entries()) {
        expect(longest(asked[i]!)).toBeLessThanOrEqual(caps.filterKeys!)
        // One value of each list is the least that can be asked.
        if (longest(asked[i]!) > 1) expect(requestBytes(request)).toBeLessThanOrEqual(caps.requestBytes!)
      }
      const rows = some.flatMap((x) => others.map((y): NativeRow => ({ a: x, b: y })))
      for (const row of rows) expect(asked.filter((filter) => matches(filter, row)).length).toBe(1)
      expect(asked.some((filter) => matches(filter, { a: 'other', b: others[0] }))).toBe(false)
    })
    fc.assert(property, { numRuns: 150 })
  })

  test('never widen it to a range', () => {
    const property = fc.property(values, caps, (some, caps) => {
      const ops = sent(oneOf(a, ...some), caps).flatMap(({ filter }) => listsOf(filter!).map((leaf) => leaf.kind))
      expect(new Set(ops)).toEqual(new Set(['in']))
    })
    fc.assert(property, { numRuns: 100 })
  })

  test('are one when nothing forces more', () => {
    expect(sent(oneOf(a, 'x', 'y', 'z'), {}).length).toBe(1)
  })

  test('are cut where many keys are asked for by the cap on keys, and say the same keys twice', () => {
    const keys = ['p', 'q', 'r', 's', 't'].map((key) => [key])
    const queries = sent(keysFilter([a], keys) as NativeFilter, { lookupKeys: 2, filterKeys: 100 }, keys)
    expect(queries.map((query) => query.keys)).toEqual([[['p'], ['q']], [['r'], ['s']], [['t']]])
    for (const { filter, keys } of queries) expect(filter).toEqual(oneOf(a, ...keys!.map(([key]) => key!)))
  })
})

describe('the requests for keys of several columns', () => {
  test('ask every key once, and one at a time where the vendor has no or', () => {
    const property = fc.property(pairs, caps, (keys, caps) => {
      const asked = sent(keysFilter([a, b], keys) as NativeFilter, caps).map(({ filter }) => filter!)
      for (const [x, y] of keys) expect(asked.filter((filter) => matches(filter, { a: x, b: y })).length).toBe(1)
      for (const filter of asked) {
        const branches = filter.kind === 'or' ? filter.terms.length : 1
        expect(branches).toBeLessThanOrEqual(caps.or === 'any' ? caps.filterKeys! : 1)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  test('are cut beside a longer list that may stay whole', () => {
    const keys = [
      ['x', '1'],
      ['y', '2'],
    ]
    const filter = and(oneOf(column('c'), 'k', 'l', 'm'), keysFilter([a, b], keys) as NativeFilter)
    const queries = sent(filter, { or: 'none', filterKeys: 10 })
    expect(queries.length).toBe(2)
    for (const query of queries) expect(JSON.stringify(query.filter)).not.toContain('"or"')
  })
})

test('a disjunction whose branches overlap is never cut', () => {
  const overlapping = or(compare(a, 'eq', 'x'), compare(b, 'eq', 'y'), compare(a, 'eq', 'z'))
  expect(sent(overlapping, { filterKeys: 1, requestBytes: 10 }).map(({ filter }) => filter)).toEqual([overlapping])
})

test('a request that cannot be cut is sent as it is', () => {
  expect(sent(compare(a, 'eq', 'x'.repeat(500)), { requestBytes: 100 }).length).toBe(1)
})
