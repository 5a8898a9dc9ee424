/** `digits` is decimal text throughout; each function says whether its last character(s) check the others. */

const numeral = (char: string): number => Number.parseInt(char, 36)

/** The sum of digits times weights; weights repeat when there are fewer of them. */
export function weighted(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, at) => sum + Number(digit) * weights[at % weights.length]!, 0)
}

/** Luhn, ISO/IEC 7812-1 annex B. */
export function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** GTIN, GLN and SSCC: weights 3 and 1 from the right. https://www.gs1.org/services/how-calculate-check-digit-manually */
export function isGs1(digits: string): boolean {
  return weighted([...digits].reverse().join(''), [1, 3]) % 10 === 0
}

/** ISO/IEC 7064 MOD 97-10 over digits and letters, as in LEI (ISO 17442) and, turned round, in IBAN (ISO 13616). */
export function isMod97(text: string): boolean {
  const digits = [...text].map(numeral).join('')
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}

/** ISO/IEC 7064 MOD 11,10. */
export function isMod11x10(digits: string): boolean {
  const product = [...digits.slice(0, -1)].reduce((at, digit) => (((at + Number(digit)) % 10 || 10) * 2) % 11, 10)
  return (product + Number(digits.at(-1))) % 10 === 1
}
