import { post } from './graphql.ts'
import type { Job } from './measure.ts'
import type { Question } from './questions.ts'
import type { Stage } from './stage.ts'

/** How a job is run, whoever answers. */
type Manner = Pick<Job, 'latencyMillis' | 'connections'>

/** Everything, as fast as it goes. */
export async function busyJobs(stage: Stage, questions: readonly Question[], connections: number): Promise<Job[]> {
  const manner = { latencyMillis: 0, connections }
  const jobs = questions.flatMap((question) => [
    ...uncachedJobs(stage, question, manner),
    ...(question.calls > 0 ? [gatewayJob(stage, question, 'warm', manner)] : []),
  ])
  const page = questions.find(isByHand)
  return page && stage.handWrittenUrl ? [...jobs, await sameBytesJob(stage, page, manner)] : jobs
}

/** One caller, who waits for slow systems. */
export function patientJobs(stage: Stage, questions: readonly Question[], latencyMillis: number): Job[] {
  const manner = { latencyMillis, connections: 1 }
  return questions.filter(({ chain }) => chain > 0).flatMap((question) => uncachedJobs(stage, question, manner))
}

/** Whether the hand-written backend can answer it. */
export const isByHand = ({ variants }: Question): boolean => variants[0]?.path !== undefined

function uncachedJobs(stage: Stage, question: Question, manner: Manner): Job[] {
  const ours = gatewayJob(stage, question, 'uncached', manner)
  return stage.handWrittenUrl && isByHand(question) ? [ours, handWrittenJob(stage, question, manner)] : [ours]
}

function gatewayJob(stage: Stage, { name, query, variants }: Question, mode: Job['mode'], manner: Manner): Job {
  const requests = variants.map(({ variables }) => post(query, variables, mode === 'uncached'))
  const usage = () => stage.gateway.ask('usage')
  return { ...manner, question: name, target: 'gateway', mode, url: stage.gatewayUrl, requests, usage }
}

function handWrittenJob(stage: Stage, { name, variants }: Question, manner: Manner): Job {
  const requests = variants.map(({ path }) => ({ path: path! }))
  const usage = () => stage.handWritten.ask('usage')
  const url = stage.handWrittenUrl!
  return { ...manner, question: name, target: 'hand-written', mode: 'uncached', url, requests, usage }
}

/** What no server on this runtime can beat: one answer of the gateway's, kept ready. */
async function sameBytesJob(stage: Stage, question: Question, manner: Manner): Promise<Job> {
  const { path, ...request } = post(question.query, question.variants[0]!.variables, false)
  const answer = await fetch(stage.gatewayUrl + path, request)
  await stage.handWritten.ask('keep', await answer.text())
  const job = handWrittenJob(stage, question, manner)
  return { ...job, target: 'same bytes', mode: 'warm', requests: [{ path: '/kept' }] }
}
