import { describe, expect, test } from 'vitest'
import { plainName } from '../../gateway/identity/name.ts'
import { schemeOf } from '../../gateway/identity/scheme.ts'
import { isStopped } from '../../gateway/identity/stop-list.ts'
import { vatNumber } from '../../gateway/identity/vat.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { inSystem } from '../../subgraphs/simulator/company/in-system.ts'

const normal = (scheme: string, value: string, country: string | null = null) =>
  schemeOf(scheme)?.normalise(value, country)

describe('a VAT number', () => {
  test.each([
    ['DE 136 695 976', null, { country: 'DE', value: 'DE136695976' }],
    ['de136695976', null, { country: 'DE', value: 'DE136695976' }],
    ['136695976', 'DE', { country: 'DE', value: 'DE136695976' }],
    ['ATU13585627', null, { country: 'AT', value: 'ATU13585627' }],
    ['EL094259216', null, { country: 'GR', value: 'EL094259216' }],
    ['CHE-100.155.212 MWST', null, { country: 'CH', value: 'CHE100155212' }],
    ['GB 980 7806 84', null, { country: 'GB', value: 'GB980780684' }],
    ['XI980780684', null, { country: 'GB', value: 'GB980780684' }],
    ['FR 40 303 265 045', null, { country: 'FR', value: 'FR40303265045' }],
    ['IT 00743110157', null, { country: 'IT', value: 'IT00743110157' }],
    ['NL004495445B01', null, { country: 'NL', value: 'NL004495445B01' }],
    ['PL 8567346215', null, { country: 'PL', value: 'PL8567346215' }],
    ['SE 123456789701', null, { country: 'SE', value: 'SE123456789701' }],
    ['DK 13585628', null, { country: 'DK', value: 'DK13585628' }],
    ['BE 0428759497', null, { country: 'BE', value: 'BE0428759497' }],
    ['IE6433435F', null, { country: 'IE', value: 'IE6433435F' }],
  ])('%s has one spelling', (text, country, expected) => {
    expect(vatNumber(text, country)).toEqual(expected)
  })

  test.each([
    ['a wrong check digit', 'DE136695977', null],
    ['no country', '136695976', null],
    ['another country’s form', 'ATU1358562', null],
    ['nothing', '', 'DE'],
    ['a word', 'n/a', 'IE'],
  ])('with %s is none', (_what, text, country) => {
    expect(vatNumber(text, country)).toBeUndefined()
  })

  test('of the demo company has one spelling in every system', () => {
    const { customers } = generateCompany({ scale: 0.05 })
    const real = customers.filter(({ vat }) => vat !== null && !/^(DE9{9}|0{9})$/.test(vat))
    const spellings = real.map((customer) => [
      vatNumber(inSystem(customer, 'salesforce').vat!, customer.country)?.value,
      vatNumber(inSystem(customer, 'sap').vat!, customer.country)?.value,
    ])
    expect(real.length).toBeGreaterThan(50)
    expect(spellings.filter(([a, b]) => a === undefined || a !== b)).toEqual([])
  })
})

test.each([
  ['GTIN', '4006381333931', { country: '', value: '04006381333931' }],
  ['GTIN', '0 4006381 333931', { country: '', value: '04006381333931' }],
  ['GTIN', '96385074', { country: '', value: '00000096385074' }],
  ['GTIN', '4006381333932', undefined],
  ['LEI', '5493 001K JTII GC8Y 1R12', { country: '', value: '5493001KJTIIGC8Y1R12' }],
  ['DUNS', '15-048-3782', { country: '', value: '150483782' }],
  ['DUNS', '15-048-378', undefined],
  ['IBAN', 'DE89 3704 0044 0532 0130 00', { country: 'DE', value: 'DE89370400440532013000' }],
  ['IBAN', 'DE89 3704 0044 0532 0130 01', undefined],
  ['GLN', '4012345000009', { country: '', value: '4012345000009' }],
  ['REGISTER', 'HRB 12345', undefined],
  ['EMAIL', ' Office@Example.COM ', { country: '', value: 'office@example.com' }],
  ['TEL', '+49 (0)30 123-456', { country: '', value: '+4930123456' }],
  ['TEL', '030 123456', undefined],
  ['DOMAIN', 'www.Example.com', { country: '', value: 'example.com' }],
  ['DOMAIN', 'gmail.com', undefined],
])('%s %s is told from what is none', (scheme, value, expected) => {
  expect(normal(scheme, value)).toEqual(expected)
})

test('a register’s number needs its country', () => {
  expect(normal('REGISTER', 'HRB 12345', 'DE')).toEqual({ country: 'DE', value: 'HRB12345' })
})

test('a scheme that nobody has described is none', () => {
  expect(schemeOf('toString')).toBeUndefined()
  expect(schemeOf('SHOE_SIZE')).toBeUndefined()
})

describe('the stop list', () => {
  test.each(['DE999999999', '000000000', '', 'TEST', '123456789', 'ATU00000000'])('has %s', (value) => {
    expect(isStopped(value, new Set())).toBe(true)
  })

  test('has what the operator adds, and no real number', () => {
    expect(isStopped('DE136695976', new Set())).toBe(false)
    expect(isStopped('DE136695976', new Set(['DE136695976']))).toBe(true)
  })
})

describe('a name', () => {
  test.each([
    ['Müller & Söhne GmbH & Co. KG', 'MUELLER UND SOEHNE'],
    ['Rossi S.p.A.', 'rossi'],
    ['Kowalski Sp. z o.o.', 'Kowalski'],
    ['株式会社山田', '山田'],
    ['Jensen A/S', 'jensen'],
    ["L'Oréal SA", 'LOREAL'],
    ['e.K.', 'e.K.'],
  ])('%s agrees with %s', (a, b) => {
    expect(plainName(a)).toBe(plainName(b))
    expect(plainName(a)).not.toBe('')
  })

  test('that only begins alike does not agree', () => {
    expect(plainName('Berg Holding AG')).not.toBe(plainName('Berg AG'))
  })

  test('of the demo company agrees in all systems', () => {
    const { customers } = generateCompany({ scale: 0.2 })
    const unlike = customers.flatMap((customer) =>
      (['sap', 'netsuite', 'odoo'] as const)
        .map((system) => inSystem(customer, system).name)
        .filter((name) => plainName(name) !== plainName(customer.name))
        .map((name) => `${customer.name} | ${name}`),
    )
    expect(unlike).toEqual([])
  })
})
