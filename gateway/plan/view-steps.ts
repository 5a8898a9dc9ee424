import type { SourceReader } from '../read/index.ts'
import { type ViewRead, viewReads } from '../stitch/views/reads.ts'
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
  stepsFor(run: Pick<Run, 'variables'>): readonly PlanStep[]
}

type Arguments = Readonly<Record<string, unknown>>

/** Stands for the reads of the view while these are not known. */
const ofView = -1

/** Enters the steps of a view. What hangs on what it answers is entered later, and found in `uniting` then. */
export function addViewSteps(uniting: Uniting, at: RootAt): ViewSteps {
  const { members, of } = viewReads[at.field.name as keyof typeof viewReads]
  const found = members ? addCrosswalk(uniting, at.place, members.of) : at.place
  const crosswalk = [...uniting.steps]
  return {
    place: { ...at.place, after: [ofView], most: mostRows(uniting) },
    stepsFor: (run) => {
      const args = knownArguments(at, run)
      const asksMembers = members !== undefined && args[members.argument] != null
      const place = asksMembers ? found : at.place
      const reads: PlanStep[] = []
      for (const [name, { reader }] of localSources(uniting))
        if (isChosen(name, args))
          for (const read of of(reader.source, args)) if (read) addRead({ uniting, reader, reads, place }, read)
      const below = uniting.steps.slice(crosswalk.length).map((step) => ({ ...step, after: waitsFor(step, reads) }))
      return [...(asksMembers ? crosswalk : []), ...reads, ...below]
    },
  }
}

/** A view leads to no more records of a source than it has read of it. */
const mostRows = (uniting: Uniting): number =>
  Math.max(...localSources(uniting).map(([, { reader }]) => reader.source.maxScanRows))

function knownArguments({ field, nodes }: RootAt, run: Pick<Run, 'variables'>): Arguments {
  try {
    return argumentsOf(field, nodes, run)
  } catch {
    // What is wrong with them is said when they are asked with.
    return {}
  }
}

const isChosen = (source: string, { sources }: Arguments): boolean =>
  !Array.isArray(sources) || sources.includes(source)

interface Reading {
  readonly uniting: Uniting
  readonly reader: SourceReader
  readonly reads: PlanStep[]
  readonly place: Place
}

function addRead(
  { uniting, reader, reads, place }: Reading,
  { entity, fields, filter, wanted, keys, rounds }: ViewRead,
): void {
  const { schema, fragments, variableValues } = uniting
  const { maxScanRows } = reader.source
  const id = uniting.steps.length + reads.length
  const said = { id, entity, fields, ...(rounds === undefined ? {} : { rounds }) }
  addStep(
    { reader, schema, fragments, variableValues, steps: reads, isBounded: true },
    place,
    keys === undefined
      ? { ...said, kind: 'scan', scan: { filter, wanted: wanted ?? maxScanRows } }
      : { ...said, kind: 'children', mostKeys: keys },
  )
}

const waitsFor = ({ source, after }: PlanStep, reads: readonly PlanStep[]): number[] =>
  after.flatMap((id) => (id === ofView ? reads.filter((read) => read.source === source).map((read) => read.id) : [id]))
