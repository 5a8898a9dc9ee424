import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  and,
  column,
  compare,
  encodeGlobalId,
  encodeKey,
  type Filter,
  isNull,
  type MappedField,
  oneOf,
  type SourceName,
} from '../../gateway/connector/index.ts'
import { split } from '../../gateway/pushdown/split.ts'
import { exactly, fakeVendor, mapOf } from '../read/fake-vendor.ts'
import { dates } from './arbitrary-filter.ts'
import { composite, customer, eq, firm, idOf, kind, person, statuses } from './customers.ts'

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

describe('an amount that is 0 unless a condition holds', () => {
  const posted = compare(column('state'), 'eq', 'posted')
  const path = 'open.document.amount'
  const source = fakeVendor({
    maps: {
      Invoice: mapOf({
        [path]: { native: 'rest', type: 'number', present: true, filter: exactly, zeroUnless: posted },
        'open.document.currency': { native: 'cur', present: true },
      }),
    } as never,
  }).source
  const at = (op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt', value: string): Filter => ({
    kind: 'compare',
    field: path,
    op,
    value,
  })
  const rest = column('rest', 'number')

  test.each([
    ['ne', '0'],
    ['gt', '0'],
    ['gte', '0.01'],
    ['lt', '-5'],
    ['eq', '7'],
  ] as const)('is asked for by %s %s together with it', (op, value) => {
    expect(split(at(op, value), source, 'Invoice')).toEqual({
      never: false,
      pushed: and(posted, compare(rest, op, value)),
      residual: undefined,
    })
  })

  test.each([
    ['eq', '0'],
    ['ne', '7'],
    ['gte', '0'],
    ['lt', '5'],
  ] as const)('is left to us by %s %s, which 0 passes too', (op, value) => {
    expect(split(at(op, value), source, 'Invoice')).toEqual({
      never: false,
      pushed: undefined,
      residual: at(op, value),
    })
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
