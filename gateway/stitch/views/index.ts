import { availability } from './availability.ts'
import { creditCheck } from './credit-check.ts'
import { agingRecords, agingResolvers, receivablesAging } from './receivables-aging.ts'
import type { RecordField } from './record.ts'
import { openOrders, pipeline, salesRecords, salesResolvers } from './sales.ts'
import { search, searchRecords, searchResolvers } from './search.ts'
import { stock, stockRecords, stockResolvers } from './stock.ts'
import { trialBalance, trialBalanceRecords, trialBalanceResolvers } from './trial-balance.ts'

/** The root fields of the business views. */
export const viewRoots = {
  availability,
  creditCheck,
  openOrders,
  pipeline,
  receivablesAging,
  search,
  stock,
  trialBalance,
} as const

/** Fields of their answers that lead further. */
export const viewTypes = {
  ...agingResolvers,
  ...salesResolvers,
  ...searchResolvers,
  ...stockResolvers,
  ...trialBalanceResolvers,
} as const

/** Those of them that lead to records, by type and field. */
export const viewRecords: Readonly<Record<string, Readonly<Record<string, RecordField>>>> = {
  ...agingRecords,
  ...salesRecords,
  ...searchRecords,
  ...stockRecords,
  ...trialBalanceRecords,
}
