import type { FieldNode } from 'graphql'
import type { GatewayContext } from '../stitch/context.ts'
import type { Awaited } from './incremental/deliveries.ts'
import type { Part } from './incremental/part.ts'

/** What went wrong at a place of the answer, or comes later there: whoever says where failures stand says it of both. */
export interface Failure {
  readonly error: unknown
  readonly nodes: readonly FieldNode[]
  /** From the outermost object that has been written so far. */
  readonly path: (string | number)[]
  /** Present where nothing failed: what comes later there, once it is known where that is. */
  readonly later?: (path: (string | number)[]) => Awaited
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
  /** What has begun to be read for parts that come later. */
  readonly reading: Map<Part, Promise<unknown>>
}

export const createRun = (context: GatewayContext, variables: Run['variables']): Run => ({
  ...{ context, variables },
  failures: [],
  answers: new Map(),
  reading: new Map(),
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

/** Forgets what would come later in something that is null. */
export function dropLater(run: Run, since: number): void {
  const kept = run.failures.splice(since).filter(({ later }) => !later)
  run.failures.push(...kept)
}

/** Writes something, and takes its failures aside. */
export function writtenApart(run: Run, write: () => string): { readonly text: string; readonly failures: Failure[] } {
  const before = run.failures.length
  const text = write()
  return { text, failures: run.failures.splice(before) }
}
