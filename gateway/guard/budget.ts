import type { Limit, LimitReading } from '../connector/index.ts'
import { AdaptiveConcurrency, FixedConcurrency } from './concurrency.ts'
import { RollingQuota } from './rolling-quota.ts'
import { SlidingWindow } from './sliding-window.ts'
import { TokenBucket } from './token-bucket.ts'

/** How a call ended: decides what budgets and breaker learn from it. */
export type Outcome =
  /** Data. */
  | 'ok'
  /** An answer that is no data, and says nothing about load or health: what was asked was wrong, or not allowed. */
  | 'answered'
  /** The vendor says that there were too many calls. */
  | 'throttled'
  /** Out of service, unreachable or too late. */
  | 'failed'
  /** An answer that cannot be trusted: bad for the source's health, but no sign of too many calls. */
  | 'broken'
  /** We left before anything could be learnt. */
  | 'ignored'

/** What is left of a limit, for the `sources` field. `resetAt` is on the clock of whoever gave `now`. */
export interface BudgetState {
  readonly name: string
  readonly kind: Limit['kind']
  readonly permits: number
  /** What the vendor grants to all who share the limit, where that is more. */
  readonly published?: number | undefined
  readonly remaining: number
  readonly windowMillis: number | undefined
  readonly resetAt: number | undefined
  readonly citation: string
}

/** So much was spent at an instant. */
export interface Spent {
  readonly at: number
  readonly cost: number
}

/** Our running account against one published limit. Times are milliseconds of one clock that never steps. */
export interface Budget {
  /**
   * 0 when `cost` may be spent now; otherwise the instant to ask again, Infinity when only a settled call can free it.
   * `share` is the part of the limit that may be drawn on.
   */
  readyAt(cost: number, now: number, share: number): number
  spend(cost: number, now: number): void
  /** `millis` is how long the vendor took, where that is known. */
  settle(outcome: Outcome, now: number, millis?: number): void
  correct(reading: LimitReading, now: number): void
  state(now: number): BudgetState
  /** What must outlive the process, oldest first; absent where nothing must. */
  spent?(now: number): readonly Spent[]
  /** Takes up what an earlier process spent; undefined when it spent nobody knows how much. */
  restore?(spent: readonly Spent[] | undefined, now: number): void
}

/**
 * Opens the account of one limit. `wake` is for accounts that are kept elsewhere: they call it when they can tell more than
 * they last told by `readyAt`. It must not be called from within the budget's own methods.
 */
export type OpenBudget = (limit: Limit, wake: () => void) => Budget

/** One budget for one limit; the union's members are the kinds vendors publish. */
export function openBudget(limit: Limit): Budget {
  switch (limit.kind) {
    case 'concurrency':
      return new FixedConcurrency(limit)
    case 'adaptive':
      return new AdaptiveConcurrency(limit)
    case 'window':
      return new SlidingWindow(limit)
    case 'quota':
      return new RollingQuota(limit)
    case 'rate':
      return new TokenBucket(limit)
  }
}
