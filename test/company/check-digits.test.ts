import { describe, expect, it } from 'vitest'
import { gln13, gtin13, vatNumber } from '../../subgraphs/simulator/company/check-digits.ts'
import { salesforceId } from '../../subgraphs/simulator/company/keys.ts'
import { createRandom } from '../../subgraphs/simulator/company/random.ts'

/** Luhn's rule as a check, not as a maker: doubled digits from the right, the sum divisible by ten. */
function passesLuhn(number: string): boolean {
  const digits = [...number].toReversed().map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 2))
  return digits.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0
}

function weightedSum(number: string, weights: readonly number[]): number {
  return [...number].reduce((sum, digit, i) => sum + Number(digit) * weights[i]!, 0)
}

/** Each country's rule over the whole number, check digits included. */
const valid: Record<string, (vat: string) => boolean> = {
  BE: (vat) => (Number(vat.slice(2, 10)) + Number(vat.slice(10))) % 97 === 0,
  CH: (vat) => weightedSum(vat.slice(3), [5, 4, 3, 2, 7, 6, 5, 4, 1]) % 11 === 0,
  DE: (vat) =>
    ([...vat.slice(2, 10)].reduce((product, digit) => (((Number(digit) + product) % 10 || 10) * 2) % 11, 10) +
      Number(vat[10])) %
      10 ===
    1,
  DK: (vat) => weightedSum(vat.slice(2), [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  FR: (vat) => passesLuhn(vat.slice(4)) && Number(`${vat.slice(4)}12`) % 97 === Number(vat.slice(2, 4)),
  GB: (vat) => (weightedSum(vat.slice(2, 9), [8, 7, 6, 5, 4, 3, 2]) + Number(vat.slice(9))) % 97 === 0,
  IT: (vat) => passesLuhn(vat.slice(2)),
  NL: (vat) => weightedSum(vat.slice(2, 11), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && vat.endsWith('B01'),
  PL: (vat) => weightedSum(vat.slice(2), [6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 === 0,
  SE: (vat) => passesLuhn(vat.slice(2, 12)) && vat.endsWith('01'),
}

describe('VAT numbers', () => {
  it.each(Object.entries(valid))('of %s pass the rule of the country', (country, isValid) => {
    const random = createRandom('vat')
    const numbers = Array.from({ length: 200 }, () => vatNumber(country, random)!)
    expect(numbers.filter((vat) => !vat.startsWith(country) || !isValid(vat))).toEqual([])
  })

  it('do not exist for the United States', () => {
    expect(vatNumber('US', createRandom(1))).toBeNull()
  })
})

describe('GS1 numbers', () => {
  it('have a weighted sum that ten divides', () => {
    const sums = [gtin13(1), gtin13(123_456), gln13(7)].map(
      (number) => weightedSum(number, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10,
    )
    expect(sums).toEqual([0, 0, 0])
  })
})

describe('Salesforce ids', () => {
  it('carry the case of each five characters in a suffix', () => {
    // The id in the vendor's own documentation of the conversion has this form: 15 characters, then A-Z and 0-5.
    expect(salesforceId('001', 1)).toMatch(/^001Hs00[0-9A-Za-z]{8}[A-Z0-5]{3}$/)
  })

  it('stay apart when case is ignored', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => salesforceId('001', n + 1).toLowerCase())
    expect(new Set(ids).size).toBe(ids.length)
  })
})
