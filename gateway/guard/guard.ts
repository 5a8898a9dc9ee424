import type { Limit, LimitReading } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { type Budget, type BudgetState, type Outcome, openBudget } from './budget.ts'
import { type Lane, lanes } from './lane.ts'

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
   * Waits for leave to make one call. Lanes are served interactive, refresh, batch; in order of arrival within a lane.
   * @throws FreshetError GATEWAY_OVERLOADED or SOURCE_QUOTA_EXHAUSTED with `retryAfterMs`, when no permit can be had before the deadline
   */
  acquire(call: Call): Promise<Permit>
  /** The vendor asked for rest: no call of anyone before then. */
  rest(millis: number): void
  correct(reading: LimitReading): void
  state(): GuardState
}

interface Waiter {
  readonly call: Call
  readonly grant: (permit: Permit) => void
  readonly refuse: (error: unknown) => void
  cleanup: () => void
}

export function createGuard(source: string, limits: readonly Limit[], runtime: Runtime): Guard {
  return new SourceGuard(source, limits, runtime)
}

class SourceGuard implements Guard {
  private readonly source: string
  private readonly runtime: Runtime
  private readonly budgets: readonly { readonly name: string; readonly budget: Budget; readonly kind: Limit['kind'] }[]
  private readonly queues = new Map<Lane, Set<Waiter>>(lanes.map((lane) => [lane, new Set()]))
  private inFlight = 0
  private restingUntil = 0
  private cancelWake: (() => void) | undefined

  constructor(source: string, limits: readonly Limit[], runtime: Runtime) {
    this.source = source
    this.runtime = runtime
    this.budgets = limits.map((limit) => ({ name: limit.name, kind: limit.kind, budget: openBudget(limit) }))
  }

  acquire(call: Call): Promise<Permit> {
    if (call.signal?.aborted) return Promise.reject(call.signal.reason)
    return new Promise((grant, refuse) => this.enqueue(call, grant, refuse))
  }

  rest(millis: number): void {
    this.restingUntil = Math.max(this.restingUntil, this.runtime.now() + millis)
  }

  correct(reading: LimitReading): void {
    for (const { name, budget } of this.budgets) if (name === reading.limit) budget.correct(reading, this.runtime.now())
  }

  state(): GuardState {
    const now = this.runtime.now()
    return {
      inFlight: this.inFlight,
      queued: [...this.queues.values()].reduce((sum, queue) => sum + queue.size, 0),
      restingUntil: this.restingUntil > now ? this.restingUntil : undefined,
      budgets: this.budgets.map(({ budget }) => budget.state(now)),
    }
  }

  private enqueue(call: Call, grant: (permit: Permit) => void, refuse: (error: unknown) => void): void {
    const waiter: Waiter = { call, grant, refuse, cleanup: () => {} }
    const drop = (error: unknown) => {
      this.leave(waiter)
      refuse(error)
    }
    const cancelTimer = this.runtime.after(call.deadline - this.runtime.monotonic(), () => drop(this.refusal(call)))
    const onAbort = () => drop(call.signal?.reason)
    call.signal?.addEventListener('abort', onAbort, { once: true })
    waiter.cleanup = () => {
      cancelTimer()
      call.signal?.removeEventListener('abort', onAbort)
    }
    this.queues.get(call.lane)!.add(waiter)
    this.serve()
    // Waiting in vain helps nobody: refuse now what cannot be served before its deadline.
    if (this.queues.get(call.lane)!.has(waiter) && this.readyIn(call) > call.deadline - this.runtime.monotonic())
      drop(this.refusal(call))
  }

  private leave(waiter: Waiter): void {
    waiter.cleanup()
    this.queues.get(waiter.call.lane)!.delete(waiter)
  }

  /** Grants in lane order until the first waiter that must wait; then sleeps until it need not. */
  private serve(): void {
    this.cancelWake?.()
    this.cancelWake = undefined
    for (let waiter = this.first(); waiter; waiter = this.first()) {
      const now = this.runtime.now()
      const at = this.readyAt(waiter.call, now)
      if (at > now) {
        this.wakeAt(at, now)
        return
      }
      this.leave(waiter)
      waiter.grant(this.spend(waiter.call, now))
    }
  }

  private first(): Waiter | undefined {
    for (const lane of lanes) for (const waiter of this.queues.get(lane)!) return waiter
    return undefined
  }

  private readyAt(call: Call, now: number): number {
    return Math.max(this.restingUntil, ...this.budgets.map(({ budget }) => budget.readyAt(call.cost, now)))
  }

  /** Milliseconds until the limits would allow the call; 0 when only a running call stands in the way. */
  private readyIn(call: Call): number {
    const now = this.runtime.now()
    const at = this.readyAt(call, now)
    return Number.isFinite(at) ? Math.max(0, at - now) : 0
  }

  private wakeAt(at: number, now: number): void {
    if (Number.isFinite(at)) this.cancelWake = this.runtime.after(at - now, () => this.serve())
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
        for (const { budget } of this.budgets) budget.settle(outcome, this.runtime.now())
        this.serve()
      },
    }
  }

  private refusal(call: Call): FreshetError {
    const now = this.runtime.now()
    const exhausted = this.budgets.some(({ kind, budget }) => kind === 'quota' && budget.readyAt(call.cost, now) > now)
    return new FreshetError(
      exhausted ? 'SOURCE_QUOTA_EXHAUSTED' : this.restingUntil > now ? 'SOURCE_THROTTLED' : 'GATEWAY_OVERLOADED',
      {
        source: this.source,
        retryAfterMs: Math.max(1, Math.ceil(this.readyIn(call))),
      },
    )
  }
}
