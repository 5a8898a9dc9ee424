import type { LimitReading } from '../connector/index.ts'
import { describe, type LimitOf, ourPart, shareOf } from './account.ts'
import { arrivalSpreadMillis } from './arrival.ts'
import type { Budget, BudgetState, Spent } from './budget.ts'

const mostSlots = 1440

/**
 * A long window kept in 1,440 slots, so a day costs a day's memory of minutes. What the vendor tells may only make us more
 * careful: its count may raise ours, and its limit may lower ours. Only what was a guess gives way to its word.
 */
export class RollingQuota implements Budget {
  private readonly limit: LimitOf<'quota'>
  private readonly slotMillis: number
  /** By number of the slot; in order of time, as time does not go back. */
  private slots = new Map<number, number>()
  private used = 0
  private granted: number
  /** Held to be spent while nobody knows what was. */
  private guessed: { slot: number; cost: number } | undefined

  constructor(limit: LimitOf<'quota'>) {
    this.limit = limit
    this.granted = limit.permits
    this.slotMillis = Math.max(1, Math.ceil(limit.windowMillis / mostSlots))
  }

  readyAt(cost: number, now: number, share: number): number {
    this.forget(now)
    let used = this.used
    const permits = shareOf(this.granted, share)
    if (used + cost <= permits) return 0
    for (const [slot, count] of this.slots) {
      used -= count
      if (used + cost <= permits) return this.leavesAt(slot)
    }
    return Number.POSITIVE_INFINITY
  }

  spend(cost: number, at: number): void {
    const slot = Math.floor(at / this.slotMillis)
    this.slots.set(slot, (this.slots.get(slot) ?? 0) + cost)
    this.used += cost
  }

  settle(): void {}

  correct({ used, permits }: LimitReading, now: number): void {
    this.forget(now)
    if (permits > 0) this.granted = ourPart(this.limit, permits)
    if (used >= 0) this.dropGuess()
    if (used > this.used) this.spend(used - this.used, now)
  }

  state(now: number): BudgetState {
    this.forget(now)
    const [oldest] = this.slots.keys()
    return describe(this.limit, {
      permits: this.granted,
      remaining: Math.max(0, this.granted - this.used),
      windowMillis: this.limit.windowMillis,
      resetAt: oldest === undefined ? undefined : this.leavesAt(oldest),
    })
  }

  /** Each slot as if all of it had been spent at its last instant. */
  spent(now: number): readonly Spent[] {
    this.forget(now)
    return [...this.slots].map(([slot, cost]) => ({ at: (slot + 1) * this.slotMillis - 1, cost }))
  }

  /** Of a day whose past nobody knows, half may be gone, until the vendor says. */
  restore(spent: readonly Spent[] | undefined, now: number): void {
    if (!spent) this.guessed = { slot: Math.floor(now / this.slotMillis), cost: Math.ceil(this.limit.permits / 2) }
    const all = spent ?? [{ at: now, cost: this.guessed!.cost }]
    for (const { at, cost } of [...all].sort((a, b) => a.at - b.at)) this.spend(cost, Math.min(at, now))
    this.forget(now)
  }

  private dropGuess(): void {
    const { slot, cost } = this.guessed ?? { slot: 0, cost: 0 }
    this.guessed = undefined
    const held = Math.min(cost, this.slots.get(slot) ?? 0)
    if (held === 0) return
    this.slots.set(slot, this.slots.get(slot)! - held)
    this.used -= held
  }

  private forget(now: number): void {
    for (const [slot, count] of this.slots) {
      if (this.leavesAt(slot) > now) return
      this.slots.delete(slot)
      this.used -= count
    }
  }

  /** A slot counts until its last instant has left the window, whenever it arrived. */
  private leavesAt(slot: number): number {
    return (slot + 1) * this.slotMillis + this.limit.windowMillis + arrivalSpreadMillis
  }
}
