/** Priority classes of calls to a source, most urgent first. */
export const lanes = ['interactive', 'refresh', 'batch'] as const
export type Lane = (typeof lanes)[number]
