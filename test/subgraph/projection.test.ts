import { describe, expect, test } from 'vitest'
import { ask, idOf } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

/** The paths asked of the source by the first read of a query. */
async function askedFields(query: string, variables = {}): Promise<readonly string[]> {
  const reader = fakeReader(companySource(), rows)
  const { errors } = await ask(reader, query, { variables })
  expect(errors).toEqual([])
  return reader.asked[0]?.fields ?? []
}

const ofCustomers = (selection: string) => askedFields(`{ customers { nodes { ${selection} } } }`)
const ofInvoices = (selection: string) => askedFields(`{ invoices { nodes { ${selection} } } }`)

describe('a list asks its source for the selected paths only:', () => {
  test.each([
    ['a leaf', 'name', ['name']],
    ['nothing but the key', '__typename id', []],
    ['an alias, once', 'a: name b: name', ['name']],
    [
      'leaves of structures',
      'paymentTerm { netDays } annualRevenue { amount }',
      ['paymentTerm.netDays', 'annualRevenue.amount'],
    ],
    ['a list of structures, as one', 'addresses { city country }', ['addresses']],
    ['a reference, by itself', 'parent { name number }', ['parent']],
    ['no path for a relation', 'contacts { nodes { fullName } }', []],
    [
      'what stands in meta, but not what the gateway adds to it',
      'meta { etag fetchedAt sourceId nullReasons { path } }',
      ['meta.etag'],
    ],
    ['a skipped field', 'name @skip(if: true) number @include(if: false) industry', ['industry']],
    [
      'whether a structure is there',
      'annualRevenue { __typename }',
      ['annualRevenue.amount', 'annualRevenue.currency'],
    ],
  ])('%s', async (_what, selection, paths) => {
    expect(await ofCustomers(selection)).toEqual(paths)
  })

  test('nested structures', async () => {
    expect(await ofInvoices('totals { tax { amount } } open { base { currency } rate }')).toEqual([
      'totals.tax.amount',
      'open.base.currency',
      'open.rate',
    ])
  })

  test('the inputs of what is worked out', async () => {
    const inputs = ['dueDate', 'status', 'open.document.amount']
    expect(await ofInvoices('isOverdue')).toEqual(inputs)
    expect(await ofInvoices('daysPastDue(asOf: "2026-01-01") isOverdue')).toEqual(inputs)
  })

  test('below every spelling of nodes', async () => {
    const query = `{ customers {
      edges { node { name ...more } cursor }
      others: edges { it: node { industry } }
      nodes { ... on Record { ... on Customer { number } } ... on Node { id } }
      pageInfo { hasNextPage }
    } }
    fragment more on Customer { owner }`
    expect([...(await askedFields(query))].sort()).toEqual(['industry', 'name', 'number', 'owner'])
  })

  test('by the variables of the operation', async () => {
    const query = 'query ($deep: Boolean!) { customers { nodes { name owner @include(if: $deep) } } }'
    expect(await askedFields(query, { deep: false })).toEqual(['name'])
    expect(await askedFields(query, { deep: true })).toEqual(['name', 'owner'])
  })

  test('by the variables of the operation, whatever they are called', async () => {
    const query = `query ($coerced: Boolean!, $sources: Boolean!) {
      customers { nodes { name @include(if: $coerced) owner @include(if: $sources) } }
    }`
    expect(await askedFields(query, { coerced: true, sources: false })).toEqual(['name'])
  })
})

test('an interface is read as the type that the id names', async () => {
  const query = `query ($id: ID!) { node(id: $id) { id ... on Invoice { number } ... on Customer { name } ... on Record { meta { etag } } } }`
  expect(await askedFields(query, { id: idOf('Customer', 'C1') })).toEqual(['name', 'meta.etag'])
})

test('a structure without needed leaves is null when all that is selected of it is, however wide the record', async () => {
  const query = '{ customers { nodes { paymentTerm { code } } } }'
  const narrow = await ask(fakeReader(companySource(), rows), query)
  const wide = await ask(fakeReader(companySource(), rows, { whole: true }), query)
  expect(narrow.data.customers.nodes[0]).toEqual({ paymentTerm: null })
  expect(wide).toEqual(narrow)
})
