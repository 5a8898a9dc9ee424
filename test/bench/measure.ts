import type { Request } from 'autocannon'
import type { Usage } from './child.ts'
import { load } from './load.ts'

/** Whether the systems are asked for everything, for a part, or for nothing. */
export type Mode = 'cold' | 'half-warm' | 'warm'

/** One thing to measure, again and again. */
export interface Job {
  readonly question: string
  readonly contender: string
  readonly mode: Mode
  /** Of every simulated system. */
  readonly latencyMillis: number
  readonly connections: number
  /** Customers on the page, where that is the subject. */
  readonly rows?: number
  readonly url: string
  readonly requests: readonly Request[]
  /** Calls to vendors that nobody can do without, and how many of them must wait for the one before. */
  readonly leastCalls: number
  readonly chain: number
  /** What it is compared with, round for round. */
  readonly against: readonly Job[]
  /** Of the process that answers. */
  usage(): Promise<Usage>
}

/** One run of a job. */
export interface Sample {
  readonly perSecond: number
  /** What each answer took, the quickest first. */
  readonly millis: readonly number[]
  /** Of the answering process, for each answer. */
  readonly cpuMillis: number
  readonly rssBytes: number
}

/** Runs all jobs one after the other, round by round: what disturbs the machine for a while disturbs them alike. */
export async function measureInRounds(
  jobs: readonly Job[],
  rounds: number,
  seconds: number,
): Promise<ReadonlyMap<Job, readonly Sample[]>> {
  const amounts = new Map<Job, number>()
  for (const job of jobs) amounts.set(job, await amountFor(job, seconds))
  const samples = new Map<Job, Sample[]>(jobs.map((job) => [job, []]))
  for (let round = 0; round < rounds; round++) {
    for (const job of jobs) samples.get(job)!.push(await measure(job, amounts.get(job)!))
  }
  return samples
}

/** How long code is compiled and connections are opened before anything counts. */
const WARM_UP_SECONDS = 0.5

/** Of one round: fewer say nothing, however slow the systems are. */
const LEAST_REQUESTS = 8

/** Warms up. @returns how many requests take about so long */
async function amountFor(job: Job, seconds: number): Promise<number> {
  const { answers, seconds: took } = await load({ ...job, seconds: WARM_UP_SECONDS })
  return Math.max(job.connections, LEAST_REQUESTS, Math.round((answers / took) * seconds))
}

async function measure(job: Job, amount: number): Promise<Sample> {
  const before = await job.usage()
  const { answers, seconds, millis } = await load({ ...job, amount })
  const after = await job.usage()
  return {
    perSecond: answers / seconds,
    millis,
    cpuMillis: (after.cpuMillis - before.cpuMillis) / answers,
    rssBytes: after.rssBytes,
  }
}
