import { getVariableValues } from 'graphql'
import { FreshetError } from '../errors.ts'
import type { GatewayContext } from '../stitch/context.ts'
import type { CompiledOperation } from './compile-operation.ts'
import type { Execute } from './executor.ts'
import { type ExplainParts, explain, predictedCalls } from './explain.ts'
import type { Explanation } from './explanation.ts'
import { type createPlans, queryIn } from './plans.ts'
import { createRun, type Run } from './run.ts'

export interface GateParts extends ExplainParts {
  readonly plans: ReturnType<typeof createPlans>
  /** An explanation as callers see it. */
  show(explanation: Explanation): object
}

interface Compiled {
  readonly operation: CompiledOperation
  readonly run: Run
}

/**
 * Asks what an operation will cost before it is executed: one that is only to be explained never is, and one that would cause more
 * calls than its caller may is refused before the first of them.
 */
export function withGate(execute: Execute, parts: GateParts): Execute {
  return async (args) => {
    const { contextValue: context } = args
    const compiled = compile(args, parts)
    if (context.isExplainOnly) {
      if (!compiled) throw new FreshetError('BAD_REQUEST', { message: 'Only queries can be explained.' })
      context.explanation = parts.show(explanationOf(compiled, context, parts))
      return { data: null }
    }
    if (compiled && predictedCalls(compiled.operation) > context.maxSourceCalls)
      refuseCostly(explanationOf(compiled, context, parts), parts)
    return execute(args)
  }
}

/** Undefined for what is no query, or has no such operation: others say so. */
function compile(
  { document, operationName, variableValues, contextValue }: Parameters<Execute>[0],
  { schema, plans }: GateParts,
): Compiled | undefined {
  const operation = queryIn(document, operationName)
  if (!operation) return undefined
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  return coerced && { operation: plans(document, operation, coerced), run: createRun(contextValue, coerced) }
}

const explanationOf = ({ operation, run }: Compiled, { maxSourceCalls }: GatewayContext, parts: ExplainParts) =>
  explain(operation, run, maxSourceCalls, parts)

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
  const compiled = compile(args, parts)
  if (compiled) return parts.show(explanationOf(compiled, args.contextValue, parts))
  throw new FreshetError('BAD_REQUEST', {
    message:
      'There is no query to explain: name one operation of the document, and give the variables that it declares.',
  })
}
