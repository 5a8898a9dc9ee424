import type { Limit, LimitReading } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { type Budget, type BudgetState, type OpenBudget, type Outcome, openBudget } from './budget.ts'
import { type Lane, lanes, shares, urgentInARow } from './lane.ts'

export interface Call {
  /** In the unit of the limits; vendors count requests, so usually 1. */
  readonly cost: number
  readonly lane: Lane
  /** Monotonic milliseconds; no permit is given later. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

/** Leave to make one call. Settled exactly once; a second report is a bug and throws. */
export interface Permit {
  settle(outcome: Outcome): void
}

export interface GuardState {
  readonly inFlight: number
  readonly queued: number
  /** Epoch millis until which the vendor asked for rest, if it is in the future. */
  readonly restingUntil: number | undefined
  readonly budgets: readonly BudgetState[]
}

/** Keeps one source's limits, whoever calls. */
export interface Guard {
  /**
   * Waits for leave to make one call. Lanes are served interactive, refresh, batch, in order of arrival within a lane; a share
   * of every limit is kept for the first, and none waits for ever.
   * @throws FreshetError GATEWAY_OVERLOADED, SOURCE_QUOTA_EXHAUSTED or the reason of a rest, with `retryAfterMs`, when no permit can
   * be had before the deadline; DEADLINE_EXCEEDED when that has passed already
   */
  acquire(call: Call): Promise<Permit>
  /** The vendor asked for rest: no call of anyone for so long. `reason` is what those are told who would have to wait too long. */
  rest(millis: number, reason?: RestReason): void
  correct(reading: LimitReading): void
  state(): GuardState
}

export type RestReason = 'SOURCE_THROTTLED' | 'SOURCE_QUOTA_EXHAUSTED' | 'SOURCE_UNAVAILABLE'

interface Waiter {
  readonly call: Call
  readonly grant: (permit: Permit) => void
  readonly refuse: (error: unknown) => void
  cleanup: () => void
}

/** `open` decides where the limits are accounted for: in this process unless told otherwise. */
export function createGuard(
  source: string,
  limits: readonly Limit[],
  runtime: Runtime,
  open: OpenBudget = openBudget,
): Guard {
  return new SourceGuard(source, limits, runtime, open)
}

class SourceGuard implements Guard {
  private readonly source: string
  private readonly runtime: Runtime
  private readonly budgets: readonly { readonly name: string; readonly budget: Budget; readonly kind: Limit['kind'] }[]
  private readonly queues = new Map<Lane, Set<Waiter>>(lanes.map((lane) => [lane, new Set()]))
  private inFlight = 0
  /** Monotonic, like all times in here: a limit must hold although the wall clock steps. */
  private restingUntil = Number.NEGATIVE_INFINITY
  private restReason: RestReason = 'SOURCE_THROTTLED'
  /** Urgent calls served since someone behind them was. */
  private passedOver = 0
  private cancelWake: (() => void) | undefined

  constructor(source: string, limits: readonly Limit[], runtime: Runtime, open: OpenBudget) {
    this.source = source
    this.runtime = runtime
    const wake = () => this.serve()
    this.budgets = limits.map((limit) => ({ name: limit.name, kind: limit.kind, budget: open(limit, wake) }))
  }

  acquire(call: Call): Promise<Permit> {
    if (call.signal?.aborted) return Promise.reject(call.signal.reason)
    if (call.deadline <= this.runtime.monotonic())
      return Promise.reject(new FreshetError('DEADLINE_EXCEEDED', { source: this.source }))
    return new Promise((grant, refuse) => this.enqueue(call, grant, refuse))
  }

  rest(millis: number, reason: RestReason = 'SOURCE_THROTTLED'): void {
    const until = this.runtime.monotonic() + millis
    if (until > this.restingUntil) [this.restingUntil, this.restReason] = [until, reason]
  }

  correct(reading: LimitReading): void {
    const now = this.runtime.monotonic()
    for (const { name, budget } of this.budgets) if (name === reading.limit) budget.correct(reading, now)
  }

  state(): GuardState {
    const now = this.runtime.monotonic()
    const wall = (at: number): number => this.runtime.now() + (at - now)
    return {
      inFlight: this.inFlight,
      queued: [...this.queues.values()].reduce((sum, queue) => sum + queue.size, 0),
      restingUntil: this.restingUntil > now ? wall(this.restingUntil) : undefined,
      budgets: this.budgets.map(({ budget }) => {
        const state = budget.state(now)
        return { ...state, resetAt: state.resetAt === undefined ? undefined : wall(state.resetAt) }
      }),
    }
  }

  private enqueue(call: Call, grant: (permit: Permit) => void, refuse: (error: unknown) => void): void {
    const waiter: Waiter = { call, grant, refuse, cleanup: () => {} }
    const onAbort = () => this.drop(waiter, call.signal?.reason)
    const cancelTimer = this.runtime.after(call.deadline - this.runtime.monotonic(), () =>
      this.drop(waiter, this.refusal(call)),
    )
    call.signal?.addEventListener('abort', onAbort, { once: true })
    waiter.cleanup = () => {
      cancelTimer()
      call.signal?.removeEventListener('abort', onAbort)
    }
    this.queueOf(waiter).add(waiter)
    this.serve()
    const wait = this.waitFor(call)
    // Waiting in vain helps nobody: refuse now what cannot be served before its deadline.
    if (this.queueOf(waiter).has(waiter) && Number.isFinite(wait) && this.runtime.monotonic() + wait > call.deadline)
      this.drop(waiter, this.refusal(call))
  }

  /** Whoever was behind may go now: the one in front may have been all that stood in the way. */
  private drop(waiter: Waiter, error: unknown): void {
    this.leave(waiter)
    waiter.refuse(error)
    this.serve()
  }

  private leave(waiter: Waiter): void {
    waiter.cleanup()
    this.queueOf(waiter).delete(waiter)
  }

  private queueOf({ call: { lane } }: Waiter): Set<Waiter> {
    return this.queues.get(lane)!
  }

  /** Grants in order until the first waiter that must wait; then sleeps until it need not. */
  private serve(): void {
    this.cancelWake?.()
    this.cancelWake = undefined
    for (let next = this.next(); next; next = this.next()) {
      const now = this.runtime.monotonic()
      const { waiter, share } = next
      // On a busy machine its timer may come after us. No call is let go when nobody waits for it any more.
      if (waiter.call.deadline <= now) {
        this.leave(waiter)
        waiter.refuse(this.refusal(waiter.call))
        continue
      }
      const at = this.readyAt(waiter.call, now, share)
      if (at > now) {
        this.wakeAt(at, now)
        return
      }
      this.grant(waiter, now)
    }
  }

  /** The most urgent waiter, and the part of the limits that is his; now and then one whom the urgent have passed over. */
  private next(): { waiter: Waiter; share: number } | undefined {
    const [urgent, ...others] = lanes.map((lane) => this.queues.get(lane)!.values().next().value)
    const other = others.find((waiter) => waiter !== undefined)
    if (other && (this.passedOver >= urgentInARow || !urgent))
      return { waiter: other, share: this.passedOver >= urgentInARow ? 1 : shares[other.call.lane] }
    return urgent && { waiter: urgent, share: shares.interactive }
  }

  private grant(waiter: Waiter, now: number): void {
    this.leave(waiter)
    const isUrgent = waiter.call.lane === 'interactive'
    const isAnyoneBehind = lanes.some((lane) => lane !== 'interactive' && this.queues.get(lane)!.size > 0)
    this.passedOver = isUrgent && isAnyoneBehind ? this.passedOver + 1 : 0
    waiter.grant(this.spend(waiter.call, now))
  }

  private readyAt(call: Call, now: number, share: number): number {
    return Math.max(this.restingUntil, ...this.budgets.map(({ budget }) => budget.readyAt(call.cost, now, share)))
  }

  /** Milliseconds until the limits would allow the call; Infinity when only a running call stands in the way. */
  private waitFor(call: Call): number {
    const now = this.runtime.monotonic()
    return Math.max(0, this.readyAt(call, now, shares[call.lane]) - now)
  }

  private wakeAt(at: number, now: number): void {
    // Timers know whole milliseconds: woken too early by a fraction, we would wake again and again until then.
    if (Number.isFinite(at)) this.cancelWake = this.runtime.after(Math.ceil(at - now), () => this.serve())
  }

  private spend(call: Call, now: number): Permit {
    for (const { budget } of this.budgets) budget.spend(call.cost, now)
    this.inFlight++
    let open = true
    return {
      settle: (outcome) => {
        if (!open) throw new Error(`the permit for ${this.source} was settled twice`)
        open = false
        this.inFlight--
        for (const { budget } of this.budgets) budget.settle(outcome, this.runtime.monotonic())
        this.serve()
      },
    }
  }

  private refusal(call: Call): FreshetError {
    const now = this.runtime.monotonic()
    const wait = this.waitFor(call)
    return new FreshetError(this.refusalCode(call, now), {
      source: this.source,
      // When a running call or the queue stands in the way, nobody knows for how long.
      retryAfterMs: Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : busyMillis,
    })
  }

  private refusalCode(call: Call, now: number): RestReason | 'GATEWAY_OVERLOADED' {
    const isSpent = this.budgets.some(
      ({ kind, budget }) => kind === 'quota' && budget.readyAt(call.cost, now, shares[call.lane]) > now,
    )
    if (isSpent) return 'SOURCE_QUOTA_EXHAUSTED'
    return this.restingUntil > now ? this.restReason : 'GATEWAY_OVERLOADED'
  }
}

/** What a caller is told to wait when the end of the wait is not known. */
const busyMillis = 1_000
