import { describe, type LimitOf, shareOf } from './account.ts'
import type { Budget, BudgetState, Outcome } from './budget.ts'
import { Latency } from './latency.ts'
import { incidentMillis, Learned } from './learned.ts'

/** Calls in flight under a published limit; fewer for a while after the vendor has said that they were too many. */
export class FixedConcurrency implements Budget {
  private readonly limit: LimitOf<'concurrency'>
  private readonly learned = new Learned()
  private inFlight = 0

  constructor(limit: LimitOf<'concurrency'>) {
    this.limit = limit
  }

  readyAt(_cost: number, now: number, share: number): number {
    return this.inFlight < shareOf(this.permits(now), share) ? 0 : Number.POSITIVE_INFINITY
  }

  spend(): void {
    this.inFlight++
  }

  settle(outcome: Outcome, now: number): void {
    this.inFlight--
    if (outcome === 'throttled') this.learned.halve(now)
  }

  correct(): void {}

  state(now: number): BudgetState {
    const permits = this.permits(now)
    return describe(this.limit, { permits, remaining: Math.max(0, permits - this.inFlight) })
  }

  private permits(now: number): number {
    return Math.max(1, Math.floor(this.limit.permits * this.learned.part(now)))
  }
}

/**
 * Calls in flight where the vendor publishes no limit: halved when it throttles or fails, less when it answers much more slowly
 * than it used to, one more for a full round of successes. Never outside of `min` and `max`.
 */
export class AdaptiveConcurrency implements Budget {
  private readonly limit: LimitOf<'adaptive'>
  private readonly latency = new Latency()
  private readonly min: number
  private permits: number
  private inFlight = 0
  private shrunkAt = Number.NEGATIVE_INFINITY

  constructor(limit: LimitOf<'adaptive'>) {
    this.limit = limit
    this.permits = limit.initial
    // With less than one there would be no call to learn from.
    this.min = Math.max(1, limit.min)
  }

  readyAt(_cost: number, _now: number, share: number): number {
    return this.inFlight < shareOf(Math.floor(this.permits), share) ? 0 : Number.POSITIVE_INFINITY
  }

  spend(): void {
    this.inFlight++
  }

  settle(outcome: Outcome, now: number, millis?: number): void {
    this.inFlight--
    if (outcome === 'throttled' || outcome === 'failed') this.shrink(1 / 2, now)
    if (outcome !== 'ok') return
    const gradient = millis === undefined ? 1 : this.latency.gradient(millis)
    if (gradient < 1) this.shrink(gradient, now)
    else this.permits = Math.min(this.limit.max, this.permits + 1 / this.permits)
  }

  correct(): void {}

  state(): BudgetState {
    const permits = Math.floor(this.permits)
    return describe(this.limit, { permits, remaining: Math.max(0, permits - this.inFlight) })
  }

  /** Once for an incident: the calls that were under way together tell of one trouble. */
  private shrink(factor: number, now: number): void {
    if (now - this.shrunkAt < incidentMillis) return
    this.shrunkAt = now
    this.permits = Math.max(this.min, this.permits * factor)
  }
}
