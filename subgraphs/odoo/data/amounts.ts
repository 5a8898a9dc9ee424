import { addDecimals } from '../../dialects/odoo-domain/simulate-values.ts'
import { decimal, multiplyDivide, unitsOf } from '../../simulator/company/decimal.ts'
import type { Decimal } from '../../simulator/company/types.ts'

const RATE_SCALE = 6

/** In euros, to the cent, rounded half away from zero as the company does. */
export function atRate(amount: Decimal, rate: Decimal): Decimal {
  const scale = amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0
  const cents = multiplyDivide(unitsOf(amount, scale), unitsOf(rate, RATE_SCALE), 10 ** (scale + RATE_SCALE - 2))
  return decimal(cents, 2)
}

export const sum = (amounts: readonly Decimal[]): Decimal => addDecimals(['0.00', ...amounts])

export const negated = (amount: Decimal): Decimal =>
  /^-?0*(\.0*)?$/.test(amount) ? amount.replace('-', '') : amount.startsWith('-') ? amount.slice(1) : `-${amount}`

export const signed = (amount: Decimal, sign: 1 | -1): Decimal => (sign < 0 ? negated(amount) : amount)

export const isZero = (amount: Decimal) => /^-?[0.]*$/.test(amount)

/** A hundredth part of an amount times a percentage, to the cent. */
export function percentOf(amount: Decimal, percent: number): Decimal {
  return decimal(multiplyDivide(unitsOf(amount, 2), percent, 100), 2)
}
