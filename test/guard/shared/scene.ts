import type { Limit } from '../../../gateway/connector/index.ts'
import { seededRandom } from '../../../subgraphs/simulator/random.ts'
import { type Arrival, violations } from './arrivals.ts'
import { EventLoop } from './event-loop.ts'
import { Replica, type Visit } from './fleet.ts'
import { SimulatedRedis } from './simulated-redis.ts'

/** A vendor, a Redis and some replicas on virtual time, told what happens step by step. */
export interface Scene {
  readonly loop: EventLoop
  readonly redis: SimulatedRedis
  readonly log: readonly Arrival[]
  replica(name: string, limits: readonly Limit[], replicas?: number): Replica
  wait(millis: number): Promise<void>
  /** So many callers at once. */
  visits(replica: Replica, count: number, given?: Partial<Visit>): void
  /** How many of so many callers get through, within their patience. */
  served(replica: Replica, count: number, given?: Partial<Visit>): Promise<number>
  /** What of a limit was broken. */
  broken(limit: Limit): string[]
}

export function openScene(seed = 7): Scene {
  const random = seededRandom(seed)
  const loop = new EventLoop()
  const redis = new SimulatedRedis(loop, random)
  const log: Arrival[] = []
  const usual: Visit = { lane: 'interactive', patienceMillis: 100, thinkMillis: 0, takesMillis: 0, outcome: 'ok' }
  const scene: Scene = {
    loop,
    redis,
    log,
    replica: (name, limits, replicas = 2) =>
      new Replica(name, limits, replicas, { loop, random, redis, log, jitter: () => 0 }),
    wait: (millis) => loop.runUntil(loop.now + millis),
    visits(replica, count, given = {}) {
      for (let i = 0; i < count; i++) replica.visit({ ...usual, ...given })
    },
    async served(replica, count, given = {}) {
      const before = replica.fates.served
      scene.visits(replica, count, given)
      await scene.wait((given.patienceMillis ?? usual.patienceMillis) + 20)
      return replica.fates.served - before
    },
    broken: (limit) => violations(limit, log),
  }
  return scene
}
