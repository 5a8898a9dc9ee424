import { decimal, unitsOf } from './decimal.ts'
import { DECIMALS, LEGAL_ENTITIES } from './master.ts'
import { rateFrom, toBase } from './rates.ts'
import type { Decimal, Invoice } from './types.ts'

/**
 * The net amount of each line in the currency of the books: lines of one account add up to what the ledger has there.
 *
 * The ledger rounds once for each account, in the order of their first lines, and the last account takes what rounding leaves;
 * so does here the last line of each account.
 */
export function bookedLines({ lines, currency, legalEntityId, rate, baseNet }: Invoice): Decimal[] {
  const base = LEGAL_ENTITIES[legalEntityId]!.currency
  const [scale, baseScale] = [DECIMALS[currency], DECIMALS[base]]
  const booked = (units: number): number => toBase(units, rateFrom(rate), currency, base)
  const netOf = (place: number): number => unitsOf(lines[place]!.net, scale)
  const byAccount = [...Map.groupBy(lines.keys(), (place) => lines[place]!.accountId).values()]
  const shares: number[] = []
  let rest = unitsOf(baseNet, baseScale)
  byAccount.forEach((places, nth) => {
    const whole = nth === byAccount.length - 1 ? rest : booked(places.reduce((sum, place) => sum + netOf(place), 0))
    rest -= whole
    let left = whole
    places.forEach((place, i) => {
      const share = i === places.length - 1 ? left : booked(netOf(place))
      left -= share
      shares[place] = share
    })
  })
  return shares.map((units) => decimal(units, baseScale))
}
