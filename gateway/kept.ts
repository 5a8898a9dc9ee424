import {
  createInvalidate,
  createInvalidations,
  createRedisStore,
  createStore,
  type Invalidate,
  type Invalidations,
  type SharedStore,
  type Store,
} from './cache/index.ts'
import { createLedger, type Ledger } from './guard/index.ts'
import { createSharedLimits, redisPool, type SharedLimits } from './guard/shared/index.ts'
import type { SharingSettings } from './redis/index.ts'
import type { Runtime } from './runtime.ts'

/** What outlives one request, and in the ledger's case the process; all sources of the process share it. */
export interface Kept {
  /** Rows in memory. */
  readonly store: Store
  /** Behind them, what replicas share. */
  readonly shared: SharedStore | undefined
  /** What was told to have changed. */
  readonly invalidations: Invalidations
  readonly invalidate: Invalidate
  readonly ledger: Ledger | undefined
  readonly limits: SharedLimits | undefined
}

export interface KeptOptions {
  readonly cacheBytes: number
  readonly redis?: SharingSettings | undefined
  readonly ledgerFolder?: string | undefined
  readonly runtime: Runtime
}

/** Connects to nothing yet. */
export function openKept({ cacheBytes, redis, ledgerFolder, runtime }: KeptOptions): Kept {
  const invalidations = createInvalidations()
  const shared = redis && createRedisStore(redis, runtime)
  return {
    store: createStore(cacheBytes, runtime),
    shared,
    invalidations,
    invalidate: createInvalidate(invalidations, runtime, shared),
    ledger: ledgerFolder === undefined ? undefined : createLedger(ledgerFolder, runtime),
    limits: redis && openLimits(redis, runtime),
  }
}

/** A lease of permits lives for a quarter of a second: what takes most of that is of no use. */
const mostPatienceMillis = 150

function openLimits(redis: SharingSettings, runtime: Runtime): SharedLimits {
  const patienceMillis = Math.min(redis.commandTimeoutMillis, mostPatienceMillis)
  const openPool = redisPool({ ...redis, commandTimeoutMillis: patienceMillis }, runtime)
  return createSharedLimits({ openPool, replicas: redis.replicas, patienceMillis }, runtime)
}
