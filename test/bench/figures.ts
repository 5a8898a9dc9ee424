import type { Calls } from './check.ts'
import type { Job, Sample } from './measure.ts'

/** The middle of some values, and what the middle half of them lies between. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** One job beside another, of the same run and round for round. */
export interface Comparison {
  readonly contender: string
  readonly question: string
  readonly mode: string
  readonly perSecond: Spread
  readonly cpu: Spread
}

/** What was measured of one job. */
export interface Figure
  extends Pick<Job, 'question' | 'contender' | 'mode' | 'latencyMillis' | 'connections' | 'rows' | 'leastCalls'> {
  readonly section: string
  readonly answers: number
  readonly perSecond: Spread
  /** Over all rounds. */
  readonly p50Millis: number
  readonly p99Millis: number
  readonly cpuMillis: Spread
  readonly rssBytes: number
  readonly calls: Calls
  /** What the systems take for the longest chain of calls of which each needs the one before. */
  readonly chainMillis: number
  readonly compared: readonly Comparison[]
}

export function figureOf(
  section: string,
  job: Job,
  callsOf: ReadonlyMap<Job, Calls>,
  samplesOf: ReadonlyMap<Job, readonly Sample[]>,
): Figure {
  const samples = samplesOf.get(job)!
  const { question, contender, mode, latencyMillis, connections, rows, chain } = job
  const millis = samples.flatMap((sample) => sample.millis).sort((a, b) => a - b)
  return {
    section,
    question,
    contender,
    mode,
    latencyMillis,
    connections,
    rows,
    leastCalls: leastCallsOf(job, callsOf),
    calls: callsOf.get(job)!,
    answers: millis.length,
    perSecond: spreadOf(samples.map(({ perSecond }) => perSecond)),
    p50Millis: at(millis, 0.5),
    p99Millis: at(millis, 0.99),
    cpuMillis: spreadOf(samples.map(({ cpuMillis }) => cpuMillis)),
    rssBytes: Math.max(...samples.map(({ rssBytes }) => rssBytes)),
    chainMillis: chain * latencyMillis,
    compared: job.against.map((other) => comparison(samples, other, samplesOf.get(other)!)),
  }
}

/** Large pages make vendors answer in several: as many as the one needs that is written by hand. */
function leastCallsOf({ rows, leastCalls, against }: Job, callsOf: ReadonlyMap<Job, Calls>): number {
  const [base] = against
  return rows !== undefined && base ? Math.max(leastCalls, callsOf.get(base)!.most) : leastCalls
}

function comparison(samples: readonly Sample[], other: Job, others: readonly Sample[]): Comparison {
  const times = (read: (sample: Sample) => number) =>
    spreadOf(samples.map((sample, round) => read(sample) / read(others[round]!)))
  const { contender, question, mode } = other
  return {
    contender,
    question,
    mode,
    perSecond: times(({ perSecond }) => perSecond),
    cpu: times(({ cpuMillis }) => cpuMillis),
  }
}

/** Quartiles, between values where none is just there. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const quantile = (share: number) => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { median: quantile(0.5), low: quantile(0.25), high: quantile(0.75) }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
