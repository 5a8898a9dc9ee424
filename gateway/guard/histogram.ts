/** Between two bounds lies a fifth of the value: 1, 1.19, 1.41, 1.68, 2, ... up to some 74 seconds, and what is longer. */
const bucketsPerDoubling = 4
const buckets = 66
/** The percentiles tell of the last one to two of these. */
const periodMillis = 300_000

export interface Percentiles {
  /** Upper bounds of the buckets that hold them, in milliseconds; undefined when nothing was measured lately. */
  readonly p50: number | undefined
  readonly p95: number | undefined
  readonly p99: number | undefined
}

/** How long calls took lately, in memory that does not grow. */
export class Histogram {
  private current = new Uint32Array(buckets)
  private previous = new Uint32Array(buckets)
  private period = Number.NEGATIVE_INFINITY

  add(millis: number, now: number): void {
    this.turn(now)
    const bucket = Math.ceil(Math.log2(Math.max(1, millis)) * bucketsPerDoubling)
    this.current[Math.min(bucket, buckets - 1)]!++
  }

  percentiles(now: number): Percentiles {
    this.turn(now)
    const counts = this.current.map((count, i) => count + this.previous[i]!)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const at = (part: number) => (total === 0 ? undefined : boundOf(counts, Math.ceil(total * part)))
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
  }

  private turn(now: number): void {
    const period = Math.floor(now / periodMillis)
    if (period === this.period) return
    this.previous = period === this.period + 1 ? this.current : new Uint32Array(buckets)
    this.current = new Uint32Array(buckets)
    this.period = period
  }
}

/** The upper bound of the bucket in which the call of this rank lies. */
function boundOf(counts: Uint32Array, rank: number): number {
  let seen = 0
  const bucket = counts.findIndex((count) => {
    seen += count
    return seen >= rank
  })
  return Math.round(2 ** (bucket / bucketsPerDoubling))
}
