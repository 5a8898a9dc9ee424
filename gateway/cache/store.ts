import { LRUCache } from 'lru-cache'
import type { Runtime } from '../runtime.ts'

/** What a store keeps beside the value: when the source was asked. Age and staleness are derived, never stored. */
export interface Entry<T> {
  readonly value: T
  /** Epoch millis, taken before the request left. */
  readonly readAt: number
  /** The same instant in monotonic millis: what age is told by, since the wall clock may step. */
  readonly askedAt: number
}

/** Values by key, bounded in bytes. */
export interface Store {
  get<T>(key: string): Entry<T> | undefined
  /** Keeps an entry until `keepMillis` have passed or room is needed. `bytes` is an estimate, at least 1. */
  set<T>(key: string, entry: Entry<T>, bytes: number, keepMillis: number): void
  delete(key: string): void
  clear(): void
  /** `evicted`: how many entries went for want of room, though their time had not passed. */
  readonly stats: { readonly entries: number; readonly bytes: number; readonly evicted: number }
}

export function createStore(maxBytes: number, runtime: Runtime): Store {
  let evicted = 0
  const lru = new LRUCache<string, Entry<NonNullable<unknown>>>({
    maxSize: maxBytes,
    perf: { now: () => runtime.monotonic() },
    ttlResolution: 0,
    dispose: (_value, _key, reason) => {
      if (reason === 'evict') evicted++
    },
  })
  return {
    get: <T>(key: string) => lru.get(key) as Entry<T> | undefined,
    set: (key, entry, bytes, keepMillis) => {
      // To lru-cache no time at all means for ever.
      if (keepMillis <= 0) lru.delete(key)
      else lru.set(key, entry as Entry<NonNullable<unknown>>, { size: Math.max(1, Math.ceil(bytes)), ttl: keepMillis })
    },
    delete: (key) => {
      lru.delete(key)
    },
    clear: () => lru.clear(),
    get stats() {
      return { entries: lru.size, bytes: lru.calculatedSize, evicted }
    },
  }
}
