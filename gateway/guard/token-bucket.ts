import { describe, type LimitOf, shareOf } from './account.ts'
import { arrivalSpreadMillis } from './arrival.ts'
import type { Budget, BudgetState, Outcome } from './budget.ts'
import { Learned } from './learned.ts'

/** Less than any cost: what floating point may lose is not waited for. */
const epsilon = 1e-6

/**
 * A vendor's bucket holds `burst` and refills by `permits` per `perMillis`. Ours is smaller by what may arrive late, so that
 * theirs never overflows: `ours + rate * (time + spread) <= burst + rate * time` for any time.
 */
export class TokenBucket implements Budget {
  private readonly limit: LimitOf<'rate'>
  private readonly learned = new Learned()
  private readonly size: number
  /** Per millisecond. */
  private readonly rate: number
  /** What is owed of the bucket, at this instant; it is paid back by and by. */
  private owed = 0
  private owedAt = Number.NEGATIVE_INFINITY

  constructor(limit: LimitOf<'rate'>) {
    this.limit = limit
    // A bucket that holds less than one call would never be full enough for any.
    const [rate, burst] = [limit.permits / limit.perMillis, Math.max(1, limit.burst)]
    const late = rate * arrivalSpreadMillis
    const isRoomy = burst - late >= 1
    this.size = isRoomy ? burst - late : 1
    // Too small to leave room for what comes late: then calls are held apart by so much more, one by one.
    this.rate = isRoomy ? rate : 1 / ((2 - burst) / rate + arrivalSpreadMillis)
  }

  readyAt(cost: number, now: number, share: number): number {
    this.pay(now)
    const missing = this.owed + cost - shareOf(this.size, share)
    return missing <= epsilon ? 0 : now + (missing - epsilon) / (this.rate * this.learned.part(now))
  }

  spend(cost: number, now: number): void {
    this.pay(now)
    this.owed += cost
  }

  settle(outcome: Outcome, now: number): void {
    this.pay(now)
    if (outcome === 'throttled') this.learned.halve(now)
  }

  correct(): void {}

  state(now: number): BudgetState {
    this.pay(now)
    const { permits, perMillis } = this.limit
    return describe(this.limit, {
      permits: permits * this.learned.part(now),
      remaining: Math.max(0, Math.floor(this.size - this.owed + epsilon)),
      windowMillis: perMillis,
      resetAt: now + this.owed / this.rate,
    })
  }

  /** The rate at the beginning of the span: it only grows in between. */
  private pay(now: number): void {
    if (now <= this.owedAt) return
    if (this.owed > 0)
      this.owed = Math.max(0, this.owed - (now - this.owedAt) * this.rate * this.learned.part(this.owedAt))
    this.owedAt = now
  }
}
