import type { SourceReader } from '../read/index.ts'
import { planSums } from '../read/sums-plan.ts'
import { viewReads } from '../stitch/views/index.ts'
import { type Reads, readOf, type ViewRead } from '../stitch/views/reads.ts'
import { addCrosswalk } from './crosswalk-steps.ts'
import { argumentsOf, type Place } from './place.ts'
import type { PlanStep } from './plan.ts'
import type { RootAt } from './root.ts'
import type { Run } from './run.ts'
import { addStep } from './steps.ts'
import { localSources, type Uniting } from './uniting.ts'

/** What a view reads by itself, which depends on its arguments. */
export interface ViewSteps {
  /** The place of what it answers. */
  readonly place: Place
  /** All steps for some arguments: those of the view, and those that hang on them. */
  stepsFor(run: Run): readonly PlanStep[]
}

/** A root field as far as it takes to tell what it reads. */
export type ViewAt = Pick<RootAt, 'schema' | 'fragments' | 'variableValues' | 'nodes' | 'field' | 'sources'>

type Arguments = Readonly<Record<string, unknown>>

/** Stands for the reads of the view while these are not known. */
const ofView = -1

/** Enters the steps of a view. What hangs on what it answers is entered later, and found in `uniting` then. */
export function addViewSteps(uniting: Uniting, at: RootAt): ViewSteps {
  const { members } = viewReads[at.field.name as keyof typeof viewReads]
  const found = members ? addCrosswalk(uniting, at.place, members.of) : at.place
  const crosswalk = [...uniting.steps]
  return {
    place: { ...at.place, after: [ofView], most: mostRows(uniting) },
    stepsFor: (run) => {
      const asksMembers = members !== undefined && knownArguments(at, run)?.[members.argument] != null
      const reads = readSteps(at, asksMembers ? found : at.place, run, uniting.steps.length)
      return [...(asksMembers ? crosswalk : []), ...reads, ...below(uniting.steps.slice(crosswalk.length), reads)]
    },
  }
}

/** A view leads to no more records of a source than it has read of it. */
const mostRows = (uniting: Uniting): number =>
  Math.max(...localSources(uniting).map(([, { reader }]) => reader.source.maxScanRows))

/** What a view asks of the sources of this process, numbered from `firstId` on; nothing for what is no view. */
export function readSteps(at: ViewAt, place: Place, run: Run, firstId = 0): PlanStep[] {
  const args = knownArguments(at, run)
  const steps: PlanStep[] = []
  for (const [name, planned] of at.sources)
    if (planned && args && isChosen(name, args))
      for (const read of Object.values(readsOf(at, planned.reader, args, run)))
        if (read) addRead({ at, place, reader: planned.reader, steps, firstId }, read)
  return steps
}

function readsOf(at: ViewAt, { source }: SourceReader, args: Arguments, { context }: Run): Reads {
  const view = viewReads[at.field.name as keyof typeof viewReads]
  if (!view?.isOf(source)) return {}
  const place = { ...at, fieldNodes: at.nodes, returnType: at.field.type }
  const addsUp = (query: Parameters<typeof planSums>[1]) => typeof planSums(source, query) !== 'string'
  try {
    return view.of({ source, args: args as never, place, now: context.now(), addsUp })
  } catch {
    // What the source cannot be asked fails where it is asked, with the reason.
    return {}
  }
}

function knownArguments({ field, nodes }: ViewAt, run: Run): Arguments | undefined {
  try {
    return argumentsOf(field, nodes, run)
  } catch {
    // What is wrong with them is said when they are asked with.
    return undefined
  }
}

const isChosen = (source: string, { sources }: Arguments): boolean =>
  !Array.isArray(sources) || sources.includes(source)

interface Reading {
  readonly at: ViewAt
  readonly place: Place
  readonly reader: SourceReader
  readonly steps: PlanStep[]
  readonly firstId: number
}

function addRead({ at, place, reader, steps, firstId }: Reading, read: ViewRead): void {
  const { schema, fragments, variableValues } = at
  const { entity, fields } = readOf(read)
  const id = firstId + steps.length
  const before = read.isSpare ? { after: [id - 1] } : {}
  addStep({ reader, schema, fragments, variableValues, steps, isBounded: true }, place, {
    ...{ id, entity, fields, asks: read, ...before },
    ...(read.mostKeys === undefined ? { kind: 'scan' } : { kind: 'children', mostKeys: read.mostKeys }),
  })
}

/** What hangs on what the view has read: where that is nothing, there are no records to go on from. */
function below(steps: readonly PlanStep[], reads: readonly PlanStep[]): PlanStep[] {
  const reached: PlanStep[] = []
  for (const step of steps) {
    const after = [
      ...reads.filter((read) => followsFrom(step, read)),
      ...reached.filter(({ id }) => step.after.includes(id)),
    ]
    if (after.length > 0) reached.push({ ...step, after: after.map(({ id }) => id) })
  }
  return reached
}

/** A record is read where the view has found it; which others are the same is looked for everywhere, by several rounds. */
const followsFrom = ({ source, after, rounds }: PlanStep, read: PlanStep): boolean =>
  after.includes(ofView) && (rounds !== undefined || read.source === source)
