import Big from 'big.js'

// Exact arithmetic with decimal text, in the scale of its widest part, so that zeros behind the point are kept. What is
// unknown (null) makes the result unknown.

export const absolute = (amount: string | null): string | null => amount?.replace('-', '') ?? null

export const negative = (amount: string): string => new Big(amount).neg().toFixed(scaleOf(amount))

export const zero = (like: string): string => new Big(0).toFixed(scaleOf(like))

/** Nothing, or not told. */
export const isZero = (amount: string | null): boolean => amount === null || new Big(amount).eq(0)

export const isNegative = (amount: string | null): boolean => amount?.startsWith('-') ?? false

export const equal = (a: string | null, b: string | null): boolean => a !== null && b !== null && new Big(a).eq(b)

export function total(amounts: readonly string[]): string {
  const scale = Math.max(0, ...amounts.map(scaleOf))
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(scale)
}

/** The sum of amounts of which none is unknown; null when there are none. */
export function known(amounts: readonly (string | null)[]): string | null {
  const found = amounts.filter((amount) => amount !== null)
  return found.length > 0 && found.length === amounts.length ? total(found) : null
}

/** `a` less `b`. */
export const difference = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : total([a, negative(b)])

/** What part of a whole is, in percent with two decimals; of nothing there is no part. */
export const percentOf = (part: string | null, whole: string | null): string | null =>
  part === null || isZero(whole) ? null : new Big(part).times(100).div(whole!).toFixed(2)

const scaleOf = (amount: string): number => amount.split('.')[1]?.length ?? 0
