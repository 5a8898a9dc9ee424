import type { BreakerState } from './breaker.ts'
import type { BudgetState } from './budget.ts'
import type { Percentiles } from './histogram.ts'
import type { Lane } from './lane.ts'
import type { SharedState } from './shared/shared-limits.ts'

export interface LaneState {
  readonly lane: Lane
  readonly queued: number
  readonly inFlight: number
  /** Since the process started. */
  readonly refused: number
  /** The part of every limit that the lane may draw on. */
  readonly share: number
}

/** How a guard fares. Instants are epoch milliseconds, counts are since the process started. */
export interface GuardState {
  readonly inFlight: number
  readonly queued: number
  /** Until when the vendor asked for rest, if it is in the future. */
  readonly restingUntil: number | undefined
  readonly breaker: BreakerState & {
    /** When the next call may find out whether the source is back. */
    readonly probeAt: number | undefined
  }
  readonly lanes: readonly LaneState[]
  readonly budgets: readonly BudgetState[]
  /** Calls that left, retries among them. */
  readonly attempts: number
  readonly retries: number
  /** Permits whose calls could not leave in time. */
  readonly permitsExpired: number
  /** Of answers, in milliseconds, lately. */
  readonly latency: Percentiles
  /** Present where replicas keep the limits together. */
  readonly shared?: SharedState
}
