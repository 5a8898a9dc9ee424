import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  and,
  type Caps,
  column,
  compare,
  type EntityMap,
  type EntityName,
  encodeGlobalId,
  encodeKey,
  type Filter,
  type FilterSupport,
  isNull,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  type Operator,
  oneOf,
  type SourceName,
} from '../../gateway/connector/index.ts'
import { evaluate } from '../../gateway/pushdown/evaluate.ts'
import { type Split, split } from '../../gateway/pushdown/split.ts'
import { expandPaths } from '../../gateway/read/columns.ts'
import { compileDecoder, leafReader } from '../../gateway/read/decode.ts'
import { exactly, fakeVendor, mapOf } from '../read/fake-vendor.ts'
import { type Extra, matches } from '../read/native-evaluate.ts'
import {
  type Askable,
  dates,
  decimals,
  equality,
  filters,
  instants,
  integers,
  ordering,
  texts,
  textual,
} from './arbitrary-filter.ts'

const idOf = (key: string, type: EntityName = 'Customer', source = 'erp') =>
  encodeGlobalId({ type, source: source as SourceName, key: key as never })

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

const statuses = { A: 'ACTIVE', A2: 'ACTIVE', I: 'INACTIVE', B: 'BLOCKED' }
const industries = { '10': 'Mining', '11': 'Mining', '20': 'Trade' }

const person = compare(column('isPerson', 'boolean'), 'eq', 'true')
const firm = and(compare(column('isPerson', 'boolean'), 'eq', 'false'), oneOf(column('form'), 'ltd', 'plc'))

const kind: Omit<MappedField, 'filter'> = {
  needs: ['isPerson', 'form'],
  decode: ({ isPerson, form }) =>
    isPerson === true
      ? 'PERSON'
      : isPerson === false && (form === 'ltd' || form === 'plc')
        ? 'ORGANIZATION'
        : 'UNKNOWN',
  cases: { PERSON: person, ORGANIZATION: firm },
}

const composite: EntityMap['key'] = [
  { native: 'company', type: 'text' },
  { native: 'number', type: 'number' },
]

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

// --- Named cases: what a random one once showed, or what is worth seeing on its own.

const customer = (fields: Record<string, MappedField>, rest: Partial<EntityMap> = {}, caps: Partial<Caps> = {}) =>
  fakeVendor({ maps: { Customer: mapOf(fields, rest) }, caps }).source

const eq = (field: string, value: string | boolean): Filter => ({ kind: 'compare', field, op: 'eq', value })

describe('an enum', () => {
  const source = customer({ status: { native: 'st', values: statuses, filter: exactly } })
  const st = column('st')

  test('asks for every code of a value', () => {
    expect(split(eq('status', 'ACTIVE'), source, 'Customer')).toEqual({
      never: false,
      pushed: oneOf(st, 'A', 'A2'),
      residual: undefined,
    })
  })

  test('keeps nulls and unknown codes when a value is excluded', () => {
    const { pushed, residual } = split(
      { kind: 'compare', field: 'status', op: 'ne', value: 'ACTIVE' },
      source,
      'Customer',
    )
    expect(pushed).toEqual(and(compare(st, 'ne', 'A'), compare(st, 'ne', 'A2')))
    expect(residual).toBeUndefined()
  })

  test('leaves UNKNOWN to us, because only the answer tells which codes those are', () => {
    const unknown = eq('status', 'UNKNOWN')
    expect(split(unknown, source, 'Customer')).toEqual({ never: false, pushed: undefined, residual: unknown })
    const unmapped = customer({ status: { native: 'st', filter: exactly } })
    expect(split(unknown, unmapped, 'Customer')).toEqual({ never: false, pushed: undefined, residual: unknown })
  })

  test('that has no code for a value asks nothing', () => {
    expect(split(eq('status', 'ARCHIVED'), source, 'Customer').never).toBe(true)
  })

  test('that the schema requires is never null: what the source leaves empty is UNKNOWN', () => {
    expect(split({ kind: 'isNull', field: 'status', value: true }, source, 'Customer').never).toBe(true)
    const all = split({ kind: 'isNull', field: 'status', value: false }, source, 'Customer')
    expect(all).toEqual({ never: false, pushed: undefined, residual: undefined })
  })
})

describe('an id', () => {
  const source = customer({}, { key: composite })

  test('of another source, of another type, of another shape or of no shape matches nothing', () => {
    for (const id of [
      idOf('a;7', 'Customer', 'other'),
      idOf('a;7', 'Contact'),
      idOf('a'),
      idOf('a;7;8'),
      idOf('a%;7'),
      'nonsense',
    ])
      expect(split(eq('id', id), source, 'Customer').never, id).toBe(true)
  })

  test('of a key of many parts asks for all of them together', () => {
    const two = split({ kind: 'in', field: 'id', values: [idOf('a;7'), idOf('b;8')] }, source, 'Customer').pushed
    const [company, number] = composite as [(typeof composite)[0], (typeof composite)[0]]
    expect(two).toEqual({
      kind: 'or',
      terms: [
        and(compare(company, 'eq', 'a'), compare(number, 'eq', '7')),
        and(compare(company, 'eq', 'b'), compare(number, 'eq', '8')),
      ],
    })
  })

  test('that names a word where the key is a number does not reach the vendor', () => {
    const { pushed } = split({ kind: 'in', field: 'id', values: [idOf('a;7'), idOf('a;7 OR 1=1')] }, source, 'Customer')
    expect(JSON.stringify(pushed)).not.toContain('OR 1=1')
  })

  test('is never null', () => {
    expect(split({ kind: 'isNull', field: 'id', value: true }, source, 'Customer').never).toBe(true)
  })
})

describe('a constant', () => {
  test('decides without asking', () => {
    const source = customer({
      'annualRevenue.currency': { constant: 'EUR' },
      'annualRevenue.amount': { native: 'x', present: true },
    })
    expect(split(eq('annualRevenue.currency', 'USD'), source, 'Customer').never).toBe(true)
    expect(split(eq('annualRevenue.currency', 'EUR'), source, 'Customer').pushed).toBeUndefined()
  })

  test('that is a reference is compared as an id', () => {
    const source = customer({ parent: { constant: encodeKey(['7']) } })
    expect(split(eq('parent', idOf('7')), source, 'Customer')).toEqual({
      never: false,
      pushed: undefined,
      residual: undefined,
    })
    expect(split(eq('parent', idOf('8')), source, 'Customer').never).toBe(true)
  })
})

describe('a derived value', () => {
  const source = customer({ kind: { ...kind, filter: { eq: 'exact', in: 'exact' } } })

  test('asks for the rows of the values wanted', () => {
    const both: Filter = { kind: 'in', field: 'kind', values: ['PERSON', 'ORGANIZATION'] }
    expect(split(both, source, 'Customer').pushed).toEqual({ kind: 'or', terms: [person, firm] })
    expect(split(eq('kind', 'OTHER'), source, 'Customer').never).toBe(true)
  })

  test('is left to us where the vendor cannot say or', () => {
    const narrow = customer({ kind: { ...kind, filter: { eq: 'exact', in: 'exact' } } }, {}, { or: 'sameColumn' })
    const both: Filter = { kind: 'in', field: 'kind', values: ['PERSON', 'ORGANIZATION'] }
    expect(split(both, narrow, 'Customer')).toEqual({ never: false, pushed: undefined, residual: both })
  })
})

describe('a disjunction', () => {
  const fields = { name: { native: 'name', filter: exactly }, number: { native: 'code', filter: exactly } }
  const either: Filter = { kind: 'or', terms: [eq('name', 'a'), eq('number', '1')] }

  test('goes down whole or not at all', () => {
    expect(split(either, customer(fields), 'Customer').residual).toBeUndefined()
    for (const or of ['none', 'sameColumn'] as const)
      expect(split(either, customer(fields, {}, { or }), 'Customer')).toEqual({
        never: false,
        pushed: undefined,
        residual: either,
      })
  })

  test('over one column goes down where only those are taken', () => {
    const same: Filter = { kind: 'or', terms: [eq('name', 'a'), { kind: 'isNull', field: 'name', value: true }] }
    const { pushed } = split(same, customer(fields, {}, { or: 'sameColumn' }), 'Customer')
    expect(pushed).toEqual({ kind: 'or', terms: [compare(column('name'), 'eq', 'a'), isNull(column('name'))] })
  })

  test('with a branch that the vendor does not take is ours, since the branch would be lost', () => {
    const half = customer({ name: fields.name, number: { native: 'code' } })
    expect(split(either, half, 'Customer')).toEqual({ never: false, pushed: undefined, residual: either })
  })

  test('with a longer list in it than the vendor takes is ours, since it cannot be cut', () => {
    const long: Filter = {
      kind: 'or',
      terms: [{ kind: 'in', field: 'name', values: ['a', 'b', 'c'] }, eq('number', '1')],
    }
    expect(split(long, customer(fields, {}, { filterKeys: 2 }), 'Customer').pushed).toBeUndefined()
  })
})

describe('a rollup', () => {
  const stock = (field: MappedField) =>
    fakeVendor({
      maps: {
        StockLevel: mapOf(
          {
            item: { native: 'item', filter: exactly },
            'onHand.value': field,
            category: { native: 'kind', filter: exactly },
          },
          { key: [column('item'), column('place')], rollup: { sum: ['onHand.value'] } },
        ),
      },
    }).source

  test('is narrowed by what its key holds', () => {
    const item = encodeGlobalId({ type: 'Item', source: 'erp' as SourceName, key: encodeKey(['i1']) })
    expect(split(eq('item', item), stock({ native: 'qty', filter: exactly }), 'StockLevel').pushed).toEqual(
      compare(column('item'), 'eq', 'i1'),
    )
  })

  test('is not narrowed by anything else: a sum of some of the rows would pass for the whole', () => {
    for (const filter of [eq('onHand.value', '5'), eq('category', 'ALL')])
      expect(split(filter, stock({ native: 'qty', filter: exactly }), 'StockLevel')).toEqual({
        never: false,
        pushed: undefined,
        residual: filter,
      })
  })
})

test('a date is asked as it is', () => {
  const source = fakeVendor({ maps: { Invoice: mapOf({ dueDate: { native: 'due', filter: exactly } }) } }).source
  fc.assert(
    fc.property(dates, (value) => {
      expect(split(eq('dueDate', value), source, 'Invoice').pushed).toEqual(compare(column('due', 'date'), 'eq', value))
    }),
  )
})
