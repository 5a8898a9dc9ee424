import { relocatedError } from '@graphql-tools/utils'
import { GraphQLError, type GraphQLResolveInfo, Source } from 'graphql'
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

/**
 * An answer that stands at another place than it was asked from, with the errors inside it where they are there. `depth` is how many
 * steps led to where it was asked from. What others see of the same answer stays as it is.
 */
export const movedTo = (path: Path, value: unknown, depth: number): unknown =>
  withErrors(value, (error) => movedOne(path, error, depth))

/** What the gateway asked for itself and shows at a place of its own: errors inside it stand where they are met. */
export const unplaced = <T>(value: T): T => withErrors(value, innermost) as T

/** A copy with other errors in it; the very same where there are none. */
function withErrors(value: unknown, change: (error: Error) => Error): unknown {
  if (value instanceof Error) return change(value)
  if (typeof value !== 'object' || value === null || !hasErrors(value)) return value
  if (Array.isArray(value)) return value.map((part) => withErrors(part, change))
  // What the library notes of an answer goes with it.
  const copy = Object.create(Object.getPrototypeOf(value), Object.getOwnPropertyDescriptors(value))
  for (const [key, part] of Object.entries(value)) copy[key] = withErrors(part, change)
  return copy
}

const hasErrors = (value: unknown): boolean =>
  value instanceof Error || (typeof value === 'object' && value !== null && Object.values(value).some(hasErrors))

function movedOne(path: Path, error: Error, depth: number): Error {
  if (error instanceof AggregateError)
    return new AggregateError(
      error.errors.map((part) => movedOne(path, part, depth)),
      error.message,
    )
  if (!(error instanceof GraphQLError) || !error.path || error.path.length < depth) return error
  const { message, originalError, extensions } = error
  return new GraphQLError(message, {
    ...{ originalError, extensions, path: [...path, ...error.path.slice(depth)] },
    // Who asked first may have written it at another place of the text: where this one did is found by the path.
    ...{ source: ofAnother, positions: [0] },
  })
}

const ofAnother = new Source('', 'What another place of the operation asked')

/** A failure of the whole asked field stands where it was asked for; one from further down knows its place. */
export function ofTheField(error: Error, path: Path): Error {
  const inside = error instanceof GraphQLError ? error.path : undefined
  return inside?.length === path.length ? innermost(error) : error
}

/** The place that a resolver is asked at. */
export function pathOf(info: Pick<GraphQLResolveInfo, 'path'>): (string | number)[] {
  const path: (string | number)[] = []
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) path.unshift(at.key)
  return path
}
