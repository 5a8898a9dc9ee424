import { complete, handWritten, sameBytes } from './contenders.ts'
import type { Comparison, Figure } from './figures.ts'
import { trustedName } from './questions.ts'
import { isOfReadme } from './readme.ts'
import { amount, percent, spread } from './report.ts'
import { figuresOf, type Run } from './run.ts'
import { stampedName } from './sections.ts'
import type { Table } from './table.ts'

/** Something that the gateway is to reach, and whether this run saw it. */
export interface Goal {
  readonly measure: string
  readonly goal: string
  readonly measured: string
  /** Undefined where the run did not measure it. */
  readonly isMet: boolean | undefined
}

/** The goals, judged by the executor that callers got. */
export function goalsOf(run: Run): Goal[] {
  const figures = figuresOf(run).filter(({ contender }) => contender === run.ours)
  const of = (section: string) => figures.filter((figure) => figure.section === section)
  return [
    callsGoal(figures.filter(({ mode }) => mode === 'cold')),
    ...['Q1', 'Q2', 'Q3'].map((question) => throughputGoal(question, of('busy'))),
    warmGoal('Q1', 0.25, of('warm')),
    warmGoal(trustedName, 0.5, of('warm')),
    ...latencyGoals(of('latency')),
    ...sizeGoals(of('size')),
    memoryGoal([...of('busy'), ...of('many')], run.cacheBytes),
    costGoal(figuresOf(run).filter(({ section }) => section === 'cost')),
    ...run.counts.map(({ what, promised, counted }) => ({
      measure: what,
      goal: String(promised),
      measured: String(counted),
      isMet: counted === promised,
    })),
  ]
}

export function goalsTable(run: Run): Table {
  return {
    title: 'Goals',
    head: ['measure', 'goal', 'measured', ''],
    rows: goalsOf(run).map(({ measure, goal, measured, isMet }) => [
      measure,
      goal,
      measured,
      isMet === undefined ? 'not measured' : isMet ? 'met' : 'not met',
    ]),
  }
}

function callsGoal(figures: readonly Figure[]): Goal {
  const called = figures.filter(({ leastCalls }) => leastCalls > 0)
  return goal(
    'vendor calls over the least there can be, the worst question',
    1,
    called,
    ({ calls, leastCalls }) => calls.most / leastCalls,
  )
}

const throughputGoal = (question: string, figures: readonly Figure[]): Goal =>
  atLeast(`${question} cold, requests/s over the hand-written backend`, 0.6, besides(figures, question, handWritten))

function warmGoal(question: string, least: number, figures: readonly Figure[]): Goal {
  const warm = figures.filter(({ mode }) => mode === 'warm')
  const measure = `${question} held, requests/s over node:http sending the same bytes`
  return atLeast(measure, least, besides(warm, question, sameBytes))
}

const besides = (figures: readonly Figure[], question: string, contender: string): Comparison | undefined =>
  figures.find((figure) => figure.question === question)?.compared.find((other) => other.contender === contender)

/** Which latency of the systems the goal speaks of. */
const SLOW = 100

function latencyGoals(figures: readonly Figure[]): Goal[] {
  const all = figures.filter(({ latencyMillis }) => latencyMillis === SLOW)
  const [ofReadme, slow] = [all.filter(isReadme), all.filter((figure) => !isReadme(figure))]
  const over = (read: (figure: Figure) => number) => (figure: Figure) => read(figure) / figure.chainMillis - 1
  const what = (quantile: string) => `${quantile} over the longest chain of calls at ${SLOW} ms, the worst question`
  return [
    goal(
      what('p50'),
      0.05,
      slow,
      over(({ p50Millis }) => p50Millis),
      percent,
    ),
    goal(
      what('p99'),
      0.2,
      slow,
      over(({ p99Millis }) => p99Millis),
      percent,
    ),
    goal(
      `p50 over the longest chain of calls at ${SLOW} ms, the README's questions over all systems`,
      0.1,
      ofReadme,
      over(({ p50Millis }) => p50Millis),
      percent,
    ),
  ]
}

const isReadme = ({ question }: Figure): boolean => isOfReadme(question)

function sizeGoals(figures: readonly Figure[]): Goal[] {
  const perCustomer = ({ cpuMillis, rows }: Figure) => cpuMillis.median / rows!
  const usual = figures.find(({ rows }) => rows === 50)
  const larger = figures.filter(({ rows }) => rows! > 50)
  const backend = ({ compared }: Figure) => compared.find(isBackend)!.cpu.median
  return [
    goal(
      'CPU per customer on larger pages over pages of 50',
      1.25,
      usual ? larger : [],
      (figure) => perCustomer(figure) / perCustomer(usual!),
    ),
    goal('CPU per customer over the hand-written backend, the worst page', 1.5, figures, backend),
  ]
}

const isBackend = ({ contender }: Comparison): boolean => contender === handWritten

function memoryGoal(figures: readonly Figure[], cacheBytes: number): Goal {
  const callers = [...new Set(figures.map(({ connections }) => connections))].join(' and ')
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const most = 150e6 + cacheBytes
  return goal(
    `memory with ${callers || 'many'} callers, the cache included`,
    most,
    figures,
    ({ rssBytes }) => rssBytes,
    megabytes,
  )
}

function costGoal(figures: readonly Figure[]): Goal {
  const stamped = figures.filter(({ question, contender }) => question === stampedName && contender === complete)
  const cost = ({ compared }: Figure) => compared[0]!.cpu.median - 1
  return goal('CPU of limits, stamps and listeners together, over a bare gateway', 0.1, stamped, cost, percent)
}

/** At most so much, of whichever is worst. */
function goal(
  measure: string,
  most: number,
  figures: readonly Figure[],
  read: (figure: Figure) => number,
  text: (value: number) => string = amount,
): Goal {
  const worst = figures.length > 0 ? Math.max(...figures.map(read)) : undefined
  return {
    measure,
    goal: `≤ ${text(most)}`,
    measured: worst === undefined ? '' : text(worst),
    isMet: worst === undefined ? undefined : worst <= most,
  }
}

const atLeast = (measure: string, least: number, other: Comparison | undefined): Goal => ({
  measure,
  goal: `≥ ${amount(least)}`,
  measured: other ? `${spread(other.perSecond)}; by CPU time ${amount(1 / other.cpu.median)}` : '',
  isMet: other && other.perSecond.median >= least,
})
