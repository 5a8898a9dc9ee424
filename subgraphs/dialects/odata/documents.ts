import Big from 'big.js'
import {
  type EntityName,
  encodeGlobalId,
  type MappedField,
  type NativeRow,
  type SourceKey,
  type SourceName,
} from '../../../gateway/connector/index.ts'
import { made } from './fields.ts'

/** What is told of another document: its key where that can be known, and its number. */
export interface Pointed {
  readonly key: string | null
  readonly number: string | null
}

export const idOf = (type: EntityName, source: string, key: string | null): string | null =>
  key === null ? null : encodeGlobalId({ type, source: source as SourceName, key: key as SourceKey })

/** The documents that a row points to: one, or none where neither key nor number is told. */
export const pointer = (type: EntityName, needs: readonly string[], of: (row: NativeRow) => Pointed): MappedField =>
  made(needs, (row, { source }) => {
    const { key, number } = of(row)
    return key === null && number === null ? [] : [{ id: idOf(type, source, key), type, number }]
  })

interface Tax {
  readonly net: string | null
  readonly tax: string | null
  readonly currency: string | null
  readonly code?: string | null
  readonly rate?: string | null
}

/** The tax of a line, as a list; none where it is not told. */
export function taxLines({ net, tax, currency, code = null, rate = null }: Tax) {
  if (net === null || tax === null || currency === null) return []
  return [{ code, rate, taxable: { amount: net, currency }, tax: { amount: tax, currency } }]
}

/** How far the lines of an order have come, by what is left of each; lines without a quantity, as of text, are not counted. */
export function progressOf(lines: readonly { readonly all: string | null; readonly left: string | null }[]): string {
  const counted = lines.map(({ all, left }) => ({ all: new Big(all ?? 0), left: new Big(left ?? 0) }))
  const real = counted.filter(({ all }) => !all.eq(0))
  if (real.length === 0) return 'NOT_APPLICABLE'
  if (real.every(({ left }) => left.lte(0))) return 'COMPLETE'
  return real.every(({ all, left }) => left.gte(all)) ? 'NONE' : 'PARTIAL'
}
