import { availability } from './availability.ts'
import { creditCheck } from './credit-check.ts'
import { agingResolvers, receivablesAging } from './receivables-aging.ts'
import { stock, stockResolvers } from './stock.ts'

/** The root fields of the business views. */
export const viewRoots = { availability, creditCheck, receivablesAging, stock } as const

/** Fields of their answers that lead further. */
export const viewTypes = { ...agingResolvers, ...stockResolvers } as const
