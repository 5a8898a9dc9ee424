import { creditCheck } from './credit-check.ts'
import { agingResolvers, receivablesAging } from './receivables-aging.ts'

/** The root fields of the business views. */
export const viewRoots = { creditCheck, receivablesAging } as const

/** Fields of their answers that lead further. */
export const viewTypes = { ...agingResolvers } as const
