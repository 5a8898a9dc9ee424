import type { GraphQLResolveInfo } from 'graphql'

/** A place in the answer, from the innermost step out. */
export type Path = GraphQLResolveInfo['path']

export const pathTo = (key: string | number, prev: Path | undefined): Path => ({ prev, key, typename: undefined })

/** The place that some steps lead to from another one. */
export const pathFrom = (at: Path, steps: readonly (string | number)[]): Path =>
  steps.reduce((path, step) => pathTo(step, path), at)

/** From the outermost step in. */
export function stepsOf(path: Path): (string | number)[] {
  const steps: (string | number)[] = []
  for (let at: Path | undefined = path; at; at = at.prev) steps.unshift(at.key)
  return steps
}
