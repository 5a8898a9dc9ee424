import type { Limit, LimitReading } from '../connector/index.ts'

/** How the vendor took a call: decides what the budgets learn from it. */
export type Outcome = 'ok' | 'throttled' | 'failed' | 'ignored'

/** What is left of a limit, for the `sources` field. `resetAt` is on the clock of whoever gave `now`. */
export interface BudgetState {
  readonly name: string
  readonly kind: Limit['kind']
  readonly permits: number
  readonly remaining: number
  readonly windowMillis: number | undefined
  readonly resetAt: number | undefined
  readonly citation: string
}

/** Our running account against one published limit. Times are milliseconds of one clock that never steps. */
export interface Budget {
  /**
   * 0 when `cost` may be spent now; otherwise the instant to ask again, Infinity when only a settled call can free it.
   * `share` is the part of the limit that may be drawn on.
   */
  readyAt(cost: number, now: number, share: number): number
  spend(cost: number, now: number): void
  settle(outcome: Outcome, now: number): void
  correct(reading: LimitReading, now: number): void
  state(now: number): BudgetState
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
      return new Concurrency(limit, limit.permits, limit.permits, limit.permits)
    case 'adaptive':
      return new Concurrency(limit, limit.initial, limit.min, limit.max)
    case 'window':
      return new SlidingWindow(limit, limit.permits, limit.windowMillis)
    case 'quota':
      return new RollingQuota(limit, limit.permits, limit.windowMillis)
    case 'rate':
      return new TokenBucket(limit)
  }
}

/** A share of a limit lets at least one call through, or it would let none through for ever. */
const shareOf = (permits: number, share: number): number =>
  share === 1 ? permits : Math.max(1, Math.floor(permits * share))

/** Calls in flight. Adaptive between `min` and `max`: halved when the vendor throttles or fails, one more per full round of successes. */
class Concurrency implements Budget {
  private readonly limit: Limit
  private readonly min: number
  private readonly max: number
  private permits: number
  private inFlight = 0

  constructor(limit: Limit, initial: number, min: number, max: number) {
    this.limit = limit
    this.permits = initial
    // With less than one there would be no call to learn from.
    this.min = Math.max(1, min)
    this.max = max
  }

  readyAt(_cost: number, _now: number, share: number): number {
    return this.inFlight < shareOf(Math.floor(this.permits), share) ? 0 : Number.POSITIVE_INFINITY
  }

  spend(): void {
    this.inFlight++
  }

  settle(outcome: Outcome): void {
    this.inFlight--
    if (outcome === 'ok') this.permits = Math.min(this.max, this.permits + 1 / this.permits)
    if (outcome === 'throttled' || outcome === 'failed') this.permits = Math.max(this.min, this.permits / 2)
  }

  correct(): void {}

  state(): BudgetState {
    const permits = Math.floor(this.permits)
    return describe(this.limit, permits, Math.max(0, permits - this.inFlight), undefined, undefined)
  }
}

/**
 * Calls reach the vendor a little later than we let them go, one later than another. What left longer apart than the
 * window may arrive closer, so each is remembered for so much longer.
 */
const arrivalSpreadMillis = 250

/** At most `permits` in any window of the given length: remembers when each was spent. */
class SlidingWindow implements Budget {
  private readonly limit: Limit
  private readonly permits: number
  private readonly windowMillis: number
  private spent: { at: number; cost: number }[] = []
  private used = 0

  constructor(limit: Limit, permits: number, windowMillis: number) {
    this.limit = limit
    this.permits = permits
    this.windowMillis = windowMillis + arrivalSpreadMillis
  }

  readyAt(cost: number, now: number, share: number): number {
    this.forget(now)
    const permits = shareOf(this.permits, share)
    if (this.used + cost <= permits) return 0
    let freed = 0
    for (const entry of this.spent) {
      freed += entry.cost
      if (this.used - freed + cost <= permits) return entry.at + this.windowMillis
    }
    return Number.POSITIVE_INFINITY
  }

  spend(cost: number, now: number): void {
    this.spent.push({ at: now, cost })
    this.used += cost
  }

  settle(): void {}
  correct(): void {}

  state(now: number): BudgetState {
    this.forget(now)
    const oldest = this.spent[0]
    return describe(
      this.limit,
      this.permits,
      this.permits - this.used,
      this.windowMillis - arrivalSpreadMillis,
      oldest && oldest.at + this.windowMillis,
    )
  }

  private forget(now: number): void {
    let gone = 0
    while (gone < this.spent.length && this.spent[gone]!.at + this.windowMillis <= now)
      this.used -= this.spent[gone++]!.cost
    if (gone > 0) this.spent = this.spent.slice(gone)
  }
}

/**
 * A long window kept in 1,440 slots, so a day costs a day's memory of minutes. What the vendor tells may only make us more
 * careful: its count may raise ours, and its limit may lower ours.
 */
class RollingQuota implements Budget {
  private readonly limit: Limit
  private readonly configured: number
  private permits: number
  private readonly windowMillis: number
  private readonly slotMillis: number
  private readonly slots = new Map<number, number>()

  constructor(limit: Limit, permits: number, windowMillis: number) {
    this.limit = limit
    this.configured = permits
    this.permits = permits
    this.windowMillis = windowMillis
    this.slotMillis = Math.max(1, Math.ceil(windowMillis / 1440))
  }

  readyAt(cost: number, now: number, share: number): number {
    let used = this.used(now)
    const permits = shareOf(this.permits, share)
    if (used + cost <= permits) return 0
    for (const [slot, count] of [...this.slots].sort(([a], [b]) => a - b)) {
      used -= count
      if (used + cost <= permits) return this.leavesAt(slot)
    }
    return Number.POSITIVE_INFINITY
  }

  spend(cost: number, now: number): void {
    const slot = Math.floor(now / this.slotMillis)
    this.slots.set(slot, (this.slots.get(slot) ?? 0) + cost)
  }

  settle(): void {}

  correct(reading: LimitReading, now: number): void {
    if (reading.permits > 0) this.permits = Math.min(this.configured, reading.permits)
    const missing = reading.used - this.used(now)
    if (missing > 0) this.spend(missing, now)
  }

  state(now: number): BudgetState {
    const used = this.used(now)
    const oldest = Math.min(...this.slots.keys())
    const resetAt = Number.isFinite(oldest) ? this.leavesAt(oldest) : undefined
    return describe(this.limit, this.permits, Math.max(0, this.permits - used), this.windowMillis, resetAt)
  }

  private used(now: number): number {
    let used = 0
    for (const [slot, count] of this.slots) {
      if (this.leavesAt(slot) <= now) this.slots.delete(slot)
      else used += count
    }
    return used
  }

  /** A slot counts until its last instant has left the window. */
  private leavesAt(slot: number): number {
    return (slot + 1) * this.slotMillis + this.windowMillis
  }
}

/** GCRA: `burst` at once, then one per `perMillis / permits`, in exact fractions. */
class TokenBucket implements Budget {
  private readonly limit: Extract<Limit, { kind: 'rate' }>
  private readonly interval: number
  private readonly burst: number
  private arrivesAt = Number.NEGATIVE_INFINITY

  constructor(limit: Extract<Limit, { kind: 'rate' }>) {
    this.limit = limit
    this.interval = limit.perMillis / limit.permits
    // A bucket that holds less than one call would never be full enough for any.
    this.burst = Math.max(1, limit.burst)
  }

  readyAt(cost: number, now: number, share: number): number {
    const allowedAt = Math.max(this.arrivesAt, now) + (cost - shareOf(this.burst, share)) * this.interval
    return allowedAt <= now ? 0 : allowedAt
  }

  spend(cost: number, now: number): void {
    this.arrivesAt = Math.max(this.arrivesAt, now) + cost * this.interval
  }

  settle(): void {}
  correct(): void {}

  state(now: number): BudgetState {
    const owed = Math.max(0, this.arrivesAt - now) / this.interval
    const remaining = Math.max(0, Math.floor(this.burst - owed))
    return describe(this.limit, this.limit.permits, remaining, this.limit.perMillis, Math.max(this.arrivesAt, now))
  }
}

function describe(
  limit: Limit,
  permits: number,
  remaining: number,
  windowMillis: number | undefined,
  resetAt: number | undefined,
): BudgetState {
  return {
    name: limit.name,
    kind: limit.kind,
    permits,
    remaining,
    windowMillis,
    resetAt,
    citation: limit.citation.page,
  }
}
