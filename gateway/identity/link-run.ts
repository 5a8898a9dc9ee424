import type { ClusterKind, Crosswalk, Progress } from './crosswalk.ts'
import { type Card, type FactSettings, factsOf } from './facts.ts'

/** One system's records of one type: what a run goes through from end to end. */
export interface Target {
  readonly source: string
  readonly kind: ClusterKind
}

/** A page of records, or why there is none. */
export interface CardPage {
  readonly cards: readonly Card[]
  /** Where to go on; null after the last page. */
  readonly next: string | null
  /** How many calls to the source it cost. */
  readonly calls: number
  /** Set when the source gave less than all: the run stops there, and goes on from this page the next time. */
  readonly failure?: string | undefined
}

export interface RunOptions {
  readonly crosswalk: Crosswalk
  readonly facts: FactSettings
  /** All that there are; `only` narrows what is read now. */
  readonly targets: readonly Target[]
  readonly only?: ((target: Target) => boolean) | undefined
  /** The run stops before it would go beyond; what is left is for the next one. */
  readonly budgetCalls: number
  readonly read: (target: Target, cursor: string | null) => Promise<CardPage>
  readonly now: () => number
  readonly report: (line: Told) => void
}

/** What became of a target so far. */
export interface Told extends Target {
  readonly records: number
  readonly state: 'reading' | 'done' | 'stopped' | 'failed'
  readonly failure?: string | undefined
}

export interface RunSummary {
  readonly calls: number
  /** Types of which every system was read to its end: their clusters are known as a whole. */
  readonly complete: readonly ClusterKind[]
}

/**
 * Reads the systems page by page into the crosswalk. It can be stopped at any page and goes on from there: how far each
 * system has come is kept beside what was found. A run that is through begins anew the next time.
 */
export async function runLinks(options: RunOptions): Promise<RunSummary> {
  const { crosswalk, targets, only = () => true } = options
  const progress = await allProgress(crosswalk, targets)
  const open = [...progress.values()].filter((state) => state !== undefined && !state.isDone)
  const isResumed = open.length > 0 || (progress.size > 0 && [...progress.values()].some((state) => !state))
  const startedAt = isResumed ? (earliest(progress) ?? options.now()) : options.now()
  let calls = 0
  for (const target of targets.filter(only)) {
    const state = progress.get(target)
    if (isResumed && state?.isDone) continue
    const from = isResumed && state ? state : { cursor: null, records: 0, isDone: false, startedAt }
    calls += await readTarget(target, from, options, () => options.budgetCalls - calls)
  }
  return { calls, complete: await settleKinds(options) }
}

async function allProgress(
  crosswalk: Crosswalk,
  targets: readonly Target[],
): Promise<Map<Target, Progress | undefined>> {
  const found = await Promise.all(targets.map(({ source, kind }) => crosswalk.progress(source, kind)))
  // A run that has not begun has nothing to go on from.
  return found.every((state) => state === undefined)
    ? new Map()
    : new Map(targets.map((target, i) => [target, found[i]]))
}

function earliest(progress: ReadonlyMap<Target, Progress | undefined>): number | undefined {
  const times = [...progress.values()].flatMap((state) => (state ? [state.startedAt] : []))
  return times.length > 0 ? Math.min(...times) : undefined
}

async function readTarget(
  target: Target,
  from: Progress,
  { crosswalk, facts, read, now, report }: RunOptions,
  left: () => number,
): Promise<number> {
  let state = from
  let calls = 0
  while (!state.isDone) {
    // A page costs a call at least.
    if (left() - calls < 1) {
      report({ ...target, records: state.records, state: 'stopped' })
      return calls
    }
    const page = await read(target, state.cursor)
    calls += page.calls
    if (page.failure !== undefined) {
      report({ ...target, records: state.records, state: 'failed', failure: page.failure })
      return calls
    }
    const at = now()
    await crosswalk.observe(
      target.kind,
      page.cards.map((card) => factsOf(card, facts)),
      at,
    )
    state = { ...state, cursor: page.next, records: state.records + page.cards.length, isDone: page.next === null }
    // What a whole reading did not meet, the system does not have any more.
    if (state.isDone) await crosswalk.forgetUnseen(target.kind, target.source, state.startedAt, at)
    await crosswalk.saveProgress(target.source, target.kind, state)
    report({ ...target, records: state.records, state: state.isDone ? 'done' : 'reading' })
  }
  return calls
}

/** When every system was read to its end, everything was sought everywhere when the run began. */
async function settleKinds({ crosswalk, targets }: RunOptions): Promise<ClusterKind[]> {
  const progress = await allProgress(crosswalk, targets)
  const kinds = [...new Set(targets.map(({ kind }) => kind))]
  const complete = kinds.filter((kind) =>
    targets.every((target) => target.kind !== kind || progress.get(target)?.isDone),
  )
  for (const kind of complete) {
    const times = targets.flatMap((target) => (target.kind === kind ? [progress.get(target)!.startedAt] : []))
    await crosswalk.markAllSought(kind, Math.min(...times))
  }
  return complete
}
