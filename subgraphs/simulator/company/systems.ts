import type { ErpSystem, System } from './types.ts'

/**
 * The ERPs of the group, in the order in which it got them.
 *
 * Every list of the company has what the first three have at its front, made by draws of its own: a company that joins
 * moves nothing of what was there before.
 */
export const FIRST_ERPS = ['sap', 'netsuite', 'odoo'] as const satisfies readonly ErpSystem[]
export const JOINED_ERPS = [
  'businessCentral',
  'financeOperations',
  'businessOne',
] as const satisfies readonly ErpSystem[]
export const ERP_SYSTEMS: readonly ErpSystem[] = [...FIRST_ERPS, ...JOINED_ERPS]

export type FirstErp = (typeof FIRST_ERPS)[number]
export type JoinedErp = (typeof JOINED_ERPS)[number]

export function isFirst({ system }: { readonly system: System }): boolean {
  return system === 'salesforce' || FIRST_ERPS.some((known) => known === system)
}
