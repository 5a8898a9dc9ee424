import { availability } from './availability.ts'
import { creditCheck } from './credit-check.ts'
import { agingResolvers, receivablesAging } from './receivables-aging.ts'
import { openOrders, pipeline, salesResolvers } from './sales.ts'
import { search, searchResolvers } from './search.ts'
import { stock, stockResolvers } from './stock.ts'
import { trialBalance, trialBalanceResolvers } from './trial-balance.ts'

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
