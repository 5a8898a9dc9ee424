import type { PoolAnswer, PoolAsk } from './protocol.ts'

/** One limit's part in the round trips of its source. */
export interface Leasing {
  /** What to ask now; what was wanted until now is then under way. */
  ask(now: number): PoolAsk
  /** `pause`: millis until it is worth asking for all limits again, since one that is short keeps the others from being leased. */
  answered(answer: PoolAnswer, trip: Trip): void
  /** What `readyAt` told last: all limits of a source are asked together. */
  readonly readyFrom: number
  /** Something is wanted of the pool, and not asked for yet. */
  readonly isWanting: boolean
  /** What is wanted is not asked for now, since another limit stands in the way until then anyway. */
  putOff(until: number): void
  /** The pool is out of reach: only the replica's own part is left. */
  lose(): void
  /** Permits that were leased and never used. They count as spent. */
  readonly expired: number
}

/** Monotonic millis. What was granted is counted from a moment after `sentAt`. */
export interface Trip {
  readonly sentAt: number
  readonly now: number
  readonly pause: number
}

/** What a limit knows of its source. */
export interface Pooled {
  /** False while the pool is out of reach. */
  readonly isShared: boolean
  /** Asks for all limits together, soon; the guard is woken by the answer, whatever it is. */
  want(): void
  /** Has something to tell, which does not wait for the next heartbeat. */
  hurry(): void
}

/** The pool had nothing for a lane with this share; a lane with less need not ask either. */
export interface Empty {
  readonly share: number
  readonly until: number
  /** When it may be asked again all the same: others may have told more by then. */
  readonly askFrom: number
}

/** A quota that waits for a day may open at any time, by the word of a survivor or of the vendor. */
const askAgainMillis = 5_000

export const emptyUntil = (until: number, share: number, now: number): Empty => ({
  share,
  until,
  askFrom: Math.min(until, now + askAgainMillis),
})

export const notEmpty: Empty = { share: 0, until: Number.NEGATIVE_INFINITY, askFrom: 0 }

/** The part of the pool that a lane may draw on: at least one permit, or it would get none for ever. */
export const partOf = (permits: number, share: number): number =>
  share === 1 ? permits : Math.min(permits, Math.max(1, Math.floor(permits * share)))
