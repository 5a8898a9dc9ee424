import type { Request } from 'autocannon'
import type { Usage } from './child.ts'
import { load } from './load.ts'

/** Who answers. `same bytes`: a bare node:http server that holds one answer of the gateway's ready. */
export type Target = 'gateway' | 'hand-written' | 'same bytes'

/** One thing to measure, again and again. */
export interface Job {
  readonly question: string
  readonly target: Target
  readonly mode: 'uncached' | 'warm'
  /** Of every simulated system. */
  readonly latencyMillis: number
  readonly url: string
  readonly requests: readonly Request[]
  readonly connections: number
  /** Of the process that answers. */
  usage(): Promise<Usage>
}

/** One run of a job. */
export interface Sample {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Of the answering process, for each answer. */
  readonly cpuMillis: number
  readonly rssBytes: number
}

export async function measure(job: Job, seconds: number): Promise<Sample> {
  const before = await job.usage()
  const { answers, seconds: took, p50, p99 } = await load({ ...job, seconds })
  const after = await job.usage()
  return {
    perSecond: answers / took,
    p50,
    p99,
    cpuMillis: (after.cpuMillis - before.cpuMillis) / answers,
    rssBytes: after.rssBytes,
  }
}

/** Runs all jobs one after the other, round by round: what disturbs the machine for a while disturbs them alike. */
export async function measureInRounds(
  jobs: readonly Job[],
  rounds: number,
  seconds: number,
): Promise<ReadonlyMap<Job, readonly Sample[]>> {
  const samples = new Map<Job, Sample[]>(jobs.map((job) => [job, []]))
  // A first round that is not counted, in which code is compiled and connections are opened.
  for (const job of jobs) await measure(job, Math.min(seconds, 0.5))
  for (let round = 0; round < rounds; round++) {
    for (const job of jobs) samples.get(job)!.push(await measure(job, seconds))
  }
  return samples
}
