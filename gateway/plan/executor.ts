import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { GatewayContext } from '../stitch/context.ts'

/** An answer. `stringify` writes it from something cheaper than a tree of objects. */
export type Result = ExecutionResult & { readonly stringify?: (result: ExecutionResult) => string }

export type Execute = (args: ExecutionArgs & { readonly contextValue: GatewayContext }) => Promise<Result>

export interface PlanExecutorParts {
  /** Answers what no plan can be made of. */
  readonly reference: Execute
}

/** Answers operations by compiled plans. */
export function createPlanExecutor({ reference }: PlanExecutorParts): Execute {
  return (args) => reference(args)
}
