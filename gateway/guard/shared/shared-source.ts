import type { Limit } from '../../connector/index.ts'
import type { Runtime } from '../../runtime.ts'
import { type Budget, type OpenBudget, openBudget } from '../budget.ts'
import type { Guard } from '../guard.ts'
import { divide } from './divide.ts'
import { LeasedSlots } from './leased-slots.ts'
import { LeasedSpending } from './leased-spending.ts'
import type { Leasing, Pooled } from './leasing.ts'
import type { PoolReply, PoolRequest, PoolSession, Rest } from './protocol.ts'

/** Where all are short, asking more often gives nobody more. */
const shortestPauseMillis = 10

/** The limits of one source as this replica shares them: one question at a time, about all of them. */
export class SharedSource implements Pooled {
  readonly name: string
  private readonly owner: string
  private readonly replicas: number
  private readonly runtime: Runtime
  private readonly onFailure: (session: PoolSession, error: unknown) => void
  private readonly leasings: Leasing[] = []
  private session: PoolSession | undefined
  private guard: Pick<Guard, 'rest'> | undefined
  private wake = () => {}
  private epoch = ''
  private isWanted = false
  /** There is something to tell. */
  private isUrgent = false
  /** Whose answer is waited for. */
  private asking: PoolSession | undefined
  /** Told by the vendor to this replica: the end, and why. */
  private rest: { readonly until: number; readonly reason: Rest['reason'] } | undefined
  private isRestTold = true

  constructor(
    name: string,
    replicas: number,
    runtime: Runtime,
    { owner, onFailure }: { owner: string; onFailure: (session: PoolSession, error: unknown) => void },
  ) {
    this.name = name
    this.owner = owner
    this.replicas = replicas
    this.runtime = runtime
    this.onFailure = onFailure
  }

  get isShared(): boolean {
    return this.session !== undefined
  }

  get permitsExpired(): number {
    return this.leasings.reduce((sum, { expired }) => sum + expired, 0)
  }

  /** Where the guard of this source keeps its accounts. */
  readonly open: OpenBudget = (limit, wake) => {
    this.wake = wake
    const budget = this.leased(limit)
    this.leasings.push(budget)
    return budget
  }

  /** `guard` is told of rests that the vendor asked of others. */
  listen(guard: Pick<Guard, 'rest'>): void {
    this.guard = guard
  }

  /** The vendor asked for rest: the others are told. */
  tell({ millis, reason }: Rest): void {
    this.rest = { until: this.runtime.monotonic() + millis, reason }
    this.isRestTold = false
    this.hurry()
  }

  hearRest({ millis, reason }: Rest): void {
    this.guard?.rest(millis, reason)
  }

  /** Begins to share, once the pool has answered for the first time. @throws when it does not */
  async attach(session: PoolSession): Promise<void> {
    this.isRestTold = false
    await this.trip(session)
    this.session = session
    this.wake()
  }

  lose(): void {
    this.session = undefined
    this.asking = undefined
    for (const leasing of this.leasings) leasing.lose()
    this.wake()
  }

  /** Says that this replica is alive, and what it holds. */
  beat(): void {
    if (!this.asking) void this.exchange()
  }

  want(): void {
    if (this.isWanted) return
    this.isWanted = true
    // Once everything that is wanted at this moment is known.
    queueMicrotask(() => void this.exchange())
  }

  hurry(): void {
    this.isUrgent = true
    this.want()
  }

  private leased(limit: Limit): Budget & Leasing {
    const { own, pool, mostLeased } = divide(limit, this.replicas)
    if (
      pool?.kind === 'held' ||
      pool?.kind === 'learned' ||
      limit.kind === 'concurrency' ||
      limit.kind === 'adaptive'
    ) {
      const slots = pool?.kind === 'held' || pool?.kind === 'learned' ? pool : undefined
      return new LeasedSlots(limit, { own, pool: slots, mostLeased }, this.replicas, this)
    }
    const budget = own && openBudget(own)
    return new LeasedSpending(limit, { own, pool, mostLeased }, budget, this.replicas, this)
  }

  /** Asks, unless all that is wanted stands back: then nobody need be asked. */
  private async exchange(): Promise<void> {
    if (this.asking) return
    const mustAsk = this.isUrgent || !this.isWanted
    this.isWanted = false
    this.isUrgent = false
    const { session } = this
    if (!session || (this.standsBack() && !mustAsk)) return
    try {
      await this.trip(session)
      if (this.session === session) this.wake()
    } catch (error) {
      this.onFailure(session, error)
    }
    if (this.isWanted || this.isUrgent) void this.exchange()
  }

  /**
   * Whether one limit is short whatever the pool says: then the others are not leased in vain. Where that ends by itself, the
   * guard is told when; where it ends with a call, the guard will ask anew.
   */
  private standsBack(): boolean {
    const now = this.runtime.monotonic()
    const short = this.leasings.filter(({ isWanting, readyFrom }) => !isWanting && readyFrom > now)
    if (short.length === 0) return false
    const until = Math.max(...short.map(({ readyFrom }) => readyFrom))
    for (const leasing of this.leasings) leasing.putOff(until)
    if (Number.isFinite(until)) this.wake()
    return true
  }

  private async trip(session: PoolSession): Promise<void> {
    this.asking = session
    const sentAt = this.runtime.monotonic()
    try {
      const reply = await session.ask(this.name, this.request(sentAt))
      // What comes from a pool that was given up meanwhile is not used: it counts as spent there.
      if (this.asking === session) this.hear(reply, sentAt)
    } finally {
      if (this.asking === session) this.asking = undefined
    }
  }

  private request(now: number): PoolRequest {
    const { owner, epoch, rest } = this
    const millis = rest && !this.isRestTold ? Math.ceil(rest.until - now) : 0
    this.isRestTold = true
    return {
      owner,
      epoch,
      ...(rest && millis > 0 ? { rest: { millis, reason: rest.reason } } : {}),
      limits: this.leasings.map((leasing) => leasing.ask(now)),
    }
  }

  private hear(reply: PoolReply, sentAt: number): void {
    const now = this.runtime.monotonic()
    this.isWanted = false
    // Whoever begins anew may not have heard of a rest that the old one knew.
    if (reply.epoch !== this.epoch) this.isRestTold = false
    this.epoch = reply.epoch
    const longest = Math.max(0, ...reply.limits.map(({ wait }) => wait))
    for (const [i, leasing] of this.leasings.entries()) {
      const answer = reply.limits[i]!
      const pause = answer.wait < 0 ? Number.POSITIVE_INFINITY : Math.max(shortestPauseMillis, longest)
      leasing.answered(answer, { sentAt, now, pause })
    }
    if (reply.rest > 0) this.hearRest({ millis: reply.rest, reason: reply.reason })
  }
}
