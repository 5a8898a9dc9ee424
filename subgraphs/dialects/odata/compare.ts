import Big from 'big.js'
import type { Column } from '../../../gateway/connector/index.ts'

/** Numbers by value, all else by its letters. */
export function compareValues({ type }: Pick<Column, 'type'>, a: string, b: string): number {
  if (type === 'number') return new Big(a).cmp(b)
  return a === b ? 0 : a < b ? -1 : 1
}
