import { type ExecutionResult, type FieldNode, GraphQLError } from 'graphql'
import type { ReadScope } from '../read/scope.ts'
import type { GatewayContext } from './context.ts'

/**
 * Adds to `errors` what was left out of lists and profiles without nulling anything, each failure once per place, and what failed
 * while something older stood in for it.
 */
export function withReports(result: ExecutionResult, context: GatewayContext): ExecutionResult {
  return withErrors(withWarnings(result, context.scope), reported(context))
}

/**
 * For an answer in parts: tells at each of them what was left out since the last, of each failure once, and nothing of root fields
 * that are still waited for.
 */
export function createTeller(context: GatewayContext): (awaited: ReadonlySet<string>) => GraphQLError[] {
  const told = new Set<string>()
  return (awaited) => {
    const { errors = [] } = withReports({}, context)
    return errors.filter((error) => {
      const name = `${error.path?.join('/')}\n${sourceIn(error)}\n${error.message}`
      if (told.has(name) || awaited.has(String(error.path?.[0]))) return false
      return told.add(name)
    })
  }
}

/** Adds the failures that cost no data. They have no path, since nothing is missing. */
export function withWarnings(result: ExecutionResult, { warnings }: ReadScope): ExecutionResult {
  const errors = [...warnings.values()].map((error) => new GraphQLError(error.message, { originalError: error }))
  return withErrors(result, errors)
}

function withErrors(result: ExecutionResult, errors: readonly GraphQLError[]): ExecutionResult {
  return errors.length === 0 ? result : { ...result, errors: [...(result.errors ?? []), ...errors] }
}

function reported(context: GatewayContext): GraphQLError[] {
  const known = new Set<string>()
  return context.reports.flatMap(({ error, path }) => {
    const name = `${path.join('/')}\n${sourceIn(error)}\n${error.message}`
    if (known.has(name)) return []
    known.add(name)
    return [located(error, path)]
  })
}

/** The innermost error is the one that says what happened; at a field that it costs it stands where that is written. */
export function located(
  error: Error,
  path: readonly (string | number)[],
  nodes: readonly FieldNode[] = [],
): GraphQLError {
  const original = innermost(error)
  const extensions = (original as { extensions?: Record<string, unknown> }).extensions
  return new GraphQLError(original.message, {
    ...(nodes.length > 0 ? { nodes } : {}),
    path: [...path],
    originalError: original,
    ...(extensions ? { extensions } : {}),
  })
}

/** What an error was made from. */
export function innermost(error: Error): Error {
  const { originalError, errors } = error as { originalError?: Error; errors?: readonly Error[] }
  const inner = originalError ?? errors?.[0]
  return inner instanceof Error ? innermost(inner) : error
}

const sourceIn = (error: Error): string => String((innermost(error) as { source?: string }).source ?? '')
