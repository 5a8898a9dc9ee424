import Big from 'big.js'
import { addDecimals } from '../read/rollup.ts'
import { convert, type Rate, type RateTable } from './rates.ts'
import type { Money } from './values.ts'

/** Exact; keeps the widest scale of the parts, so that zeros behind the point are kept. */
export const sum = (parts: readonly string[]): string => addDecimals(parts)

export const minus = (whole: string, part: string): string => addDecimals([whole, negated(part)])

export const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`)

export const isZero = (amount: string): boolean => new Big(amount).eq(0)

export const isPositive = (amount: string): boolean => new Big(amount).gt(0)

/** A sum over currencies; null with the currencies that lack a rate. Nothing is rounded. */
export interface ConvertedSum {
  readonly total: Money | null
  readonly rates: readonly Rate[]
  readonly missing: readonly string[]
}

export function convertedSum(amounts: readonly Money[], to: string, day: string, rates: RateTable): ConvertedSum {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency)
  const converted = [...byCurrency].map(([currency, own]) => ({
    currency,
    result: convert({ amount: sum(own.map(({ amount }) => amount)), currency }, to, day, rates),
  }))
  const missing = converted.flatMap(({ currency, result }) => (result ? [] : [currency]))
  const found = converted.flatMap(({ result }) => (result ? [result] : []))
  return {
    total: missing.length > 0 ? null : { amount: sum(found.map(({ money }) => money.amount)), currency: to },
    rates: found.flatMap(({ rate }) => (rate ? [rate] : [])),
    missing,
  }
}
