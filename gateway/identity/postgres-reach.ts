import { channel } from 'node:diagnostics_channel'
import type { Runtime } from '../runtime.ts'

/** Published whenever the store is lost or found again. `cause` is for logs: it may hold the store's own words. */
export interface StoreStateChanged {
  readonly isReachable: boolean
  readonly cause?: unknown
}

const stateChanged = channel('freshet.identity.store')
const longestPauseMillis = 5_000

/** Spares callers the wait for a server that was not there a moment ago. */
export class Reach {
  private readonly runtime: Runtime
  private failures = 0
  private pausedUntil = 0
  private isProbed = false

  constructor(runtime: Runtime) {
    this.runtime = runtime
  }

  get isReachable(): boolean {
    return this.failures === 0
  }

  /** Whether to try now. While the server is lost one caller does so at a time, after a pause that grows; tell what came of it. */
  mayTry(): boolean {
    if (this.isReachable) return true
    if (this.isProbed || this.runtime.monotonic() < this.pausedUntil) return false
    this.isProbed = true
    return true
  }

  found(): void {
    const wasLost = !this.isReachable
    this.failures = 0
    this.isProbed = false
    if (wasLost) stateChanged.publish({ isReachable: true } satisfies StoreStateChanged)
  }

  lost(cause: unknown): void {
    const wasReachable = this.isReachable
    this.failures += 1
    this.isProbed = false
    // Drawn from half of it up: replicas that lost a server together do not come back together.
    const pause = Math.min(longestPauseMillis, 100 * 2 ** this.failures) * (0.5 + this.runtime.random() / 2)
    this.pausedUntil = this.runtime.monotonic() + pause
    if (wasReachable) stateChanged.publish({ isReachable: false, cause } satisfies StoreStateChanged)
  }
}
