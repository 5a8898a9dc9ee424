import { expect } from 'vitest'
import type { Answer, Asked, Question } from './ask.ts'

/**
 * What the reference answers is what the plan must answer, to the byte once errors stand in one order; and it may not ask a
 * source more often for it.
 *
 * One thing is allowed, and shows in the account of a source: where a record is asked for by its key, the plan asks for what hangs
 * on it at the same time, in vain when there is no such record or when it cannot be read.
 */
export function expectEqual(questions: readonly Question[], plan: Asked, stitched: Asked): void {
  const isLoose = isInVain(stitched)
  const failing = failingSources(stitched)
  // Who needed fewer calls has another account.
  const alike = new Set(
    Object.keys(plan.calls).filter((name) => plan.calls[name]! >= stitched.calls[name]! && !failing.has(name)),
  )
  const part = (answer: Answer) => (isLoose ? answered(answer) : comparable(answer, alike))
  expect(plan.answers.map(part)).toEqual(stitched.answers.map(part))
  const written = ({ answers }: Asked) => answers.map((answer) => JSON.stringify(part(answer)))
  // Equal in the order of keys as well.
  expect(written(plan)).toEqual(written(stitched))
  for (const [i, answer] of plan.answers.entries()) expectPlaces(questions[i]!.query, answer)
  if (isLoose) return
  for (const [source, calls] of Object.entries(plan.calls))
    if (!failing.has(source)) expect(calls, `calls to ${source}`).toBeLessThanOrEqual(stitched.calls[source]!)
}

const failingSources = ({ answers }: Asked): ReadonlySet<string> =>
  new Set(
    answers.flatMap(({ body }) =>
      (body.errors ?? []).map(({ extensions }: { extensions: { source?: string } }) => extensions.source),
    ),
  )

const isInVain = ({ answers }: Asked): boolean =>
  answers.some(({ body }) => isNothing(body) || Object.values(body.data ?? {}).some((value) => value === null))

/** One root field that cannot be null failed for the whole answer. */
const isNothing = ({ data }: Answer['body']): boolean => data === null

/** Where nothing is left of an answer, the stitched schema does not wait for what else might fail. */
function answered({ status, body }: Answer): unknown {
  if (isNothing(body)) return { status, data: null, hasErrors: body.errors?.length > 0 }
  return { status, data: body.data, errors: sorted(body.errors) }
}

/** Without the orders in which things happened: of errors, and of the sources in what is said of their freshness and cost. */
function comparable({ status, headers, body }: Answer, sources: ReadonlySet<string>): unknown {
  const { 'cache-status': states, ...rest } = headers
  const { freshness = {}, cost = {}, ...others } = body.extensions ?? {}
  const { calls: _, sources: costs = {}, ...allowed } = cost
  const ofSources = (entries: object) =>
    Object.entries(entries)
      .filter(([source]) => sources.has(source))
      .sort()
  return {
    status,
    headers: rest,
    states: states
      ?.split(', ')
      .filter((state) => sources.has(state.split(';')[0]!))
      .sort(),
    parts: Object.keys(body),
    errors: sorted(body.errors),
    data: body.data,
    freshness: ofSources(freshness),
    cost: { ...allowed, sources: ofSources(costs) },
    others,
  }
}

const sorted = (errors: readonly unknown[] | undefined) => errors?.map(withoutPlaces).sort(byText)

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** In delegation, places are those of the question that a subgraph was asked. */
function withoutPlaces(error: unknown): unknown {
  const { locations: _, ...rest } = error as Record<string, unknown>
  return rest
}

/** What no plan is made of, and what reads records all the same: by delegation. */
const delegated = /profile|\b(creditCheck|receivablesAging|openOrders|stock|search)\b/i

/** Where the plan says that an error is, something stands in the question. */
function expectPlaces(query: string, { body }: Answer): void {
  if (delegated.test(query)) return
  const lines = query.split('\n')
  const places: { line: number; column: number }[] = (body.errors ?? []).flatMap(
    ({ locations = [] }: { locations?: [] }) => locations,
  )
  for (const { line, column } of places) expect(lines[line - 1]?.slice(column - 1)).toMatch(/^\S/)
}
