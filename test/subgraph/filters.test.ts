import { describe, expect, test } from 'vitest'
import { ask, idOf } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const source = companySource({}, { externalKeys: { Customer: { crm: 'crm_id' } } })

async function filtered(where: string, variables = {}, header = '') {
  const reader = fakeReader(source, rows)
  const { data, errors } = await ask(
    reader,
    `${header} { customers(where: ${where}) { nodes { meta { sourceId } } } }`,
    { variables },
  )
  const keys = data?.customers?.nodes.map(({ meta }: { meta: { sourceId: string } }) => meta.sourceId)
  return { keys, errors, filter: reader.asked[0]?.filter, reads: reader.asked.length }
}

const leaf = (field: string, op: string, value: unknown) => ({ kind: 'compare', field, op, value })

describe('a filter', () => {
  // Parts stand in the order of the schema, whatever the order they were written in.
  test.each([
    ['{ number: { eq: "100" } }', leaf('number', 'eq', '100'), ['C1']],
    [
      '{ employeeCount: { gte: 7, lt: 20 } }',
      { kind: 'and', terms: [leaf('employeeCount', 'lt', 20), leaf('employeeCount', 'gte', 7)] },
      ['C2'],
    ],
    ['{ paymentTerm: { code: { isNull: false } } }', { kind: 'isNull', field: 'paymentTerm.code', value: false }, []],
    ['{ annualRevenue: { amount: { gt: 10.50 } } }', leaf('annualRevenue.amount', 'gt', '10.50'), []],
    [
      '{ status: { in: [ACTIVE, BLOCKED] } }',
      { kind: 'in', field: 'status', values: ['ACTIVE', 'BLOCKED'] },
      ['C1', 'C2', 'C3'],
    ],
    ['{ number: { in: [] } }', { kind: 'in', field: 'number', values: [] }, []],
    ['{ taxExempt: { ne: true } }', leaf('taxExempt', 'ne', true), ['C1', 'C2', 'C3']],
    ['{ not: { industry: { eq: "Paper" } } }', { kind: 'not', term: leaf('industry', 'eq', 'Paper') }, ['C1']],
    [
      '{ or: [{ number: { eq: "100" } }, { number: { isNull: true } }] }',
      { kind: 'or', terms: [leaf('number', 'eq', '100'), { kind: 'isNull', field: 'number', value: true }] },
      ['C1', 'C3'],
    ],
    ['{ or: [] }', { kind: 'or', terms: [] }, []],
    ['{ and: [] }', { kind: 'and', terms: [] }, ['C1', 'C2', 'C3']],
    ['{}', { kind: 'and', terms: [] }, ['C1', 'C2', 'C3']],
    ['{ number: {} }', { kind: 'and', terms: [] }, ['C1', 'C2', 'C3']],
    [
      '{ externalKey: { source: "crm", in: ["A-1"] } }',
      { kind: 'in', field: 'externalKey.crm', values: ['A-1'] },
      ['C1', 'C3'],
    ],
    [
      '{ meta: { sourceModifiedAt: { lt: "2026-03-15T01:30:00.500+02:00" } } }',
      leaf('meta.sourceModifiedAt', 'lt', '2026-03-14T23:30:00.5Z'),
      [],
    ],
    [
      '{ industry: { eq: "Paper" }, or: [{ number: { eq: "200" } }], paymentTerm: { code: { eq: "30" } } }',
      {
        kind: 'and',
        terms: [
          { kind: 'or', terms: [leaf('number', 'eq', '200')] },
          leaf('paymentTerm.code', 'eq', '30'),
          leaf('industry', 'eq', 'Paper'),
        ],
      },
      [],
    ],
  ])('%s', async (where, filter, keys) => {
    expect(await filtered(where)).toEqual({ keys, errors: [], filter, reads: 1 })
  })

  test('on ids matches nothing where an id is malformed, of another source or of another type', async () => {
    const own = idOf('Customer', 'C1')
    const others = ['nonsense', idOf('Customer', 'C1', 'other'), idOf('Contact', 'C1')]
    expect((await filtered(`{ id: { in: ${JSON.stringify([own, ...others])} } }`)).keys).toEqual(['C1'])
    expect((await filtered(`{ parent: { eq: "${own}" } }`)).keys).toEqual(['C2'])
    for (const id of others) {
      expect(await filtered(`{ parent: { eq: "${id}" } }`)).toMatchObject({ keys: [], errors: [] })
      expect((await filtered(`{ id: { ne: "${id}" } }`)).keys).toEqual(['C1', 'C2', 'C3'])
    }
  })

  test('is one of exact values in variables too', async () => {
    const header = 'query ($where: CustomerFilter)'
    const where = { annualRevenue: { amount: { in: ['12345678901234567890.123456789', 7, '-0.10'] } } }
    const { filter } = await filtered('$where', { where }, header)
    expect(filter).toEqual({
      kind: 'in',
      field: 'annualRevenue.amount',
      values: ['12345678901234567890.123456789', '7', '-0.10'],
    })
  })
})

describe('a filter is refused before anything is read', () => {
  test.each([
    ['{ number: { eq: null } }', 'number.eq'],
    ['{ number: null }', 'number'],
    ['{ not: null }', 'not'],
    ['{ or: [{ number: { eq: "1" } }, { paymentTerm: { code: { isNull: null } } }] }', 'paymentTerm.code.isNull'],
    ['{ not: { and: [{ parent: { in: null } }] } }', 'parent.in'],
  ])('for a null inside: %s', async (where, place) => {
    const { errors, reads } = await filtered(where)
    expect(errors).toEqual([
      `BAD_REQUEST customers "${place}" in the filter is null. To ask for records without a value, use isNull: true; otherwise leave it out.`,
    ])
    expect(reads).toBe(0)
  })

  test('for a null in a variable', async () => {
    const { errors } = await filtered('{ number: { eq: $number } }', { number: null }, 'query ($number: String)')
    expect(errors).toEqual([expect.stringMatching(/^BAD_REQUEST customers "number.eq" in the filter is null/)])
  })

  test('for keys of a source whose keys it is not told to hold', async () => {
    const { errors, reads } = await filtered('{ externalKey: { source: "shop", in: ["1"] } }')
    expect(errors).toEqual([
      'UNSUPPORTED customers The source "erp" is not told where its Customer records hold keys of "shop". ' +
        'Name the native field in the configuration: externalKeys.Customer.shop of the source "erp".',
    ])
    expect(reads).toBe(0)
  })
})

describe('an order', () => {
  async function ordered(orderBy: string, variables = {}, header = '') {
    const reader = fakeReader(source, rows)
    const { errors } = await ask(reader, `${header} { customers(orderBy: ${orderBy}) { totalCount } }`, { variables })
    return { order: reader.asked[0]?.order, errors }
  }

  test('is read term by term, through structures', async () => {
    const { order } = await ordered('[{ annualRevenue: { amount: DESC } }, { name: ASC }]')
    expect(order).toEqual([
      { field: 'annualRevenue.amount', direction: 'desc' },
      { field: 'name', direction: 'asc' },
    ])
  })

  test('may be one term without a list', async () => {
    expect((await ordered('{ name: DESC }')).order).toEqual([{ field: 'name', direction: 'desc' }])
  })

  test('names one field in each term', async () => {
    const terms = { orderBy: [{ annualRevenue: { amount: 'ASC', currency: 'ASC' } }] }
    const { errors, order } = await ordered('$orderBy', terms, 'query ($orderBy: [CustomerOrder!])')
    expect(errors).toHaveLength(1)
    expect(order).toBeUndefined()
  })
})
