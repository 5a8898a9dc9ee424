import type { Limit } from '../../connector/index.ts'
import { describe } from '../account.ts'
import type { Budget, BudgetState, Outcome } from '../budget.ts'
import { Latency } from '../latency.ts'
import { Learned } from '../learned.ts'
import type { Division, Pool } from './divide.ts'
import { type Empty, emptyUntil, type Leasing, notEmpty, type Pooled, partOf, type Trip } from './leasing.ts'
import { type Learning, type PoolAnswer, type PoolAsk, poolTimings } from './protocol.ts'

type SlotPool = Extract<Pool, { kind: 'held' | 'learned' }>

/** A slot is used for new calls only so long after it was last confirmed; at the server it is held for twice as long. */
const confirmedMillis = poolTimings.owner / 2

/**
 * A limit on calls in flight, fixed or learned. Slots of the pool are held while calls run in them and a little longer, and
 * confirmed with every heartbeat: those of a replica that died come back by themselves.
 */
export class LeasedSlots implements Budget, Leasing {
  readonly expired = 0
  readyFrom = 0
  private readonly limit: Limit
  private readonly pool: SlotPool | undefined
  private readonly mostLeased: number
  private readonly own: number
  private readonly replicas: number
  private readonly pooled: Pooled
  /** Where the limit is published, what the vendor bears of it; where it is not, how fast the vendor is. */
  private readonly borne = new Learned()
  private readonly latency = new Latency()
  private inFlight = 0
  private held = 0
  private heldUntil = Number.NEGATIVE_INFINITY
  private heldByOthers = 0
  /** The most calls in the pool's slots at a time, since the last heartbeat. */
  private peak = 0
  private wanted: number | undefined
  private asked: number | undefined
  private empty: Empty = notEmpty
  /** How many more to ask for at a time. */
  private grow = 1
  private learned = -1
  private oks = 0
  /** What failures left of what is learned, in thousandths. */
  private kept = 1_000

  constructor(
    limit: Limit,
    { own, pool, mostLeased }: Division & { readonly pool: SlotPool | undefined },
    replicas: number,
    pooled: Pooled,
  ) {
    this.limit = limit
    this.pool = pool
    this.mostLeased = mostLeased
    this.own = own?.kind === 'concurrency' ? own.permits : 0
    this.replicas = replicas
    this.pooled = pooled
  }

  get isWanting(): boolean {
    return this.wanted !== undefined
  }

  readyAt(_cost: number, now: number, share: number): number {
    this.wanted = undefined
    this.readyFrom = this.find(now, share)
    return this.readyFrom
  }

  spend(_cost: number, now: number): void {
    this.inFlight++
    this.peak = Math.max(this.peak, this.inPool(now))
  }

  settle(outcome: Outcome, now: number, millis?: number): void {
    this.inFlight--
    if (this.pool?.kind !== 'learned') {
      if (outcome === 'throttled') this.borne.halve(now)
      return
    }
    const gradient = outcome === 'ok' && millis !== undefined ? this.latency.gradient(millis) : 1
    const left = outcome === 'throttled' || outcome === 'failed' ? 0.5 : gradient
    if (outcome === 'ok' && left >= 1) this.oks++
    if (left >= 1) return
    this.kept = Math.min(this.kept, Math.floor(left * 1_000))
    this.pooled.hurry()
  }

  correct(): void {}

  state(now: number): BudgetState {
    const pool = this.poolPermits(now)
    const reachable = this.ownNow(now) + (this.pooled.isShared ? pool - this.heldByOthers : 0)
    return describe(this.limit, {
      permits: this.own * this.replicas + pool,
      remaining: Math.max(0, reachable - this.inFlight),
    })
  }

  ask(now: number): PoolAsk {
    this.asked = this.wanted
    this.wanted = undefined
    const share = this.asked ?? 1
    const inUse = this.inPool(now)
    const taken = this.inPool(now, share)
    const isMore = this.asked !== undefined
    const want = isMore ? Math.max(this.held, taken + this.grow) : this.peak
    if (!isMore) this.peak = inUse
    // What is given back must not be used while the message is on its way.
    this.held = Math.min(this.held, want)
    const permits = this.poolPermits(now)
    const { name } = this.limit
    const part = partOf(permits, share)
    const need = isMore ? taken + 1 : 0
    return { kind: 'held', name, need, want, part, permits, inUse, ...this.learning(share) }
  }

  answered({ granted, used, learned }: PoolAnswer, { sentAt, now, pause }: Trip): void {
    // Whoever still waits asks anew, knowing this.
    this.wanted = undefined
    this.held = granted
    this.heldByOthers = used - granted
    this.heldUntil = sentAt + confirmedMillis
    this.learned = learned
    if (this.asked === undefined) return
    const isServed = this.hasSlot(now, this.asked)
    this.grow = isServed ? Math.min(this.mostLeased, this.grow * 2) : 1
    this.empty = isServed ? notEmpty : emptyUntil(now + Math.max(pause, poolTimings.poll), this.asked, now)
    this.asked = undefined
  }

  putOff(until: number): void {
    if (this.wanted !== undefined && Number.isFinite(until)) this.empty = { share: this.wanted, until, askFrom: until }
    this.wanted = undefined
  }

  lose(): void {
    this.wanted = undefined
    this.asked = undefined
    this.empty = notEmpty
    this.held = 0
    this.heldUntil = Number.NEGATIVE_INFINITY
  }

  private find(now: number, share: number): number {
    if (this.inFlight < partOf(this.ownNow(now), share)) return 0
    if (!this.pool || !this.pooled.isShared) return Number.POSITIVE_INFINITY
    if (this.hasSlot(now, share)) return 0
    if (share <= this.empty.share && now < this.empty.askFrom) return this.empty.until
    this.wanted = share
    this.pooled.want()
    return Number.POSITIVE_INFINITY
  }

  private ownNow(now: number): number {
    return this.own === 0 ? 0 : Math.max(1, Math.floor(this.own * this.borne.part(now)))
  }

  /**
   * Calls that run in slots of the pool; which ones they are does not matter. To a lane that may use only a share of our own,
   * all beyond that share are of the pool.
   */
  private inPool(now: number, share = 1): number {
    return Math.max(0, this.inFlight - partOf(this.ownNow(now), share))
  }

  private poolPermits(now: number): number {
    if (!this.pool) return 0
    if (this.pool.kind === 'held') return Math.floor(this.pool.permits * this.borne.part(now))
    const learned = this.learned < 0 ? this.pool.initial : Math.floor(this.learned / 1_000)
    return Math.max(0, learned - this.pool.own)
  }

  /** Others may hold so many by now that a lane with a share of the pool must not go on in a slot that is ours. */
  private hasSlot(now: number, share: number): boolean {
    const inPool = this.inPool(now, share)
    if (now >= this.heldUntil || inPool >= this.held) return false
    return share === 1 || this.heldByOthers + inPool < partOf(this.poolPermits(now), share)
  }

  private learning(share: number): { learning: Learning } | undefined {
    if (this.pool?.kind !== 'learned') return undefined
    const { initial, min, max, own } = this.pool
    const { learned: known, oks, kept } = this
    this.oks = 0
    this.kept = 1_000
    const thousandths = { initial: initial * 1_000, min: Math.max(1, min) * 1_000, max: max * 1_000 }
    return { learning: { ...thousandths, own, known, oks, kept, share } }
  }
}
