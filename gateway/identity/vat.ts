import { isLuhn, isMod11x10, weighted } from './check-digits.ts'

/** A number of a register, in its one spelling. */
export interface Numbered {
  /** ISO 3166-1 alpha-2 of the register; empty where the scheme has no countries. */
  readonly country: string
  readonly value: string
}

interface Rule {
  /** Of the number without its prefix. */
  readonly format: RegExp
  readonly check: (body: string) => boolean
}

const last = (body: string): number => Number(body.at(-1))
const head = (body: string): string => body.slice(0, -1)
const isModulus11 =
  (weights: readonly number[], digitOf: (rest: number) => number) =>
  (body: string): boolean =>
    digitOf(weighted(head(body), weights) % 11) === last(body)

/**
 * How each country builds its number. The published rules of tax authorities as collected in "VAT identification number
 * structure" of the European Commission (ec.europa.eu/taxation_customs/vies, questions 7 and 11, read 2026-11-21).
 */
const rules: Readonly<Record<string, Rule>> = {
  AT: { format: /^U\d{8}$/, check: (body) => austrian(body.slice(1)) },
  BE: { format: /^[01]\d{9}$/, check: (body) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8)) },
  CH: { format: /^\d{9}$/, check: isModulus11([5, 4, 3, 2, 7, 6, 5, 4], (rest) => (11 - rest) % 11) },
  DE: { format: /^[1-9]\d{8}$/, check: isMod11x10 },
  DK: { format: /^[1-9]\d{7}$/, check: (body) => weighted(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  FR: { format: /^[0-9A-HJ-NP-Z]{2}\d{9}$/, check: french },
  GB: { format: /^(\d{9}|\d{12})$/, check: (body) => british(body.slice(0, 9)) },
  GR: { format: /^\d{9}$/, check: isModulus11([256, 128, 64, 32, 16, 8, 4, 2], (rest) => rest % 10) },
  IT: { format: /^\d{11}$/, check: isLuhn },
  JP: { format: /^[1-9]\d{12}$/, check: (body) => 9 - (weighted(body.slice(1), [2, 1]) % 9) === Number(body[0]) },
  NL: { format: /^\d{9}B\d{2}$/, check: dutch },
  PL: { format: /^\d{10}$/, check: isModulus11([6, 5, 7, 2, 3, 4, 5, 6, 7], (rest) => rest) },
  SE: { format: /^\d{12}$/, check: (body) => isLuhn(body.slice(0, 10)) },
}

/** Of countries without a rule here: long enough to tell two apart, with some digits in it. */
const anyNumber: Rule = { format: /^(?=(?:.*\d){5})[0-9A-Z]{6,14}$/, check: () => true }

/** Prefixes that are not the country's own two letters. Japan's qualified invoice numbers begin with T. */
const prefixes: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB', CHE: 'CH', T: 'JP' }
const written: Readonly<Record<string, string>> = { GR: 'EL', CH: 'CHE', JP: 'T' }

/** Countries of which a number is taken to begin with their two letters. */
const prefixed = new Set([
  ...Object.keys(rules),
  ...['BG', 'CY', 'CZ', 'EE', 'ES', 'FI', 'HR', 'HU', 'IE', 'LT', 'LU', 'LV', 'MT', 'NO', 'PT', 'RO', 'SI', 'SK'],
])

/**
 * The one spelling of a VAT or sales-tax number, with its prefix. Undefined when its check digits are wrong, or when
 * neither the number nor the record says which country's it is: then it says nothing about anybody.
 */
export function vatNumber(text: string, country: string | null): Numbered | undefined {
  const bare = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/(?<=^CHE\d{9})(MWST|TVA|IVA|TPV)$/, '')
  const { prefix, of } = prefixOf(bare) ?? { prefix: '', of: country?.toUpperCase() }
  if (!of || !/^[A-Z]{2}$/.test(of)) return undefined
  const body = bare.slice(prefix.length)
  const { format, check } = rules[of] ?? anyNumber
  if (!format.test(body) || !check(body)) return undefined
  // Northern Ireland writes XI before the very number that the rest of the kingdom writes GB before.
  return { country: of, value: `${written[of] ?? of}${body}` }
}

function prefixOf(bare: string): { readonly prefix: string; readonly of: string } | undefined {
  for (const [prefix, of] of Object.entries(prefixes))
    if (bare.startsWith(prefix) && /^\d/.test(bare.slice(prefix.length))) return { prefix, of }
  const two = bare.slice(0, 2)
  return prefixed.has(two) ? { prefix: two, of: two } : undefined
}

function austrian(digits: string): boolean {
  const sum = [...digits.slice(0, 7)].reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - ((sum + 4) % 10)) % 10 === last(digits)
}

/** Keys with letters are checked by another rule that is not published: their company number is checked alone. */
function french(body: string): boolean {
  const siren = body.slice(2)
  const key = /^\d{2}/.test(body) ? (12 + 3 * (Number(siren) % 97)) % 97 === Number(body.slice(0, 2)) : true
  return key && isLuhn(siren)
}

/** Numbers given out since 2010 are shifted by 55. */
function british(body: string): boolean {
  const sum = weighted(body.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + Number(body.slice(7))
  return sum % 97 === 0 || (sum + 55) % 97 === 0
}

/** Companies are checked by eleven, sole traders since 2020 by ninety-seven over the whole text. */
function dutch(body: string): boolean {
  const byEleven = isModulus11([9, 8, 7, 6, 5, 4, 3, 2], (rest) => rest)(body.slice(0, 9))
  const digits = [...`NL${body}`].map((char) => Number.parseInt(char, 36)).join('')
  return byEleven || [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}
