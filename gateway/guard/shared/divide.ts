import type { Limit } from '../../connector/index.ts'
import { arrivalSpreadMillis } from '../arrival.ts'

/** Permits of a lease are good for so long. What is not used by then counts as spent. */
export const leaseMillis = 250
/** How much later than it was leased a permit's call may reach the vendor. */
export const delayMillis = leaseMillis + arrivalSpreadMillis

/** What all replicas draw from together, as the script counts it. */
export type Pool =
  | { readonly kind: 'spent'; readonly permits: number; readonly windowMillis: number; readonly isQuota: boolean }
  | { readonly kind: 'rate'; readonly burst: number; readonly intervalMillis: number }
  | { readonly kind: 'held'; readonly permits: number }
  /** Of what is learned, so many are the replicas' own. */
  | {
      readonly kind: 'learned'
      readonly initial: number
      readonly min: number
      readonly max: number
      readonly own: number
    }

/**
 * One limit cut in two. Each replica has its own part, which it spends without asking, and all of them lease from the rest.
 * The parts add up to the limit and none ever moves into the other, so the limit holds whoever can reach whom: losing Redis
 * takes the pool away and finding it again gives it back, and neither is a moment at which anything is counted anew.
 */
export interface Division {
  /** Undefined where there are fewer permits than replicas: then nobody can have one for himself. */
  readonly own: Limit | undefined
  /** Undefined when the parts of the replicas are all there is. */
  readonly pool: Pool | undefined
  /** The most that one lease holds: a twentieth of the limit, so that little is lost with a replica. */
  readonly mostLeased: number
}

/** `replicas`: the most that ever run at once. */
export function divide({ published: _, ...limit }: Limit, replicas: number): Division {
  switch (limit.kind) {
    case 'window':
    case 'quota': {
      const own = ownPart(limit.permits, replicas)
      const { windowMillis } = limit
      const permits = limit.permits - own * replicas
      const pool: Pool = { kind: 'spent', permits, windowMillis, isQuota: limit.kind === 'quota' }
      return { own: some(own, { ...limit, permits: own }), pool: some(permits, pool), mostLeased: lease(limit.permits) }
    }
    case 'concurrency': {
      const own = ownPart(limit.permits, replicas)
      const permits = limit.permits - own * replicas
      const pool: Pool = { kind: 'held', permits }
      return { own: some(own, { ...limit, permits: own }), pool: some(permits, pool), mostLeased: lease(limit.permits) }
    }
    case 'adaptive': {
      const { kind: _, initial, min, max, ...rest } = limit
      // Nobody published this limit: one call at a time for each replica is what there must be to learn from.
      const pool: Pool = { kind: 'learned', initial, min, max, own: replicas }
      return { own: { ...rest, kind: 'concurrency', permits: 1 }, pool: some(max - replicas, pool), mostLeased: 1 }
    }
    case 'rate':
      return divideRate(limit, replicas)
  }
}

/** Half of the limit is for all; of a small one, everybody has a whole permit as long as there are enough. */
function ownPart(permits: number, replicas: number): number {
  return Math.floor(permits / (2 * replicas)) || (permits >= replicas ? 1 : 0)
}

const some = <T>(count: number, value: T): T | undefined => (count > 0 ? value : undefined)
const lease = (permits: number): number => Math.max(1, Math.floor(permits / 20))

function divideRate(limit: Extract<Limit, { kind: 'rate' }>, replicas: number): Division {
  const whole = Math.max(1, Math.floor(limit.burst))
  const own = ownPart(whole, replicas)
  const burst = whole - own * replicas
  // The rate goes where the burst is: all to the pool when nobody has a part, all to the parts when nothing is left over.
  const parts = own === 0 ? 0 : burst === 0 ? 1 : 0.5
  const ownLimit: Limit = { ...limit, permits: (limit.permits * parts) / replicas, burst: own }
  const pool: Pool = { kind: 'rate', ...asArriving(burst, limit.perMillis / (limit.permits * (1 - parts))) }
  return { own: some(own, ownLimit), pool: some(burst, pool), mostLeased: lease(whole) }
}

/** The bucket whose grants, each up to `delayMillis` late, still arrive as the given bucket allows. */
function asArriving(burst: number, intervalMillis: number): { burst: number; intervalMillis: number } {
  const late = delayMillis / intervalMillis
  return burst - late >= 1
    ? { burst: burst - late, intervalMillis }
    : { burst: 1, intervalMillis: intervalMillis + delayMillis }
}
