import { describe, expect, test } from 'vitest'
import { column, type EntityMap, type NativeRow } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { customers, failure, fields, read } from './customers.ts'
import { fakeVendor, mapOf } from './fake-vendor.ts'

describe('a value that cannot be read', () => {
  const damaged = (row: NativeRow, map: Partial<EntityMap> = {}) =>
    fakeVendor({
      maps: {
        Customer: mapOf(
          {
            ...fields,
            identifiers: {
              needs: ['ids'],
              decode: ({ ids }: NativeRow) => (ids as string[]).map((value) => ({ value })),
            },
          },
          map,
        ),
      },
      tables: {
        rows: [
          { key: '1', name: 'whole', staff: '7', ids: [], ...row },
          { key: '2', name: 'other', staff: '8', ids: [] },
        ],
      },
      config: { externalKeys: { Customer: { crm: 'crmId' } } },
    })

  test('is an error of its own field, with the code and the source', async () => {
    const { records } = await read(damaged({ staff: 'seven' }), { fields: ['name', 'employeeCount'] })
    expect(records[0]!.values).toEqual({ name: 'whole', employeeCount: failure('SOURCE_BAD_RESPONSE') })
    expect(records[0]!.values.employeeCount).toBeInstanceOf(FreshetError)
    expect(records[1]!.values).toEqual({ name: 'other', employeeCount: 8 })
  })

  test('among identifiers spoils no other field, wherever it comes from', async () => {
    for (const row of [{ ids: 5 }, { crmId: {} }]) {
      const { records } = await read(damaged(row), { fields: ['name', 'identifiers'] })
      expect(records[0]!.values).toMatchObject({
        name: 'whole',
        identifiers: failure('SOURCE_BAD_RESPONSE'),
      })
    }
  })

  test('in the key fails the read, since the record has no name', async () => {
    for (const key of [null, {}]) await expect(read(damaged({ key }))).rejects.toEqual(failure('SOURCE_BAD_RESPONSE'))
  })

  test('in one row of a rollup is an error of the sum, and of nothing else', async () => {
    const vendor = fakeVendor({
      maps: {
        StockLevel: mapOf(
          {
            'onHand.value': { native: 'qty' },
            'onHand.sourceUom': { native: 'unit' },
            'reserved.value': { native: 'held' },
            'reserved.sourceUom': { native: 'unit' },
            category: { native: 'kind' },
          },
          { key: [column('item')], rollup: { sum: ['onHand.value', 'reserved.value'], ordered: true } },
        ),
      },
      tables: {
        rows: [
          { item: 'a', qty: '1', held: 'lots', unit: 'EA', kind: {} },
          { item: 'a', qty: '2', held: '1', unit: 'EA' },
          { item: 'b', qty: null, held: '1', unit: 'EA' },
          { item: 'b', qty: '5', held: '1', unit: 'EA' },
        ],
      },
      caps: { pageRows: 1 },
    })
    const scan = { entity: 'StockLevel', fields: ['onHand.value', 'reserved.value', 'category'] } as const
    for (const wanted of [5, undefined]) {
      const { records } = await read(vendor, { ...scan, wanted })
      expect(records[0]!.values).toMatchObject({
        onHand: { value: '3' },
        category: failure('SOURCE_BAD_RESPONSE'),
        reserved: { value: failure('SOURCE_BAD_RESPONSE') },
      })
      // What one row does not tell, nobody knows of the whole.
      expect(records[1]!.values).toMatchObject({ onHand: null, reserved: { value: '2' } })
    }
  })
})

describe('a failure of the connector', () => {
  const throwing = (error: unknown) =>
    customers({
      page: () => {
        throw error
      },
    })

  test('names its source, and keeps its code and what it says', async () => {
    const own = new FreshetError('SOURCE_AUTH', { message: 'The setting "key" is missing.', detail: 'd' })
    await expect(read(throwing(own))).rejects.toEqual(
      expect.objectContaining({
        code: 'SOURCE_AUTH',
        source: 'erp',
        message: 'The setting "key" is missing.',
        detail: 'd',
      }),
    )
    await expect(read(throwing(new FreshetError('SOURCE_FORBIDDEN')))).rejects.toEqual(
      expect.objectContaining({ code: 'SOURCE_FORBIDDEN', source: 'erp', message: expect.stringContaining('"erp"') }),
    )
  })

  test('to make sense of an answer is the answer’s fault', async () => {
    await expect(read(throwing(new TypeError('rows is not iterable')))).rejects.toEqual(failure('SOURCE_BAD_RESPONSE'))
  })

  test('that is the caller’s own leaving stays what it is', async () => {
    const reason = new DOMException('gone', 'AbortError')
    const vendor = customers()
    await expect(read(vendor, {}, { call: () => Promise.reject(reason) })).rejects.toBe(reason)
  })
})
