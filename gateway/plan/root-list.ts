import { canonical, type EntityName, type SourceName } from '../connector/index.ts'
import { countCalls } from '../read/scope.ts'
import { isLive } from '../stitch/subgraph/live.ts'
import { pageOf } from '../stitch/subgraph/page-input.ts'
import { pageOfList } from '../stitch/subgraph/roots.ts'
import { type BranchAnswer, type Contributor, failed, united } from '../stitch/union/connection.ts'
import { type ListArguments, listQuery } from '../stitch/union/root-list.ts'
import { type BranchPlan, branchAnswer, branchField, placesIn } from './branch.ts'
import { compileStreamed, followed, writeStreamed } from './incremental/streamed-list.ts'
import { compileMerged } from './merged-connection.ts'
import { argumentsOf, type Compiling } from './place.ts'
import type { PlanStep } from './plan.ts'
import { selectionFor, wishOfRecords } from './records.ts'
import { answered, type PlannedSource, type RootAt, type RootPlan } from './root.ts'
import { type Run, writtenApart } from './run.ts'
import { addStep, askedFor, mostOfPage, placeOf } from './steps.ts'
import { type Uniting, unitingOf } from './uniting.ts'

/** A list over every source that serves the type, and the merged connection that they make. */
export function listRoot(at: RootAt, entity: EntityName): RootPlan {
  const steps: PlanStep[] = []
  const uniting = unitingOf(at, steps)
  const branches = new Map<SourceName, BranchPlan>()
  for (const [name, source] of at.sources)
    if (source?.reader.source.entities[entity]) branches.set(name, branchPlan(at, entity, source, uniting))
  const connection = compileMerged(at, entity)
  // What a record leaves open is filled when all of them are there.
  const streamed = uniting.opened.count === 0 ? compileStreamed(at, entity) : undefined
  const argumentsIn = (run: Run) => argumentsOf(at.field, at.nodes, run) as unknown as ListArguments
  return {
    key: at.key,
    steps,
    accepts: (run) => listed(entity, argumentsIn, run)?.branches.every(({ source }) => branches.has(source)) ?? false,
    stepsFor: (run) => {
      const asked = new Set(listed(entity, argumentsIn, run)?.branches.map(({ source }) => source))
      return steps.filter(({ source, isBounded }) => isBounded || asked.has(source))
    },
    answer: (run) =>
      answered(at, run, async () => {
        const args = argumentsIn(run)
        const ask = (branch: { readonly source: SourceName }, first: number, after: string | null) =>
          askBranch(branches.get(branch.source)!, { ...args, first, after }, run)
        const report = (error: Error) => void run.context.reports.push({ error, path: [at.key] })
        const query = listQuery(entity, args, run.context)
        if (streamed && query.sequential) {
          const progress = followed((onAnswer) => united(query, observed(ask, onAnswer), report))
          return writeStreamed(streamed, connection, progress, run)
        }
        const merged = await united(query, ask, report)
        return writtenApart(run, () => connection.write(merged, run))
      }),
  }
}

type AskBranch = (branch: Contributor, first: number, after: string | null) => Promise<BranchAnswer>

/** Tells of each source's part when it is there. */
function observed(ask: AskBranch, onAnswer: (answer: BranchAnswer) => void): AskBranch {
  return async (...question) => {
    const answer = await ask(...question)
    onAnswer(answer)
    return answer
  }
}

/** Undefined for arguments that the stitched schema is to refuse. */
function listed(entity: EntityName, argumentsIn: (run: Run) => ListArguments, run: Run) {
  try {
    return listQuery(entity, argumentsIn(run), run.context)
  } catch {
    return undefined
  }
}

function branchPlan(at: RootAt, entity: EntityName, { reader, schema }: PlannedSource, uniting: Uniting): BranchPlan {
  const { fragments, variableValues, steps } = uniting
  const compiling: Compiling = { reader, schema, fragments, variableValues, steps, uniting }
  const name = canonical[entity].plural!
  const field = schema.getQueryType()!.getFields()[name]!
  const nodes = [branchField({ ...at, fieldNodes: at.nodes, returnType: at.field.type }, name)]
  const selection = selectionFor(compiling, { nodes, type: field.type }, entity)
  const asked = { kind: 'scan', entity, fields: selection.paths, ...askedFor(at.nodes[0]!) } as const
  const step = addStep(compiling, at.place, asked)
  const place = placeOf(at.place, step, mostOfPage(at.nodes[0]!))
  return {
    ...{ reader, entity, selection },
    wish: wishOfRecords(at.place, selection, isLive(field)),
    ...placesIn(compiling, entity, nodes, place),
  }
}

type BranchArguments = Pick<ListArguments, 'where' | 'orderBy'> & {
  readonly first: number
  readonly after: string | null
}

/** One source's part from a place on. */
async function askBranch(plan: BranchPlan, args: BranchArguments, run: Run): Promise<BranchAnswer> {
  const { reader, entity, selection, wish } = plan
  const { name: source } = reader.source
  try {
    const { where, orderBy, first, after } = args
    const page = pageOf(reader.source, entity, { where, orderBy, first, after })
    const freshness = wish(run.context.scope.freshness)
    const counted = countCalls(run.context.scope)
    const list = await reader.list({ entity, fields: selection.paths, ...page, freshness }, counted.scope)
    const shown = pageOfList({ ...list, calls: counted.calls() }, page)
    return await branchAnswer(plan, { name: source, source }, { entity, ...page }, shown, run)
  } catch (error) {
    return failed({ name: source, source }, error instanceof Error ? error : new Error(String(error)))
  }
}
