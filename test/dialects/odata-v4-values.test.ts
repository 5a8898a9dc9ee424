import { describe, expect, test } from 'vitest'
import { codecsV4 } from '../../subgraphs/dialects/odata/codecs-v4.ts'
import { manyAt } from '../../subgraphs/dialects/odata/row.ts'

const plain = codecsV4()
const blanks = codecsV4({ text: true, days: ['0001-01-01', '1900-01-01'], guid: true })
const zero = '00000000-0000-0000-0000-000000000000'

describe('a value of version 4', () => {
  test.each([
    ['number', 17.5, '17.5'],
    ['number', '12345678901234567890.12', '12345678901234567890.12'],
    ['number', 0, '0'],
    ['boolean', false, false],
    ['date', '2026-01-31', '2026-01-31'],
    ['date', '2026-01-31T12:00:00Z', '2026-01-31'],
    ['instant', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
    ['instant', '2026-01-31T10:00:00.25+01:00', '2026-01-31T09:00:00.250Z'],
    ['guid', '8A1B2C3D-0000-1111-2222-333344445555', '8a1b2c3d-0000-1111-2222-333344445555'],
    ['text', '', ''],
    ['text', null, null],
  ] as const)('%s %j is read', (type, native, value) => {
    expect(plain[type](native)).toBe(value)
  })

  test('is none where the vendor writes none', () => {
    expect(blanks.text('')).toBeNull()
    expect(blanks.date('0001-01-01')).toBeNull()
    expect(blanks.instant('1900-01-01T12:00:00Z')).toBeNull()
    expect(blanks.guid(zero)).toBeNull()
    expect([plain.date('0001-01-01'), plain.guid(zero)]).toEqual(['0001-01-01', zero])
  })

  test.each([
    ['number', '1,000'],
    ['number', 'NaN'],
    ['number', true],
    ['boolean', 'true'],
    ['date', '31.01.2026'],
    ['date', 20260131],
    ['instant', '2026-01-31'],
    ['instant', '2026-13-31T10:00:00Z'],
    ['guid', 'x'],
    ['text', 1],
  ] as const)('%s %j is refused, not bent', (type, native) => {
    expect(() => plain[type](native)).toThrow(TypeError)
  })
})

test('expanded rows are plain lists', () => {
  expect(manyAt({ lines: [{ item: { n: 1 } }, { item: null }] }, 'lines/item')).toEqual([{ n: 1 }])
  expect(manyAt({ lines: null }, 'lines')).toEqual([])
})
