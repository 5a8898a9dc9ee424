import { Redis, type RedisOptions } from 'ioredis'
import type { Runtime } from '../runtime.ts'

export type { Redis } from 'ioredis'

/** A server may be far away when it is first called, and encryption takes its turns. */
export const connectMillis = 2_000

const options: RedisOptions = {
  // Version 2 of the protocol is spoken by every server and everything that passes for one.
  protocol: 2,
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  disableClientInfo: true,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  connectTimeout: connectMillis,
  // A hung server never says goodbye: the socket is not kept waiting for it.
  disconnectTimeout: 100,
}

/** A connection that is not open yet. Once lost it stays so: who keeps it decides when to look for the server again. */
export function createConnection(url: string): Redis {
  const redis = new Redis(url, options)
  // Every failure is also that of a command; without a listener it would end up on the console.
  redis.on('error', () => {})
  return redis
}

/**
 * Opens connections to one server and tells which one it is: a server that was restarted, restored or replaced by its replica
 * has another run id.
 * @throws when it cannot be reached, does not let us in, or does not answer
 */
export async function connect(connections: readonly [Redis, ...Redis[]], runtime: Runtime): Promise<string> {
  await within(connectMillis, Promise.all(connections.map((redis) => redis.connect())), runtime)
  const info = await within(connectMillis, connections[0].info('server'), runtime)
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? ''
}

/** @throws when there is no answer in time */
export function within<T>(millis: number, asked: Promise<T>, runtime: Runtime): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`Redis did not answer within ${millis} ms.`))
    // When it was we who were busy, the answer lies in the socket: one turn of the loop brings it in.
    const cancel = runtime.after(millis, () => setImmediate(late))
    asked.then(resolve, reject).finally(cancel)
  })
}

/** Calls `listener` once, when one of them is lost. */
export function onceLost(connections: readonly Redis[], listener: () => void): void {
  let isLost = false
  const lost = () => {
    if (!isLost) listener()
    isLost = true
  }
  for (const redis of connections) redis.once('close', lost)
}

/** How long to wait before the next attempt. Drawn from the whole of it: replicas that lost a server together must not come back together. */
export const pauseMillis = (failures: number, longestMillis: number, runtime: Runtime): number =>
  Math.min(longestMillis, 100 * 2 ** failures) * runtime.random()
