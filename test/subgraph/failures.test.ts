import { describe, expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { ask, idOf } from './ask.ts'
import { companySource, rows, served } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const down = (entity: string) => (asked: { entity: string }) =>
  asked.entity === entity ? new FreshetError('SOURCE_TIMEOUT', { source: 'erp' }) : undefined

const timeout = 'The source "erp" did not answer in time.'

describe('a failed read fails the fields that needed it, as it is:', () => {
  test('a root list, and not its neighbours', async () => {
    const reader = fakeReader(companySource(), rows, { failure: down('Contact') })
    const { data, errors } = await ask(reader, '{ contacts { nodes { id } } items { nodes { name } } }')
    expect(data).toEqual({ contacts: null, items: { nodes: [{ name: 'Nut' }, { name: 'Bolt' }] } })
    expect(errors).toEqual([`SOURCE_TIMEOUT contacts ${timeout}`])
  })

  test('every parent of a relation, and nothing else of them', async () => {
    const reader = fakeReader(companySource(), rows, { failure: down('Contact') })
    const { data, errors } = await ask(reader, '{ customers(first: 2) { nodes { name contacts { nodes { id } } } } }')
    expect(data.customers.nodes).toEqual([
      { name: 'Customer C1', contacts: null },
      { name: 'Customer C2', contacts: null },
    ])
    expect(errors).toEqual([0, 1].map((i) => `SOURCE_TIMEOUT customers.nodes.${i}.contacts ${timeout}`))
    expect(reader.asked).toHaveLength(2)
  })

  test('a list of lines, and a reference', async () => {
    const lines = fakeReader(companySource(), rows, { failure: down('InvoiceLine') })
    expect((await ask(lines, '{ invoices(first: 1) { nodes { number lines { id } } } }')).data.invoices.nodes).toEqual([
      { number: null, lines: null },
    ])
    const customers = fakeReader(companySource(), rows, { failure: down('Customer') })
    const { data, errors } = await ask(customers, '{ invoices(first: 1) { nodes { status customer { name } } } }')
    expect(data.invoices.nodes).toEqual([{ status: 'OPEN', customer: null }])
    expect(errors).toEqual([`SOURCE_TIMEOUT invoices.nodes.0.customer ${timeout}`])
  })

  test('an unreadable reference', async () => {
    const source = companySource({
      Contact: {
        customer: {
          native: 'customer',
          decode: () => {
            throw new Error('odd')
          },
        },
      },
    })
    const { data, errors } = await ask(
      fakeReader(source, rows),
      '{ contacts(first: 1) { nodes { fullName customer { id } } } }',
    )
    expect(data.contacts.nodes).toEqual([{ fullName: 'Ada', customer: null }])
    expect(errors).toEqual([expect.stringMatching(/^SOURCE_BAD_RESPONSE contacts\.nodes\.0\.customer /)])
  })

  test('a required value that the source did not send, by name', async () => {
    const reader = fakeReader(companySource(), { Customer: [{ key: 'C1' }] })
    const { data, errors } = await ask(
      reader,
      `{ customer(id: "${idOf('Customer', 'C1')}") { name } items { totalCount } }`,
    )
    expect(data).toEqual({ customer: null, items: { totalCount: 0 } })
    expect(errors).toEqual([
      'SOURCE_BAD_RESPONSE customer.name The source "erp" sent a record without Customer.name, which every record must have.',
    ])
  })

  test('a value that is not of its scalar, with the source named', async () => {
    const reader = fakeReader(companySource(), {
      Customer: [{ key: 'C1', 'annualRevenue.amount': '1,000.00', 'annualRevenue.currency': 'EUR', currency: 'euro' }],
    })
    const { data, errors } = await ask(reader, '{ customers { nodes { currency annualRevenue { currency amount } } } }')
    expect(data.customers.nodes).toEqual([{ currency: null, annualRevenue: null }])
    expect(errors.map((error) => error.split(' ').slice(0, 2))).toEqual([
      ['SOURCE_BAD_RESPONSE', 'customers.nodes.0.currency'],
      ['SOURCE_BAD_RESPONSE', 'customers.nodes.0.annualRevenue.amount'],
    ])
    expect(errors.join()).not.toContain('1,000')
  })
})

describe('what the source does not serve', () => {
  const without = (...entities: string[]) =>
    companySource(
      {},
      {},
      served.filter((entity) => !entities.includes(entity)),
    )

  test('is an empty connection that says so, without a call or an error', async () => {
    const reader = fakeReader(without('Contact'), rows)
    const query = `{ customers(first: 1) { nodes { contacts(first: 2000) {
      nodes { id } edges { cursor } totalCount complete pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      sourceResults { source status rows calls oldestFetchedAt retryAfterSeconds message }
    } } } }`
    const { data, errors } = await ask(reader, query)
    expect(errors).toEqual([])
    expect(data.customers.nodes[0].contacts).toEqual({
      nodes: [],
      edges: [],
      totalCount: null,
      complete: false,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      sourceResults: [
        {
          source: 'erp',
          status: 'UNSUPPORTED',
          rows: 0,
          calls: 0,
          oldestFetchedAt: null,
          retryAfterSeconds: null,
          message: 'The source "erp" does not tell which Contact records belong to a Customer.',
        },
      ],
    })
    expect(reader.asked).toHaveLength(1)
  })

  test('includes records that do not say to whom they belong', async () => {
    const reader = fakeReader(companySource({ Contact: { customer: { absent: 'NOT_PROVIDED_BY_SOURCE' } } }), rows)
    const { data } = await ask(reader, '{ customers(first: 1) { nodes { contacts { complete } } } }')
    expect(data.customers.nodes[0].contacts.complete).toBe(false)
    expect(reader.asked).toHaveLength(1)
  })

  test('is null as a list of lines or a reference', async () => {
    const reader = fakeReader(without('InvoiceLine', 'Customer'), rows)
    const { data, errors } = await ask(reader, '{ invoices(first: 1) { nodes { lines { id } customer { id name } } } }')
    expect(errors).toEqual([])
    expect(data.invoices.nodes).toEqual([{ lines: null, customer: null }])
  })

  test('includes profiles, which unite sources', async () => {
    const { data, errors } = await ask(
      fakeReader(companySource(), rows),
      '{ customers(first: 1) { nodes { name profile { id } } } }',
    )
    expect(data.customers.nodes).toEqual([{ name: 'Customer C1', profile: null }])
    expect(errors).toEqual([
      'UNSUPPORTED customers.nodes.0.profile A profile unites several sources, but only the source "erp" is asked here. Ask the gateway.',
    ])
  })

  test('is refused as a filter', async () => {
    const source = companySource({ Customer: { industry: undefined } })
    const { errors } = await ask(
      fakeReader(source, rows),
      '{ customers(where: { industry: { eq: "Steel" } }) { totalCount } }',
    )
    expect(errors).toEqual([expect.stringMatching(/^UNSUPPORTED customers .*Customer\.industry/)])
  })
})

test('a reference to a record that is gone is null', async () => {
  const { data, errors } = await ask(
    fakeReader(companySource(), rows),
    `{ customer(id: "${idOf('Customer', 'C3')}") { parent { name } } }`,
  )
  expect({ data, errors }).toEqual({ data: { customer: { parent: null } }, errors: [] })
})
