import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Calls, countCalls, requireEqualData } from './check.ts'
import { post } from './graphql.ts'
import { busyJobs, isByHand, patientJobs } from './jobs.ts'
import { load } from './load.ts'
import { type Job, measureInRounds, type Sample } from './measure.ts'
import { type Options, readOptions } from './options.ts'
import { aloneSource, type Question } from './questions.ts'
import { type Figures, figuresOf, latencyTable, profileTable, throughputTable } from './report.ts'
import { openStage, type Stage } from './stage.ts'

const machine = { node: process.versions.node, cpu: cpus()[0]?.model, cores: availableParallelism() }

/**
 * Measures the gateway beside a hand-written backend that makes the same calls, in one run on one machine. Figures of
 * different machines, and of different runs on a busy one, say nothing about each other; ratios of one run do.
 * @returns the exit code
 */
export async function bench(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const stage = await openStage(options.scale)
  try {
    const questions = stage.questions.filter(({ name }) => options.only?.includes(name) ?? true)
    console.log(heading(stage, questions, options))
    const figures = await measureAll(stage, questions, options)
    if (options.profile) for (const question of questions) await profile(stage, question, options)
    console.log(`\nWritten to ${await keep(figures, options)}`)
    return 0
  } finally {
    await stage.close()
  }
}

function heading({ sources }: Stage, questions: readonly Question[], { scale }: Options): string {
  const systems = `${sources.join(', ')}; scale ${scale}`
  const skipped = sources.includes(aloneSource) ? [] : [`  Skipped, for want of ${aloneSource}: Q1, Q2, Q3.`]
  return [
    `${systems}; Node ${machine.node} on ${machine.cores} cores, ${machine.cpu}`,
    ...questions.map(({ name, title }) => `  ${name}: ${title}`),
    ...skipped,
  ].join('\n')
}

async function measureAll(stage: Stage, questions: readonly Question[], options: Options): Promise<Figures[]> {
  const { gatewayUrl, handWrittenUrl } = stage
  for (const question of questions)
    if (handWrittenUrl && isByHand(question)) await requireEqualData(question, gatewayUrl, handWrittenUrl)
  const calls = new Map<string, Calls>()
  for (const question of questions)
    calls.set(question.name, await countCalls(question, gatewayUrl, () => stage.systems.ask('calls')))
  const figures: Figures[] = []
  for (const latency of options.latencies) figures.push(...(await measureAt(stage, questions, latency, options, calls)))
  const failures = [...(await stage.gateway.ask('failures'))]
  if (failures.length > 0) throw new Error(`Answers had errors, so the figures mean nothing: ${failures.join('; ')}`)
  return figures
}

async function measureAt(
  stage: Stage,
  questions: readonly Question[],
  latency: number,
  { rounds, seconds, connections }: Options,
  calls: ReadonlyMap<string, Calls>,
): Promise<Figures[]> {
  await stage.systems.ask('latency', latency)
  const jobs = latency === 0 ? await busyJobs(stage, questions, connections) : patientJobs(stage, questions, latency)
  const samples = await measureInRounds(jobs, rounds, seconds)
  const figures = jobs.map((job) => {
    const question = questions.find(({ name }) => name === job.question)!
    const against = comparedWith(job, samples)
    return figuresOf({ job, question, samples: samples.get(job)!, against, calls: calls.get(job.question) })
  })
  const times = 'times: of the hand-written backend; warm, of the same bytes from memory'
  console.log(
    latency === 0
      ? `\nSystems that answer at once, ${connections} callers (${times})\n${throughputTable(figures)}`
      : `\nSystems that take ${latency} ms, one caller\n${latencyTable(figures)}`,
  )
  return figures
}

function comparedWith(job: Job, samples: ReadonlyMap<Job, readonly Sample[]>): readonly Sample[] | undefined {
  if (job.target !== 'gateway') return undefined
  const target = job.mode === 'warm' ? 'same bytes' : 'hand-written'
  const other = [...samples.keys()].find(({ question, target: who }) => question === job.question && who === target)
  return other && samples.get(other)
}

async function profile(stage: Stage, { name, query, variants }: Question, { connections }: Options): Promise<void> {
  const requests = variants.map(({ variables }) => post(query, variables, true))
  await stage.gateway.ask('startProfile')
  await load({ url: stage.gatewayUrl, requests, connections, seconds: 4 })
  const frames = await stage.gateway.ask('stopProfile')
  console.log(`\nWhere the gateway's time goes in ${name}, idle time aside\n${profileTable(frames)}`)
}

/** @returns the file that holds all figures, for comparing revisions on one machine */
async function keep(figures: readonly Figures[], options: Options): Promise<string> {
  const at = new Date().toISOString()
  const folder = new URL('./results/', import.meta.url)
  const file = new URL(`${at.replace(/[:.]/g, '-')}.json`, folder)
  await mkdir(folder, { recursive: true })
  await writeFile(file, `${JSON.stringify({ at, ...machine, options, figures }, null, 2)}\n`)
  return fileURLToPath(file)
}
