import type { CompiledOperation } from './compile-operation.ts'
import type { PlanStep } from './plan.ts'

interface Known {
  /** Plans of records grow as ids come. */
  readonly steps: number
  readonly waiting: ReadonlySet<PlanStep>
}

const known = new WeakMap<CompiledOperation, Known>()

/**
 * The steps that do not run ahead of their records although they could: what they ask is asked of other records just when their
 * own are there, and one question for both is a call less.
 */
export function waitingIn(operation: CompiledOperation): ReadonlySet<PlanStep> {
  const roots = operation.fields.flatMap(({ plan }) => (plan ? [plan.steps] : []))
  const steps = roots.reduce((sum, own) => sum + own.length, 0)
  const before = known.get(operation)
  if (before?.steps === steps) return before.waiting
  const waiting = waitingOf(roots)
  known.set(operation, { steps, waiting })
  return waiting
}

type Roots = readonly (readonly PlanStep[])[]

function waitingOf(roots: Roots): ReadonlySet<PlanStep> {
  let waiting: ReadonlySet<PlanStep> = new Set()
  let questions = questionsIn(roots, waiting)
  if (!isAnyAskedAgain(questions)) return waiting
  // What would run ahead together waits together.
  const groups = [...questions.values()].map((group) => group.filter(({ isByKey }) => isByKey))
  for (const ahead of groups.filter(({ length }) => length > 0).slice(0, mostTried)) {
    const more = new Set([...waiting, ...ahead])
    const fewer = questionsIn(roots, more)
    if (fewer.size < questions.size) [waiting, questions] = [more, fewer]
  }
  return waiting
}

/** Each costs a look at all steps, and an operation may have many. */
const mostTried = 32

/** Whether there is a question that is asked in several rounds. */
function isAnyAskedAgain(questions: ReadonlyMap<string, readonly PlanStep[]>): boolean {
  const whenever = new Set([...questions.values()].map(([step]) => questionOf(step!, 0)))
  return whenever.size < questions.size
}

/** The steps by what is asked, and when: those of one name are one question. When profiles and views ask is found out on the way. */
function questionsIn(roots: Roots, waiting: ReadonlySet<PlanStep>): Map<string, PlanStep[]> {
  const asked = roots.flatMap((steps) => roundsOf(steps, waiting)).filter(([{ kind }]) => kind !== 'scan')
  const questions = new Map<string, PlanStep[]>()
  for (const [step, round] of asked) {
    const name = questionOf(step, round)
    questions.set(name, [...(questions.get(name) ?? []), step])
  }
  return questions
}

const questionOf = ({ source, entity, relation, filter, order }: PlanStep, round: number): string =>
  JSON.stringify([round, source, entity, relation, filter, order])

/** How many rounds of calls go before each step. Steps stand behind those that they wait for. */
function roundsOf(steps: readonly PlanStep[], waiting: ReadonlySet<PlanStep>): [PlanStep, number][] {
  const rounds = new Map<number, number>()
  const byId = new Map(steps.map((step) => [step.id, step]))
  const certain = steps.filter(({ isBounded }) => !isBounded)
  for (const step of certain) {
    const before = Math.max(-1, ...step.after.map((id) => rounds.get(id)!))
    const isAhead = step.isByKey && !waiting.has(step) && step.after.every((id) => isByKeys(byId.get(id)!))
    rounds.set(step.id, isAhead ? before : before + 1)
  }
  return certain.map((step) => [step, rounds.get(step.id)!])
}

/** Keys of records that are found by them are known; those of lists are when the list is there. */
const isByKeys = ({ kind }: PlanStep): boolean => kind === 'lookup' || kind === 'reference'
