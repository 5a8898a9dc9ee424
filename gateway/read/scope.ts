import type { Lane } from '../guard/index.ts'

/** What one source did for one request. */
export interface SourceTally {
  calls: number
  hits: number
  misses: number
  /** Answers shared with another request's call. */
  coalesced: number
  /** Epoch millis of the oldest read that the answer rests on. */
  oldestReadAt: number | undefined
}

/** What a caller wishes about age; the schema and the operator set the floor. */
export interface Freshness {
  /** Nothing older; 0 asks every source anew. */
  readonly maxAgeMillis?: number | undefined
  /** Answer from what is held or not at all. */
  readonly onlyIfCached?: boolean | undefined
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
}

type Bounds = Omit<ReadScope, 'tallies' | 'freshness' | 'startedAt'> &
  Partial<Pick<ReadScope, 'freshness' | 'startedAt'>>

/** Without `startedAt` nothing counts as read by this request but what it reads itself. */
export function createScope({ freshness = {}, startedAt = Number.POSITIVE_INFINITY, ...bounds }: Bounds): ReadScope {
  return { ...bounds, freshness, startedAt, tallies: new Map() }
}

export function tallyOf(scope: ReadScope, source: string): SourceTally {
  const known = scope.tallies.get(source)
  if (known) return known
  const tally: SourceTally = { calls: 0, hits: 0, misses: 0, coalesced: 0, oldestReadAt: undefined }
  scope.tallies.set(source, tally)
  return tally
}

export function noteAge(tally: SourceTally, readAt: number): void {
  tally.oldestReadAt = Math.min(tally.oldestReadAt ?? readAt, readAt)
}
