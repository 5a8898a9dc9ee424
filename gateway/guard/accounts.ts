import type { Limit, LimitReading } from '../connector/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Budget, BudgetState, OpenBudget, Outcome } from './budget.ts'
import type { Spending } from './ledger.ts'

interface Account {
  readonly limit: Limit
  readonly budget: Budget
}

/** The accounts of all limits of one source: a call needs room in every one of them. Times are monotonic. */
export class Accounts {
  private readonly all: readonly Account[]
  private readonly runtime: Runtime

  constructor(limits: readonly Limit[], open: OpenBudget, wake: () => void, runtime: Runtime) {
    this.all = limits.map((limit) => ({ limit, budget: open(limit, wake) }))
    this.runtime = runtime
  }

  readyAt(cost: number, now: number, share: number): number {
    let at = 0
    for (const { budget } of this.all) at = Math.max(at, budget.readyAt(cost, now, share))
    return at
  }

  isQuotaSpent(cost: number, now: number, share: number): boolean {
    return this.all.some(({ limit, budget }) => limit.kind === 'quota' && budget.readyAt(cost, now, share) > now)
  }

  spend(cost: number, now: number): void {
    for (const { budget } of this.all) budget.spend(cost, now)
  }

  settle(outcome: Outcome, now: number, millis?: number): void {
    for (const { budget } of this.all) budget.settle(outcome, now, millis)
  }

  correct(reading: LimitReading, now: number): void {
    for (const { limit, budget } of this.all) if (limit.name === reading.limit) budget.correct(reading, now)
  }

  states(now: number): readonly BudgetState[] {
    return this.all.map(({ budget }) => {
      const state = budget.state(now)
      return { ...state, resetAt: state.resetAt === undefined ? undefined : this.wall(state.resetAt, now) }
    })
  }

  /** By the wall clock, as it outlives the process and the monotonic clock does not. */
  spending(now: number): Spending {
    const entries = this.all.flatMap(({ limit, budget }) => {
      const spent = budget.spent?.(now)
      return spent ? [[limit.name, spent.map(({ at, cost }) => ({ at: this.wall(at, now), cost }))] as const] : []
    })
    return Object.fromEntries(entries)
  }

  /** A limit of which an earlier process knew nothing was not spent by it. */
  restore(past: Spending | 'unknown', now: number): void {
    const behind = now - this.runtime.now()
    for (const { limit, budget } of this.all) {
      const spent = past === 'unknown' ? undefined : (past[limit.name] ?? [])
      budget.restore?.(
        spent?.map(({ at, cost }) => ({ at: at + behind, cost })),
        now,
      )
    }
  }

  private wall(at: number, now: number): number {
    return this.runtime.now() + (at - now)
  }
}
