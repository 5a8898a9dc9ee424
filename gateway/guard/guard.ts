import type { Limit, LimitReading } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Accounts } from './accounts.ts'
import { Breaker, type BreakerSettings, defaultBreaker, type Ticket } from './breaker.ts'
import { type BudgetState, type OpenBudget, type Outcome, openBudget } from './budget.ts'
import { Histogram } from './histogram.ts'
import { type Lane, lanes, shares } from './lane.ts'
import type { SourceLedger } from './ledger.ts'
import { type Issuer, issuePermit, type Permit } from './permit.ts'
import { RetryBudget } from './retry-budget.ts'
import type { GuardState, LaneState } from './state.ts'
import { type Turn, WaitingLine } from './waiting-line.ts'

export interface Call {
  /** In the unit of the limits; vendors count requests, so usually 1. */
  readonly cost: number
  readonly lane: Lane
  /** Monotonic milliseconds; no permit is given later. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  /** The same call failed before, and `mayRetry` said that it might be made again. */
  readonly isRetry?: boolean
}

/** Keeps one source's limits, whoever calls. */
export interface Guard {
  /**
   * Waits for leave to make one call. Lanes are served interactive, refresh, batch, in order of arrival within a lane; a share
   * of every limit is kept for the first, and none waits for ever.
   * @throws FreshetError GATEWAY_OVERLOADED, SOURCE_QUOTA_EXHAUSTED or the reason of a rest, with `retryAfterMs`, when no permit can
   * be had before the deadline; SOURCE_UNAVAILABLE at once while the breaker is open, and for a retry when there have been too many;
   * DEADLINE_EXCEEDED when the deadline has passed already
   */
  acquire(call: Call): Promise<Permit>
  /** @throws FreshetError SOURCE_UNAVAILABLE while the breaker is open: not even a login is to be tried */
  ensureServing(): void
  /** Whether a call that failed might be made once more; it is counted when it leaves. */
  mayRetry(): boolean
  /** Earlier processes left no readable account of what they spent, and a guess stands in for it. */
  readonly isGuessing: boolean
  /** How a call ended that needs no permit, such as a login. */
  hear(outcome: Outcome): void
  /** The vendor asked for rest: no call of anyone for so long. `reason` is what those are told who would have to wait too long. */
  rest(millis: number, reason?: RestReason): void
  correct(reading: LimitReading): void
  state(): GuardState
  /** The part of the state that every answer tells. */
  budgets(): readonly BudgetState[]
}

export type RestReason = 'SOURCE_THROTTLED' | 'SOURCE_QUOTA_EXHAUSTED' | 'SOURCE_UNAVAILABLE'

export interface GuardOptions {
  /** Where the limits are accounted for: in this process unless told otherwise. */
  readonly openBudget?: OpenBudget
  readonly breaker?: BreakerSettings | undefined
  /** Retries for each first attempt, over any time. */
  readonly retryShare?: number | undefined
  /** What earlier processes spent, and where to write what this one does. */
  readonly ledger?: SourceLedger | undefined
}

interface Waiter {
  readonly call: Call
  readonly cameAt: number
  readonly grant: (permit: Permit) => void
  readonly refuse: (error: unknown) => void
  cleanup: () => void
}

/** A call that may leave, and what the breaker let it through as. */
interface Granted {
  readonly call: Call
  readonly ticket: Ticket
}

export function createGuard(
  source: string,
  limits: readonly Limit[],
  runtime: Runtime,
  options: GuardOptions = {},
): Guard {
  return new SourceGuard(source, limits, runtime, options)
}

/** What a caller is told to wait when the end of the wait is not known. */
const busyMillis = 1_000
const usualRetryShare = 0.1
/** Most calls take less than twice the average; and the average is of the last ten or so. */
const [enoughForUsual, usualWeight] = [2, 0.1]

class SourceGuard implements Guard {
  private readonly source: string
  private readonly runtime: Runtime
  private readonly accounts: Accounts
  private readonly breaker: Breaker
  private readonly retryBudget: RetryBudget
  private readonly ledger: SourceLedger | undefined
  private readonly issuer: Issuer<Granted>
  private readonly line = new WaitingLine<Waiter>()
  private readonly histogram = new Histogram()
  private readonly tallies = new Map(lanes.map((lane) => [lane, { inFlight: 0, refused: 0 }]))
  private readonly counts = { attempts: 0, retries: 0, permitsExpired: 0 }
  /** Monotonic, like all times in here: a limit must hold although the wall clock steps. */
  private restingUntil = Number.NEGATIVE_INFINITY
  private restReason: RestReason = 'SOURCE_THROTTLED'
  private cancelWake: (() => void) | undefined
  /** How long a call takes, lately and on average. */
  private usualMillis = 0

  constructor(source: string, limits: readonly Limit[], runtime: Runtime, options: GuardOptions) {
    this.source = source
    this.runtime = runtime
    this.accounts = new Accounts(limits, options.openBudget ?? openBudget, () => this.serve(), runtime)
    this.breaker = new Breaker(options.breaker ?? defaultBreaker, runtime)
    this.retryBudget = new RetryBudget(options.retryShare ?? usualRetryShare)
    this.ledger = options.ledger
    if (this.ledger?.past) this.accounts.restore(this.ledger.past, runtime.monotonic())
    this.issuer = this.openIssuer()
  }

  acquire(call: Call): Promise<Permit> {
    const now = this.runtime.monotonic()
    if (call.signal?.aborted) return Promise.reject(call.signal.reason)
    if (call.deadline <= now) return Promise.reject(new FreshetError('DEADLINE_EXCEEDED', { source: this.source }))
    const isInVain = call.isRetry && !this.retryBudget.allowsOne
    if (isInVain || this.breaker.verdict(now).kind === 'refuse')
      return Promise.reject(this.refused(call, this.outOfService(now)))
    return new Promise((grant, refuse) => this.enqueue(call, grant, refuse))
  }

  ensureServing(): void {
    const now = this.runtime.monotonic()
    if (this.breaker.verdict(now).kind === 'refuse') throw this.outOfService(now)
  }

  mayRetry(): boolean {
    const now = this.runtime.monotonic()
    return this.breaker.verdict(now).kind === 'go' && this.retryBudget.allowsOne
  }

  get isGuessing(): boolean {
    return this.ledger?.past === 'unknown'
  }

  hear(outcome: Outcome): void {
    this.breaker.hear(outcome, this.runtime.monotonic())
    this.serve()
  }

  rest(millis: number, reason: RestReason = 'SOURCE_THROTTLED'): void {
    const until = this.runtime.monotonic() + millis
    if (until > this.restingUntil) [this.restingUntil, this.restReason] = [until, reason]
  }

  correct(reading: LimitReading): void {
    this.accounts.correct(reading, this.runtime.monotonic())
    this.write()
  }

  state(): GuardState {
    const now = this.runtime.monotonic()
    const wall = (at: number): number => this.runtime.now() + (at - now)
    const { state, since } = this.breaker.state()
    const verdict = this.breaker.verdict(now)
    return {
      inFlight: [...this.tallies.values()].reduce((sum, { inFlight }) => sum + inFlight, 0),
      queued: this.line.size,
      restingUntil: this.restingUntil > now ? wall(this.restingUntil) : undefined,
      breaker: {
        state,
        since: since === undefined ? undefined : wall(since),
        probeAt: verdict.kind === 'go' ? undefined : wall(verdict.until),
      },
      lanes: lanes.map((lane) => this.laneState(lane)),
      budgets: this.accounts.states(now),
      ...this.counts,
      latency: this.histogram.percentiles(now),
    }
  }

  budgets(): readonly BudgetState[] {
    return this.accounts.states(this.runtime.monotonic())
  }

  private laneState(lane: Lane): LaneState {
    return { lane, queued: this.line.lengthOf(lane), ...this.tallies.get(lane)!, share: shares[lane] }
  }

  private enqueue(call: Call, grant: (permit: Permit) => void, refuse: (error: unknown) => void): void {
    const waiter: Waiter = { call, cameAt: this.runtime.monotonic(), grant, refuse, cleanup: () => {} }
    this.line.join(waiter)
    this.serve()
    if (!this.line.has(waiter)) return
    if (this.isInVain(call)) this.drop(waiter, this.refusal(call))
    else this.watch(waiter)
  }

  /** Whoever has to wait may lose patience, or go. */
  private watch(waiter: Waiter): void {
    const { call } = waiter
    const onAbort = () => this.drop(waiter, call.signal?.reason)
    const cancelTimer = this.runtime.after(call.deadline - this.runtime.monotonic(), () =>
      this.drop(waiter, this.refusal(call)),
    )
    call.signal?.addEventListener('abort', onAbort, { once: true })
    waiter.cleanup = () => {
      cancelTimer()
      call.signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Waiting in vain helps nobody: refuse now what cannot be served before its deadline. */
  private isInVain(call: Call): boolean {
    const wait = this.waitFor(call)
    return Number.isFinite(wait) && this.runtime.monotonic() + wait > call.deadline
  }

  /** Whoever was behind may go now: the one in front may have been all that stood in the way. */
  private drop(waiter: Waiter, error: unknown): void {
    this.sendAway(waiter, error)
    this.serve()
  }

  private sendAway(waiter: Waiter, error: unknown): void {
    waiter.cleanup()
    this.line.leave(waiter)
    waiter.refuse(error)
  }

  /** Grants in order until the first waiter that must wait; then sleeps until it need not. */
  private serve(): void {
    this.cancelWake?.()
    this.cancelWake = undefined
    for (let next = this.line.next(); next; next = this.line.next()) {
      const now = this.runtime.monotonic()
      const at = this.serveOne(next, now)
      if (at <= now) continue
      this.wakeAt(at, now)
      return
    }
  }

  /** Nought when that waiter is gone, one way or the other; otherwise the instant until which all must wait. */
  private serveOne({ waiter, share }: Turn<Waiter>, now: number): number {
    const verdict = this.breaker.verdict(now)
    if (verdict.kind === 'refuse') {
      this.sendAllAway(now)
      return 0
    }
    // On a busy machine its timer may come after us. No call is let go when nobody waits for it any more.
    if (waiter.call.deadline <= now + this.neededBy(waiter)) {
      this.sendAway(waiter, this.refusal(waiter.call))
      return 0
    }
    const at = Math.max(this.readyAt(waiter.call, now, share), verdict.kind === 'wait' ? verdict.until : 0)
    if (at <= now) this.grant(waiter, now)
    // An account that is kept elsewhere may tell only now that the wait is in vain.
    if (at <= waiter.call.deadline || !Number.isFinite(at)) return at
    this.sendAway(waiter, this.refusal(waiter.call))
    return 0
  }

  /**
   * Whoever has waited until his time is nearly up would be called for in vain, and so would everybody after him: when too many
   * wait, the last moments of all of them would use up the limit. Half of his patience is enough, however slow the source is.
   */
  private neededBy({ call, cameAt }: Waiter): number {
    return Math.min(enoughForUsual * this.usualMillis, (call.deadline - cameAt) / 2)
  }

  private sendAllAway(now: number): void {
    for (const waiter of this.line.all()) this.sendAway(waiter, this.refused(waiter.call, this.outOfService(now)))
  }

  private grant(waiter: Waiter, now: number): void {
    const { call } = waiter
    waiter.cleanup()
    this.line.served(waiter)
    this.spend(call, now)
    waiter.grant(issuePermit(this.issuer, { call, ticket: this.breaker.enter(now) }))
  }

  private spend(call: Call, now: number): void {
    this.accounts.spend(call.cost, now)
    this.tallies.get(call.lane)!.inFlight++
    this.write()
  }

  private free(call: Call, outcome: Outcome, millis?: number): void {
    // A source that is out of service does not tell how many calls it bears when it is in service.
    const isOutage = outcome === 'failed' && this.breaker.state().state !== 'closed'
    this.accounts.settle(isOutage ? 'broken' : outcome, this.runtime.monotonic(), millis)
    this.tallies.get(call.lane)!.inFlight--
  }

  private openIssuer(): Issuer<Granted> {
    const { source, runtime } = this
    return {
      source,
      now: () => runtime.monotonic(),
      after: (millis, run) => void runtime.after(millis, run),
      renew: ({ call }) => this.renew(call),
      mayLeave: ({ call }) => this.count(call),
      over: ({ ticket }, outcome, millis) => this.learn(outcome, millis, ticket),
      free: ({ call }, outcome, millis) => {
        this.free(call, outcome, millis)
        this.serve()
      },
    }
  }

  /** What was spent for leave that ran out stays spent: the vendor may be nearer than we think. */
  private renew(call: Call): boolean {
    const now = this.runtime.monotonic()
    this.counts.permitsExpired++
    this.free(call, 'ignored')
    const isFree = this.readyAt(call, now, shares[call.lane]) <= now
    if (isFree) this.spend(call, now)
    else this.serve()
    return isFree
  }

  /** Retries are paid for as they leave, first attempts pay as they leave: then the share holds over any time. */
  private count({ isRetry = false, cost }: Call): boolean {
    if (isRetry && !this.retryBudget.take()) return false
    this.counts.attempts++
    this.ledger?.called(cost)
    if (isRetry) this.counts.retries++
    else this.retryBudget.earn()
    return true
  }

  private learn(outcome: Outcome, millis: number | undefined, ticket: Ticket): void {
    const now = this.runtime.monotonic()
    this.breaker.settle(outcome, now, ticket)
    if (outcome === 'ok' && millis !== undefined) this.histogram.add(millis, now)
    // A call that was given up took at least so long.
    if ((outcome === 'ok' || outcome === 'failed') && millis !== undefined)
      this.usualMillis += (millis - this.usualMillis) * usualWeight
    // Those who wait are told at once that the source has failed once too often.
    if (this.breaker.verdict(now).kind === 'refuse') this.sendAllAway(now)
  }

  private readyAt(call: Call, now: number, share: number): number {
    return Math.max(this.restingUntil, this.accounts.readyAt(call.cost, now, share))
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

  private write(): void {
    this.ledger?.changed(() => this.accounts.spending(this.runtime.monotonic()))
  }

  private refusal(call: Call): FreshetError {
    const now = this.runtime.monotonic()
    const wait = this.waitFor(call)
    const error = new FreshetError(this.refusalCode(call, now), {
      source: this.source,
      // When a running call or the queue stands in the way, nobody knows for how long.
      retryAfterMs: Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : busyMillis,
    })
    return this.refused(call, error)
  }

  private refusalCode(call: Call, now: number): RestReason | 'GATEWAY_OVERLOADED' {
    if (this.accounts.isQuotaSpent(call.cost, now, shares[call.lane])) return 'SOURCE_QUOTA_EXHAUSTED'
    return this.restingUntil > now ? this.restReason : 'GATEWAY_OVERLOADED'
  }

  private outOfService(now: number): FreshetError {
    const verdict = this.breaker.verdict(now)
    const probeAt = Math.max(verdict.kind === 'go' ? now : verdict.until, this.restingUntil)
    return new FreshetError('SOURCE_UNAVAILABLE', {
      source: this.source,
      retryAfterMs: probeAt > now ? Math.ceil(probeAt - now) : busyMillis,
      detail: 'not asked: it only failed of late',
    })
  }

  private refused(call: Call, error: FreshetError): FreshetError {
    this.tallies.get(call.lane)!.refused++
    return error
  }
}
