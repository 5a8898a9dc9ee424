import { describe, expect, test } from 'vitest'
import type { FieldMap, NativeRow } from '../../gateway/connector/index.ts'
import { ask } from './ask.ts'
import { companySource, invoice, row, served } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const absent: FieldMap = { absent: 'NOT_PROVIDED_BY_SOURCE' }
const broken: FieldMap = {
  decode: () => {
    throw new Error('vendor text that must not be shown')
  },
}
const currencies: FieldMap = {
  native: 'currency',
  values: {},
  decode: ({ currency }) => (currency === '€' ? 'EUR' : null),
}

/** The notes on the only customer of a source with these maps, for what is selected. */
async function notes(
  selection: string,
  changes: Readonly<Record<string, FieldMap | undefined>>,
  columns: NativeRow = {},
  entities = served,
) {
  const source = companySource({ Customer: changes }, {}, entities)
  const customer = row('C1', { name: 'One', kind: 'PERSON', status: 'ACTIVE', ...columns })
  const reader = fakeReader(source, { Customer: [customer] })
  const { data, errors } = await ask(
    reader,
    `{ customers { nodes { ${selection} meta { nullReasons { path reason } } } } }`,
  )
  const [record] = data.customers.nodes
  return {
    ...record,
    meta: undefined,
    errors,
    notes: Object.fromEntries(
      record.meta.nullReasons.map(({ path, reason }: Record<string, string>) => [path, reason]),
    ),
  }
}

describe('a null is explained:', () => {
  test.each([
    ['not mapped', { owner: undefined }, 'NOT_MAPPED'],
    ['mapped as absent', { owner: { absent: 'NOT_MAPPED' } satisfies FieldMap }, 'NOT_MAPPED'],
    ['not kept by the product', { owner: absent }, 'NOT_PROVIDED_BY_SOURCE'],
    ['empty', {}, 'NOT_SET'],
    ['constantly empty', { owner: { constant: null } satisfies FieldMap }, 'NOT_SET'],
  ])('%s', async (_how, changes, reason) => {
    expect(await notes('owner', changes)).toMatchObject({ owner: null, notes: { owner: reason }, errors: [] })
  })

  test('unreadable, beside an error that tells no vendor text', async () => {
    const { owner, notes: reasons, errors } = await notes('owner name', { owner: broken })
    expect({ owner, reasons }).toEqual({ owner: null, reasons: { owner: 'FAILED' } })
    expect(errors).toEqual([
      'SOURCE_BAD_RESPONSE customers.nodes.0.owner The source "erp" gave an answer we cannot trust.',
    ])
  })

  test('a code of the source that has no counterpart', async () => {
    expect(await notes('currency', { currency: currencies }, { currency: 'XBT' })).toMatchObject({
      currency: null,
      notes: { currency: 'UNMAPPED_VALUE' },
    })
    expect(await notes('currency', { currency: currencies }, { currency: '' })).toMatchObject({
      notes: { currency: 'NOT_SET' },
    })
    expect(await notes('currency', { currency: currencies }, { currency: '€' })).toMatchObject({
      currency: 'EUR',
      notes: {},
    })
  })

  test('a reference to what the source does not serve', async () => {
    const result = await notes(
      'billTo { id } meta { legalEntity { id } }',
      {},
      { billTo: 'C1', 'meta.legalEntity': 'L1' },
      ['Customer'],
    )
    expect(result).toMatchObject({ billTo: expect.anything(), notes: { 'meta.legalEntity': 'NOT_MAPPED' } })
  })

  test('a list of child records that the source does not serve', async () => {
    expect(await notes('credit { id }', {})).toMatchObject({
      credit: null,
      notes: { credit: 'NOT_MAPPED' },
      errors: [],
    })
  })
})

describe('what has a value in spite of being unknown is explained too:', () => {
  test('an empty list that is not mapped', async () => {
    expect(await notes('blocks { area } emails', { blocks: undefined, emails: absent })).toMatchObject({
      blocks: [],
      emails: [],
      notes: { blocks: 'NOT_MAPPED', emails: 'NOT_PROVIDED_BY_SOURCE' },
    })
  })

  test('a required code that is not mapped', async () => {
    expect(await notes('status', { status: absent })).toMatchObject({
      status: 'UNKNOWN',
      notes: { status: 'NOT_PROVIDED_BY_SOURCE' },
    })
  })

  test('but not an empty list or an unknown code that the source tells', async () => {
    expect(await notes('emails status', {}, { status: '?' })).toMatchObject({
      emails: [],
      status: 'UNKNOWN',
      notes: {},
    })
  })
})

describe('a structure that is null is one note', () => {
  const revenue = 'annualRevenue { amount currency }'
  const columns = { revenue: '10', currency: 'XBT' }
  const mapped = { 'annualRevenue.amount': { native: 'revenue' }, 'annualRevenue.currency': currencies } as const

  test.each([
    ['a needed part is not mapped', { ...mapped, 'annualRevenue.currency': undefined }, columns, 'NOT_MAPPED'],
    ['a needed part is not kept', { ...mapped, 'annualRevenue.amount': absent }, columns, 'NOT_PROVIDED_BY_SOURCE'],
    ['a needed part is empty', mapped, { ...columns, revenue: null }, 'NOT_SET'],
    ['a needed code has no counterpart', mapped, columns, 'UNMAPPED_VALUE'],
  ])('%s', async (_why, changes, sent, reason) => {
    expect(await notes(revenue, changes, sent)).toMatchObject({ annualRevenue: null, notes: { annualRevenue: reason } })
  })

  test('also when only what is not mapped is selected of it', async () => {
    expect(
      await notes('paymentTerm { code }', { 'paymentTerm.code': undefined }, { 'paymentTerm.netDays': 3 }),
    ).toMatchObject({
      paymentTerm: null,
      notes: { paymentTerm: 'NOT_MAPPED' },
    })
    expect(await notes('paymentTerm { code netDays }', { 'paymentTerm.code': undefined })).toMatchObject({
      notes: { paymentTerm: 'NOT_SET' },
    })
  })

  test('and a null in one that is not is a note of its own', async () => {
    const sent = { 'paymentTerm.netDays': 3 }
    expect(await notes('paymentTerm { code netDays }', {}, sent)).toMatchObject({
      paymentTerm: { code: null, netDays: 3 },
      notes: { 'paymentTerm.code': 'NOT_SET' },
    })
  })
})

test('nothing that was not selected is explained', async () => {
  expect(await notes('name', { owner: undefined, blocks: undefined })).toMatchObject({ notes: {} })
})

test('a required structure stays, with its parts explained', async () => {
  const source = companySource({
    Invoice: {
      'totals.taxInclusive.amount': undefined,
      'totals.tax.amount': broken,
      'totals.tax.currency': { constant: 'EUR' },
    },
  })
  const query =
    '{ invoices { nodes { totals { taxInclusive { amount } tax { amount } } meta { nullReasons { path reason } } } } }'
  const { data, errors } = await ask(fakeReader(source, { Invoice: [invoice('I1', '1.00')] }), query)
  expect(data.invoices.nodes).toEqual([
    {
      totals: { taxInclusive: null, tax: null },
      meta: {
        nullReasons: [
          { path: 'totals.taxInclusive', reason: 'NOT_MAPPED' },
          { path: 'totals.tax.amount', reason: 'FAILED' },
        ],
      },
    },
  ])
  expect(errors).toEqual([expect.stringMatching(/^SOURCE_BAD_RESPONSE invoices\.nodes\.0\.totals\.tax\.amount /)])
})
