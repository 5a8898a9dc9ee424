import type { Limit, LimitReading } from '../../connector/index.ts'
import { describe, ourPart } from '../account.ts'
import type { Budget, BudgetState, Outcome, Spent } from '../budget.ts'
import { Learned } from '../learned.ts'
import { type Division, delayMillis, leaseMillis, type Pool } from './divide.ts'
import { type Empty, emptyUntil, type Leasing, notEmpty, type Pooled, partOf, type Trip } from './leasing.ts'
import type { PoolAnswer, PoolAsk } from './protocol.ts'

type SpendingPool = Extract<Pool, { kind: 'spent' | 'rate' }>

interface Lease {
  left: number
  /** The part of the pool that it was drawn from: a lane may not use what was drawn for a more urgent one. */
  readonly share: number
  readonly expiresAt: number
}

/** How much of a window one slot of the account stands for: what is spent counts that much longer. */
const slotsPerWindow = 200
/** Of a quota, so much may be lost with a replica that dies just before the server does; it is counted as spent then. */
const slackShare = 0.02

/**
 * A limit on how much is spent: a rate, a window or a quota. Leases are short, so a burst pays one round trip for many calls
 * and a trickle wastes little. The guard asks `readyAt` before each `spend`, and what that found is what is spent.
 */
export class LeasedSpending implements Budget, Leasing {
  expired = 0
  readyFrom = 0
  private readonly limit: Limit
  private readonly division: Division
  private readonly pool: SpendingPool | undefined
  private readonly own: Budget | undefined
  private readonly replicas: number
  private readonly pooled: Pooled
  private readonly borne = new Learned()
  private leases: Lease[] = []
  private found: Lease | undefined
  private wanted: { readonly cost: number; readonly share: number } | undefined
  private asked: { readonly cost: number; readonly share: number } | undefined
  private empty: Empty = notEmpty
  /** How many to lease at a time: more while they are all used, fewer when some expire. */
  private bulk = 1
  private used = -1
  private sum = 0
  /** What the vendor counted, on its way to the others. */
  private reading = -1

  constructor(
    limit: Limit,
    division: Division & { readonly pool: SpendingPool | undefined },
    own: Budget | undefined,
    replicas: number,
    pooled: Pooled,
  ) {
    this.limit = limit
    this.division = division
    this.pool = division.pool
    this.own = own
    this.replicas = replicas
    this.pooled = pooled
  }

  get isWanting(): boolean {
    return this.wanted !== undefined
  }

  readyAt(cost: number, now: number, share: number): number {
    this.wanted = undefined
    this.readyFrom = this.find(cost, now, share)
    return this.readyFrom
  }

  spend(cost: number, now: number): void {
    const { found } = this
    if (!found) {
      this.own?.spend(cost, now)
      return
    }
    found.left -= cost
    if (found.left === 0) this.bulk = Math.min(this.division.mostLeased, this.bulk * 2)
    this.found = undefined
  }

  settle(outcome: Outcome, now: number): void {
    if (outcome === 'throttled') this.borne.halve(now)
    this.own?.settle(outcome, now)
  }

  /** The vendor counts what all have spent together. What it has left is cut as the limit is. */
  correct({ used, permits }: LimitReading, now: number): void {
    const { limit } = this
    if (limit.kind !== 'quota' && limit.kind !== 'window') return
    const missing = permits > 0 ? limit.permits - ourPart(limit, permits) : 0
    this.reading = Math.min(limit.permits, Math.max(0, used) + missing)
    this.correctOwn(this.reading, now)
  }

  state(now: number): BudgetState {
    this.dropExpired(now)
    const own = this.own?.state(now)
    const inPool = this.pooled.isShared ? Math.max(0, Math.floor(this.poolPermits(now)) - Math.max(0, this.used)) : 0
    const leased = this.leases.reduce((sum, { left }) => sum + left, 0)
    return describe(this.limit, {
      permits: 'permits' in this.limit ? this.limit.permits : 0,
      remaining: (own?.remaining ?? 0) + inPool + leased,
      windowMillis: own?.windowMillis ?? ('windowMillis' in this.limit ? this.limit.windowMillis : undefined),
      resetAt: own?.resetAt,
    })
  }

  spent(now: number): readonly Spent[] {
    return this.own?.spent?.(now) ?? []
  }

  restore(spent: readonly Spent[] | undefined, now: number): void {
    this.own?.restore?.(spent, now)
  }

  ask(now: number): PoolAsk {
    this.asked = this.wanted
    this.wanted = undefined
    const need = this.asked?.cost ?? 0
    const part = partOf(this.poolPermits(now), this.asked?.share ?? 1)
    return this.askOf({ name: this.limit.name, need, want: Math.max(need, this.bulk), part })
  }

  answered({ granted, used, sum, reading }: PoolAnswer, { sentAt, now, pause }: Trip): void {
    // Whoever still waits asks anew, knowing this.
    this.wanted = undefined
    this.used = used
    this.sum = sum
    if (reading >= 0) this.correctOwn(reading, now)
    if (!this.asked) return
    const { share } = this.asked
    if (granted > 0) this.leases.push({ left: granted, share, expiresAt: sentAt + leaseMillis })
    this.empty = granted > 0 ? notEmpty : emptyUntil(now + pause, share, now)
    this.asked = undefined
  }

  putOff(until: number): void {
    if (this.wanted && Number.isFinite(until)) this.empty = { share: this.wanted.share, until, askFrom: until }
    this.wanted = undefined
  }

  lose(): void {
    this.wanted = undefined
    this.asked = undefined
    this.empty = notEmpty
  }

  private find(cost: number, now: number, share: number): number {
    this.dropExpired(now)
    this.found = this.leases.find((lease) => lease.share <= share && lease.left >= cost)
    if (this.found) return 0
    const ownAt = this.own?.readyAt(cost, now, share) ?? Number.POSITIVE_INFINITY
    if (ownAt <= now || !this.pool || !this.pooled.isShared) return ownAt
    if (share <= this.empty.share && now < this.empty.askFrom) return Math.min(ownAt, this.empty.until)
    this.wanted = { cost, share }
    this.pooled.want()
    return Number.POSITIVE_INFINITY
  }

  private askOf(wanted: Pick<PoolAsk, 'name' | 'need' | 'want' | 'part'>): PoolAsk {
    const { pool } = this
    if (pool?.kind === 'rate') {
      const { burst, intervalMillis } = pool
      return { ...wanted, kind: 'rate', burst, intervalMicros: Math.ceil(intervalMillis * 1_000) }
    }
    const { permits, windowMillis, isQuota } = pool ?? { permits: 0, windowMillis: 1, isQuota: false }
    const { used, sum, reading } = this
    this.reading = -1
    return {
      ...wanted,
      kind: 'spent',
      slotMillis: Math.ceil(windowMillis / slotsPerWindow),
      keepMillis: windowMillis + delayMillis,
      isQuota,
      slack: Math.max(1, Math.floor(permits * slackShare)),
      used,
      sum,
      reading,
    }
  }

  private poolPermits(now: number): number {
    const { pool } = this
    const whole = pool?.kind === 'rate' ? pool.burst : (pool?.permits ?? 0)
    const part = this.borne.part(now)
    return part === 1 ? whole : Math.max(1, Math.floor(whole * part))
  }

  private correctOwn(spent: number, now: number): void {
    const own = this.division.own
    if (!own || !('permits' in this.limit) || !('permits' in own)) return
    const left = Math.floor((this.limit.permits - spent) / this.replicas)
    const used = Math.max(0, own.permits - Math.max(0, left))
    this.own?.correct({ limit: own.name, used, permits: own.permits }, now)
  }

  private dropExpired(now: number): void {
    const late = this.leases.filter(({ expiresAt }) => expiresAt <= now).reduce((sum, { left }) => sum + left, 0)
    this.expired += late
    if (late > 0) this.bulk = Math.max(1, Math.floor(this.bulk / 2))
    if (this.leases.length > 0) this.leases = this.leases.filter(({ expiresAt, left }) => expiresAt > now && left > 0)
  }
}
