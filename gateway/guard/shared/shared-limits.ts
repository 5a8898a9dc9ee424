import { channel } from 'node:diagnostics_channel'
import { pauseMillis } from '../../redis/index.ts'
import type { Runtime } from '../../runtime.ts'
import type { Guard, OpenBudget } from '../index.ts'
import { heartbeatMillis, type OpenPool, type PoolSession } from './protocol.ts'
import { SharedSource } from './shared-source.ts'

/** How replicas fare with the limits of a source that they share. */
export interface SharedState {
  /** `degraded`: the pool is out of reach, and every replica keeps to its own part. */
  readonly state: 'shared' | 'degraded'
  readonly degradedSeconds: number
  /** Permits that were leased from the pool and not used in time. */
  readonly permitsExpired: number
}

/** Limits that all replicas keep together. Without the pool each keeps to a part of its own; nobody waits for what is lost. */
export interface SharedLimits {
  /** Shares the limits of a source: `make` makes its guard, with accounts that are kept here. */
  guard(source: string, make: (open: OpenBudget) => Guard): Guard
  /** Begins to look for the pool, and looks for it again whenever it is lost. Resolves when it is found, or was not in time. */
  connect(): Promise<void>
  readonly state: SharedState['state']
  close(): void
}

export interface SharedLimitsOptions {
  readonly openPool: OpenPool
  /** The most that ever run at once. */
  readonly replicas: number
  /** The longest that anybody waits for the pool. */
  readonly patienceMillis: number
}

/** Published with `{ state, error? }` whenever the pool is found or lost, and for each attempt to find it that failed. */
export const sharedLimitsChanged = channel('freshet.guard.shared')

export function createSharedLimits(options: SharedLimitsOptions, runtime: Runtime): SharedLimits {
  return new PooledLimits(options, runtime)
}

const longestPauseMillis = 1_000

class PooledLimits implements SharedLimits {
  private readonly options: SharedLimitsOptions
  private readonly runtime: Runtime
  private readonly owner: string
  private readonly sources: SharedSource[] = []
  private session: PoolSession | undefined
  private opening: Promise<void> | undefined
  private cancelTimer: (() => void) | undefined
  /** Attempts that failed since the pool was last there. */
  private failures = 0
  private isClosed = false
  private degradedSince: number | undefined
  private degradedMillis = 0

  constructor(options: SharedLimitsOptions, runtime: Runtime) {
    this.options = options
    this.runtime = runtime
    this.owner = runtime.uuid()
    this.degradedSince = runtime.monotonic()
  }

  get state(): SharedState['state'] {
    return this.session ? 'shared' : 'degraded'
  }

  guard(name: string, make: (open: OpenBudget) => Guard): Guard {
    const source = new SharedSource(name, this.options.replicas, this.runtime, {
      owner: this.owner,
      onFailure: (session, error) => this.lose(session, error),
    })
    this.sources.push(source)
    const guard = make(source.open)
    source.listen(guard)
    return this.told(guard, source)
  }

  async connect(): Promise<void> {
    if (this.session || this.isClosed || this.failures > 0) return
    this.opening ??= this.open()
    const { opening } = this
    await new Promise<void>((resolve) => {
      const cancel = this.runtime.after(this.options.patienceMillis, resolve)
      void opening.then(resolve).finally(cancel)
    })
  }

  close(): void {
    this.isClosed = true
    this.cancelTimer?.()
    this.session?.close()
    this.session = undefined
    for (const source of this.sources) source.lose()
  }

  /** The guard, which also tells the others when the vendor asks for rest. */
  private told(guard: Guard, source: SharedSource): Guard {
    return {
      acquire: (call) => guard.acquire(call),
      ensureServing: () => guard.ensureServing(),
      mayRetry: () => guard.mayRetry(),
      get isGuessing() {
        return guard.isGuessing
      },
      hear: (outcome) => guard.hear(outcome),
      correct: (reading) => guard.correct(reading),
      rest: (millis, reason) => {
        guard.rest(millis, reason)
        source.tell({ millis, reason: reason ?? 'SOURCE_THROTTLED' })
      },
      budgets: () => guard.budgets(),
      state: () => ({ ...guard.state(), shared: this.stateOf(source) }),
    }
  }

  private stateOf({ permitsExpired }: SharedSource): SharedState {
    const since = this.degradedSince === undefined ? 0 : this.runtime.monotonic() - this.degradedSince
    return { state: this.state, degradedSeconds: (this.degradedMillis + since) / 1_000, permitsExpired }
  }

  private async open(): Promise<void> {
    try {
      const session = await this.options.openPool()
      await this.begin(session).catch((error) => {
        session.close()
        throw error
      })
    } catch (error) {
      for (const source of this.sources) source.lose()
      this.retryLater(error)
    } finally {
      this.opening = undefined
    }
  }

  private async begin(session: PoolSession): Promise<void> {
    session.onRest((name, rest) => this.sources.find((source) => source.name === name)?.hearRest(rest))
    let lost: unknown
    session.onLost((error) => {
      lost = error
      this.lose(session, error)
    })
    await Promise.all(this.sources.map((source) => source.attach(session)))
    if (lost !== undefined) throw lost
    if (this.isClosed) throw new Error('Closed while it was opened.')
    this.session = session
    this.failures = 0
    this.degradedMillis += this.runtime.monotonic() - this.degradedSince!
    this.degradedSince = undefined
    sharedLimitsChanged.publish({ state: 'shared' })
    this.beatLater()
  }

  private beatLater(): void {
    this.cancelTimer = this.runtime.after(heartbeatMillis, () => {
      for (const source of this.sources) source.beat()
      this.beatLater()
    })
  }

  private lose(session: PoolSession, error: unknown): void {
    if (this.session !== session) return
    this.session = undefined
    this.degradedSince = this.runtime.monotonic()
    session.close()
    for (const source of this.sources) source.lose()
    this.retryLater(error)
  }

  private retryLater(error: unknown): void {
    this.failures += 1
    this.cancelTimer?.()
    if (this.isClosed) return
    sharedLimitsChanged.publish({ state: 'degraded', error })
    const pause = pauseMillis(this.failures, longestPauseMillis, this.runtime)
    this.cancelTimer = this.runtime.after(pause, () => {
      this.opening ??= this.open()
    })
  }
}
