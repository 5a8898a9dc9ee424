import type { ApplyRules } from '../dialects/odata/simulate-apply.ts'
import type { Database } from './data/database.ts'
import type { DataverseSettings } from './simulator.ts'
import { formatted } from './simulator-annotations.ts'

/** Places behind the point that sums of amounts are written with. */
const places = 9

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data, read 2026-11-21 */
const mostRows = 50_000

/**
 * How an environment adds up: so many rows at most, no groups of dates or times, text without case. What a group lacks is left out of
 * it, labels of choices stand beside them, and the sum of nothing is 0.
 */
export function aggregation(
  { sets }: Database,
  { sumsInBaseCurrency = true, aggregateRows = mostRows }: DataverseSettings = {},
): ApplyRules {
  const isAmount = (set: string, column: string) => sets[set]!.amounts.includes(column)
  return {
    mostRows: aggregateRows,
    ungrouped: ['DateTime', 'DateTimeOffset'],
    omitsNull: true,
    emptySum: '0',
    worthOf: (set, column) => (sumsInBaseCurrency && isAmount(set, column) ? `${column}_base` : column),
    writeSum: (sum, set, column) => (isAmount(set, column.replace(/_base$/, '')) ? padded(sum) : sum),
    beside(set, column, value) {
      const label = sets[set]!.labels[column]?.(value)
      return label === undefined ? {} : { [`${column}@${formatted}`]: label }
    },
  }
}

const padded = (sum: string): string => {
  const [whole, fraction = ''] = sum.split('.')
  return `${whole}.${fraction.padEnd(places, '0')}`
}
