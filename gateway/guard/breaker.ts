import type { Runtime } from '../runtime.ts'
import type { Outcome } from './budget.ts'

export interface BreakerSettings {
  /** So many failures in a row open it; 0 switches it off. */
  readonly failures: number
  /** While it is open, one call in about so long finds out whether the source is back; at first sooner. */
  readonly probeMillis: number
}

export const defaultBreaker: BreakerSettings = { failures: 5, probeMillis: 2_000 }

/** Instants are monotonic. */
export interface BreakerState {
  readonly state: 'closed' | 'open' | 'half-open'
  /** When it opened; undefined while it is closed. */
  readonly since: number | undefined
}

/** What is to be done with a call; `until` is when to ask again. */
export type Verdict =
  | { readonly kind: 'go' }
  /** A probe is under way, and may let everybody through in a moment. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'refuse'; readonly until: number }

/** What a call was let through as: what it brings is heard only while the breaker is still as it was then. */
export interface Ticket {
  readonly epoch: number
  /** Its number, when the call is a probe. */
  readonly probe: number | undefined
}

type State =
  | { readonly kind: 'closed'; readonly failuresInRow: number }
  | { readonly kind: 'open'; readonly since: number; readonly probeAt: number; readonly failedProbes: number }
  | {
      readonly kind: 'half-open'
      readonly since: number
      /** When the next probe may be made though the last has not been answered. */
      readonly probeAt: number
      readonly failedProbes: number
      readonly successes: number
      readonly isUnderWay: boolean
      /** An earlier probe has been left unanswered: it is not worth waiting for this one. */
      readonly isSlow: boolean
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
/** Most outages are short: the first probe comes after an eighth of the full pause, and the pause doubles. */
const firstPauses = 3
/** Replicas that saw the same outage do not probe together. */
const probeJitter = 0.25

const go: Verdict = { kind: 'go' }

/** Keeps calls from a source that only fails, and finds out when it is back. */
export class Breaker {
  private readonly settings: BreakerSettings
  private readonly runtime: Runtime
  private current: State = { kind: 'closed', failuresInRow: 0 }
  /** Counts openings and closings: calls of before say nothing about what is now. */
  private epoch = 0
  private probes = 0

  constructor(settings: BreakerSettings, runtime: Runtime) {
    this.settings = settings
    this.runtime = runtime
  }

  verdict(now: number): Verdict {
    const { current } = this
    if (current.kind === 'closed' || current.probeAt <= now) return go
    if (current.kind === 'open' || current.isSlow) return { kind: 'refuse', until: current.probeAt }
    return current.isUnderWay ? { kind: 'wait', until: current.probeAt } : go
  }

  /** A call goes to the source now. Unless the breaker is closed, it is the probe, and the next is due later. */
  enter(now: number): Ticket {
    const { current, epoch } = this
    if (current.kind === 'closed') return { epoch, probe: undefined }
    const { since, failedProbes } = current
    const isHalfOpen = current.kind === 'half-open'
    this.current = {
      kind: 'half-open',
      since,
      failedProbes,
      // A probe that is never answered must not keep the next one from being made.
      probeAt: this.fullPause(now),
      successes: isHalfOpen ? current.successes : 0,
      isUnderWay: true,
      isSlow: isHalfOpen && current.isUnderWay,
    }
    return { epoch, probe: ++this.probes }
  }

  settle(outcome: Outcome, now: number, { epoch, probe }: Ticket): void {
    if (epoch !== this.epoch) return
    // That a probe of long ago is given up says nothing about now; that it is answered does.
    const isOutdated = probe !== undefined && probe !== this.probes && signs[outcome] === 'bad'
    if (!isOutdated) this.hear(outcome, now)
  }

  /** What a call without a permit, such as a login, showed of the source's health. */
  hear(outcome: Outcome, now: number): void {
    const sign = signs[outcome]
    if (sign === 'bad') this.failed(now)
    if (sign === 'good' || sign === 'there') this.answered(sign)
  }

  state(): BreakerState {
    const { current } = this
    return { state: current.kind, since: current.kind === 'closed' ? undefined : current.since }
  }

  private failed(now: number): void {
    const { current } = this
    if (current.kind !== 'closed') {
      const failedProbes = current.failedProbes + 1
      this.current = { kind: 'open', since: current.since, failedProbes, probeAt: this.nextProbe(now, failedProbes) }
      return
    }
    const failuresInRow = current.failuresInRow + 1
    const isOpening = this.settings.failures > 0 && failuresInRow >= this.settings.failures
    if (isOpening) this.epoch++
    this.current = isOpening
      ? { kind: 'open', since: now, failedProbes: 0, probeAt: this.nextProbe(now, 0) }
      : { kind: 'closed', failuresInRow }
  }

  private answered(sign: 'good' | 'there'): void {
    const { current } = this
    if (current.kind === 'closed' && sign === 'good') this.current = { kind: 'closed', failuresInRow: 0 }
    if (current.kind !== 'half-open') return
    const successes = current.successes + 1
    const isClosing = successes >= probesToClose
    if (isClosing) this.epoch++
    this.current = isClosing
      ? { kind: 'closed', failuresInRow: 0 }
      : { ...current, successes, isUnderWay: false, isSlow: false }
  }

  private nextProbe(now: number, failedProbes: number): number {
    return now + (this.fullPause(now) - now) / 2 ** Math.max(0, firstPauses - failedProbes)
  }

  private fullPause(now: number): number {
    return now + this.settings.probeMillis * (1 - probeJitter + 2 * probeJitter * this.runtime.random())
  }
}
