import { type GraphQLInputType, type GraphQLSchema, parseValue, valueFromAST } from 'graphql'
import type { EntityName, Filter, Source } from '../connector/index.ts'
import { split } from '../pushdown/split.ts'
import { keyedCost, type ListQuery, type SourceReader, scanCost } from '../read/index.ts'
import { pageOf } from '../stitch/subgraph/page-input.ts'
import { readOf } from '../stitch/views/reads.ts'
import type { CompiledField, CompiledOperation } from './compile-operation.ts'
import { type Costed, costOfRead } from './explain-read.ts'
import type { ExplainedField, ExplainedLimit, ExplainedSource, ExplainedStep, Explanation } from './explanation.ts'
import { exactFields, filterText } from './filter-text.ts'
import { argumentsOf, type Place } from './place.ts'
import type { PlanStep } from './plan.ts'
import type { PlannedSources } from './root.ts'
import type { Run } from './run.ts'
import { keyKindOf } from './steps.ts'
import { readSteps, type ViewAt } from './view-steps.ts'

export interface ExplainParts {
  readonly schema: GraphQLSchema
  readonly sources: PlannedSources
  /** What is left of a source's limits. */
  limitsOf(source: string): readonly Omit<ExplainedLimit, 'share' | 'shareOfRemaining'>[]
  /** Wall clock, epoch milliseconds. */
  now(): number
}

const predictions = new WeakMap<CompiledOperation, number>()

/** Calls that a compiled operation is predicted to make at most, whatever its arguments: added up once, and asked of every request. */
export function predictedCalls(operation: CompiledOperation): number {
  const known = predictions.get(operation)
  if (known !== undefined) return known
  const steps = operation.fields.flatMap(({ plan }) => plan?.steps ?? []).filter(({ isBounded }) => !isBounded)
  const calls = sum(steps, 'calls')
  predictions.set(operation, calls)
  return calls
}

/** Explains a compiled operation for the arguments of a run, without asking anybody. */
export function explain(
  { fields, fragments }: CompiledOperation,
  run: Run,
  maxSourceCalls: number,
  parts: ExplainParts,
): Explanation {
  const named = Object.fromEntries(fragments.map((node) => [node.name.value, node]))
  const explained = fields.map((field) => explainField(field, run, parts, named))
  const steps = explained.flatMap((field) => field.steps)
  const [calls, mostCalls] = [sum(steps, 'calls'), sum(steps, 'mostCalls')]
  return {
    fields: explained,
    sources: bySource(steps, parts),
    ...{ calls, mostCalls, maxSourceCalls },
    isAllowed:
      sum(
        steps.filter(({ isBounded }) => !isBounded),
        'calls',
      ) <= maxSourceCalls,
  }
}

function explainField(
  compiled: CompiledField,
  run: Run,
  parts: ExplainParts,
  fragments: ViewAt['fragments'],
): ExplainedField {
  const { key, nodes, plan, reason = null } = compiled
  const field = nodes[0]!.name.value
  const isPlanned = plan?.accepts(run) ?? false
  const steps = (isPlanned ? plan!.stepsFor(run) : stitchedSteps(compiled, run, parts, fragments)).map((step) =>
    explainStep(compiled, step, run, parts),
  )
  if (isPlanned) return { key, field, executor: 'plan', reason: null, steps: numbered(steps) }
  return { key, field, executor: 'stitched', reason: reason ?? 'Its arguments are not for a plan.', steps }
}

/** Of a view that no plan is made of, what it asks of the sources of this process. */
function stitchedSteps(
  { nodes }: CompiledField,
  run: Run,
  { schema, sources }: ExplainParts,
  fragments: ViewAt['fragments'],
): PlanStep[] {
  const field = schema.getQueryType()!.getFields()[nodes[0]!.name.value]
  if (!field) return []
  const place: Place = { wish: (wide) => wide, selections: [], path: [field.name], after: [], most: 1 }
  return readSteps({ schema, fragments, variableValues: run.variables, nodes, field, sources }, place, run)
}

/** Steps of sources and types that these arguments do not lead to leave no gaps in the numbers. */
function numbered(steps: readonly ExplainedStep[]): ExplainedStep[] {
  const numbers = new Map(steps.map(({ id }, number) => [id, number]))
  return steps.map((step) => ({
    ...step,
    id: numbers.get(step.id)!,
    after: step.after.flatMap((id) => numbers.get(id) ?? []),
  }))
}

function explainStep(field: CompiledField, step: PlanStep, run: Run, parts: ExplainParts): ExplainedStep {
  const { reader } = parts.sources.get(step.source)!
  const { filter: said, order = null, first = null, isBounded = false, rounds, isSearch, asks, ...known } = step
  const asked = asks && readOf(asks).filter
  const { residual, ...cost } = costOf(field, step, reader, run, parts)
  return {
    ...known,
    ...{ filter: said ?? (asked ? filterText(asked) : null), order, first, isBounded },
    ...cost,
    residual: residual ? filterText(residual) : null,
    filterOn: residual ? exactFields(reader.source, step.entity) : [],
  }
}

function costOf(field: CompiledField, step: PlanStep, reader: SourceReader, run: Run, parts: ExplainParts): Costed {
  if (step.asks) return costOfRead(step.asks, reader, run, parts.now())
  return step.kind === 'scan' ? scanOf(field, step, reader, run, parts) : keyedOf(step, reader, run, parts)
}

/** A scan is asked by the arguments of its root field. What is held costs no call. */
function scanOf(field: CompiledField, step: PlanStep, reader: SourceReader, run: Run, parts: ExplainParts): Costed {
  const { source } = reader
  const definition = parts.schema.getQueryType()!.getFields()[field.nodes[0]!.name.value]!
  const query = listed(step, source, argumentsOf(definition as never, field.nodes, run))
  const cost = scanCost(source, { ...query, wanted: query.first }, parts.now())
  const isHeld = reader.isHeld(query, run.context.scope)
  return { ...cost, ...(isHeld ? { calls: 0 } : {}), isHeld }
}

const listed = (step: PlanStep, source: Source, args: object): ListQuery => ({
  entity: step.entity,
  fields: step.fields,
  ...pageOf(source, step.entity, { ...args, after: null }),
})

function keyedOf(step: PlanStep, reader: SourceReader, run: Run, parts: ExplainParts): Costed {
  const { entity, fields, mostKeys, rounds = 1 } = step
  const cost = keyedCost(reader.source, entity, fields, mostKeys, keyKindOf(step))
  const filter = filterOf(step, reader, run, parts)
  const residual = filter && split(filter, reader.source, entity).residual
  return {
    ...cost,
    calls: step.isBounded ? step.calls : cost.calls,
    mostCalls: cost.mostCalls * rounds,
    ...{ native: [], residual, isSortedThere: step.order === undefined, isHeld: false },
  }
}

/** The filter of a relation, from the text that the caller wrote: it is the same for all parents. */
function filterOf(step: PlanStep, { source }: SourceReader, run: Run, { schema }: ExplainParts): Filter | undefined {
  if (step.filter === undefined) return undefined
  const type = schema.getType(`${step.entity}Filter`) as GraphQLInputType
  const where = valueFromAST(parseValue(step.filter), type, run.variables)
  try {
    return pageOf(source, step.entity as EntityName, { where }).filter
  } catch {
    // What the source cannot be asked fails where it is asked, with the reason.
    return undefined
  }
}

function bySource(steps: readonly ExplainedStep[], { limitsOf }: ExplainParts): ExplainedSource[] {
  return [...Map.groupBy(steps, ({ source }) => source)].map(([source, own]) => {
    const calls = sum(own, 'calls')
    const limits = limitsOf(source).map((limit) => ({
      ...limit,
      share: calls / limit.permits,
      shareOfRemaining: limit.remaining > 0 ? calls / limit.remaining : null,
    }))
    return { source, calls, mostCalls: sum(own, 'mostCalls'), limits }
  })
}

const sum = <Cost extends 'calls' | 'mostCalls'>(
  steps: readonly Readonly<Record<Cost, number>>[],
  cost: Cost,
): number => steps.reduce((total, step) => total + step[cost], 0)
