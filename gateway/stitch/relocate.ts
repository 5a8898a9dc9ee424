import { relocatedError } from '@graphql-tools/utils'
import { GraphQLError } from 'graphql'
import { innermost } from './reports.ts'

type Path = readonly (string | number)[]

/**
 * The errors inside an answer, at their places in the caller's: he knows neither the branch of a merged list that they come from
 * nor the name that the branch was asked by. `name` is that name, `path` where the caller has what stands under it.
 */
export function relocated(value: unknown, name: string, path: Path): unknown {
  if (value instanceof Error) return relocatedOne(value, name, path)
  if (typeof value !== 'object' || value === null) return value
  // The answer is this request's own, so that it may be written to.
  const parts = value as Record<string, unknown>
  for (const key of Object.keys(parts)) {
    const part = parts[key]
    if (typeof part === 'object' && part !== null) parts[key] = relocated(part, name, path)
  }
  return value
}

function relocatedOne(error: Error, name: string, path: Path): Error {
  if (error instanceof AggregateError)
    return new AggregateError(
      error.errors.map((part) => relocatedOne(part, name, path)),
      error.message,
    )
  const inside = error instanceof GraphQLError ? (error.path ?? []) : []
  const at = inside.indexOf(name)
  return at === -1 ? error : relocatedError(error as GraphQLError, [...path, ...inside.slice(at + 1)])
}

/** A failure of the whole asked field stands where it was asked for; one from further down knows its place. */
export function ofTheField(error: Error, path: Path): Error {
  const inside = error instanceof GraphQLError ? error.path : undefined
  return inside?.length === path.length ? innermost(error) : error
}
