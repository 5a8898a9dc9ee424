import type { LimitReading } from '../connector/index.ts'
import { describe, type LimitOf, ourPart, shareOf } from './account.ts'
import { arrivalSpreadMillis } from './arrival.ts'
import type { Budget, BudgetState, Outcome, Spent } from './budget.ts'
import { Learned } from './learned.ts'

/** At most so many in any window of the given length, at the vendor's end of the wire: remembers when each was spent. */
export class SlidingWindow implements Budget {
  private readonly limit: LimitOf<'window'>
  private readonly learned = new Learned()
  /** A millisecond more than the spread: a vendor's window may have both its ends. */
  private readonly keptMillis: number
  private granted: number
  private entries: Spent[] = []
  /** Entries before this one have left the window. */
  private first = 0
  private used = 0

  constructor(limit: LimitOf<'window'>) {
    this.limit = limit
    this.granted = limit.permits
    this.keptMillis = limit.windowMillis + arrivalSpreadMillis + 1
  }

  readyAt(cost: number, now: number, share: number): number {
    this.forget(now)
    const permits = shareOf(this.permits(now), share)
    if (this.used + cost <= permits) return 0
    let freed = 0
    for (let i = this.first; i < this.entries.length; i++) {
      freed += this.entries[i]!.cost
      if (this.used - freed + cost <= permits) return this.entries[i]!.at + this.keptMillis
    }
    return Number.POSITIVE_INFINITY
  }

  spend(cost: number, at: number): void {
    this.entries.push({ at, cost })
    this.used += cost
  }

  settle(outcome: Outcome, now: number): void {
    if (outcome === 'throttled') this.learned.halve(now)
  }

  /** What the vendor tells may only make us more careful. */
  correct({ used, permits }: LimitReading, now: number): void {
    this.forget(now)
    if (permits > 0) this.granted = ourPart(this.limit, permits)
    if (used > this.used) this.spend(used - this.used, now)
  }

  state(now: number): BudgetState {
    this.forget(now)
    const permits = this.permits(now)
    const oldest = this.entries[this.first]
    return describe(this.limit, {
      permits,
      remaining: Math.max(0, permits - this.used),
      windowMillis: this.limit.windowMillis,
      resetAt: oldest && oldest.at + this.keptMillis,
    })
  }

  /** In slots, each as if all of it had been spent when the last of it was: thousands of entries say no more than a hundred. */
  spent(now: number): readonly Spent[] {
    this.forget(now)
    const slots = new Map<number, Spent>()
    for (const { at, cost } of this.entries.slice(this.first)) {
      const slot = Math.floor((at * 100) / this.keptMillis)
      slots.set(slot, { at, cost: cost + (slots.get(slot)?.cost ?? 0) })
    }
    return [...slots.values()]
  }

  /** Of a window whose past nobody knows, half may be gone. */
  restore(spent: readonly Spent[] | undefined, now: number): void {
    const all = spent ?? [{ at: now, cost: Math.ceil(this.limit.permits / 2) }]
    for (const { at, cost } of [...all].sort((a, b) => a.at - b.at)) this.spend(cost, Math.min(at, now))
  }

  private permits(now: number): number {
    return Math.max(1, Math.floor(this.granted * this.learned.part(now)))
  }

  private forget(now: number): void {
    for (
      let next = this.entries[this.first];
      next && next.at + this.keptMillis <= now;
      next = this.entries[this.first]
    ) {
      this.used -= next.cost
      this.first++
    }
    if (this.first > 100 && this.first > this.entries.length / 2) {
      this.entries = this.entries.slice(this.first)
      this.first = 0
    }
  }
}
