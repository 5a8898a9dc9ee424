import type { FieldNode } from 'graphql'
import type { GatewayContext } from '../stitch/context.ts'
import type { Hole } from './hole.ts'
import type { Awaited } from './incremental/deliveries.ts'
import type { Part } from './incremental/part.ts'
import type { PlanStep } from './plan.ts'

/** What went wrong at a place of the answer, or comes later there: whoever says where failures stand says it of both. */
export interface Failure {
  readonly error: unknown
  readonly nodes: readonly FieldNode[]
  /** From the outermost object that has been written so far. */
  readonly path: (string | number)[]
  /** Present where nothing failed: what comes later there, once it is known where that is. */
  readonly later?: (path: (string | number)[]) => Awaited
}

/** What is noted of a text while it is written: what went wrong in it, and what it leaves open. */
export type Noted = Failure | Hole

/** A text that was written apart, with what is noted of it; places are seen from where it will stand. */
export interface Apart {
  readonly text: string
  readonly failures: readonly Noted[]
}

/** One operation being answered. */
export interface Run {
  readonly context: GatewayContext
  /** As coerced by the schema. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Of what is being written. Writing never waits, so that nobody else writes meanwhile. */
  readonly failures: Noted[]
  /** How many places were left open. */
  readonly holes: { count: number }
  /** What steps have read, by step: answers by the keys they were asked for, Errors included. */
  readonly answers: Map<object, Map<unknown, unknown>>
  /** What has begun to be read for parts that come later. */
  readonly reading: Map<Part, Promise<unknown>>
  /** Steps that wait for records whose keys they have already. */
  readonly waiting: ReadonlySet<PlanStep>
}

export const createRun = (context: GatewayContext, variables: Run['variables']): Run => ({
  ...{ context, variables },
  failures: [],
  holes: { count: 0 },
  answers: new Map(),
  reading: new Map(),
  waiting: nothingWaits,
})

const nothingWaits: ReadonlySet<PlanStep> = new Set()

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

/** Whether something comes later there. */
export const isLater = (noted: Noted): boolean => 'later' in noted && noted.later !== undefined

/** Forgets what would come later in something that is null. */
export function dropLater(run: Run, since: number): void {
  const kept = run.failures.splice(since).filter((noted) => !isLater(noted))
  run.failures.push(...kept)
}

/** Writes something, and takes what is noted of it aside. */
export function writtenApart(run: Run, write: () => string): Apart {
  const before = run.failures.length
  const text = write()
  return { text, failures: run.failures.length === before ? noFailures : run.failures.splice(before) }
}

const noFailures: readonly Noted[] = Object.freeze([])

/** What went wrong first: of a text that could not be written there is always something. */
export const firstOf = (failures: readonly Noted[]): unknown =>
  (failures.find((noted) => 'error' in noted && !isLater(noted)) as Failure).error
