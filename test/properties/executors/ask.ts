import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../../../subgraphs/simulator/faults.ts'
import { isInParts, merged, type Payload, payloadsOf } from '../../e2e/multipart.ts'
import type { Side } from './side.ts'

export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** What befalls one source: it is down, or its simulator shows a fault. */
export interface SourceFault {
  readonly source: string
  readonly fault: Fault | 'down'
}

/** Values are other values then, but nothing fails. */
export const isDrift = ({ fault }: SourceFault): boolean => fault !== 'down' && fault.kind === 'rewrite'

/** All of an answer that the executors must agree on. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | null>>
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into
  readonly body: any
}

export interface Asked {
  readonly answers: readonly Answer[]
  /** Data calls by source, of all questions together. */
  readonly calls: Readonly<Record<string, number>>
  /** Milliseconds of its clock, until nothing went on any more. */
  readonly took: number
}

/** Asks all questions at once, with the systems in this state. Time moves on only while nothing else does. */
export async function ask(
  side: Side,
  questions: readonly Question[],
  faults: readonly SourceFault[] = [],
): Promise<Asked> {
  await strike(side, faults)
  const startedAt = side.clock.monotonic()
  const answers = await inStillTime(side, Promise.all(questions.map((question) => post(side.url, question))))
  // What goes on behind an answer belongs to it: a refresh of what was stale, and what was asked for in vain.
  await inStillTime(side, answers.some(hasStale) ? quiet(side, looks / 2, lookMillis) : quiet(side, looks / 4, 1))
  const calls = Object.fromEntries(Object.entries(side.simulators).map(([name, { calls }]) => [name, calls]))
  return { answers, calls, took: side.clock.monotonic() - startedAt }
}

async function strike({ simulators }: Side, faults: readonly SourceFault[]): Promise<void> {
  for (const [name, simulator] of Object.entries(simulators)) {
    const own = faults.filter(({ source }) => source === name)
    const isDown = own.some(({ fault }) => fault === 'down')
    simulator.reset()
    for (const { fault } of own) if (fault !== 'down') simulator.fault(fault)
    if (isDown && simulator.isUp) await simulator.down()
    if (!isDown && !simulator.isUp) await simulator.up()
  }
}

const compared = ['content-type', 'age', 'cache-control', 'cache-status', 'vary']

async function post(url: string, { query, variables, headers }: Question): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    // A request id of our own: one that is dealt out in order would differ where questions come at once.
    headers: { 'content-type': 'application/json', 'x-request-id': 'compared-0001', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const body = isInParts(response) ? await mergedBody(response) : await response.json()
  return {
    status: response.status,
    headers: Object.fromEntries(compared.map((name) => [name, response.headers.get(name)])),
    body,
  }
}

async function mergedBody(response: Response): Promise<unknown> {
  const payloads: Payload[] = []
  for await (const payload of payloadsOf(response)) payloads.push(payload)
  return merged(payloads)
}

const hasStale = ({ body }: Answer): boolean =>
  Object.values(body.extensions?.freshness ?? {}).some((account) => (account as { stale: number }).stale > 0)

/** Resolves when nothing has moved for so many looks: what goes on may ask again. */
async function quiet(side: Side, looks: number, millis: number): Promise<void> {
  for (let still = 0, last = ''; still < looks; ) {
    await pause(millis)
    const now = stateOf(side)
    const isIdle = simulatorsOf(side).every(({ inFlight }) => inFlight === 0)
    still = now === last && isIdle ? still + 1 : 0
    last = now
  }
}

const simulatorsOf = ({ simulators }: Side) => Object.values(simulators)

/** So many looks in a row at which nothing has moved, so many milliseconds apart, mean that only time can move it. */
const [looks, lookMillis] = [16, 5]

/**
 * Waits for work that may itself wait for time. Nothing here depends on how long the looks take: they only give sockets and the
 * threads that sign tokens their turn, and time is moved to where the next thing is due.
 */
async function inStillTime<T>(side: Side, work: Promise<T>): Promise<T> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  for (let still = 0, last = ''; !isDone; ) {
    await Promise.race([done, pause(lookMillis)])
    const now = stateOf(side)
    still = now === last && isHeld(side) ? still + 1 : 0
    last = now
    if (!isDone && still >= looks && side.clock.step()) still = 0
  }
  return done
}

const stateOf = (side: Side): string =>
  JSON.stringify(simulatorsOf(side).map(({ arrivals, calls, inFlight }) => [arrivals.length, calls, inFlight]))

/** Before a call is made again it pauses for less than this, while nothing of it can be seen. */
const pauseMillis = 500

/** Whether something waits for time alone, and no call is being answered but those that never are. */
function isHeld({ simulators, application, clock }: Side): boolean {
  const open = Object.values(simulators).flatMap(({ arrivals }) =>
    arrivals.filter(({ endedAt }) => endedAt === undefined),
  )
  const waits = open.length > 0 || application.members.some(({ guard }) => guard.state().queued > 0)
  return (waits || clock.dueIn() < pauseMillis) && open.every(({ notes }) => notes.fault === 'hang')
}
