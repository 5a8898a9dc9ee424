import { canAnswer, requestOf } from './check.ts'
import { bare, complete, handWritten, ours, sameBytes } from './contenders.ts'
import { post, send } from './graphql.ts'
import type { Job, Mode } from './measure.ts'
import type { Options } from './options.ts'
import { customerPage, halfWarmPage, type Question, stampedPage, trustedPage } from './questions.ts'
import { isOfReadme } from './readme.ts'
import { backendOf, type Player, type Stage } from './stage.ts'

/** Jobs that are measured in the same rounds. */
export interface Section {
  readonly name: SectionName
  readonly title: string
  readonly latencyMillis: number
  jobs(): Promise<readonly Job[]>
}

/**
 * `busy`: everyone as fast as it goes. `many`: the same with many callers. `warm`: what is held need not be asked for.
 * `size`: pages of any length. `latency`: one caller before slow systems. `cost`: what the gateway does beside answering.
 */
export type SectionName = 'busy' | 'many' | 'warm' | 'size' | 'latency' | 'cost'

/** What a job has that its section decides. */
type Manner = Pick<Job, 'latencyMillis' | 'connections' | 'rows'>

export function sectionsOf(stage: Stage, options: Options): Section[] {
  const { connections, latencies, only, sections } = options
  const [few = 16, ...many] = connections
  const questions = stage.questions.filter(({ name }) => only?.includes(name) ?? true)
  // Of the questions that wait for many systems one after the other, how long that takes is what matters.
  const usual = questions.filter(({ name }) => !isOfReadme(name))
  const busy = { latencyMillis: 0, connections: few }
  const instant = (name: SectionName, title: string, jobs: () => Promise<readonly Job[]> | readonly Job[]) => ({
    name,
    title,
    latencyMillis: 0,
    jobs: async () => jobs(),
  })
  const all: Section[] = [
    instant('busy', `Systems that answer at once, ${few} callers`, () =>
      usual.flatMap((question) => coldJobs(stage, question, busy)),
    ),
    instant('warm', `What is held need not be asked for, ${few} callers`, () => warmJobs(stage, usual, busy)),
    instant('size', 'Customer pages of any length, 4 callers', () =>
      questions.some(isPage) ? sizeJobs(stage, { latencyMillis: 0, connections: 4 }) : [],
    ),
    instant('cost', `What the gateway does beside answering, ${few} callers`, () =>
      questions.some(isPage) && stage.has(complete) && stage.has(bare) ? costJobs(stage, busy) : [],
    ),
    ...latencies.map((latencyMillis) => latencySection(stage, questions, latencyMillis)),
    // Last: what many callers leave in memory must not be charged to others.
    ...many.map((callers) =>
      instant('many', `Systems that answer at once, ${callers} callers`, () =>
        manyJobs(stage, questions, { latencyMillis: 0, connections: callers }),
      ),
    ),
  ]
  return all.filter(({ name }) => sections?.includes(name) ?? true)
}

/** Whoever is compared as a whole. */
export const wholePlayers = ({ players }: Stage): Player[] =>
  players.filter(({ name }) => name !== bare && name !== complete)

const isPage = ({ name }: Question): boolean => name === 'Q1'

/** Everyone who can answer, the hand-written backend first where it can: the others are compared with it. */
function coldJobs(stage: Stage, question: Question, manner: Manner, players = wholePlayers(stage)): Job[] {
  const able = players.filter((player) => canAnswer(player, question))
  const floor = able.find(({ name }) => name === handWritten)
  const base = floor && jobOf(floor, question, 'cold', manner)
  const others = able.filter((player) => player !== floor)
  const against = base ? [base] : []
  return [...against, ...others.map((player) => jobOf(player, question, 'cold', manner, against))]
}

function latencySection(stage: Stage, questions: readonly Question[], latencyMillis: number): Section {
  const waiting = questions.filter(({ chain }) => chain > 0)
  const manner = { latencyMillis, connections: 1 }
  return {
    name: 'latency',
    title: `Systems that take ${latencyMillis} ms, one caller`,
    latencyMillis,
    jobs: async () => waiting.flatMap((question) => coldJobs(stage, question, manner)),
  }
}

/** Our executors, and the floor that they stand on. */
const nearest = (stage: Stage): Player[] =>
  wholePlayers(stage).filter(({ language, name }) => language === 'ours' || name === handWritten)

/** How it bears many callers, and what they cost in memory. */
function manyJobs(stage: Stage, questions: readonly Question[], manner: Manner): Job[] {
  return questions
    .filter(({ name }) => name === 'Q1' || name === 'Q2')
    .flatMap((question) => coldJobs(stage, question, manner, nearest(stage)))
}

/** The customer page held in part or as a whole, beside the same bytes from memory; the other questions held as a whole. */
async function warmJobs(stage: Stage, questions: readonly Question[], manner: Manner): Promise<Job[]> {
  const gateways = wholePlayers(stage).filter(({ language }) => language === 'ours')
  const { alone } = stage.fixtures
  const jobs: Job[] = []
  for (const question of questions.filter(({ calls }) => calls > 0)) {
    const against = stage.has(handWritten) ? [await sameBytesJob(stage, question, manner)] : []
    jobs.push(...against)
    for (const gateway of gateways) {
      const cold = jobOf(gateway, question, 'cold', manner)
      jobs.push(cold, jobOf(gateway, held(question), 'warm', manner, [...against, cold]))
      if (!alone || !isPage(question)) continue
      jobs.push(jobOf(gateway, held(trustedPage(alone)), 'warm', manner, [...against, cold]))
      jobs.push(jobOf(gateway, halfWarmPage(alone), 'half-warm', manner, [cold]))
    }
  }
  await prime(jobs)
  return jobs
}

/** The question when nothing has to be asked for. */
const held = (question: Question): Question => ({ ...question, calls: 0, chain: 0 })

/** One answer of the gateway's, kept ready under an address. */
async function sameBytesJob(stage: Stage, question: Question, manner: Manner): Promise<Job> {
  const { query, variants, name } = question
  const request = post(query, variants[0]!.variables, false)
  const answer = await fetch(stage.player(ours).url + request.path, request)
  await backendOf(stage).ask('keep', name, await answer.text())
  const path = `/kept?name=${name}`
  const bytes = { ...held(question), variants: [{ variables: {}, path }] }
  return { ...jobOf(stage.player(handWritten), bytes, 'warm', manner), contender: sameBytes }
}

/** Whatever may be held is held from now on. */
async function prime(jobs: readonly Job[]): Promise<void> {
  for (const { mode, url, requests } of jobs)
    if (mode !== 'cold') for (const request of requests) await send(url, request)
}

/** What a page of so many customers costs, as far as there are so many; a page has a thousand at most. */
function sizeJobs(stage: Stage, manner: Manner): Job[] {
  const alone = stage.fixtures.alone!
  return [10, 50, 500, 1_000]
    .filter((size) => size < alone.customers.length)
    .flatMap((rows) => coldJobs(stage, customerPage(alone, rows), { ...manner, rows }, nearest(stage)))
}

/**
 * The customer page without and with everything that is said of freshness, by the gateway and by a bare one. Both are asked
 * both: of two gateways that were alike, the one that had answered twice as much took an eighth less CPU time.
 */
function costJobs(stage: Stage, manner: Manner): Job[] {
  const alone = stage.fixtures.alone!
  const page = customerPage(alone, 50)
  const stamped = { ...stampedPage(alone), name: stampedName }
  const least = jobOf(stage.player(bare), page, 'cold', manner)
  const plain = jobOf(stage.player(complete), page, 'cold', manner, [least])
  const bareStamped = jobOf(stage.player(bare), stamped, 'cold', manner, [least])
  return [least, plain, bareStamped, jobOf(stage.player(complete), stamped, 'cold', manner, [least, plain])]
}

/** How the customer page is called that asks for its stamps. */
export const stampedName = 'Q1 + meta'

function jobOf(player: Player, question: Question, mode: Mode, manner: Manner, against: readonly Job[] = []): Job {
  return {
    ...manner,
    question: question.name,
    contender: player.name,
    mode,
    url: player.url,
    requests: question.variants.map((variant) => requestOf(player, question, variant, mode === 'cold')),
    leastCalls: question.calls,
    chain: question.chain,
    against,
    usage: () => player.child.ask('usage'),
  }
}
