import Big from 'big.js'
import type { MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { made } from '../dialects/odata/fields.ts'
import { textAt } from '../dialects/odata/row.ts'

/** Whether amounts carry a sign differs between releases, so the sign is dropped and DebitCreditCode decides. */
export const absolute = (amount: string | null): string | null => amount?.replace('-', '') ?? null

/** An amount in the natural direction of its document. */
export const unsigned = (native: string): MappedField => made([native], (row) => absolute(textAt(row, native)))

/** An amount of an accounting item: debit is positive, credit negative. */
export function signed(row: NativeRow, column: string): string {
  const amount = absolute(textAt(row, column)) ?? '0'
  return textAt(row, 'DebitCreditCode') === 'H' ? `-${amount}` : amount
}

/** Exact; with the widest scale of the parts, so that zeros behind the point are kept. */
export function total(amounts: readonly string[]): string {
  const scale = Math.max(0, ...amounts.map(scaleOf))
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(scale)
}

/** The sum of amounts of which none is unknown. */
export function known(amounts: readonly (string | null)[]): string | null {
  const found = amounts.filter((amount) => amount !== null)
  return found.length > 0 && found.length === amounts.length ? total(found) : null
}

export const zero = (like: string): string => new Big(0).toFixed(scaleOf(like))

export const negative = (amount: string): string => new Big(amount).neg().toFixed(scaleOf(amount))

export const equal = (a: string | null, b: string | null): boolean => a !== null && b !== null && new Big(a).eq(b)

const scaleOf = (amount: string): number => amount.split('.')[1]?.length ?? 0
