import { type Day, dateOf, monthsBetween } from './calendar.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { CURRENCIES, DECIMALS, LEGAL_ENTITIES } from './master.ts'
import type { Random } from './random.ts'
import { isFirst } from './systems.ts'
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

/** A unit of each currency in millionths of a euro: plausible, fixed, no forecast of anything. */
const IN_EURO: Readonly<Record<CurrencyCode, number>> = {
  EUR: 1_000_000,
  USD: 915_000,
  GBP: 1_165_000,
  CHF: 1_045_000,
  JPY: 6_150,
  KWD: 2_985_000,
  PLN: 234_000,
  SEK: 89_000,
}

const RATE_SCALE = 6

/** Monthly rates into each legal entity's currency, moving a few percent around a level. */
export function createRates(random: Random, first: Day, last: Day): ExchangeRate[] {
  const months = monthsBetween(first, last)
  const joined = random.fork('joined')
  return [
    ...months.flatMap((month) => FIRST_PAIRS.map((pair) => ({ ...pair, month, rate: rateOf(pair, random) }))),
    ...months.flatMap((month) => JOINED_PAIRS.map((pair) => ({ ...pair, month, rate: rateOf(pair, joined) }))),
  ]
}

type Pair = Pick<ExchangeRate, 'from' | 'to'>

const pairs = (bases: Iterable<CurrencyCode>, codes: readonly CurrencyCode[]): Pair[] =>
  [...bases].flatMap((to) => codes.map((from) => ({ from, to })))

const CODES = CURRENCIES.map(({ code }) => code)
const FIRST_CODES = CURRENCIES.filter(({ keys }) => keys.netsuite !== undefined).map(({ code }) => code)
const FIRST_BASES = new Set(LEGAL_ENTITIES.filter(isFirst).map(({ currency }) => currency))
const JOINED_BASES = new Set(LEGAL_ENTITIES.filter((entity) => !isFirst(entity)).map(({ currency }) => currency))

const FIRST_PAIRS = pairs(FIRST_BASES, FIRST_CODES)
const JOINED_PAIRS = pairs(JOINED_BASES, CODES).filter(
  ({ from, to }) => !(FIRST_BASES.has(to) && FIRST_CODES.includes(from)),
)

function rateOf({ from, to }: Pair, random: Random): string {
  if (from === to) return decimal(1_000_000, RATE_SCALE)
  const level = multiplyDivide(IN_EURO[from], 1_000_000, IN_EURO[to])
  return decimal(multiplyDivide(level, random.between(970, 1030), 1000), RATE_SCALE)
}
