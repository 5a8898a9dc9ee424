import { type FieldNode, type GraphQLObjectType, Kind } from 'graphql'
import type { EntityName, OrderTerm, SourceName } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { connectionOf, type Listing, type ReadPage } from '../stitch/subgraph/connection.ts'
import { encodeCursor } from '../stitch/subgraph/cursor.ts'
import { nodeOf, type RecordNode } from '../stitch/subgraph/record-node.ts'
import { type FieldPlace, subFields } from '../stitch/subgraph/selection.ts'
import type { BranchAnswer } from '../stitch/union/connection.ts'
import type { BranchCursor } from '../stitch/union/cursor.ts'
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
  /** Every place where the caller selects from the records, by its name. */
  readonly places: ReadonlyMap<string, ObjectPlan>
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

/** A source's part, with all that is selected of its records. @throws what failed, when it costs a place that must not be empty */
export async function branchAnswer(
  plan: BranchPlan,
  branch: { readonly name: string; readonly source: SourceName },
  listing: Listing,
  shown: ReadPage,
  run: Run,
): Promise<BranchAnswer> {
  const { reader, selection, places } = plan
  const nodes = shown.rows.map((row) => nodeOf(row, selection))
  await Promise.all([...places.values()].map((object) => object.fetch?.(nodes, run)))
  const edges = nodes.map((node) => edgeOf(plan, branch.name, node, listing.order, run))
  const { sourceResults, totalCount } = connectionOf(reader, listing, shown, selection)
  const result: SourceResult = { retryAfterSeconds: null, ...sourceResults()[0]! }
  return { page: { branch: branch.name, edges, hasNextPage: shown.hasMore, isMissing: false }, result, totalCount }
}

/** A record, written for every place. @throws what failed, when it costs a place that must not be empty */
function edgeOf(
  { reader, places }: BranchPlan,
  branch: string,
  node: RecordNode,
  order: readonly OrderTerm[],
  run: Run,
) {
  const row: Row = new Map(
    [...places].map(([name, object]) => [name, writtenApart(run, () => object.write(node, run))] as const),
  )
  for (const { text, failures } of row.values()) if (text === noText) throw firstOf(failures)
  const served = node.served!
  return {
    branch,
    cursor: cursorOf(node, order, reader),
    values: order.length > 0 ? reader.position(served, order).values : [],
    external: row,
  }
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
