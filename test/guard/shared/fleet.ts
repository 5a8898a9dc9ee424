import type { Limit } from '../../../gateway/connector/index.ts'
import { createGuard, type Guard, type Lane, type Outcome } from '../../../gateway/guard/index.ts'
import { createSharedLimits, type SharedLimits } from '../../../gateway/guard/shared/index.ts'
import type { Runtime } from '../../../gateway/runtime.ts'
import type { Arrival } from './arrivals.ts'
import type { EventLoop } from './event-loop.ts'
import { patienceMillis, type SimulatedRedis } from './simulated-redis.ts'

export interface Visit {
  readonly lane: Lane
  readonly patienceMillis: number
  /** From leave to departure. */
  readonly thinkMillis: number
  /** At the vendor. */
  readonly takesMillis: number
  readonly outcome: Outcome
}

export interface FleetWorld {
  readonly loop: EventLoop
  readonly random: () => number
  readonly redis: SimulatedRedis
  readonly log: Arrival[]
  /** What the way to the vendor adds to a call, in millis. */
  jitter(): number
}

/** One process of several: its own clocks, and it may be stopped or killed. */
export class Replica {
  readonly name: string
  readonly guard: Guard
  readonly limits: SharedLimits
  readonly fates = { served: 0, refused: 0 }
  /** Calls that left, still at the vendor. */
  private readonly atVendor = new Set<{ doneAt: number }>()
  private readonly loop: EventLoop
  private readonly random: () => number
  private readonly log: Arrival[]
  private readonly jitter: () => number
  private readonly runtime: Runtime
  /** What would have happened while it was stopped. */
  private held: (() => void)[] | undefined
  private isDead = false

  constructor(name: string, limits: readonly Limit[], replicas: number, world: FleetWorld) {
    this.name = name
    this.loop = world.loop
    this.random = world.random
    this.log = world.log
    this.jitter = world.jitter
    this.runtime = this.clocks()
    const openPool = world.redis.opener(name, (run) => this.deliver(run))
    this.limits = createSharedLimits({ openPool, replicas, patienceMillis }, this.runtime)
    this.guard = this.limits.guard('erp', (openBudget) =>
      createGuard('erp', limits, this.runtime, { openBudget, breaker: { failures: 0, probeMillis: 1_000 } }),
    )
    void this.limits.connect()
  }

  /** One caller, from asking for leave to hearing the answer. */
  visit(visit: Visit): void {
    this.deliver(() => {
      const deadline = this.runtime.monotonic() + visit.patienceMillis
      this.guard.acquire({ cost: 1, lane: visit.lane, deadline }).then(
        (permit) => this.runtime.after(visit.thinkMillis, () => this.leave(permit, visit)),
        () => {
          this.fates.refused++
        },
      )
    })
  }

  /** On its own clock. */
  now(): number {
    return this.runtime.monotonic()
  }

  get expired(): number {
    return this.guard.state().shared!.permitsExpired
  }

  stop(): void {
    this.held ??= []
  }

  resume(): void {
    const held = this.held ?? []
    this.held = undefined
    for (const run of held) this.deliver(run)
  }

  /** The kernel hangs up for it: the vendor is done with its calls. */
  kill(): void {
    this.isDead = true
    for (const call of this.atVendor) call.doneAt = Math.min(call.doneAt, this.loop.now)
    this.atVendor.clear()
  }

  private leave(permit: Awaited<ReturnType<Guard['acquire']>>, { takesMillis, outcome }: Visit): void {
    if (!permit.dispatch()) return
    this.fates.served++
    const at = this.loop.now + this.jitter()
    const call = { at, doneAt: at + takesMillis, replica: this.name }
    this.atVendor.add(call)
    this.loop.after(at - this.loop.now, () => {
      if (this.isDead) return
      this.log.push(call)
      this.loop.after(takesMillis, () => {
        this.atVendor.delete(call)
        this.deliver(() => permit.settle(outcome))
      })
    })
  }

  private deliver(run: () => void): void {
    if (this.isDead) return
    if (this.held) this.held.push(run)
    else run()
  }

  private clocks(): Runtime {
    const [ahead, skew] = [this.random() * 1e6, (this.random() - 0.5) * 1_200_000]
    let issued = 0
    return {
      now: () => 1_790_000_000_000 + this.loop.now + skew,
      monotonic: () => this.loop.now + ahead,
      after: (millis, run) => this.loop.after(millis, () => this.deliver(run)),
      random: this.random,
      uuid: () => `${this.name}-${++issued}`,
      bytes: (length) => Buffer.alloc(length),
    }
  }
}
