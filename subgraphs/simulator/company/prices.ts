import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { CURRENCIES, DECIMALS } from './master.ts'
import type { CurrencyCode, Decimal, Item, ListCurrency } from './types.ts'

/** Thousandths of a euro per thousandth of the currency: a price list of its own, not an exchange rate. */
const PRICE_LEVEL: Readonly<Record<CurrencyCode, readonly [times: number, per: number]>> = {
  EUR: [1, 1],
  USD: [11, 10],
  GBP: [9, 10],
  CHF: [1, 1],
  JPY: [8, 5],
  KWD: [17, 5],
  PLN: [17, 4],
  SEK: [45, 4],
}

const LIST_CURRENCIES = CURRENCIES.map(({ code }) => code).filter(isListed)

function isListed(code: CurrencyCode): code is ListCurrency {
  return code !== 'PLN' && code !== 'SEK'
}

/** Euro cents to the smallest unit of each currency. */
export function pricesOf(euroCents: number): Item['prices'] {
  const prices = LIST_CURRENCIES.map((code) => [code, priceIn(code, euroCents)])
  return Object.fromEntries(prices) as Record<ListCurrency, Decimal>
}

/** The price before any discount; where an item has none in the currency, its euro price at a fixed level. */
export function listPrice({ prices }: Item, currency: CurrencyCode): Decimal {
  return isListed(currency) ? prices[currency] : priceIn(currency, unitsOf(prices.EUR, DECIMALS.EUR))
}

function priceIn(currency: CurrencyCode, euroCents: number): Decimal {
  const [times, per] = PRICE_LEVEL[currency]
  return decimal(Math.max(1, multiplyDivide(euroCents, times, per)), DECIMALS[currency])
}
