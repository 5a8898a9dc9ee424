import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../gateway/connector/index.ts'
import { codecs } from '../../../subgraphs/dialects/soql/codecs.ts'
import { addressOf, countryCode, domain, phone, textAt } from '../../../subgraphs/dialects/soql/values.ts'

describe('values on the wire', () => {
  test('numbers of 38 digits arrive as they were sent', () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,19}(\.\d{0,17}[1-9])?$/)
    fc.assert(
      fc.property(digits, (number) => {
        const { Amount } = parseJson(`{"Amount":${number}}`) as { Amount: unknown }
        expect(new Big(String(codecs.number(Amount))).eq(number)).toBe(true)
        expect(codecs.number(Amount)).toMatch(/^-?\d+(\.\d+)?$/)
      }),
    )
  })

  test.each([
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [0, '0'],
    ['12.50', '12.50'],
    [null, null],
    [undefined, null],
  ])('the number %s is %s', (native, text) => expect(codecs.number(native)).toBe(text))

  test.each([
    ['2026-08-01T10:00:00.000+0000', '2026-08-01T10:00:00Z'],
    ['2026-08-01T10:00:00.250+0000', '2026-08-01T10:00:00.250Z'],
    ['2026-08-01T10:00:00Z', '2026-08-01T10:00:00Z'],
  ])('the instant %s is %s', (native, text) => expect(codecs.instant(native)).toBe(text))

  test('what is not of the type is refused, not coerced', () => {
    expect(() => codecs.number('1,000')).toThrow()
    expect(() => codecs.number(true)).toThrow()
    expect(() => codecs.boolean('true')).toThrow()
    expect(() => codecs.date('01.02.2026')).toThrow()
    expect(() => codecs.instant('2026-08-01T10:00:00+02:00')).toThrow()
    expect(() => codecs.text({})).toThrow()
    expect(() => codecs.guid('no id')).toThrow()
  })

  test('ids are read in their long form', () => expect(codecs.guid('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC'))
})

describe('what people type', () => {
  test.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Germany', 'DE'],
    ['united kingdom', 'GB'],
    ['UK', 'GB'],
    ['Deutschland', 'DE'],
    ['Narnia', null],
    ['EU', null],
    ['DD', null],
    ['__proto__', null],
  ])('the country %s is %s', (text, code) => expect(countryCode(text, { Deutschland: 'DE' })).toBe(code))

  test.each([
    ['+49 (0)30 1234-567', '+49301234567'],
    ['0043 1 234567', '+431234567'],
    ['(033) 776-0908', '(033) 776-0908'],
    ['ask for Ann', 'ask for Ann'],
  ])('the phone number %s is %s', (text, number) => expect(phone(text)).toBe(number))

  test.each([
    ['https://www.acme.example/shop', 'acme.example'],
    ['ACME.example:8443', 'acme.example'],
    ['none', null],
    ['https://', null],
  ])('the website %s is of %s', (text, host) => expect(domain(text)).toBe(host))

  test('an address without a line is none', () => {
    expect(addressOf({ BillingStreet: null, BillingCity: '' }, 'Billing', {})).toBeNull()
    expect(addressOf({ ShippingStreet: 'Dock 3\r\nGate B', ShippingCountry: 'France' }, 'Shipping', {})).toEqual({
      lines: ['Dock 3', 'Gate B'],
      city: null,
      region: null,
      postalCode: null,
      country: 'FR',
      type: 'SHIPPING',
    })
  })

  test('a parent that is missing has no text', () => expect(textAt({ Owner: null }, 'Owner.Name')).toBeNull())
})
