import type { Limit } from '../../../gateway/connector/index.ts'
import { seededRandom } from '../../../subgraphs/simulator/random.ts'
import type { Arrival } from '../../guard/shared/arrivals.ts'
import { EventLoop } from '../../guard/shared/event-loop.ts'
import { Replica } from '../../guard/shared/fleet.ts'
import { SimulatedRedis } from '../../guard/shared/simulated-redis.ts'
import { citation } from '../../guard/traffic.ts'

export const troubles = [
  'none',
  'loss',
  'hang',
  'slow',
  'flush',
  'failover',
  'death',
  'cut off',
  'stop',
  'kill',
] as const
export type Trouble = (typeof troubles)[number]

export interface History {
  readonly seed: number
  readonly replicas: number
  readonly limits: readonly Limit[]
  readonly log: readonly Arrival[]
  readonly served: number
  readonly refused: number
  readonly events: readonly string[]
}

const lengthMillis = 16_000

/** Limits of which each is met: small, and in short windows. */
const limitChoices: readonly (readonly Limit[])[] = [
  [{ kind: 'window', name: 'window', permits: 24, windowMillis: 1_000, citation }],
  [{ kind: 'window', name: 'window', permits: 7, windowMillis: 2_000, citation }],
  [{ kind: 'quota', name: 'quota', permits: 40, windowMillis: 4_000, citation }],
  [{ kind: 'rate', name: 'rate', permits: 20, perMillis: 1_000, burst: 30, citation }],
  [{ kind: 'rate', name: 'rate', permits: 3, perMillis: 1_000, burst: 2, citation }],
  [{ kind: 'concurrency', name: 'slots', permits: 9, citation }],
  [{ kind: 'concurrency', name: 'slots', permits: 2, citation }],
  [{ kind: 'adaptive', name: 'adaptive', initial: 4, min: 1, max: 8, citation }],
  [
    { kind: 'window', name: 'window', permits: 24, windowMillis: 1_000, citation },
    { kind: 'concurrency', name: 'slots', permits: 6, citation },
    { kind: 'quota', name: 'quota', permits: 60, windowMillis: 6_000, citation },
  ],
]

/** What happens under a seed: a fleet, its callers, and what befalls them and their Redis. */
export async function play(seed: number): Promise<History> {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const loop = new EventLoop()
  const redis = new SimulatedRedis(loop, random)
  const log: Arrival[] = []
  const events: string[] = []
  const limits = pick(limitChoices)
  const replicas = 2 + Math.floor(random() * 2)
  const fleet = Array.from(
    { length: replicas },
    (_, i) => new Replica(`r${i}`, limits, replicas, { loop, random, redis, log }),
  )

  for (let at = 0; at < lengthMillis; at += 200) loop.after(at, () => redis.copy())
  for (const replica of fleet) callers(replica)
  for (let at = random() * 3_000; at < lengthMillis; at += 500 + random() * 5_000)
    loop.after(at, () => befall(pick(troubles)))
  await loop.runUntil(lengthMillis)
  const sum = (count: (replica: Replica) => number) => fleet.reduce((total, replica) => total + count(replica), 0)
  return {
    seed,
    replicas,
    limits,
    log,
    events,
    served: sum(({ fates }) => fates.served),
    refused: sum(({ fates }) => fates.refused),
  }

  /** Now many at once, now few, now none. */
  function callers(replica: Replica): void {
    let pace = 20
    for (let at = random() * 500; at < lengthMillis; at += random() * pace) {
      if (random() < 0.03) pace = pick([5, 30, 150, 1_000])
      loop.after(at, () =>
        replica.visit({
          lane: pick(['interactive', 'interactive', 'refresh', 'batch']),
          patienceMillis: pick([20, 200, 1_500]),
          thinkMillis: random() < 0.1 ? random() * 400 : random() * 5,
          takesMillis: random() * 450,
          outcome: random() < 0.02 ? 'throttled' : 'ok',
        }),
      )
    }
  }

  function befall(trouble: Trouble): void {
    const lasts = pick([60, 400, 2_500])
    const victim = pick(fleet)
    events.push(`${Math.round(loop.now)} ${trouble} ${victim.name} ${lasts}`)
    const end = (run: () => void) => loop.after(lasts, run)
    switch (trouble) {
      case 'none':
        return
      case 'loss':
        redis.lossShare = pick([0.05, 0.5])
        end(() => {
          redis.lossShare = 0
        })
        return
      case 'hang':
        redis.hang()
        end(() => redis.resume())
        return
      case 'slow':
        redis.slowMillis = pick([20, 200])
        end(() => {
          redis.slowMillis = 0
        })
        return
      case 'flush':
        redis.flush()
        return
      case 'failover':
        redis.replace(pick([undefined, 0, 300, 2_000]))
        return
      case 'death':
        redis.die()
        end(() => redis.replace(pick([undefined, 0, 300])))
        return
      case 'cut off':
        redis.cutOff.add(victim.name)
        end(() => redis.cutOff.delete(victim.name))
        return
      case 'stop':
        victim.stop()
        end(() => victim.resume())
        return
      case 'kill':
        if (random() < 0.5) victim.kill()
        return
    }
  }
}
