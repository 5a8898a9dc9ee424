import { availability, availabilityReads } from './availability.ts'
import { creditCheck, creditReads } from './credit-check.ts'
import type { ViewReads } from './reads.ts'
import { agingReads, agingRecords, agingResolvers, receivablesAging } from './receivables-aging.ts'
import type { RecordField } from './record.ts'
import { openOrders, openOrdersReads, pipeline, pipelineReads, salesRecords, salesResolvers } from './sales.ts'
import { search, searchReads, searchRecords, searchResolvers } from './search.ts'
import { stock, stockReads, stockRecords, stockResolvers } from './stock.ts'
import { trialBalance, trialBalanceReads, trialBalanceRecords, trialBalanceResolvers } from './trial-balance.ts'

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

/** What each of them reads. */
export const viewReads: Readonly<Record<keyof typeof viewRoots, ViewReads>> = {
  availability: availabilityReads,
  creditCheck: creditReads,
  openOrders: openOrdersReads,
  pipeline: pipelineReads,
  receivablesAging: agingReads,
  search: searchReads,
  stock: stockReads,
  trialBalance: trialBalanceReads,
}

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
