import type { MappedField, NativeRow } from '../../../gateway/connector/index.ts'
import { difference, percentOf } from './amounts.ts'
import { made, money } from './fields.ts'

/** A sum that several columns make. */
export interface Sum {
  readonly needs: readonly string[]
  readonly of: (row: NativeRow) => string | null
}

/** What a limit and its use come to, where no column of the source tells it; all in one currency. */
export function creditSums(limit: Sum, used: Sum, currency: string | MappedField) {
  const needs = [...new Set([...limit.needs, ...used.needs])]
  const available = made(needs, (row) => difference(limit.of(row), used.of(row)))
  return {
    ...money('exposure.total', made(used.needs, used.of), currency),
    ...money('available', available, currency),
    utilization: made(needs, (row) => percentOf(used.of(row), limit.of(row))),
  }
}
