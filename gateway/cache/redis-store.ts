import {
  type ClockOffset,
  earliestHere,
  latestHere,
  onServer,
  pauseMillis,
  type RedisSettings,
} from '../redis/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Invalidation } from './invalidation.ts'
import { sharedStateChanged, sharedWriteFailed } from './redis-channels.ts'
import { decodeShared, encodeShared, sharedName } from './redis-codec.ts'
import { encodeInvalidation, type LogEntry } from './redis-log.ts'
import { openSession, type RedisSession, type SharedBytes } from './redis-session.ts'
import type { InvalidationListener, SharedState, SharedStore, SharedWrite } from './shared.ts'
import type { Entry } from './store.ts'

/**
 * The shared level in a Redis, or whatever speaks its protocol (6.2 or newer, one primary). Opens nothing until told to connect.
 *
 * Invalidations travel in a log that each replica follows at its own pace, not by publishing them to whoever happens to listen:
 * a replica that was cut off reads what it missed before it believes anything again, and one that starts learns what was
 * invalidated before its time, which the shared entries themselves do not show.
 */
export function createRedisStore(settings: RedisSettings, runtime: Runtime): SharedStore {
  return new RedisStore(settings, runtime)
}

/** What waits to be written. More is left out: a slow server must not fill our memory. */
const mostPendingBytes = 16_000_000
/** A larger entry would hold up everybody's. */
const mostEntryBytes = 4_000_000
/** Beyond it, what waits to be told is told as a whole. */
const mostUntold = 1_000
const longestPauseMillis = 5_000

class RedisStore implements SharedStore {
  private readonly settings: RedisSettings
  private readonly runtime: Runtime
  private readonly replica: string
  private readonly listeners: InvalidationListener[] = []
  private session: RedisSession | undefined
  /** The latest that is known of the server's clock. */
  private clock: ClockOffset | undefined
  private opening: Promise<void> | undefined
  private cancelRetry: (() => void) | undefined
  /** Attempts that failed since it was last connected. */
  private failures = 0
  private isClosed = false
  /** How far the log was heard, and of which log that is told. */
  private position = '0-0'
  private began: number | undefined
  /** Since when everything was heard, by the server's clock: what was asked for before cannot be judged. */
  private heardSince = Number.POSITIVE_INFINITY
  private untold: Invalidation[] = []
  private pendingBytes = 0

  constructor(settings: RedisSettings, runtime: Runtime) {
    this.settings = settings
    this.runtime = runtime
    this.replica = runtime.uuid()
  }

  get state(): SharedState {
    return this.session ? 'connected' : 'degraded'
  }

  onInvalidate(listener: InvalidationListener): void {
    this.listeners.push(listener)
  }

  async connect(): Promise<void> {
    if (this.session || this.isClosed || this.failures > 0) return
    this.opening ??= this.open()
    await this.atMost(this.settings.commandTimeoutMillis, this.opening)
  }

  async getMany(keys: readonly string[]): Promise<readonly (Entry<unknown> | undefined)[]> {
    const { session } = this
    if (!session || keys.length === 0) return keys.map(() => undefined)
    try {
      const { values, clock } = await session.read(keys.map((key) => sharedName(this.settings.prefix, key)))
      this.clock = clock
      return values.map((bytes) => (bytes ? this.entryOf(bytes, clock) : undefined))
    } catch (error) {
      this.lose(session, error)
      return keys.map(() => undefined)
    }
  }

  setMany(writes: readonly SharedWrite[]): void {
    const { session, clock } = this
    if (!session || !clock) return
    const values = writes.flatMap((write) => this.bytesOf(write, clock))
    const bytes = values.reduce((sum, value) => sum + value.bytes.length, 0)
    if (values.length === 0 || this.pendingBytes + bytes > mostPendingBytes) return
    this.pendingBytes += bytes
    session
      .write(values)
      // A full server refuses what is written and still tells what it holds; one that is lost is noticed by who waits for it.
      .catch((error) => sharedWriteFailed.publish({ error }))
      .finally(() => {
        this.pendingBytes -= bytes
      })
  }

  async invalidate(what: Invalidation): Promise<boolean> {
    this.announce(what, this.runtime.monotonic())
    this.untold.push(what)
    if (this.untold.length > mostUntold) this.untold = wholeSources(this.untold)
    return this.tellUntold()
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.cancelRetry?.()
    this.session?.close()
    this.session = undefined
  }

  private atMost(millis: number, work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.runtime.after(millis, resolve)
      void work.then(resolve).finally(cancel)
    })
  }

  private async open(): Promise<void> {
    try {
      const session = await openSession(this.settings, this.runtime)
      await this.catchUp(session, 'after a pause').catch((error) => {
        session.close()
        throw error
      })
      this.begin(session)
    } catch (error) {
      this.retryLater(error)
    } finally {
      this.opening = undefined
    }
  }

  private begin(session: RedisSession): void {
    if (this.isClosed) {
      session.close()
      return
    }
    this.session = session
    this.failures = 0
    session.onLost((error) => this.lose(session, error))
    sharedStateChanged.publish({ state: 'connected' })
    void this.follow(session)
    void this.tellUntold()
  }

  /**
   * Hears what was invalidated since the log was last heard. Whoever was away and finds another log than he left cannot know
   * what the old one said in between, so he believes nothing that was asked for before this one began. Who was there all the
   * time, and only sees the log emptied, has heard all of it.
   */
  private async catchUp(session: RedisSession, presence: 'after a pause' | 'all the time'): Promise<void> {
    const { began, entries, clock } = await session.attach(this.position, this.began)
    this.clock = clock
    if (began !== this.began) {
      this.position = '0-0'
      this.began = began
      if (presence === 'after a pause') {
        this.heardSince = began
        this.announce(undefined, latestHere(began, clock))
      }
    }
    this.hear(entries)
  }

  private async follow(session: RedisSession): Promise<void> {
    try {
      while (this.session === session) {
        const entries = await session.next(this.position)
        if (this.session !== session) return
        this.hear(entries)
        // A silent log may be one that somebody emptied, and then nobody would know where the next begins.
        if (entries.length === 0) await this.catchUp(session, 'all the time')
      }
    } catch (error) {
      this.lose(session, error)
    }
  }

  private hear(entries: readonly LogEntry[]): void {
    for (const { id, at, by, what } of entries) {
      this.position = id
      // Our own were announced when they were made, by a better clock.
      if (by === this.replica) continue
      const isTold = this.clock && Number.isFinite(at)
      this.announce(what, isTold ? latestHere(at, this.clock!) : this.runtime.monotonic())
    }
  }

  private announce(what: Invalidation | undefined, at: number): void {
    for (const listener of this.listeners) listener(what, at)
  }

  /** One after the other, so that what fails stays to be told. True when all was. */
  private async tellUntold(): Promise<boolean> {
    const { session } = this
    if (!session) return false
    try {
      for (const what of [...this.untold]) {
        await session.tell(this.replica, encodeInvalidation(what))
        this.untold = this.untold.filter((other) => other !== what)
      }
      return true
    } catch (error) {
      this.lose(session, error)
      return false
    }
  }

  private lose(session: RedisSession, error: unknown): void {
    if (this.session !== session) return
    this.session = undefined
    session.close()
    this.retryLater(error)
  }

  private retryLater(error: unknown): void {
    this.failures += 1
    if (this.isClosed) return
    sharedStateChanged.publish({ state: 'degraded', error })
    this.cancelRetry = this.runtime.after(pauseMillis(this.failures, longestPauseMillis, this.runtime), () => {
      this.opening ??= this.open()
    })
  }

  /** Undefined for what cannot be judged. */
  private entryOf(bytes: Buffer, clock: ClockOffset): Entry<unknown> | undefined {
    const found = decodeShared(bytes)
    if (!found || found.askedAt < this.heardSince) return undefined
    const now = this.runtime.monotonic()
    const askedAt = Math.min(now, earliestHere(found.askedAt, clock))
    return { value: found.value, askedAt, readAt: this.runtime.now() - (now - askedAt) }
  }

  private bytesOf({ key, entry, keepMillis }: SharedWrite, clock: ClockOffset): readonly SharedBytes[] {
    const millis = Math.floor(keepMillis)
    const bytes = millis > 0 ? encodeShared({ value: entry.value, askedAt: onServer(entry.askedAt, clock) }) : undefined
    if (!bytes || bytes.length > mostEntryBytes) return []
    return [{ name: sharedName(this.settings.prefix, key), bytes, keepMillis: millis }]
  }
}

const wholeSources = (untold: readonly Invalidation[]): Invalidation[] =>
  [...new Set(untold.map(({ source }) => source))].map((source) => ({ source }))
