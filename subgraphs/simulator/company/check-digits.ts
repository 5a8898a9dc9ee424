import type { Random } from './random.ts'

/** A VAT or tax number with country prefix and valid check digits; null for countries whose numbers have no public rule. */
export function vatNumber(country: string, random: Random): string | null {
  const make = VAT[country]
  return make === undefined ? null : make(random)
}

/** GTIN-13 under the prefix 200-299, which GS1 leaves to companies for internal use. */
export function gtin13(serial: number): string {
  const body = `2${`${serial}`.padStart(11, '0')}`
  return body + gs1CheckDigit(body)
}

/** A location number built like a GTIN-13. */
export function gln13(serial: number): string {
  const body = `29${`${serial}`.padStart(10, '0')}`
  return body + gs1CheckDigit(body)
}

function gs1CheckDigit(body: string): number {
  const sum = weighted(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])
  return (10 - (sum % 10)) % 10
}

const VAT: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => suffixed('DE', digits(random, 8), iso7064Mod11x10),
  AT: (random) => suffixed('ATU', digits(random, 7), (d) => (10 - ((luhnSum(d, 1) + 4) % 10)) % 10),
  BE: (random) => suffixed('BE', `0${digits(random, 7)}`, (d) => twoDigits(97 - (Number(d) % 97))),
  CH: (random) => weightedMod11('CHE', 8, [5, 4, 3, 2, 7, 6, 5, 4], (sum) => (11 - (sum % 11)) % 11, random),
  DK: (random) => weightedMod11('DK', 7, [2, 7, 6, 5, 4, 3, 2], (sum) => (11 - (sum % 11)) % 11, random),
  FR: (random) => frenchVat(digits(random, 8)),
  GB: (random) => suffixed('GB', digits(random, 7), (d) => twoDigits(97 - (weighted(d, [8, 7, 6, 5, 4, 3, 2]) % 97))),
  GR: (random) => suffixed('EL', digits(random, 8), (d) => (weighted(d, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10),
  IT: (random) => suffixed('IT', `${digits(random, 7)}015`, luhnDigit),
  JP: (random) => japaneseNumber(digits(random, 12)),
  NL: (random) => `${weightedMod11('NL', 8, [9, 8, 7, 6, 5, 4, 3, 2], (sum) => sum % 11, random)}B01`,
  PL: (random) => weightedMod11('PL', 9, [6, 5, 7, 2, 3, 4, 5, 6, 7], (sum) => sum % 11, random),
  SE: (random) => `${suffixed('SE', `5${digits(random, 8)}`, luhnDigit)}01`,
}

function suffixed(prefix: string, body: string, check: (body: string) => number | string): string {
  return `${prefix}${body}${check(body)}`
}

/** A remainder of ten has no digit; such bodies are never issued, so another is drawn. */
function weightedMod11(prefix: string, length: number, weights: number[], check: (sum: number) => number, r: Random) {
  for (;;) {
    const body = digits(r, length)
    const digit = check(weighted(body, weights))
    if (digit < 10) return `${prefix}${body}${digit}`
  }
}

function frenchVat(body: string): string {
  const siren = `${body}${luhnDigit(body)}`
  return `FR${twoDigits((12 + 3 * (Number(siren) % 97)) % 97)}${siren}`
}

function japaneseNumber(body: string): string {
  const sum = weighted(body, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
  return `T${9 - (sum % 9)}${body}`
}

function iso7064Mod11x10(body: string): number {
  let product = 10
  for (const digit of body) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10
}

function luhnDigit(body: string): number {
  return (10 - (luhnSum(body, (body.length + 1) % 2) % 10)) % 10
}

/** Doubles the digits at positions of the given parity and adds the digits of the results. */
function luhnSum(body: string, doubledParity: number): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[i]) * (i % 2 === doubledParity ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum
}

function weighted(body: string, weights: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) sum += Number(body[i]) * weights[i]!
  return sum
}

function digits(random: Random, count: number): string {
  let text = `${random.between(1, 9)}`
  while (text.length < count) text += random.between(0, 9)
  return text
}

function twoDigits(value: number): string {
  return `${value}`.padStart(2, '0')
}
