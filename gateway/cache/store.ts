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

/**
 * Values by name within sections, bounded in bytes over all of them. Rows are looked up by the thousand: a section's long name is
 * put together and hashed once for all, and a row's own is as short as its key.
 */
export interface Store {
  get<T>(section: string, name: string): Entry<T> | undefined
  /** Keeps an entry until `keepMillis` have passed or room is needed. `bytes` is an estimate, at least 1. */
  set<T>(section: string, name: string, entry: Entry<T>, bytes: number, keepMillis: number): void
  delete(section: string, name: string): void
  clear(): void
  /** `evicted`: how many entries went for want of room, though their time had not passed. */
  readonly stats: { readonly entries: number; readonly bytes: number; readonly evicted: number }
}

/** What an entry is held under: one object for as long as it is there, which costs nothing to hash. */
interface Place {
  readonly section: string
  readonly name: string
}

type Sections = Map<string, Map<string, Place>>

export function createStore(maxBytes: number, runtime: Runtime): Store {
  const sections: Sections = new Map()
  let evicted = 0
  const lru = new LRUCache<Place, Entry<NonNullable<unknown>>>({
    maxSize: maxBytes,
    perf: { now: () => runtime.monotonic() },
    ttlResolution: 0,
    noDisposeOnSet: true,
    dispose: (_value, place, reason) => {
      if (reason === 'evict') evicted++
      leave(sections, place)
    },
  })
  const placeOf = (section: string, name: string) => sections.get(section)?.get(name)
  const drop = (section: string, name: string) => {
    const place = placeOf(section, name)
    if (place) lru.delete(place)
  }
  return {
    get<T>(section: string, name: string) {
      const place = placeOf(section, name)
      return place && (lru.get(place) as Entry<T> | undefined)
    },
    set(section, name, entry, bytes, keepMillis) {
      const size = Math.max(1, Math.ceil(bytes))
      // To lru-cache no time at all means for ever.
      if (keepMillis <= 0 || size > maxBytes) return drop(section, name)
      const place = placeOf(section, name) ?? enter(sections, { section, name })
      lru.set(place, entry as Entry<NonNullable<unknown>>, { size, ttl: keepMillis })
    },
    delete: drop,
    clear: () => lru.clear(),
    get stats() {
      return { entries: lru.size, bytes: lru.calculatedSize, evicted }
    },
  }
}

function enter(sections: Sections, place: Place): Place {
  const named = sections.get(place.section) ?? new Map<string, Place>()
  sections.set(place.section, named)
  named.set(place.name, place)
  return place
}

/** A section is there for as long as anything is in it: callers may make up new ones for ever. */
function leave(sections: Sections, { section, name }: Place): void {
  const named = sections.get(section)
  named?.delete(name)
  if (named?.size === 0) sections.delete(section)
}
