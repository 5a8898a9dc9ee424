import Big from 'big.js'
import type { Company, CurrencyCode, Decimal } from '../../subgraphs/simulator/company/types.ts'

export function sumOf(amounts: Iterable<Decimal>): Big {
  let total = new Big(0)
  for (const amount of amounts) total = total.plus(amount)
  return total
}

export function equals(a: Decimal | Big, b: Decimal | Big): boolean {
  return new Big(a).eq(b)
}

/** Digits after the point. */
export function scaleOf(amount: Decimal): number {
  return amount.split('.')[1]?.length ?? 0
}

export function decimalsOf(company: Company, code: CurrencyCode): number {
  return company.currencies.find((currency) => currency.code === code)!.decimals
}

/** Values that occur more than once. */
export function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>()
  return values.filter((value) => seen.size === seen.add(value).size)
}
