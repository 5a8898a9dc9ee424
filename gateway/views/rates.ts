import Big from 'big.js'
import type { Money } from './values.ts'

/** How much of one currency a unit of another is, on a day, by whose word. */
export interface Rate {
  readonly from: string
  readonly to: string
  /** Exact decimal. */
  readonly rate: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly origin: string
}

/** The operator's rates. Without an entry for a pair nothing is converted: no rate is derived from others. */
export interface RateTable {
  /** The latest rate of a pair that is not of a later day, unless it is older than the table may be believed. */
  find(from: string, to: string, day: string): Rate | undefined
}

export const noRates: RateTable = Object.freeze({ find: () => undefined })

/** `maxAgeDays`: how long before the day a rate may be of. */
export function createRateTable(rates: readonly Rate[], maxAgeDays: number): RateTable {
  const pairs = Map.groupBy(rates, ({ from, to }) => `${from}${to}`)
  for (const known of pairs.values()) known.sort((a, b) => (a.date < b.date ? 1 : -1))
  return {
    find(from, to, day) {
      const latest = pairs.get(`${from}${to}`)?.find(({ date }) => date <= day)
      return latest && daysBetween(latest.date, day) <= maxAgeDays ? latest : undefined
    },
  }
}

export interface Converted {
  readonly money: Money
  /** Absent where nothing had to be converted. */
  readonly rate?: Rate
}

/** Exact, unrounded: a limit must not be passed by rounding. Undefined without a current rate. */
export function convert(money: Money, to: string, day: string, rates: RateTable): Converted | undefined {
  if (money.currency === to) return { money }
  const rate = rates.find(money.currency, to, day)
  return rate && { money: { amount: new Big(money.amount).times(rate.rate).toFixed(), currency: to }, rate }
}

export const daysBetween = (from: string, to: string): number => (instantOf(to) - instantOf(from)) / 86_400_000
const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
