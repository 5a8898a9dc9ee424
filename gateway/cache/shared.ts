import type { Runtime } from '../runtime.ts'
import type { Invalidation, Invalidations } from './invalidation.ts'
import type { Entry } from './store.ts'

/** One entry on its way to the shared level. */
export interface SharedWrite {
  /** A `cacheKey`; it is hashed before it leaves, since it may hold a customer's number. */
  readonly key: string
  readonly entry: Entry<unknown>
  /** How long it may be kept, from now on. */
  readonly keepMillis: number
}

/**
 * The cache level that replicas share, behind the L1 of each. It helps or it is absent, but it never fails anybody: what goes
 * wrong inside is a miss and a `state`.
 *
 * Values are plain data, sets, maps and FreshetErrors. An entry that comes back has its instants in this process's own clocks,
 * and they are never later than the true ones. A stamp inside the value is still the writer's wall clock: take the entry's.
 */
export interface SharedStore {
  /** Begins to look for it, and looks for it again whenever it is lost. Resolves when it is found, or was not in time. */
  connect(): Promise<void>
  /** In the order of the keys. Takes no longer than the command timeout; never rejects. */
  getMany(keys: readonly string[]): Promise<readonly (Entry<unknown> | undefined)[]>
  /** Begins to write, and does not wait. */
  setMany(writes: readonly SharedWrite[]): void
  /** Tells every replica, this one through its listeners at once. True when it is in the log that all of them follow. */
  invalidate(what: Invalidation): Promise<boolean>
  /**
   * Calls `listener` for each invalidation, whoever made it, with the monotonic instant before which nothing is to be believed;
   * undefined stands for everything.
   */
  onInvalidate(listener: InvalidationListener): void
  readonly state: SharedState
  close(): Promise<void>
}

export type InvalidationListener = (what: Invalidation | undefined, at: number) => void

/** `degraded`: not connected, or not in time; every replica goes on with its own L1. */
export type SharedState = 'connected' | 'degraded'

/** How far an invalidation reached. What did not reach all is kept, and told as soon as the shared level is back. */
export type Reach = 'ALL_REPLICAS' | 'THIS_REPLICA'

export type Invalidate = (what: Invalidation) => Promise<Reach>

/** Invalidates here and, where replicas share a level, in all of them; and hears what the others invalidate. */
export function createInvalidate(
  invalidations: Invalidations,
  runtime: Runtime,
  shared: SharedStore | undefined,
): Invalidate {
  if (!shared) {
    return async (what) => {
      invalidations.note(what, runtime.monotonic())
      return 'ALL_REPLICAS'
    }
  }
  shared.onInvalidate((what, at) => invalidations.note(what, at))
  return async (what) => ((await shared.invalidate(what)) ? 'ALL_REPLICAS' : 'THIS_REPLICA')
}
