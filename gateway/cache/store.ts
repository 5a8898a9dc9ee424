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

/** When the source was asked: by the wall clock for stamps, and monotonically for ages. */
export type Moment = Pick<Entry<unknown>, 'readAt' | 'askedAt'>

/** What was kept together and goes together. */
export interface Batch {
  /** How many of its entries are there still: less whenever one of them is replaced or dropped. */
  readonly left: number
}

/** What is somewhere at the moment: a little later it may be something else. */
export interface Glimpse<T> {
  readonly value: T
  readonly batch: Batch & Moment
}

/** An entry where it is held. */
export interface HeldEntry<T> extends Entry<T> {
  readonly batch: Batch
}

/** How much room some entries take together, and for how long they are kept. `bytes` is an estimate. */
export interface Keeping {
  readonly bytes: number
  readonly keepMillis: number
}

/** Values, each with its name. */
export interface Several<T> {
  readonly names: readonly string[]
  readonly values: readonly T[]
}

/**
 * Values by name within sections, bounded in bytes over all of them. Rows come by the hundred in one answer: what came together
 * has one size, one end and one place in the order of use, so that a row costs little more than its name.
 */
export interface Store {
  get<T>(section: string, name: string): HeldEntry<T> | undefined
  /** Keeps an entry until `keepMillis` have passed or room is needed. What is larger than the whole store is not kept. */
  set<T>(section: string, name: string, entry: Entry<T>, keeping: Keeping): void
  /** The same for many that were asked for in one moment: all of them are kept, or none. */
  setAll<T>(section: string, several: Several<T>, moment: Moment, keeping: Keeping): void
  /** What there is now, though its time may have passed. Not a use. */
  glance<T>(section: string, name: string): Glimpse<T> | undefined
  /** Whether any of it is there still. A use like any other. */
  isHeld(batch: Batch): boolean
  delete(section: string, name: string): void
  clear(): void
  /** `evicted`: how many entries went for want of room, though their time had not passed. */
  readonly stats: { readonly entries: number; readonly bytes: number; readonly evicted: number }
}

export function createStore(maxBytes: number, runtime: Runtime): Store {
  return new BoundedStore(maxBytes, runtime)
}

interface OwnBatch extends Batch, Moment {
  readonly section: string
  readonly names: readonly string[]
  left: number
}

/** Written anew when what is there is replaced: most entries are. */
interface Place {
  value: unknown
  batch: OwnBatch
}

type Places = Map<string, Place>

class BoundedStore implements Store {
  private readonly sections = new Map<string, Places>()
  private readonly batches: LRUCache<OwnBatch, true>
  private readonly maxBytes: number
  private entries = 0
  private evicted = 0

  constructor(maxBytes: number, runtime: Runtime) {
    this.maxBytes = maxBytes
    this.batches = new LRUCache<OwnBatch, true>({
      maxSize: maxBytes,
      perf: { now: () => runtime.monotonic() },
      ttlResolution: 0,
      dispose: (_held, batch, reason) => {
        if (reason === 'evict') this.evicted += batch.left
        this.leave(batch)
      },
    })
  }

  get<T>(section: string, name: string): HeldEntry<T> | undefined {
    const place = this.sections.get(section)?.get(name)
    return place && this.isHeld(place.batch) ? entryAt<T>(place) : undefined
  }

  glance<T>(section: string, name: string): Glimpse<T> | undefined {
    return this.sections.get(section)?.get(name) as Glimpse<T> | undefined
  }

  isHeld(batch: Batch): boolean {
    return this.batches.get(batch as OwnBatch) === true
  }

  set<T>(section: string, name: string, entry: Entry<T>, keeping: Keeping): void {
    this.setAll(section, { names: [name], values: [entry.value] }, entry, keeping)
  }

  setAll<T>(section: string, several: Several<T>, moment: Moment, { bytes, keepMillis }: Keeping): void {
    const size = Math.max(1, Math.ceil(bytes))
    if (several.names.length === 0) return
    // To lru-cache no time at all means for ever.
    if (keepMillis <= 0 || size > this.maxBytes) for (const name of several.names) this.delete(section, name)
    else this.batches.set(this.enter(section, several, moment), true, { size, ttl: keepMillis })
  }

  delete(section: string, name: string): void {
    const places = this.sections.get(section)
    const place = places?.get(name)
    if (!place) return
    places!.delete(name)
    this.release(place.batch)
  }

  clear(): void {
    this.batches.clear()
  }

  get stats() {
    return { entries: this.entries, bytes: this.batches.calculatedSize, evicted: this.evicted }
  }

  private enter(section: string, { names, values }: Several<unknown>, { readAt, askedAt }: Moment): OwnBatch {
    const batch: OwnBatch = { section, names, left: names.length, readAt, askedAt }
    const places: Places = this.sections.get(section) ?? new Map()
    this.sections.set(section, places)
    this.entries += names.length
    for (let i = 0; i < names.length; i++) this.put(places, names[i]!, values[i], batch)
    return batch
  }

  private put(places: Places, name: string, value: unknown, batch: OwnBatch): void {
    const place = places.get(name)
    if (!place) {
      places.set(name, { value, batch })
      return
    }
    const before = place.batch
    place.value = value
    place.batch = batch
    this.release(before)
  }

  private release(batch: OwnBatch): void {
    this.entries--
    if (--batch.left === 0) this.batches.delete(batch)
  }

  /** A section is there for as long as anything is in it: callers may make up new ones for ever. */
  private leave(batch: OwnBatch): void {
    const { section, names } = batch
    const places = this.sections.get(section)
    for (const name of names) {
      if (places?.get(name)?.batch !== batch) continue
      places.delete(name)
      this.entries--
    }
    batch.left = 0
    if (places?.size === 0) this.sections.delete(section)
  }
}

const entryAt = <T>({ value, batch }: Place): HeldEntry<T> => {
  const { readAt, askedAt } = batch
  return { value: value as T, readAt, askedAt, batch }
}
