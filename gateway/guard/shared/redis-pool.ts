import { createHash } from 'node:crypto'
import { connect, createConnection, onceLost, type Redis, type RedisSettings, within } from '../../redis/index.ts'
import type { Runtime } from '../../runtime.ts'
import type { OpenPool, PoolReply, PoolRequest, PoolSession, Rest } from './protocol.ts'
import { poolScript } from './script.ts'

/** The pool in a Redis or a Valkey, 6.2 or newer, one primary. */
export function redisPool(settings: RedisSettings, runtime: Runtime): OpenPool {
  return async () => {
    const session = new RedisPoolSession(settings, runtime)
    try {
      await session.open()
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }
}

const scriptName = createHash('sha1').update(poolScript).digest('hex')

/** Two connections, because one that listens cannot ask. */
class RedisPoolSession implements PoolSession {
  private readonly settings: RedisSettings
  private readonly runtime: Runtime
  private readonly main: Redis
  private readonly listener: Redis
  private readonly channel: string
  private server = ''
  private isClosed = false

  constructor(settings: RedisSettings, runtime: Runtime) {
    this.settings = settings
    this.runtime = runtime
    this.main = createConnection(settings.url)
    this.listener = createConnection(settings.url)
    this.channel = `${settings.prefix}:limits:rest`
  }

  async open(): Promise<void> {
    this.server = await connect([this.main, this.listener], this.runtime)
    await this.command(this.listener.subscribe(this.channel))
  }

  async ask(source: string, request: PoolRequest): Promise<PoolReply> {
    // The part in braces decides the place in a cluster: all of a source's account is in one.
    const given = [1, `${this.settings.prefix}:limits:{${source}}`, this.channel, source, this.server] as const
    const text = JSON.stringify(request)
    const asked = this.main.evalsha(scriptName, ...given, text).catch((error: unknown) => {
      if (!String(error).includes('NOSCRIPT')) throw error
      return this.main.eval(poolScript, ...given, text)
    })
    return JSON.parse((await this.command(asked)) as string) as PoolReply
  }

  onRest(listener: (source: string, rest: Rest) => void): void {
    this.listener.on('message', (_channel: string, text: string) => {
      const { source, millis, reason } = JSON.parse(text) as Rest & { source: string }
      listener(source, { millis, reason })
    })
  }

  onLost(listener: (error: unknown) => void): void {
    onceLost([this.main, this.listener], () => {
      if (!this.isClosed) listener(new Error('The connection was closed.'))
    })
  }

  close(): void {
    this.isClosed = true
    this.main.disconnect()
    this.listener.disconnect()
  }

  private command<T>(asked: Promise<T>): Promise<T> {
    return within(this.settings.commandTimeoutMillis, asked, this.runtime)
  }
}
