import { canAnswer, countCalls, requireEqualData } from './check.ts'
import { cacheBytes, ours } from './contenders.ts'
import { figureOf } from './figures.ts'
import { post } from './graphql.ts'
import { load } from './load.ts'
import { measureInRounds } from './measure.ts'
import type { Options } from './options.ts'
import { type Count, countPromises } from './promises.ts'
import { describe } from './publish.ts'
import type { Question } from './questions.ts'
import { profileTables, promisesTable, tableOf } from './report.ts'
import { keepProfile, type Measured, machine, type Run, revision } from './run.ts'
import { type Section, sectionsOf } from './sections.ts'
import { gatewayOf, openStage, type Stage } from './stage.ts'
import { seed } from './system.ts'
import { plainText } from './table.ts'

/** Told what there is to say, as soon as it is known. */
export type Tell = (text: string) => void

/** Measures everything that the options ask for. @throws when answers differ or have errors: figures would mean nothing */
export async function measureRun(options: Options, tell: Tell): Promise<Run> {
  const stage = await openStage(options.scale, options.contenders)
  try {
    const questions = stage.questions.filter(({ name }) => options.only?.includes(name) ?? true)
    const heading = headingOf(stage, questions, options)
    tell(describe(heading))
    for (const question of questions) await requireEqualData(question, ableOf(stage, question))
    const sections: Measured[] = []
    for (const section of sectionsOf(stage, options)) {
      const measured = await measureSection(section, stage, options)
      if (measured.figures.length === 0) continue
      tell(plainText(tableOf(measured)))
      sections.push(measured)
    }
    const counts = await promisesOf(stage, options)
    if (counts.length > 0) tell(plainText(promisesTable(counts)))
    const run = { ...heading, sections, counts }
    await requireNoFailures(stage)
    if (options.profile) for (const question of questions) tell(await profile(run.at, stage, question, options))
    return run
  } finally {
    await stage.close()
  }
}

/** What there is to say before anything is measured. */
const headingOf = ({ sources, players }: Stage, questions: readonly Question[], options: Options) => ({
  at: new Date().toISOString(),
  revision: revision(),
  machine,
  options,
  seed,
  sources,
  cacheBytes,
  questions: questions.map(({ name, title }) => ({ name, title })),
  contenders: players.map(({ name, title }) => ({ name, title })),
  ours,
})

const ableOf = ({ players }: Stage, question: Question) => players.filter((player) => canAnswer(player, question))

async function measureSection(section: Section, stage: Stage, { rounds, seconds }: Options): Promise<Measured> {
  const { name, title, latencyMillis } = section
  await stage.systems.ask('latency', latencyMillis)
  const jobs = await section.jobs()
  const calls = new Map<(typeof jobs)[number], Awaited<ReturnType<typeof countCalls>>>()
  for (const job of jobs) calls.set(job, await countCalls(job, stage.calls))
  const samples = await measureInRounds(jobs, rounds, seconds)
  await stage.systems.ask('latency', 0)
  return { name, title, figures: jobs.map((job) => figureOf(name, job, calls, samples)) }
}

async function promisesOf(stage: Stage, { sections, only }: Options): Promise<Count[]> {
  const isWanted = sections?.includes('promises') ?? only === undefined
  if (!isWanted || !stage.fixtures.alone) return []
  return countPromises(stage)
}

/** @throws when an answer of ours had errors: what answers with less is soon done */
async function requireNoFailures(stage: Stage): Promise<void> {
  const failures = [...(await gatewayOf(stage).ask('failures'))]
  if (failures.length > 0) throw new Error(`Answers had errors, so the figures mean nothing: ${failures.join('; ')}`)
}

const PROFILED_SECONDS = 4

/** @returns what the profile says, and where it is */
async function profile(at: string, stage: Stage, question: Question, { connections }: Options): Promise<string> {
  const requests = question.variants.map(({ variables }) => post(question.query, variables, true))
  const { url } = stage.players[0]!
  await gatewayOf(stage).ask('startProfile')
  await load({ url, requests, connections: connections[0] ?? 16, seconds: PROFILED_SECONDS })
  const { file, frames } = await gatewayOf(stage).ask('stopProfile')
  const tables = profileTables(question.name, frames).map(plainText)
  return [...tables, `Written to ${await keepProfile({ at }, question.name, file)}`].join('\n\n')
}
