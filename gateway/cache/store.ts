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
  /**
   * A number that no other entry has: whoever remembers what he found, and until when it is believed, sees by it whether it is still
   * the same. A use like any other; the clock is not looked at.
   */
  serial(section: string, name: string): number | undefined
  /** Keeps an entry until `keepMillis` have passed or room is needed. `bytes` is an estimate, at least 1. */
  set<T>(section: string, name: string, entry: Entry<T>, bytes: number, keepMillis: number): void
  delete(section: string, name: string): void
  clear(): void
  /** `evicted`: how many entries went for want of room, though their time had not passed. */
  readonly stats: { readonly entries: number; readonly bytes: number; readonly evicted: number }
}

export function createStore(maxBytes: number, runtime: Runtime): Store {
  return new LruStore(maxBytes, runtime)
}

/** An entry in its section and in the ring of all, from the one that was used last to the one that was not for longest. */
interface Held {
  readonly section: string
  readonly name: string
  entry: Entry<unknown>
  serial: number
  bytes: number
  /** Monotonic millis; kept through this instant. */
  until: number
  newer: Held
  older: Held
}

class LruStore implements Store {
  private readonly maxBytes: number
  private readonly runtime: Runtime
  private readonly sections = new Map<string, Map<string, Held>>()
  /** Between the newest and the oldest of the ring. */
  private readonly ends: Held = ring()
  private entries = 0
  private serials = 0
  private bytes = 0
  private evicted = 0

  constructor(maxBytes: number, runtime: Runtime) {
    this.maxBytes = maxBytes
    this.runtime = runtime
  }

  get<T>(section: string, name: string): Entry<T> | undefined {
    return this.find(section, name)?.entry as Entry<T> | undefined
  }

  serial(section: string, name: string): number | undefined {
    const held = this.sections.get(section)?.get(name)
    if (held) this.use(held)
    return held?.serial
  }

  set<T>(section: string, name: string, entry: Entry<T>, bytes: number, keepMillis: number): void {
    const size = Math.max(1, Math.ceil(bytes))
    const named = this.sections.get(section)
    const known = named?.get(name)
    if (keepMillis <= 0 || size > this.maxBytes) {
      if (known) this.drop(known)
      return
    }
    const until = this.runtime.monotonic() + keepMillis
    if (known) this.replace(known, entry, size, until)
    else {
      const [serial, newer, older] = [++this.serials, this.ends, this.ends]
      this.add(named ?? this.open(section), { section, name, entry, serial, bytes: size, until, newer, older })
    }
    while (this.bytes > this.maxBytes) this.evict(this.ends.newer)
  }

  delete(section: string, name: string): void {
    const held = this.sections.get(section)?.get(name)
    if (held) this.drop(held)
  }

  clear(): void {
    this.sections.clear()
    close(this.ends, this.ends)
    this.entries = 0
    this.bytes = 0
  }

  get stats() {
    const { entries, bytes, evicted } = this
    return { entries, bytes, evicted }
  }

  private find(section: string, name: string): Held | undefined {
    const held = this.sections.get(section)?.get(name)
    if (!held) return undefined
    if (this.runtime.monotonic() > held.until) {
      this.drop(held)
      return undefined
    }
    this.use(held)
    return held
  }

  private open(section: string): Map<string, Held> {
    const named = new Map<string, Held>()
    this.sections.set(section, named)
    return named
  }

  private add(named: Map<string, Held>, held: Held): void {
    named.set(held.name, held)
    this.entries++
    this.bytes += held.bytes
    this.insert(held)
  }

  private replace(held: Held, entry: Entry<unknown>, bytes: number, until: number): void {
    this.bytes += bytes - held.bytes
    held.entry = entry
    held.serial = ++this.serials
    held.bytes = bytes
    held.until = until
    this.use(held)
  }

  private use(held: Held): void {
    if (this.ends.older === held) return
    close(held.newer, held.older)
    this.insert(held)
  }

  private insert(held: Held): void {
    close(held, this.ends.older)
    close(this.ends, held)
  }

  private evict(held: Held): void {
    if (this.runtime.monotonic() <= held.until) this.evicted++
    this.drop(held)
  }

  /** A section is there for as long as anything is in it: callers may make up new ones for ever. */
  private drop(held: Held): void {
    const named = this.sections.get(held.section)!
    named.delete(held.name)
    if (named.size === 0) this.sections.delete(held.section)
    close(held.newer, held.older)
    this.entries--
    this.bytes -= held.bytes
  }
}

function ring(): Held {
  const ends = { section: '', name: '', serial: 0, bytes: 0, until: 0 } as Held
  close(ends, ends)
  return ends
}

/** Makes neighbours of two. */
function close(newer: Held, older: Held): void {
  newer.older = older
  older.newer = newer
}
