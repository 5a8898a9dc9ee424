/** What may answer operations: compiled plans, which leave to the stitched schema what they cannot do, or that schema alone. */
export const executors = ['plan', 'stitched'] as const
export type ExecutorName = (typeof executors)[number]
