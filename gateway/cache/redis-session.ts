import {
  type ClockOffset,
  clockOffset,
  connect,
  connectMillis,
  createConnection,
  onceLost,
  type Redis,
  type RedisSettings,
  within,
} from '../redis/index.ts'
import type { Runtime } from '../runtime.ts'
import { attachScript, decodeLogEntry, type LogEntry, type LogTail, serverMillis, tellScript } from './redis-log.ts'

/** Values as they lie there, and the server's clock at that moment. */
export interface Found {
  readonly values: readonly (Buffer | null)[]
  readonly clock: ClockOffset
}

export interface SharedBytes {
  readonly name: string
  readonly bytes: Buffer
  readonly keepMillis: number
}

/**
 * One pair of connections to one server, from the moment both stand until either is lost; there is no reconnecting inside.
 * The second only follows the log, because a command that waits would hold up those behind it.
 */
export interface RedisSession {
  /** @throws when the server does not answer in time */
  read(names: readonly string[]): Promise<Found>
  write(values: readonly SharedBytes[]): Promise<void>
  /** Adds to the log. */
  tell(replica: string, what: string): Promise<void>
  /** The log after `position`, or all of it when it is not the log that began at `began`. */
  attach(position: string, began: number | undefined): Promise<LogTail & { readonly clock: ClockOffset }>
  /** What comes after `position`, as soon as there is any; empty when nothing came within a second. */
  next(position: string): Promise<readonly LogEntry[]>
  /** Calls `listener` once, when a connection is lost that was not closed. */
  onLost(listener: (error: unknown) => void): void
  close(): void
}

/** Names asked for in one command: a longer one would keep the server from everybody else. */
const namesAtOnce = 1_000
const heartbeatMillis = 1_000
const logLength = 10_000

/** @throws when the server cannot be reached, does not let us in, or does not answer */
export async function openSession(settings: RedisSettings, runtime: Runtime): Promise<RedisSession> {
  const session = new Session(settings, runtime)
  try {
    await session.open()
    return session
  } catch (error) {
    session.close()
    throw error
  }
}

class Session implements RedisSession {
  private readonly settings: RedisSettings
  private readonly runtime: Runtime
  private readonly main: Redis
  private readonly follower: Redis
  private readonly log: string
  private readonly head: string
  private server = ''
  private isClosed = false

  constructor(settings: RedisSettings, runtime: Runtime) {
    this.settings = settings
    this.runtime = runtime
    this.main = createConnection(settings.url)
    this.follower = createConnection(settings.url)
    this.log = `${settings.prefix}:log`
    this.head = `${settings.prefix}:log:head`
  }

  async open(): Promise<void> {
    this.server = await connect([this.main, this.follower], this.runtime)
  }

  async read(names: readonly string[]): Promise<Found> {
    const pipeline = this.main.pipeline().time()
    for (let i = 0; i < names.length; i += namesAtOnce) pipeline.mgetBuffer(...names.slice(i, i + namesAtOnce))
    const sentAt = this.runtime.monotonic()
    const [time, ...found] = await this.command(replies(pipeline.exec()))
    const [seconds, micros] = time as [string, string]
    const millis = Number(seconds) * 1_000 + Number(micros) / 1_000
    return {
      values: (found as (Buffer | null)[][]).flat(),
      clock: clockOffset(millis, sentAt, this.runtime.monotonic()),
    }
  }

  async write(values: readonly SharedBytes[]): Promise<void> {
    const pipeline = this.main.pipeline()
    for (const { name, bytes, keepMillis } of values) pipeline.set(name, bytes, 'PX', keepMillis)
    await replies(pipeline.exec())
  }

  async tell(replica: string, what: string): Promise<void> {
    await this.command(this.main.eval(tellScript, 2, this.log, this.head, replica, what, logLength))
  }

  async attach(position: string, began: number | undefined): Promise<LogTail & { readonly clock: ClockOffset }> {
    const known = began === undefined ? '' : String(Math.round(began * 1_000))
    const sentAt = this.runtime.monotonic()
    const asked = this.main.eval(attachScript, 2, this.log, this.head, this.server, position, known)
    // A long log takes its time, and nobody waits for it.
    const [now, start, entries] = (await this.within(connectMillis, asked)) as [string, string, StreamEntry[]]
    return {
      now: serverMillis(now),
      began: serverMillis(start),
      entries: entries.map(decodeLogEntry),
      clock: clockOffset(serverMillis(now), sentAt, this.runtime.monotonic()),
    }
  }

  async next(position: string): Promise<readonly LogEntry[]> {
    const asked = this.follower.xread('BLOCK', heartbeatMillis, 'STREAMS', this.log, position)
    const found = (await this.within(2 * heartbeatMillis, asked)) as [string, StreamEntry[]][] | null
    return (found ?? []).flatMap(([, entries]) => entries.map(decodeLogEntry))
  }

  onLost(listener: (error: unknown) => void): void {
    onceLost([this.main, this.follower], () => {
      if (!this.isClosed) listener(new Error('The connection was closed.'))
    })
  }

  close(): void {
    this.isClosed = true
    this.main.disconnect()
    this.follower.disconnect()
  }

  private command<T>(asked: Promise<T>): Promise<T> {
    return this.within(this.settings.commandTimeoutMillis, asked)
  }

  private within<T>(millis: number, asked: Promise<T>): Promise<T> {
    return within(millis, asked, this.runtime)
  }
}

type StreamEntry = readonly [string, readonly string[]]

/** The replies of a pipeline, in order. @throws the first error among them */
async function replies(asked: Promise<[Error | null, unknown][] | null>): Promise<unknown[]> {
  const results = (await asked) ?? []
  for (const [error] of results) if (error) throw error
  return results.map(([, reply]) => reply)
}
