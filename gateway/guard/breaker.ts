import type { Runtime } from '../runtime.ts'
import type { Outcome } from './budget.ts'

export interface BreakerSettings {
  /** So many failures in a row open it; 0 switches it off. */
  readonly failures: number
  /** While it is open, one call in about so long finds out whether the source is back. */
  readonly probeMillis: number
}

export const defaultBreaker: BreakerSettings = { failures: 5, probeMillis: 2_000 }

/** Instants are monotonic. */
export interface BreakerState {
  readonly state: 'closed' | 'open' | 'half-open'
  /** When it opened; undefined while it is closed. */
  readonly since: number | undefined
}

type State =
  | { readonly kind: 'closed'; readonly failuresInRow: number }
  | { readonly kind: 'open'; readonly since: number; readonly probeAt: number }
  /** A probe is under way, or has come back well. */
  | { readonly kind: 'half-open'; readonly since: number; readonly probeAt: number; readonly successes: number }

/** What a call was let through as: what it brings is heard only while the breaker is still as it was then. */
export interface Ticket {
  readonly epoch: number
}

/** What an outcome says of the source's health. Whoever says no is there, but it is no proof that data would come. */
const signs: Readonly<Record<Outcome, 'good' | 'there' | 'bad' | 'none'>> = {
  ok: 'good',
  answered: 'there',
  throttled: 'there',
  failed: 'bad',
  broken: 'bad',
  ignored: 'none',
}

/** One good answer may be luck. */
const probesToClose = 2
/** Replicas that saw the same outage do not probe together. */
const probeJitter = 0.25

/** Keeps calls from a source that only fails, and finds out when it is back. */
export class Breaker {
  private readonly settings: BreakerSettings
  private readonly runtime: Runtime
  private current: State = { kind: 'closed', failuresInRow: 0 }
  /** Counts openings and closings: calls of before say nothing about what is now. */
  private epoch = 0

  constructor(settings: BreakerSettings, runtime: Runtime) {
    this.settings = settings
    this.runtime = runtime
  }

  /** 0 when a call may be made now; otherwise the instant of the next probe. */
  readyAt(now: number): number {
    return this.current.kind === 'closed' || this.current.probeAt <= now ? 0 : this.current.probeAt
  }

  /** A call goes to the source now. Unless the breaker is closed, it is the probe, and the next is due later. */
  enter(now: number): Ticket {
    const { current } = this
    if (current.kind !== 'closed') {
      const successes = current.kind === 'half-open' ? current.successes : 0
      // A probe that is never answered must not keep the next one from being made.
      this.current = { kind: 'half-open', since: current.since, probeAt: this.nextProbe(now), successes }
    }
    return { epoch: this.epoch }
  }

  settle(outcome: Outcome, now: number, ticket: Ticket): void {
    if (ticket.epoch === this.epoch) this.hear(outcome, now)
  }

  /** What a call without a permit, such as a login, showed of the source's health. */
  hear(outcome: Outcome, now: number): void {
    const sign = signs[outcome]
    if (sign === 'bad') this.failed(now)
    if (sign === 'good' || sign === 'there') this.answered(now, sign)
  }

  state(): BreakerState {
    const { current } = this
    return { state: current.kind, since: current.kind === 'closed' ? undefined : current.since }
  }

  private failed(now: number): void {
    const { current } = this
    if (current.kind !== 'closed') {
      this.current = { kind: 'open', since: current.since, probeAt: this.nextProbe(now) }
      return
    }
    const failuresInRow = current.failuresInRow + 1
    const isOpening = this.settings.failures > 0 && failuresInRow >= this.settings.failures
    if (isOpening) this.epoch++
    this.current = isOpening
      ? { kind: 'open', since: now, probeAt: this.nextProbe(now) }
      : { kind: 'closed', failuresInRow }
  }

  private answered(now: number, sign: 'good' | 'there'): void {
    const { current } = this
    if (current.kind === 'closed' && sign === 'good') this.current = { kind: 'closed', failuresInRow: 0 }
    if (current.kind !== 'half-open') return
    const successes = current.successes + 1
    const isClosing = successes >= probesToClose
    if (isClosing) this.epoch++
    this.current = isClosing ? { kind: 'closed', failuresInRow: 0 } : { ...current, successes, probeAt: now }
  }

  private nextProbe(now: number): number {
    return now + this.settings.probeMillis * (1 - probeJitter + 2 * probeJitter * this.runtime.random())
  }
}
