import { type FieldNode, type GraphQLObjectType, Kind } from 'graphql'
import type { EntityName, OrderTerm, SourceName } from '../connector/index.ts'
import { connectionOf, type Listing, type ReadPage } from '../stitch/subgraph/connection.ts'
import { encodeCursor } from '../stitch/subgraph/cursor.ts'
import { nodeOf, type RecordNode } from '../stitch/subgraph/record-node.ts'
import { type FieldPlace, subFields } from '../stitch/subgraph/selection.ts'
import type { BranchAnswer } from '../stitch/union/connection.ts'
import { branchSelection } from '../stitch/union/selection.ts'
import type { SourceResult } from '../stitch/union/source-result.ts'
import { compileObject } from './compile-object.ts'
import { noText } from './complete.ts'
import type { Row } from './merged-connection.ts'
import type { ObjectPlan } from './object.ts'
import { below, type Compiling, type Place } from './place.ts'
import { type RecordsPlan, recordType } from './records.ts'
import type { PlannedSource } from './root.ts'
import { firstOf, type Run, writtenApart } from './run.ts'

/** What one source has a part in a merged list by. */
export interface BranchPlan extends Pick<RecordsPlan, 'reader' | 'entity' | 'selection' | 'wish'> {
  /** The names of all places where the caller selects from the records, and what is selected there. */
  readonly places: readonly string[]
  readonly objects: readonly ObjectPlan[]
}

/** The field that a source's subgraph is asked for, with a name of its own for every place where records are selected from. */
export function branchField(asked: FieldPlace, name: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, selectionSet: branchSelection(asked) }
}

/** What is selected at each of these names. */
export function placesIn(
  compiling: Compiling,
  entity: EntityName,
  nodes: readonly FieldNode[],
  place: Place,
): Pick<BranchPlan, 'places' | 'objects'> {
  const typeOf = (name: string) => compiling.schema.getType(name) as GraphQLObjectType
  const edges = subFields(compiling, typeOf(`${entity}Connection`), nodes).get('edges')!
  const within: Place = { ...place, selections: edges.map(({ selectionSet }) => selectionSet!) }
  const named = [...subFields(compiling, typeOf(`${entity}Edge`), edges)].filter(
    ([, [node]]) => node!.name.value === 'node',
  )
  const type = recordType(compiling.schema, entity)
  return {
    places: named.map(([name]) => name),
    objects: named.map(([name, fields]) =>
      compileObject(compiling, type, fields, { ...below(within, name, compiling), path: place.path }),
    ),
  }
}

/** A source's part, with all that is selected of its records. @throws what failed, when it costs a place that must not be empty */
export async function branchAnswer(
  plan: BranchPlan,
  branch: { readonly name: string; readonly source: SourceName },
  listing: Listing,
  shown: ReadPage,
  run: Run,
): Promise<BranchAnswer> {
  const { reader, selection, objects } = plan
  const nodes = shown.rows.map((row) => nodeOf(row, selection))
  await Promise.all(objects.map((object) => object.fetch?.(nodes, run)))
  const edges = nodes.map((node) => edgeOf(plan, branch.name, node, listing.order, run))
  const connection = connectionOf(reader, listing, shown, selection)
  const result: SourceResult = { retryAfterSeconds: null, ...connection.sourceResults()[0]! }
  const totalCount = connection.totalCount()
  return { page: { branch: branch.name, edges, hasNextPage: shown.hasMore, isMissing: false }, result, totalCount }
}

/** A record, written for every place. @throws what failed, when it costs a place that must not be empty */
function edgeOf(
  { reader, places, objects }: BranchPlan,
  branch: string,
  node: RecordNode,
  order: readonly OrderTerm[],
  run: Run,
) {
  const written = objects.map((object) => writtenApart(run, () => object.write(node, run)))
  for (const { text, failures } of written) if (text === noText) throw firstOf(failures)
  const external: Row = { places, written }
  return {
    branch,
    cursor: new RecordCursor(node, order, reader),
    values: order.length > 0 ? reader.position(node.served!, order).values : noValues,
    external,
  }
}

const noValues: readonly unknown[] = Object.freeze([])

/** Written when it is looked at: of most records nobody wants to see the place. */
class RecordCursor {
  private readonly node: RecordNode
  private readonly order: readonly OrderTerm[]
  private readonly reader: PlannedSource['reader']
  private text: string | undefined = undefined

  constructor(node: RecordNode, order: readonly OrderTerm[], reader: PlannedSource['reader']) {
    this.node = node
    this.order = order
    this.reader = reader
  }

  toJSON(): string {
    const { type, served } = this.node
    this.text ??= encodeCursor(type, this.order, this.reader.position(served!, this.order))
    return this.text
  }
}
