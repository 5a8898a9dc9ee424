import type { NativeAggregate, NativeMeasure, NativeRow, SumsPage } from '../../gateway/connector/index.ts'
import { matches } from './native-evaluate.ts'

/** What a vendor tells that groups and adds up by itself. Shares no code with the gateway, which it judges. */
export function sumsOf(rows: readonly NativeRow[], { groupBy, measures, filter }: NativeAggregate): SumsPage['groups'] {
  const found = rows.filter((row) => matches(filter, row))
  const keyOf = (row: NativeRow) =>
    groupBy.map(({ column, part }) => {
      const value = row[column.native] ?? null
      return part && value !== null ? String(value).slice(0, 7) : value
    })
  const groups = Map.groupBy(found, (row) => JSON.stringify(keyOf(row)))
  return [...groups].map(([name, own]) => ({
    group: JSON.parse(name),
    measures: measures.map((measure) => told(own, measure)),
  }))
}

function told(rows: readonly NativeRow[], { kind, column }: NativeMeasure): unknown {
  if (!column) return rows.length
  const values = rows.flatMap((row) => row[column.native] ?? []).map(String)
  if (kind === 'count') return values.length
  if (values.length === 0) return null
  if (kind === 'sum') return hundredths(values)
  const sorted = values.toSorted((a, b) => (column.type === 'number' ? Number(a) - Number(b) : a < b ? -1 : 1))
  return kind === 'min' ? sorted[0] : sorted.at(-1)
}

/** Amounts of two decimals at most. */
function hundredths(values: readonly string[]): string {
  const total = values.reduce((sum, value) => sum + BigInt(Math.round(Number(value) * 100)), 0n)
  return total.toString().padStart(3, '0').replace(/(..)$/, '.$1')
}
