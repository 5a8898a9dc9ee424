import type { Calls } from './check.ts'
import { bare, sameBytes } from './contenders.ts'
import type { Comparison, Figure, Spread } from './figures.ts'
import type { Frame } from './profile.ts'
import type { Count } from './promises.ts'
import type { Measured, Run } from './run.ts'
import type { SectionName } from './sections.ts'
import type { Table } from './table.ts'

/** What a section has found, in the columns that matter to it. */
export function tableOf({ name, title, figures }: Measured): Table {
  const columns = columnsOf[name]
  return {
    title,
    ...(notes[name] ? { note: notes[name] } : {}),
    head: columns.map(([head]) => head),
    rows: figures.map((figure) => columns.map(([, cell]) => cell(figure))),
  }
}

type Column = readonly [head: string, cell: (figure: Figure) => string]

const question: Column = ['question', ({ question }) => question]
const contender: Column = ['who', ({ contender }) => contender]
const perSecond: Column = ['requests/s', (figure) => amount(figure.perSecond.median)]
const times: Column = ['× hand-written', ({ compared }) => (compared[0] ? spread(compared[0].perSecond) : '')]
const cpu: Column = ['CPU ms', (figure) => spread(figure.cpuMillis)]
const timesCpu: Column = ['× its CPU', ({ compared }) => (compared[0] ? spread(compared[0].cpu) : '')]
const p50: Column = ['p50 ms', ({ p50Millis }) => amount(p50Millis)]
const p99: Column = ['p99 ms', ({ p99Millis }) => amount(p99Millis)]
const memory: Column = ['RSS MB', ({ rssBytes }) => (rssBytes / 1e6).toFixed(0)]
const calls: Column = ['vendor calls', (figure) => callsText(figure.calls)]
const least: Column = ['least', ({ leastCalls }) => String(leastCalls)]

const columnsOf: Readonly<Record<SectionName, readonly Column[]>> = {
  busy: [question, contender, perSecond, times, cpu, timesCpu, p50, p99, memory, calls, least],
  many: [question, contender, perSecond, times, cpu, p50, p99, memory],
  warm: [
    question,
    contender,
    ['held', ({ mode }) => ({ cold: 'nothing', 'half-warm': 'all but the credit', warm: 'all' })[mode]],
    perSecond,
    ['× same bytes', (figure) => ratio(figure, ({ contender }) => contender === sameBytes)],
    ['× cold', (figure) => ratio(figure, ({ contender }) => contender !== sameBytes)],
    cpu,
    p50,
    calls,
    least,
  ],
  size: [
    ['customers', ({ rows }) => String(rows)],
    contender,
    ['CPU µs per customer', ({ cpuMillis, rows }) => spread(scaled(cpuMillis, 1_000 / rows!))],
    timesCpu,
    p50,
    calls,
    least,
  ],
  latency: [
    question,
    contender,
    p50,
    p99,
    ['least ms', ({ chainMillis }) => String(chainMillis)],
    ['p50 over', ({ p50Millis, chainMillis }) => over(p50Millis, chainMillis)],
    ['p99 over', ({ p99Millis, chainMillis }) => over(p99Millis, chainMillis)],
    calls,
  ],
  cost: [
    question,
    contender,
    cpu,
    ['× CPU of bare', (figure) => ratio(figure, ({ contender }) => contender === bare, 'cpu')],
    ['× CPU without stamps', (figure) => ratio(figure, ({ contender }) => contender !== bare, 'cpu')],
  ],
}

const notes: Partial<Readonly<Record<SectionName, string>>> = {
  busy: 'Medians, and what the middle half of the rounds lies between; × is requests per second.',
  warm: 'Same bytes: node:http that sends one such answer from memory. Half-warm: the credit must be true now, the rest may be held.',
  size: 'CPU of the answering process. The least calls are those of the hand-written backend, pages that vendors force included.',
  latency: 'The least is what the systems take for the longest chain of calls of which each needs the one before.',
  cost: 'Bare: no source has limits, and nobody listens to what is published. Meta: source, instant and whether a cache answered, of every record.',
}

/** All that a run has found, apart from goals. */
export const tablesOf = ({ sections, counts }: Run): Table[] => [
  ...sections.map(tableOf),
  ...(counts.length > 0 ? [promisesTable(counts)] : []),
]

export function promisesTable(counts: readonly Count[]): Table {
  return {
    title: 'Freshness, counted at the systems',
    head: ['what', 'counted', 'promised'],
    rows: counts.map(({ what, counted, promised }) => [what, String(counted), String(promised)]),
  }
}

export function profileTables(question: string, frames: readonly Frame[]): Table[] {
  const rooms = [...Map.groupBy(frames, ({ place }) => roomOf(place))]
    .map(([room, own]) => ({ room, share: own.reduce((sum, { share }) => sum + share, 0) }))
    .sort((a, b) => b.share - a.share)
  return [
    {
      title: `Where the time goes in ${question}, idle time aside, by room and package`,
      head: ['share', 'where'],
      rows: rooms.slice(0, 15).map(({ room, share }) => [percent(share), room]),
    },
    {
      title: `The same by function`,
      head: ['share', 'function', 'where'],
      rows: frames.slice(0, 25).map(({ name, place, share }) => [percent(share), name, place]),
    },
  ]
}

/** A package, a room of the gateway, or the machine below them. */
function roomOf(place: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1]
  if (inPackage) return inPackage
  if (place.startsWith('node:')) return 'node'
  return place === '' ? 'V8' : place.split('/').slice(0, 2).join('/').replace(/:\d+$/, '')
}

function ratio(
  { compared }: Figure,
  isOther: (comparison: Comparison) => boolean,
  measure: 'perSecond' | 'cpu' = 'perSecond',
): string {
  const found = compared.find(isOther)
  return found ? spread(found[measure]) : ''
}

const over = (millis: number, least: number): string => percent(millis / least - 1)
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

export const callsText = ({ least, most }: Calls): string => (least === most ? String(least) : `${least} to ${most}`)

const scaled = ({ median, low, high }: Spread, by: number): Spread => ({
  median: median * by,
  low: low * by,
  high: high * by,
})

/** The middle, and what the middle half lies between. */
export function spread({ median, low, high }: Spread): string {
  const [from, to] = [amount(low), amount(high)]
  return from === to ? from : `${amount(median)} (${from} to ${to})`
}

/** Three digits that count; machines are not more exact than that. */
export function amount(value: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(Math.min(digits, 4))
}
