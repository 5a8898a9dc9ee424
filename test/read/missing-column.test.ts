import { describe, expect, test } from 'vitest'
import type { MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { compileDecoder } from '../../gateway/read/decode.ts'
import { columnMissing } from '../../gateway/read/native-path.ts'
import { failure, keysOf, read } from './customers.ts'
import { fakeVendor, mapOf } from './fake-vendor.ts'

const fields: Record<string, MappedField> = {
  name: { native: 'name' },
  industry: { native: 'branch' },
  owner: { native: 'person/name', present: true },
  employeeCount: { needs: ['staff', 'guests'], decode: ({ staff }) => staff },
  status: { constant: 'ACTIVE' },
}

function decode(row: NativeRow, omitsNull?: (native: string) => boolean) {
  const { source } = fakeVendor({ maps: { Customer: mapOf(fields) }, tables: { rows: [] } })
  const connector = { ...source.connector, pathSeparator: '/' as const, ...(omitsNull && { omitsNull }) }
  const paths = ['name', 'industry', 'owner', 'employeeCount', 'status']
  return compileDecoder({ ...source, connector }, 'Customer', paths, () => 0)({ key: '1', ...row }).values
}

const whole = { name: 'Ada', branch: null, person: { name: 'Bob' }, staff: 7, guests: null }
const failed = failure('SOURCE_BAD_RESPONSE')

describe('a column that was asked for', () => {
  test('may be empty', () => {
    expect(decode(whole)).toEqual({ name: 'Ada', industry: null, owner: 'Bob', employeeCount: 7, status: 'ACTIVE' })
  })

  test.each<[string, string]>([
    ['branch', 'industry'],
    ['person', 'owner'],
    ['guests', 'employeeCount'],
  ])('and is not in the row, %s, is an error of what is read from it', (column, path) => {
    const { [column as 'name']: _, ...row } = whole
    expect(decode(row)).toEqual({ ...decode(whole), [path]: failed })
  })

  test('is missed inside of what holds it, and not where nothing would', () => {
    expect(decode({ ...whole, person: {} }).owner).toEqual(failed)
    expect(decode({ ...whole, person: null }).owner).toBeNull()
  })

  test('is empty where the vendor leaves empty ones out, unless every record has a value', () => {
    expect(decode({ name: 'Ada' }, () => true)).toMatchObject({ industry: null, owner: failed, name: 'Ada' })
    expect(decode({ ...whole, branch: undefined }, (native) => native === 'name').industry).toEqual(failed)
  })
})

test('lists are not looked into, whatever stands around them', () => {
  const isMissing = columnMissing('lines/price', '/')
  const rows = [{ lines: [] }, { lines: [{}] }, { lines: { results: [{}] } }, { lines: { price: 1 } }]
  expect(rows.map(isMissing)).toEqual([false, false, false, false])
  expect([{}, { lines: {} }, { lines: { results: [], count: 0 } }].map(isMissing)).toEqual([true, true, true])
})

describe('what a missing column decides', () => {
  const rows = [
    { key: '1', name: 'Ada', branch: 'toys' },
    { key: '2', name: 'Bob', branch: 'tools' },
  ]
  const vendorWithout = (column: string) =>
    fakeVendor({
      maps: { Customer: mapOf(fields) },
      tables: { rows },
      page: (_request, honest) => {
        const page = honest()
        return { ...page, rows: page.rows.map(({ [column]: _, ...row }) => row) }
      },
    })
  const isToys = { kind: 'compare', field: 'industry', op: 'eq', value: 'toys' } as const

  test('is not known: no record is left out by it', async () => {
    await expect(read(vendorWithout('branch'), { filter: isToys })).rejects.toEqual(failed)
    const { records } = await read(vendorWithout('other'), { filter: isToys })
    expect(keysOf({ records })).toEqual(['1'])
  })
})
