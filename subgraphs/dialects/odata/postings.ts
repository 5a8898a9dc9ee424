import type { NativeRow } from '../../../gateway/connector/index.ts'
import { absolute, isNegative, isZero } from './amounts.ts'
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

/** Whichever of the two columns is used, without its sign. */
export function postedAmount(row: NativeRow, [left, right]: Sides, read: Read = decimalAt): string | null {
  const [debit, credit] = [read(row, left), read(row, right)]
  return absolute(isZero(debit) ? (credit ?? debit) : debit)
}
