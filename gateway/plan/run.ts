import type { FieldNode } from 'graphql'
import type { GatewayContext } from '../stitch/context.ts'

/** What went wrong at a place of the answer. */
export interface Failure {
  readonly error: unknown
  readonly nodes: readonly FieldNode[]
  /** From the outermost object that has been written so far. */
  readonly path: (string | number)[]
}

/** One operation being answered. */
export interface Run {
  readonly context: GatewayContext
  /** As coerced by the schema. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Of what is being written. Writing never waits, so that nobody else writes meanwhile. */
  readonly failures: Failure[]
  /** What steps have read, by step: answers by the keys they were asked for, Errors included. */
  readonly answers: Map<object, Map<unknown, unknown>>
}

export const createRun = (context: GatewayContext, variables: Run['variables']): Run => ({
  ...{ context, variables },
  failures: [],
  answers: new Map(),
})

/** The answers of a step so far. */
export function answersOf(run: Run, step: object): Map<unknown, unknown> {
  const known = run.answers.get(step) ?? new Map<unknown, unknown>()
  run.answers.set(step, known)
  return known
}

/** Says where the failures since a moment stand, seen from one level further out. */
export function placeFailures(run: Run, since: number, step: string | number): void {
  for (let i = since; i < run.failures.length; i++) run.failures[i]!.path.unshift(step)
}

/** What was written, and what went wrong meanwhile. */
export interface Apart {
  readonly text: string
  readonly failures: readonly Failure[]
}

/** Writes something, and takes its failures aside. */
export function writtenApart(run: Run, write: () => string): Apart {
  const before = run.failures.length
  const text = write()
  return { text, failures: run.failures.length === before ? noFailures : run.failures.splice(before) }
}

const noFailures: readonly Failure[] = Object.freeze([])
