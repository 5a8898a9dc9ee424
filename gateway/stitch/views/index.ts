import { creditCheck } from './credit-check.ts'

/** The root fields of the business views. */
export const viewResolvers = { creditCheck } as const
