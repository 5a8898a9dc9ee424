import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  Caps,
  EntityMap,
  Filter,
  FilterSupport,
  MappedField,
  NativeFilter,
  NativeRow,
  Operator,
} from '../../gateway/connector/index.ts'
import { evaluate } from '../../gateway/pushdown/evaluate.ts'
import { type Split, split } from '../../gateway/pushdown/split.ts'
import { expandPaths } from '../../gateway/read/columns.ts'
import { compileDecoder, leafReader } from '../../gateway/read/decode.ts'
import { fakeVendor, mapOf } from '../read/fake-vendor.ts'
import { type Extra, matches } from '../read/native-evaluate.ts'
import {
  type Askable,
  decimals,
  equality,
  filters,
  instants,
  integers,
  ordering,
  texts,
  textual,
} from './arbitrary-filter.ts'
import { composite, idOf, kind, statuses } from './customers.ts'

// --- A random vendor over customers: which operators it takes, and how truly, differs from run to run.

const supportOf = (ops: readonly Operator[]): fc.Arbitrary<FilterSupport> =>
  fc.record(
    Object.fromEntries(ops.map((op) => [op, fc.constantFrom('exact', 'inexact')])) as Record<
      Operator,
      fc.Arbitrary<'exact' | 'inexact'>
    >,
    { requiredKeys: [] },
  )

const mapped = (field: Omit<MappedField, 'filter'>, ops: readonly Operator[]): fc.Arbitrary<MappedField> =>
  supportOf(ops).map((filter) => ({ ...field, filter }))

const industries = { '10': 'Mining', '11': 'Mining', '20': 'Trade' }

const maps = fc
  .record({
    fields: fc.record({
      number: fc.oneof(mapped({ native: 'code' }, textual), fc.constant({ native: 'code' })),
      name: mapped({ native: 'name' }, textual),
      status: mapped({ native: 'status', values: statuses }, equality),
      kind: mapped(kind, ['eq', 'in']),
      industry: fc.oneof(
        mapped({ native: 'industry', values: industries }, textual),
        fc.constantFrom({ constant: 'Mining' }, { constant: null }),
      ),
      taxExempt: mapped({ native: 'exempt' }, equality),
      employeeCount: fc.oneof(mapped({ native: 'staff' }, ordering), fc.constant({ constant: 2 })),
      'annualRevenue.amount': mapped({ native: 'revenue' }, ordering),
      'annualRevenue.currency': fc.oneof(
        mapped({ native: 'currency' }, textual),
        mapped({ native: 'currency', present: true }, textual),
        fc.constant({ constant: 'EUR' }),
      ),
      parent: fc.oneof(
        mapped({ native: 'parent' }, equality),
        mapped({ native: 'parent', type: 'number' }, equality),
        mapped({ native: ['parentCompany', 'parent'] }, equality),
      ),
      billTo: fc.constantFrom({ constant: '7' }, { constant: null }, { absent: 'NOT_MAPPED' }),
      'meta.sourceModifiedAt': mapped({ native: 'modified' }, ordering),
    }),
    key: fc.constantFrom(composite, [composite[0]!], [composite[1]!]),
  })
  .map(({ fields, key }) => mapOf(fields, { key }))

const parents = fc.constantFrom('7', '8', '07', 'a;7', 'b;8', 'x')
const keyParts = { company: fc.constantFrom('a', 'b', 'A'), number: fc.constantFrom('7', '8', '9') }

const rows = fc.record<NativeRow>({
  ...keyParts,
  code: fc.option(texts),
  name: fc.option(texts),
  status: fc.option(fc.constantFrom('A', 'A2', 'I', 'B', 'unheard of')),
  isPerson: fc.option(fc.boolean()),
  form: fc.option(fc.constantFrom('ltd', 'plc', 'other')),
  industry: fc.option(fc.constantFrom('10', '11', '20', 'Mining', 'unmapped')),
  exempt: fc.option(fc.boolean()),
  staff: fc.option(integers),
  revenue: fc.option(decimals),
  // Where the map says that it is always there, it is: see `honest`.
  currency: fc.option(fc.constantFrom('EUR', 'USD', 'eur')),
  parent: fc.option(fc.constantFrom('7', '8')),
  parentCompany: fc.option(fc.constantFrom('a', 'b')),
  modified: fc.option(instants),
})

const ids = fc.oneof(
  fc.tuple(keyParts.company, keyParts.number).map(([company, number]) => idOf(`${company};${number}`)),
  fc.oneof(keyParts.company, keyParts.number, fc.constantFrom('x', '7;8;9', '07')).map((key) => idOf(key)),
  fc.constantFrom(idOf('7', 'Contact'), idOf('7', 'Customer', 'other'), 'no id at all', ''),
)

const askables: readonly Askable[] = [
  { field: 'id', values: ids, ops: equality },
  { field: 'number', values: texts, ops: textual },
  { field: 'name', values: texts, ops: textual },
  { field: 'status', values: fc.constantFrom('ACTIVE', 'INACTIVE', 'BLOCKED', 'ARCHIVED', 'UNKNOWN'), ops: equality },
  { field: 'kind', values: fc.constantFrom('PERSON', 'ORGANIZATION', 'OTHER', 'UNKNOWN'), ops: equality },
  { field: 'industry', values: fc.constantFrom('Mining', 'Trade', '10', 'unmapped', 'M'), ops: textual },
  { field: 'taxExempt', values: fc.boolean(), ops: equality },
  { field: 'employeeCount', values: integers, ops: ordering },
  { field: 'annualRevenue.amount', values: decimals, ops: ordering },
  { field: 'annualRevenue.currency', values: fc.constantFrom('EUR', 'USD'), ops: textual },
  {
    field: 'parent',
    values: fc.oneof(
      parents.map((key) => idOf(key)),
      ids,
    ),
    ops: equality,
  },
  { field: 'billTo', values: fc.constantFrom(idOf('7'), idOf('8')), ops: equality },
  { field: 'meta.sourceModifiedAt', values: instants, ops: ordering },
]

const caps = fc.record<Partial<Caps>>({
  or: fc.constantFrom('any', 'sameColumn', 'none'),
  filterKeys: fc.constantFrom(2, 1_000),
})

const honest = (map: EntityMap, row: NativeRow): NativeRow =>
  'present' in (map.fields as Record<string, object>)['annualRevenue.currency']!
    ? { ...row, currency: row.currency ?? 'EUR' }
    : row

/** Lets rows through that do not match, but only where the map says that the vendor may. */
function supersets(map: EntityMap): Extra {
  return (filter, row) => {
    const op = filter.kind === 'compare' ? filter.op : filter.kind
    const supports = Object.values(map.fields as Record<string, MappedField>).filter(
      ({ native, cases }) =>
        native === filter.column.native || (cases && JSON.stringify(cases).includes(filter.column.native)),
    )
    const inexact = supports.some(({ filter: support, cases }) =>
      cases ? support?.eq === 'inexact' && support.in === 'inexact' : support?.[op] === 'inexact',
    )
    return inexact && dice(JSON.stringify([filter, row]))
  }
}

const dice = (text: string): boolean =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7) % 3 === 0

function decided(whole: Filter, offer: Split, map: EntityMap, row: NativeRow, options: Partial<Caps>) {
  const { source } = fakeVendor({ maps: { Customer: map }, caps: options })
  const paths = Object.keys(map.fields)
  const leaf = leafReader(compileDecoder(source, 'Customer', expandPaths(source, 'Customer', paths), () => 0)(row))
  const sent = !offer.never && matches(offer.pushed, row, supersets(map))
  return {
    whole: evaluate(whole, 'Customer', leaf),
    sent,
    kept: sent && (offer.residual === undefined || evaluate(offer.residual, 'Customer', leaf)),
  }
}

describe('pushed and residual together', () => {
  const cases = fc.record({ filter: filters(askables, 4), map: maps, row: rows, caps })

  test('are the filter, whatever the vendor can do', () => {
    fc.assert(
      fc.property(cases, ({ filter, map, row, caps }) => {
        const offer = split(filter, fakeVendor({ maps: { Customer: map }, caps }).source, 'Customer')
        const { whole, kept } = decided(filter, offer, map, honest(map, row), caps)
        expect(kept).toBe(whole)
      }),
      { numRuns: 6_000 },
    )
  })

  test('ask only what the vendor offers', () => {
    fc.assert(
      fc.property(cases, ({ filter, map, caps }) => {
        const { pushed } = split(filter, fakeVendor({ maps: { Customer: map }, caps }).source, 'Customer')
        for (const leaf of leaves(pushed)) expect(isOffered(map, leaf), JSON.stringify(leaf)).toBe(true)
        for (const or of connectives(pushed, 'or')) expectLegal(or, caps)
      }),
      { numRuns: 2_000 },
    )
  })
})

function leaves(filter: NativeFilter | undefined): Extract<NativeFilter, { column: unknown }>[] {
  if (!filter) return []
  return 'terms' in filter ? filter.terms.flatMap(leaves) : [filter]
}

function connectives(
  filter: NativeFilter | undefined,
  kind: 'and' | 'or',
): Extract<NativeFilter, { terms: unknown }>[] {
  if (!filter || !('terms' in filter)) return []
  return [...(filter.kind === kind ? [filter] : []), ...filter.terms.flatMap((term) => connectives(term, kind))]
}

function isOffered(map: EntityMap, leaf: Extract<NativeFilter, { column: unknown }>): boolean {
  const op = leaf.kind === 'compare' ? leaf.op : leaf.kind
  if (map.key.some(({ native }) => native === leaf.column.native)) return op === 'in' || op === 'eq'
  return Object.values(map.fields as Record<string, MappedField>).some(({ native, cases, filter }) => {
    if (cases)
      return leaves({ kind: 'or', terms: Object.values(cases) }).some(
        (own) => JSON.stringify(own) === JSON.stringify(leaf),
      )
    return Array.isArray(native)
      ? native.includes(leaf.column.native) && filter?.in
      : native === leaf.column.native && filter?.[op]
  })
}

/** A list of many-part keys is the exception: it stands alone in the conjunction, and chunks cut it where `or` is not taken. */
function expectLegal(or: Extract<NativeFilter, { terms: unknown }>, { or: taken, filterKeys }: Partial<Caps>): void {
  const isKeyList = or.terms.every(
    (term) => term.kind === 'and' && term.terms.every((part) => part.kind === 'compare' && part.op === 'eq'),
  )
  const columns = new Set(leaves(or).map(({ column: { native } }) => native))
  if (taken === 'none' && !isKeyList) expect(or).toBe('not offered')
  if (taken === 'sameColumn' && !isKeyList) expect(columns.size).toBe(1)
  for (const leaf of leaves(or)) if (leaf.kind === 'in') expect(leaf.values.length).toBeLessThanOrEqual(filterKeys!)
}
