import { describe, expect, test } from 'vitest'
import { ask, idOf, noon } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'
import { plainSource, wholeMap } from './source.ts'

const source = plainSource(
  {
    Customer: wholeMap(
      'Customer',
      {},
      {
        key: [
          { native: 'company', type: 'text' },
          { native: 'key', type: 'text' },
        ],
        url: ([company, key], { source }) => `https://${source}.example/${company}/${key}`,
        modifiedPrecision: 'DAY',
      },
    ),
  },
  { region: 'eu', title: 'Works' },
)

const columns = {
  key: 'a;b',
  company: '10',
  name: 'One',
  kind: 'PERSON',
  status: 'ACTIVE',
  'meta.sourceModifiedAt': '2026-03-14T00:00:00Z',
  'meta.deleted': false,
}

test('a record says where it is from and how fresh it is', async () => {
  const reader = fakeReader(source, { Customer: [columns] }, { readAt: noon - 90_999 })
  const { data } = await ask(
    reader,
    `{ customers { nodes { id meta {
      source { name kind title region } sourceObject sourceId sourceUrl sourceCreatedAt sourceModifiedAt sourceModifiedPrecision
      fetchedAt servedFrom ageSeconds etag deleted mappingVersion legalEntity { id }
    } } } }`,
  )
  expect(data.customers.nodes).toEqual([
    {
      id: idOf('Customer', '10;a%3Bb'),
      meta: {
        source: { name: 'erp', kind: 'plain', title: 'Works', region: 'eu' },
        sourceObject: 'plain_Customer',
        sourceId: '10/a;b',
        sourceUrl: 'https://erp.example/10/a;b',
        sourceCreatedAt: null,
        sourceModifiedAt: '2026-03-14T00:00:00Z',
        sourceModifiedPrecision: 'DAY',
        fetchedAt: '2026-03-15T11:58:29.001Z',
        servedFrom: 'LIVE',
        ageSeconds: 90,
        etag: null,
        deleted: false,
        mappingVersion: '7',
        legalEntity: null,
      },
    },
  ])
})

describe('freshness', () => {
  test('never is of the future, and a cache is named', async () => {
    const reader = fakeReader(source, { Customer: [columns] }, { readAt: noon + 5_000, servedFrom: 'CACHE' })
    const { data } = await ask(reader, '{ customers { nodes { meta { ageSeconds servedFrom } } } }')
    expect(data.customers.nodes).toEqual([{ meta: { ageSeconds: 0, servedFrom: 'CACHE' } }])
  })

  test('of stock is the instant of the read', async () => {
    const reader = fakeReader(companySource(), rows, { readAt: noon })
    const { data } = await ask(
      reader,
      '{ stockLevels { nodes { asOf onHand { value uom sourceUom } } sourceResults { oldestFetchedAt } } }',
    )
    expect(data.stockLevels).toEqual({
      nodes: [{ asOf: '2026-03-15T12:00:00Z', onHand: { value: '12.5', uom: 'C62', sourceUom: 'PC' } }],
      sourceResults: [{ oldestFetchedAt: '2026-03-15T12:00:00Z' }],
    })
  })

  test('of nothing is not told', async () => {
    const { data } = await ask(
      fakeReader(companySource(), {}),
      '{ items { complete totalCount sourceResults { source status rows oldestFetchedAt } } }',
    )
    expect(data.items).toEqual({
      complete: true,
      totalCount: 0,
      sourceResults: [{ source: 'erp', status: 'OK', rows: 0, oldestFetchedAt: null }],
    })
  })
})

test('the owner of a record and of a credit scope is followed like any reference', async () => {
  const credit = {
    key: 'X1',
    'scope.kind': 'LEGAL_ENTITY',
    'scope.legalEntity': 'L1',
    hold: 'NONE',
    riskBand: 'LOW',
    customer: 'C1',
  }
  const reader = fakeReader(companySource({}, {}, ['CreditStatus', 'LegalEntity', 'Customer']), {
    ...rows,
    CreditStatus: [credit],
  })
  const query = `{ customers(first: 1) { nodes { meta { legalEntity { code } } credit { scope { kind legalEntity { name } } exposure { total { amount } } } } } }`
  const { data, errors } = await ask(reader, query)
  expect(errors).toEqual([])
  expect(data.customers.nodes).toEqual([
    {
      meta: { legalEntity: { code: 'DE01' } },
      credit: [{ scope: { kind: 'LEGAL_ENTITY', legalEntity: { name: 'Works' } }, exposure: { total: null } }],
    },
  ])
})
