import type { Batch, Freshness } from '../cache/index.ts'
import { FreshetError } from '../errors.ts'
import type { Lane } from '../guard/index.ts'

export type { Freshness } from '../cache/index.ts'

/** What one source did for one request. */
export interface SourceTally {
  calls: number
  hits: number
  misses: number
  /** Answers shared with another request's call. */
  coalesced: number
  /** Answers given although they were too old, and labelled so. */
  stale: number
  /** Epoch millis of the oldest read that the answer rests on. */
  oldestReadAt: number | undefined
  /** Epoch millis until which all of the answer may be believed; in the past when any of it was stale or is live. */
  believedUntil: number | undefined
}

/** Something that was answered from what is held, as it was held then. */
export interface Held {
  /** How much was left of the batch then. */
  readonly left: number
  /** Epoch millis. */
  readonly readAt: number
  /** Monotonic millis until which it is believed under the wish that it was asked with. */
  readonly until: number
}

/** One request's bounds, wishes and account. Every read takes one. */
export interface ReadScope {
  /** Epoch millis. What was read since is of this very request, whatever kept it meanwhile. */
  readonly startedAt: number
  readonly lane: Lane
  /** Monotonic milliseconds. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  readonly freshness: Freshness
  readonly tallies: Map<string, SourceTally>
  /** Failures that cost no data, because something older stands in: they belong in `errors` all the same. By what they say. */
  readonly warnings: Map<string, FreshetError>
  /** Calls that the request may still cause; without it, as many as it takes. */
  readonly budget?: CallBudget | undefined
  /** Where it is wanted: what was answered from what is held. */
  held?: Map<Batch, Held> | undefined
  /** Told of each call that is made for what is read under this very scope; the account has those of the whole request. */
  readonly onCall?: (() => void) | undefined
}

/** Shared by all that is read for one request. */
export interface CallBudget {
  readonly most: number
  left: number
}

type Bounds = Omit<ReadScope, 'tallies' | 'warnings' | 'freshness' | 'startedAt'> &
  Partial<Pick<ReadScope, 'freshness' | 'startedAt'>>

/** Without `startedAt` nothing counts as read by this request but what it reads itself. */
export function createScope({ freshness = {}, startedAt = Number.POSITIVE_INFINITY, ...bounds }: Bounds): ReadScope {
  return { ...bounds, freshness, startedAt, tallies: new Map(), warnings: new Map() }
}

/** The same scope, with a count of the calls that are made for what is read under it. */
export function countCalls(scope: ReadScope): { readonly scope: ReadScope; calls(): number } {
  let calls = 0
  const onCall = () => {
    calls++
    scope.onCall?.()
  }
  return { scope: { ...scope, onCall }, calls: () => calls }
}

export function tallyOf(scope: ReadScope, source: string): SourceTally {
  const known = scope.tallies.get(source)
  if (known) return known
  const tally: SourceTally = {
    calls: 0,
    hits: 0,
    misses: 0,
    coalesced: 0,
    stale: 0,
    oldestReadAt: undefined,
    believedUntil: undefined,
  }
  scope.tallies.set(source, tally)
  return tally
}

/** Takes one call from the request's budget. @throws FreshetError QUERY_TOO_COSTLY when it is used up */
export function spendCall({ budget }: Pick<ReadScope, 'budget'>, source: string): void {
  if (!budget) return
  if (budget.left <= 0) {
    throw new FreshetError('QUERY_TOO_COSTLY', {
      source,
      message: `The ${budget.most} calls that this operation may cause are made, and the source "${source}" would have to be asked once more. Ask for less at once; the header "x-freshet-explain: plan" shows what costs how much.`,
    })
  }
  budget.left--
}

/** Enters one call that is made for an answer. */
export function noteCall(scope: ReadScope, source: string): void {
  tallyOf(scope, source).calls++
  scope.onCall?.()
}

/** Enters one part of an answer: when it was read, and until when it may be believed. */
export function noteAge(tally: SourceTally, readAt: number, believedUntil: number = readAt): void {
  tally.oldestReadAt = Math.min(tally.oldestReadAt ?? readAt, readAt)
  tally.believedUntil = Math.min(tally.believedUntil ?? believedUntil, believedUntil)
}

/** Each failure once per source and request. */
export function warn(scope: ReadScope, error: FreshetError): void {
  const name = `${error.source}\n${error.code}`
  if (!scope.warnings.has(name)) scope.warnings.set(name, error)
}
