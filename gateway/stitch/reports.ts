import { type ExecutionResult, GraphQLError } from 'graphql'
import type { GatewayContext } from './context.ts'

/** Adds to `errors` what was left out of lists and profiles without nulling anything; each failure once per place. */
export function withReports(result: ExecutionResult, context: GatewayContext): ExecutionResult {
  if (context.reports.length === 0) return result
  const known = new Set<string>()
  const errors = context.reports.flatMap(({ error, path }) => {
    const name = `${path.join('/')}\n${sourceIn(error)}\n${error.message}`
    if (known.has(name)) return []
    known.add(name)
    return [located(error, path)]
  })
  return { ...result, errors: [...(result.errors ?? []), ...errors] }
}

/** The innermost error is the one that says what happened. */
function located(error: Error, path: readonly (string | number)[]): GraphQLError {
  const original = innermost(error)
  const extensions = (original as { extensions?: Record<string, unknown> }).extensions
  return new GraphQLError(original.message, {
    path: [...path],
    originalError: original,
    ...(extensions ? { extensions } : {}),
  })
}

function innermost(error: Error): Error {
  const { originalError, errors } = error as { originalError?: Error; errors?: readonly Error[] }
  const inner = originalError ?? errors?.[0]
  return inner instanceof Error ? innermost(inner) : error
}

const sourceIn = (error: Error): string => String((innermost(error) as { source?: string }).source ?? '')
