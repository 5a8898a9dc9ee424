import type { Limit } from '../../../gateway/connector/index.ts'
import { seededRandom } from '../../../subgraphs/simulator/random.ts'
import type { Arrival } from '../../guard/shared/arrivals.ts'
import { EventLoop } from '../../guard/shared/event-loop.ts'
import { Replica, type Visit } from '../../guard/shared/fleet.ts'
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

/** Nobody can tell a replica that is cut off, or hears nothing, from one that is dead. */
const separating: ReadonlySet<Trouble> = new Set(['loss', 'slow', 'cut off', 'stop'])

export interface History {
  readonly seed: number
  readonly replicas: number
  readonly limits: readonly Limit[]
  readonly log: readonly Arrival[]
  readonly served: number
  readonly refused: number
  readonly events: readonly string[]
}

const lengthMillis = 20_000

const window = (permits: number, windowMillis: number) => ({
  kind: 'window' as const,
  name: `window ${permits}`,
  permits,
  windowMillis,
  citation,
})
const quota = (permits: number, windowMillis: number) => ({
  ...window(permits, windowMillis),
  kind: 'quota' as const,
})
const rate = (permits: number, burst: number): Limit => ({
  kind: 'rate',
  name: `rate ${permits}`,
  permits,
  perMillis: 1_000,
  burst,
  citation,
})
const slots = (permits: number): Limit => ({ kind: 'concurrency', name: `slots ${permits}`, permits, citation })
const adaptive: Limit = { kind: 'adaptive', name: 'adaptive', initial: 4, min: 1, max: 8, citation }

/** Small limits in short windows, so that each is met again and again. */
const limitChoices: readonly (readonly Limit[])[] = [
  [window(80, 500)],
  [window(24, 1_000)],
  [window(7, 2_000)],
  [quota(60, 8_000)],
  [quota(100, 6_000)],
  [rate(20, 30)],
  [rate(3, 2)],
  [slots(9)],
  [slots(2)],
  [adaptive],
  [window(24, 1_000), slots(6), quota(60, 6_000)],
]

/**
 * What happens under a seed: a fleet, its callers, and what befalls them and their Redis. All of it is meant badly: callers come
 * in floods, and calls are late when many leave and on time just after, so that they arrive as close as they can.
 */
export async function play(seed: number): Promise<History> {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const loop = new EventLoop()
  const redis = new SimulatedRedis(loop, random)
  const log: Arrival[] = []
  const events: string[] = []
  const limits = pick(limitChoices)
  const replicas = 2 + Math.floor(random() * 2)
  // Only of a replica that is there can it be known that its calls go on for longer than a lease of slots.
  const takesMillis = random() < 0.3 ? 3_000 : 450
  const befalling = takesMillis > 450 ? troubles.filter((trouble) => !separating.has(trouble)) : troubles
  let jitter = () => 0
  const world = { loop, random, redis, log, jitter: () => jitter() }
  const fleet = Array.from({ length: replicas }, (_, i) => new Replica(`r${i}`, limits, replicas, world))

  for (let at = 0; at < lengthMillis; at += 200) loop.after(at, () => redis.copy())
  flood()
  weather()
  for (let at = 1_000 + random() * 3_000; at < lengthMillis; at += pick([150, 2_000, 5_000]) * (0.5 + random()))
    loop.after(at, () => befall(pick(befalling)))
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

  /** More callers than any limit allows, then nobody for a while. */
  function flood(): void {
    const most = Math.max(...limits.map((limit) => ('permits' in limit ? limit.permits : limit.max)))
    const callers = Math.ceil(most * (0.3 + random()))
    const spread = pick([10, 300, 1_000])
    const whose = random() < 0.7 ? fleet : [pick(fleet)]
    for (let i = 0; i < callers; i++) loop.after(random() * spread, () => pick(whose).visit(visit()))
    loop.after(spread + random() * pick([100, 800, 2_500]), flood)
  }

  function visit(): Visit {
    return {
      lane: pick(['interactive', 'interactive', 'refresh', 'batch']),
      patienceMillis: pick([20, 400, 2_000]),
      thinkMillis: pick([0, 5, 249, 400]),
      takesMillis: random() * takesMillis,
      // It makes the guard careful for long, so only where that is what is told.
      outcome: limits.includes(adaptive) && random() < 0.05 ? 'throttled' : 'ok',
    }
  }

  function weather(): void {
    jitter = pick([() => 0, () => 249, () => random() * 249])
    loop.after(random() * 800, weather)
  }

  function befall(trouble: Trouble): void {
    const lasts = pick([60, 400, 2_500])
    const victim = pick(fleet)
    events.push(`${Math.round(loop.now)} ${trouble} ${victim.name} ${lasts}`)
    const until = begin(trouble, victim)
    if (until) loop.after(lasts, until)
  }

  /** What ends it, when it ends. */
  function begin(trouble: Trouble, victim: Replica): (() => void) | undefined {
    switch (trouble) {
      case 'loss':
        redis.lossShare = pick([0.05, 0.5])
        return () => {
          redis.lossShare = 0
        }
      case 'hang':
        redis.hang()
        return () => redis.resume()
      case 'slow':
        redis.slowMillis = pick([20, 200])
        return () => {
          redis.slowMillis = 0
        }
      case 'flush':
        redis.flush()
        return undefined
      case 'failover':
        redis.replace(pick([undefined, 0, 300, 2_000]))
        return undefined
      case 'death':
        redis.die()
        return () => redis.replace(pick([undefined, 0, 300]))
      case 'cut off':
        redis.cutOff.add(victim.name)
        return () => redis.cutOff.delete(victim.name)
      case 'stop':
        victim.stop()
        return () => victim.resume()
      case 'kill':
        if (random() < 0.5) victim.kill()
        return undefined
    }
  }
}
