import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absolute, known, negative, total, zero } from '../../../subgraphs/dialects/odata/amounts.ts'
import { codecsV2 } from '../../../subgraphs/dialects/odata/codecs.ts'
import { dialled } from '../../../subgraphs/dialects/odata/parties.ts'

const decimal = fc.stringMatching(/^-?[0-9]{1,24}(\.[0-9]{1,14})?$/)

describe('native values', () => {
  test('a decimal passes with every digit, and nothing else passes for one', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(codecsV2.number(text)).toBe(text)
      }),
    )
    expect([codecsV2.number(7), codecsV2.number(''), codecsV2.number(null)]).toEqual(['7', null, null])
    for (const bad of ['1,000', '1e5', ' 1', 'NaN', true, {}]) expect(() => codecsV2.number(bad)).toThrow(TypeError)
  })

  test('a day is the day in UTC, from the year 1 to 9999', () => {
    expect(codecsV2.date('/Date(1769817600000)/')).toBe('2026-01-31')
    expect(codecsV2.date('/Date(253402214400000)/')).toBe('9999-12-31')
    expect(codecsV2.date('/Date(-62135596800000)/')).toBe('0001-01-01')
    expect(codecsV2.date(null)).toBeNull()
  })

  test('an instant is what its millis say; the offset only tells how SAP would write it', () => {
    expect(codecsV2.instant('/Date(1769853600000)/')).toBe('2026-01-31T10:00:00Z')
    expect(codecsV2.instant('/Date(1769853600000+0000)/')).toBe('2026-01-31T10:00:00Z')
    expect(codecsV2.instant('/Date(1769853600000+0060)/')).toBe('2026-01-31T10:00:00Z')
    expect(codecsV2.instant('/Date(1769853600250-0300)/')).toBe('2026-01-31T10:00:00.250Z')
    for (const bad of ['2026-01-31', '/Date(x)/', 5]) expect(() => codecsV2.instant(bad)).toThrow(TypeError)
  })

  test('blank text is no text; other types are refused', () => {
    expect([codecsV2.text(''), codecsV2.text(undefined), codecsV2.text(' ')]).toEqual([null, null, ' '])
    expect([codecsV2.boolean(false), codecsV2.boolean(null)]).toEqual([false, null])
    expect(codecsV2.guid('0A1B2C3D-0000-0000-0000-00000000000F')).toBe('0a1b2c3d-0000-0000-0000-00000000000f')
    expect(() => codecsV2.text({ __deferred: {} })).toThrow(TypeError)
    expect(() => codecsV2.boolean('X')).toThrow(TypeError)
  })
})

describe('amounts', () => {
  test('sums are exact and keep the widest scale', () => {
    expect(total(['0.10', '0.2', '-0.300'])).toBe('0.000')
    expect(total(['9007199254740993.01', '0.01'])).toBe('9007199254740993.02')
    expect(total([])).toBe('0')
    expect([known([]), known(['1', null]), known(['1', '2.50'])]).toEqual([null, null, '3.50'])
    expect([absolute('-12.50'), absolute(null), negative('12.50'), zero('12.50')]).toEqual([
      '12.50',
      null,
      '-12.50',
      '0.00',
    ])
  })

  test('a sum does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 8 }), (amounts) => {
        expect(total(amounts.toReversed())).toBe(total(amounts))
      }),
    )
  })
})

test('a telephone number with a plus sign is E.164, another stays as it was typed', () => {
  expect(dialled('+49 (30) 1234-56')).toBe('+4930123456')
  expect(dialled('030/123456 ext. 7')).toBe('030/123456 ext. 7')
})
