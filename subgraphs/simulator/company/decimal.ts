import type { Decimal } from './types.ts'

/**
 * Amounts are computed as whole numbers of their smallest unit and printed here.
 *
 * `decimal(-1205, 2)` is `-12.05`; a scale of 0 prints no point.
 */
export function decimal(units: number | bigint, scale: number): Decimal {
  const isSmall = typeof units === 'number' && units >= 0 && units < SHARED_BELOW
  if (!isSmall) return print(units, scale)
  SHARED[scale] ??= []
  SHARED[scale][units] ??= print(units, scale)
  return SHARED[scale][units]
}

/** Small numbers are most numbers: one string for each keeps a million invoices within a laptop's memory. */
const SHARED_BELOW = 65_536
const SHARED: string[][] = []

function print(units: number | bigint, scale: number): Decimal {
  const text = `${units < 0 ? -units : units}`
  const sign = units < 0 ? '-' : ''
  if (scale === 0) return sign + text
  const padded = text.length > scale ? text : text.padStart(scale + 1, '0')
  const point = padded.length - scale
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`
}

/** The reverse: whole smallest units. Fails on text with more digits after the point than `scale`. */
export function unitsOf(text: Decimal, scale: number): number {
  const point = text.indexOf('.')
  const digits = point < 0 ? 0 : text.length - point - 1
  const units = Number(text.replace('.', '')) * 10 ** (scale - digits)
  if (digits > scale || !Number.isSafeInteger(units)) throw new RangeError(`"${text}" does not fit scale ${scale}`)
  return units
}

/** `a * b / divisor`, exact, rounded half away from zero; wide products go through BigInt. */
export function multiplyDivide(a: number, b: number, divisor: number): number {
  const product = a * b
  return Number.isSafeInteger(product)
    ? divideSafe(product, divisor)
    : divideWide(BigInt(a) * BigInt(b), BigInt(divisor))
}

function divideSafe(product: number, divisor: number): number {
  const size = Math.abs(product)
  const rest = size % divisor
  const quotient = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0)
  return product < 0 ? -quotient : quotient
}

function divideWide(product: bigint, divisor: bigint): number {
  const size = product < 0n ? -product : product
  const quotient = Number((size * 2n + divisor) / (divisor * 2n))
  return product < 0n ? -quotient : quotient
}

/** Digits after the point. */
export const scaleOf = (amount: Decimal): number => amount.split('.')[1]?.length ?? 0

/** Exact sum, with the widest scale of the amounts, however large they are. */
export function add(...amounts: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...amounts.map(scaleOf))
  return decimal(
    amounts.reduce((sum, amount) => sum + wideUnitsOf(amount, scale), 0n),
    scale,
  )
}

const wideUnitsOf = (amount: Decimal, scale: number): bigint =>
  BigInt(amount.replace('.', '') + '0'.repeat(scale - scaleOf(amount)))

export const isZero = (amount: Decimal): boolean => /^-?0*\.?0*$/.test(amount)

/** A zero stays as it is written. */
export const negated = (amount: Decimal): Decimal =>
  isZero(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`
