import { decodeGlobalId, type EntityName, isEntityName, type SourceName } from '../connector/index.ts'
import { offers } from '../stitch/delegate.ts'
import { ownRecord } from '../stitch/subgraph/roots.ts'
import { serves } from '../stitch/subgraph/served.ts'
import { compileRecords } from './compile-reference.ts'
import { nullText } from './complete.ts'
import { argumentsOf, Unplannable } from './place.ts'
import type { PlanStep } from './plan.ts'
import { type RecordsPlan, readRecords } from './records.ts'
import { answered, type RootAt, type RootPlan } from './root.ts'
import { type Apart, type Run, writtenApart } from './run.ts'
import { type Uniting, unitingOf } from './uniting.ts'

/** The name of the field and what it may find: one entity, or whatever the id names. */
export interface RecordRoot {
  readonly field: string
  readonly entity: EntityName | undefined
}

/** One record by its id. Its source and type are known when the id is, so that plans for both are made as ids come. */
export function recordRoot(at: RootAt, root: RecordRoot): RootPlan {
  const plans = new Map<string, RecordsPlan>()
  const steps: PlanStep[] = []
  const planFor = (source: SourceName, entity: EntityName): RecordsPlan => {
    const name = `${source} ${entity}`
    const plan = plans.get(name) ?? recordsPlan(at, source, entity, unitingOf(at, steps))
    plans.set(name, plan)
    return plan
  }
  // What no plan can be made of shows at the first source that serves the type: the others are alike.
  const first = root.entity && firstThatServes(at, root.entity)
  if (first) planFor(first, root.entity!)
  const isPlannable = ({ source, type }: Wanted): boolean => {
    try {
      return planFor(source, type as EntityName) !== undefined
    } catch (error) {
      if (error instanceof Unplannable) return false
      throw error
    }
  }
  return {
    key: at.key,
    steps,
    accepts: (run) => {
      const one = wanted(at, root, run)
      return one !== undefined && isPlannable(one)
    },
    stepsFor: (run) => {
      const { source, type } = wanted(at, root, run)!
      planFor(source, type as EntityName)
      return below(steps, source, type)
    },
    answer: (run) => answered(at, run, () => find(wanted(at, root, run)!, planFor, run)),
  }
}

/** The lookup of a record, and the steps that hang on it. */
function below(steps: readonly PlanStep[], source: SourceName, entity: string): PlanStep[] {
  const ids = new Set<number>()
  return steps.filter((step) => {
    const isRoot = step.after.length === 0 && step.source === source && step.entity === entity
    if (isRoot || step.after.some((id) => ids.has(id))) ids.add(step.id)
    return ids.has(step.id)
  })
}

interface Wanted {
  readonly id: string
  readonly source: SourceName
  readonly type: string
}

/** Undefined for what the stitched schema is to refuse, and for what no source here serves. */
function wanted(at: RootAt, { field, entity }: RecordRoot, run: Run): Wanted | undefined {
  const { id } = idIn(at, run)
  const ref = typeof id === 'string' ? decodeGlobalId(id) : undefined
  const asked = ref && at.sources.get(ref.source)
  if (!asked || (entity && ref.type !== entity) || !offers(ref.source, field, run.context)) return undefined
  const { source } = asked.reader
  return isEntityName(ref.type) && serves(source, ref.type) ? { ...ref, id: id as string } : undefined
}

function idIn({ field, nodes }: RootAt, run: Run): Readonly<Record<string, unknown>> {
  try {
    return argumentsOf(field, nodes, run)
  } catch {
    return {}
  }
}

async function find(
  { id, source, type }: Wanted,
  planFor: (source: SourceName, entity: EntityName) => RecordsPlan,
  run: Run,
): Promise<Apart> {
  const plan = planFor(source, type as EntityName)
  const own = ownRecord(plan.reader.source, id)
  if (!own) return { text: nullText, failures: [] }
  const node = (await readRecords(plan, [own.key], run)).get(own.key)
  if (node instanceof Error) throw node
  return node ? writtenApart(run, () => plan.object.write(node, run)) : { text: nullText, failures: [] }
}

function recordsPlan(at: RootAt, source: SourceName, entity: EntityName, uniting: Uniting): RecordsPlan {
  const { reader, schema } = at.sources.get(source)!
  const { nodes, place, field } = at
  const { fragments, variableValues, steps } = uniting
  return compileRecords(
    { reader, schema, fragments, variableValues, steps, uniting },
    { to: entity, nodes, place, field },
    'lookup',
  )
}

function firstThatServes({ sources }: RootAt, entity: EntityName): SourceName | undefined {
  return [...sources].find(([, planned]) => planned?.reader.source.entities[entity])?.[0]
}
