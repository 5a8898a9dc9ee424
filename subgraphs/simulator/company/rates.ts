import { type Day, dateOf } from './calendar.ts'
import { multiplyDivide, unitsOf } from './decimal.ts'
import { DECIMALS, RATE_SCALE } from './master.ts'
import type { CurrencyCode, Decimal, ExchangeRate } from './types.ts'

/** One unit of a currency in another, as text and in millionths. */
export interface Rate {
  readonly text: Decimal
  readonly millionths: number
}

export type RateTable = (from: CurrencyCode, to: CurrencyCode, day: Day) => Rate

export function createRateTable(rates: readonly ExchangeRate[]): RateTable {
  const known = new Map(rates.map(({ from, to, month, rate }) => [`${from}${to}${month}`, rateFrom(rate)]))
  return (from, to, day) => {
    const rate = known.get(`${from}${to}${dateOf(day).slice(0, 7)}`)
    if (rate === undefined) throw new RangeError(`no rate from ${from} to ${to} on ${dateOf(day)}`)
    return rate
  }
}

export function rateFrom(text: Decimal): Rate {
  return { text, millionths: unitsOf(text, RATE_SCALE) }
}

/** Smallest units of one currency to smallest units of the other, rounded half away from zero. */
export function toBase(units: number, { millionths }: Rate, from: CurrencyCode, to: CurrencyCode): number {
  if (from === to) return units
  const shift = DECIMALS[to] - DECIMALS[from]
  return multiplyDivide(units, millionths * 10 ** Math.max(0, shift), 10 ** (6 + Math.max(0, -shift)))
}
