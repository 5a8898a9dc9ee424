import type { Calls } from './check.ts'
import type { Job, Sample } from './measure.ts'
import type { Frame } from './profile.ts'
import type { Question } from './questions.ts'

/** One job's samples beside what they are compared with. */
export interface Line {
  readonly job: Job
  readonly question: Question
  readonly samples: readonly Sample[]
  /** Of the job that it is compared with, round for round. */
  readonly against: readonly Sample[] | undefined
  readonly calls: Calls | undefined
}

export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
  return { median, least: sorted[0]!, most: sorted.at(-1)! }
}

/** The same figures for machines. */
export function figuresOf({ job, question, samples, against, calls }: Line) {
  const figure = (read: (sample: Sample) => number) => spreadOf(samples.map(read))
  const times = (read: (sample: Sample) => number) =>
    against && spreadOf(samples.map((sample, i) => read(sample) / read(against[i]!)))
  return {
    question: job.question,
    target: job.target,
    mode: job.mode,
    latencyMillis: job.latencyMillis,
    connections: job.connections,
    perSecond: figure(({ perSecond }) => perSecond),
    p50Millis: figure(({ p50 }) => p50),
    p99Millis: figure(({ p99 }) => p99),
    cpuMillis: figure(({ cpuMillis }) => cpuMillis),
    rssBytes: figure(({ rssBytes }) => rssBytes),
    timesPerSecond: times(({ perSecond }) => perSecond),
    timesCpu: times(({ cpuMillis }) => cpuMillis),
    vendorCalls: job.target === 'gateway' && job.mode === 'uncached' ? calls : undefined,
    leastCalls: question.calls,
    chainMillis: question.chain * job.latencyMillis,
  }
}

export type Figures = ReturnType<typeof figuresOf>

/** What a machine does as fast as it can. */
export function throughputTable(figures: readonly Figures[]): string {
  const head = [
    '',
    'mode',
    'who',
    'requests/s',
    'times',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'times',
    'RSS MB',
    'calls',
    'least',
  ]
  const rows = figures.map((line) => [
    line.question,
    line.mode,
    line.target,
    spread(line.perSecond, 0),
    line.timesPerSecond ? spread(line.timesPerSecond, 2) : '',
    line.p50Millis.median.toFixed(1),
    line.p99Millis.median.toFixed(1),
    spread(line.cpuMillis, 2),
    line.timesCpu ? spread(line.timesCpu, 2) : '',
    (line.rssBytes.median / 1e6).toFixed(0),
    line.vendorCalls ? calls(line.vendorCalls) : '',
    line.vendorCalls ? String(line.leastCalls) : '',
  ])
  return table([head, ...rows])
}

/** What one caller waits for when the systems are slow. */
export function latencyTable(figures: readonly Figures[]): string {
  const over = (millis: number, chain: number) => `${((millis / chain - 1) * 100).toFixed(1)} %`
  const head = ['', 'who', 'p50 ms', 'p99 ms', 'least ms', 'p50 over', 'p99 over']
  const rows = figures.map(({ question, target, p50Millis, p99Millis, chainMillis }) => [
    question,
    target,
    spread(p50Millis, 1),
    spread(p99Millis, 1),
    String(chainMillis),
    over(p50Millis.median, chainMillis),
    over(p99Millis.median, chainMillis),
  ])
  return table([head, ...rows])
}

export function profileTable(frames: readonly Frame[]): string {
  const rows = frames.slice(0, 25).map(({ name, place, share }) => [`${(share * 100).toFixed(1)} %`, name, place])
  const rooms = [...Map.groupBy(frames, ({ place }) => roomOf(place))]
    .map(([room, own]) => ({ room, share: own.reduce((sum, { share }) => sum + share, 0) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, 12)
    .map(({ room, share }) => [`${(share * 100).toFixed(1)} %`, room])
  return `${table(rooms)}\n\n${table(rows)}`
}

/** A package, a room of the gateway, or the machine below them. */
function roomOf(place: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1]
  if (inPackage) return inPackage
  if (place.startsWith('node:')) return 'node'
  return place === '' ? 'V8' : place.split('/').slice(0, 2).join('/').replace(/:\d+$/, '')
}

const calls = ({ least, most }: Calls): string => (least === most ? String(least) : `${least} to ${most}`)

function spread({ median, least, most }: Spread, digits: number): string {
  const [low, high] = [least.toFixed(digits), most.toFixed(digits)]
  return low === high ? low : `${median.toFixed(digits)} (${low} to ${high})`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
