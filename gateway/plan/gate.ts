import { FreshetError } from '../errors.ts'
import type { GatewayContext } from '../stitch/context.ts'
import type { Execute } from './executor.ts'
import { type ExplainParts, explain, predictedCalls } from './explain.ts'
import type { Explanation } from './explanation.ts'
import { type createPlans, type Prepared, prepare } from './plans.ts'
import { createRun } from './run.ts'

export interface GateParts extends ExplainParts {
  readonly plans: ReturnType<typeof createPlans>
  /** An explanation as callers see it. */
  show(explanation: Explanation): object
}

/**
 * Asks what an operation will cost before it is executed: one that is only to be explained never is, and one that would cause more
 * calls than its caller may is refused before the first of them.
 */
export function withGate(execute: Execute, parts: GateParts): Execute {
  return async (args) => {
    const { contextValue: context } = args
    const prepared = prepare(args, parts)
    if (context.isExplainOnly) {
      if (!prepared) throw new FreshetError('BAD_REQUEST', { message: 'Only queries can be explained.' })
      context.explanation = parts.show(explanationOf(prepared, context, parts))
      return { data: null }
    }
    if (prepared && predictedCalls(prepared.compiled) > context.maxSourceCalls)
      refuseCostly(explanationOf(prepared, context, parts), parts)
    return execute(args, prepared)
  }
}

const explanationOf = ({ compiled, variables }: Prepared, context: GatewayContext, parts: ExplainParts) =>
  explain(compiled, createRun(context, variables), context.maxSourceCalls, parts)

function refuseCostly(explanation: Explanation, { show }: GateParts): void {
  const { isAllowed, calls, maxSourceCalls } = explanation
  if (isAllowed) return
  throw new FreshetError('QUERY_TOO_COSTLY', {
    message: `The operation would make ${calls} calls to sources; ${maxSourceCalls} are allowed. \`extensions.plan\` shows what each part costs: ask for less at once, or in several operations.`,
    plan: show(explanation),
  })
}

/** Explains a query that is given as a document. @throws FreshetError BAD_REQUEST for variables that do not fit */
export function explainDocument(args: Parameters<Execute>[0], parts: GateParts): object {
  const prepared = prepare(args, parts)
  if (prepared) return parts.show(explanationOf(prepared, args.contextValue, parts))
  throw new FreshetError('BAD_REQUEST', {
    message:
      'There is no query to explain: name one operation of the document, and give the variables that it declares.',
  })
}
