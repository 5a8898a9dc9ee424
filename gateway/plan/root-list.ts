import { type FieldNode, type GraphQLObjectType, Kind } from 'graphql'
import { canonical, type EntityName, type OrderTerm, type SourceName } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { countCalls } from '../read/scope.ts'
import { connectionOf } from '../stitch/subgraph/connection.ts'
import { encodeCursor } from '../stitch/subgraph/cursor.ts'
import { isLive } from '../stitch/subgraph/live.ts'
import { pageOf } from '../stitch/subgraph/page-input.ts'
import { nodeOf, type RecordNode } from '../stitch/subgraph/record-node.ts'
import { pageOfList } from '../stitch/subgraph/roots.ts'
import { readSelection, subFields } from '../stitch/subgraph/selection.ts'
import { type BranchAnswer, type Contributor, failed, united } from '../stitch/union/connection.ts'
import type { BranchCursor } from '../stitch/union/cursor.ts'
import { type ListArguments, listQuery } from '../stitch/union/root-list.ts'
import { branchSelection } from '../stitch/union/selection.ts'
import type { SourceResult } from '../stitch/union/source-result.ts'
import { compileObject } from './compile-object.ts'
import { noText } from './complete.ts'
import { compileStreamed, followed, writeStreamed } from './incremental/streamed-list.ts'
import { compileMerged, type Row } from './merged-connection.ts'
import type { ObjectPlan } from './object.ts'
import { argumentsOf, below, type Compiling, type Place } from './place.ts'
import type { PlanStep } from './plan.ts'
import { type RecordsPlan, recordType, wishOfRecords } from './records.ts'
import { answered, type PlannedSource, type RootAt, type RootPlan } from './root.ts'
import { type Failure, type Run, writtenApart } from './run.ts'
import { addStep, askedFor, mostOfPage, placeOf } from './steps.ts'

/** A list over every source that serves the type, and the merged connection that they make. */
export function listRoot(at: RootAt, entity: EntityName): RootPlan {
  const steps: PlanStep[] = []
  const branches = new Map<SourceName, BranchPlan>()
  for (const [name, source] of at.sources)
    if (source?.reader.source.entities[entity]) branches.set(name, branchPlan(at, entity, source, steps))
  const connection = compileMerged(at, entity)
  const streamed = compileStreamed(at, entity)
  const argumentsIn = (run: Run) => argumentsOf(at.field, at.nodes, run) as unknown as ListArguments
  return {
    key: at.key,
    steps,
    accepts: (run) => listed(entity, argumentsIn, run)?.branches.every(({ source }) => branches.has(source)) ?? false,
    stepsFor: (run) => {
      const asked = new Set(listed(entity, argumentsIn, run)?.branches.map(({ source }) => source))
      return steps.filter(({ source }) => asked.has(source))
    },
    answer: (run) =>
      answered(at, async () => {
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

/** What one source has a part in a list by. */
interface BranchPlan extends Pick<RecordsPlan, 'reader' | 'entity' | 'selection' | 'wish'> {
  /** Every place where the caller selects from the records, by its name. */
  readonly places: ReadonlyMap<string, ObjectPlan>
}

function branchPlan(at: RootAt, entity: EntityName, { reader, schema }: PlannedSource, steps: PlanStep[]): BranchPlan {
  const { fragments, variableValues } = at
  const compiling: Compiling = { reader, schema, fragments, variableValues, steps }
  const name = canonical[entity].plural!
  const field = schema.getQueryType()!.getFields()[name]!
  const nodes = [branchField(at, name)]
  const selection = readSelection({ ...compiling, fieldNodes: nodes, returnType: field.type }, entity)
  const asked = { kind: 'scan', entity, fields: selection.paths, ...askedFor(at.nodes[0]!) } as const
  const step = addStep(compiling, at.place, asked)
  const place = placeOf(at.place, step, mostOfPage(at.nodes[0]!))
  return {
    ...{ reader, entity, selection },
    wish: wishOfRecords(at.place, selection, isLive(field)),
    places: placesIn(compiling, entity, nodes, place),
  }
}

/** The field that a source's subgraph is asked for, with a name of its own for every place where records are selected from. */
function branchField({ nodes, field, fragments, variableValues, schema }: RootAt, name: string): FieldNode {
  const selectionSet = branchSelection({ schema, fragments, variableValues, fieldNodes: nodes, returnType: field.type })
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, selectionSet }
}

function placesIn(
  compiling: Compiling,
  entity: EntityName,
  nodes: readonly FieldNode[],
  place: Place,
): Map<string, ObjectPlan> {
  const typeOf = (name: string) => compiling.schema.getType(name) as GraphQLObjectType
  const edges = subFields(compiling, typeOf(`${entity}Connection`), nodes).get('edges')!
  const within: Place = { ...place, selections: edges.map(({ selectionSet }) => selectionSet!) }
  const named = [...subFields(compiling, typeOf(`${entity}Edge`), edges)].filter(
    ([, [node]]) => node!.name.value === 'node',
  )
  return new Map(
    named.map(([name, fields]) => [
      name,
      compileObject(compiling, recordType(compiling.schema, entity), fields, {
        ...below(within, name, compiling),
        path: place.path,
      }),
    ]),
  )
}

type BranchArguments = Pick<ListArguments, 'where' | 'orderBy'> & {
  readonly first: number
  readonly after: string | null
}

/** One source's part from a place on, with all that is selected of its records. */
async function askBranch(plan: BranchPlan, args: BranchArguments, run: Run): Promise<BranchAnswer> {
  const { reader, entity, selection, wish, places } = plan
  const { name: source } = reader.source
  try {
    const { where, orderBy, first, after } = args
    const page = pageOf(reader.source, entity, { where, orderBy, first, after })
    const freshness = wish(run.context.scope.freshness)
    const counted = countCalls(run.context.scope)
    const list = await reader.list({ entity, fields: selection.paths, ...page, freshness }, counted.scope)
    const shown = pageOfList({ ...list, calls: counted.calls() }, page)
    const nodes = shown.rows.map((row) => nodeOf(row, selection))
    await Promise.all([...places.values()].map((object) => object.fetch?.(nodes, run)))
    const edges = nodes.map((node) => edgeOf(plan, node, page.order, run))
    const { sourceResults, totalCount } = connectionOf(reader, { entity, ...page }, shown, selection)
    const result: SourceResult = { retryAfterSeconds: null, ...sourceResults()[0]! }
    return { page: { branch: source, edges, hasNextPage: shown.hasMore, isMissing: false }, result, totalCount }
  } catch (error) {
    return failed({ name: source, source }, error instanceof Error ? error : new Error(String(error)))
  }
}

/** A record, written for every place. @throws what failed, when it costs a place that must not be empty */
function edgeOf({ reader, places }: BranchPlan, node: RecordNode, order: readonly OrderTerm[], run: Run) {
  const row: Row = new Map(
    [...places].map(([name, object]) => [name, writtenApart(run, () => object.write(node, run))] as const),
  )
  for (const { text, failures } of row.values()) if (text === noText) throw firstOf(failures)
  const served = node.served!
  return {
    branch: reader.source.name,
    cursor: cursorOf(node, order, reader),
    values: order.length > 0 ? reader.position(served, order).values : [],
    external: row,
  }
}

function firstOf(failures: readonly Failure[]): unknown {
  return failures.find(({ later }) => !later)!.error
}

/** Written when it is looked at: of most records nobody wants to see the place. */
function cursorOf(
  { type, served }: RecordNode,
  order: readonly OrderTerm[],
  reader: PlannedSource['reader'],
): BranchCursor {
  let text: string | undefined
  return {
    toJSON: () => {
      text ??= encodeCursor(type, order, reader.position(served as Served, order))
      return text
    },
  }
}
