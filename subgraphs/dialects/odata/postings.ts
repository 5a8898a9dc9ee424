import type { NativeRow } from '../../../gateway/connector/index.ts'
import { absolute, isNegative, isZero, negative, zero } from './amounts.ts'
import { decimalAt } from './row.ts'

/** The columns of one amount, of which one is used. */
export type Sides = readonly [debit: string, credit: string]

type Read = (row: NativeRow, column: string) => string | null

/** On which side a posting shows: what is booked negative shows on the other. Null where no column is used. */
export function postedOn(row: NativeRow, amounts: readonly Sides[], read: Read = decimalAt) {
  const used = amounts.flat().find((column) => !isZero(read(row, column)))
  if (used === undefined) return null
  const isDebit = amounts.some(([debit]) => debit === used)
  const isNegativePosting = isNegative(read(row, used))
  return { side: isDebit === isNegativePosting ? 'CREDIT' : 'DEBIT', isNegativePosting }
}

/** What a side is booked with, as it stands; a side that is not used is nothing, unless neither is told. */
export const bookedAmount = (row: NativeRow, sides: Sides, side: 0 | 1, read: Read = decimalAt) => {
  const amounts = sides.map((column) => read(row, column))
  return amounts.every((amount) => amount === null) ? null : (amounts[side] ?? '0')
}

/** Where a signed amount shows, credits being negative: what is booked against its side shows on the other. */
export function signedOn(amount: string | null, isCredit: boolean) {
  const showsAsCredit = isZero(amount) ? isCredit : isNegative(amount)
  return { side: showsAsCredit ? 'CREDIT' : 'DEBIT', isNegativePosting: showsAsCredit !== isCredit }
}

/** What a signed amount adds to one of the sides, the other being nothing: a debit that is taken back is a negative debit. */
export function signedAmount(amount: string | null, isCredit: boolean, side: 'DEBIT' | 'CREDIT'): string | null {
  if (amount === null) return null
  if (isCredit !== (side === 'CREDIT')) return zero(amount)
  return isCredit ? negative(amount) : amount
}

/** Whichever of the two columns is used, without its sign. */
export function postedAmount(row: NativeRow, [left, right]: Sides, read: Read = decimalAt): string | null {
  const [debit, credit] = [read(row, left), read(row, right)]
  return absolute(isZero(debit) ? (credit ?? debit) : debit)
}
