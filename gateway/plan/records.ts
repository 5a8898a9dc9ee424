import type { FieldNode, GraphQLObjectType, GraphQLOutputType } from 'graphql'
import type { Freshness } from '../cache/index.ts'
import type { EntityName, SourceKey } from '../connector/index.ts'
import type { SourceReader } from '../read/index.ts'
import { cardNode } from '../stitch/profile/cards.ts'
import { nodeOf, type RecordNode } from '../stitch/subgraph/record-node.ts'
import { readSelection, type Selection } from '../stitch/subgraph/selection.ts'
import { tightened } from '../stitch/subgraph/wish.ts'
import type { ObjectPlan } from './object.ts'
import type { Compiling, Place } from './place.ts'
import type { Run } from './run.ts'

/** What is wanted of records of one entity of one source. */
export interface RecordsPlan {
  readonly reader: SourceReader
  readonly entity: EntityName
  readonly selection: Selection
  /** Given what the request wishes. */
  readonly wish: (wide: Freshness) => Freshness
  readonly object: ObjectPlan
}

/** What is selected of records below a field, and what finding out their profiles takes. */
export const selectionFor = (
  compiling: Compiling,
  { nodes, type }: { readonly nodes: readonly FieldNode[]; readonly type: GraphQLOutputType },
  entity: EntityName,
): Selection => readSelection({ ...compiling, fieldNodes: nodes, returnType: type }, entity, cardNode)

/** The wish that records are read with at a place. Worked out once for a request's wish, of which there are few. */
export function wishOfRecords(place: Place, selection: Selection, isLiveField: boolean): RecordsPlan['wish'] {
  let known: { readonly wide: Freshness; readonly wish: Freshness } | undefined
  return (wide) => {
    if (known?.wide !== wide) known = { wide, wish: tightened(selection, place.wish(wide), isLiveField) }
    return known.wish
  }
}

/**
 * Reads records by their keys and, side by side, whatever below them is found by these keys alone: it is dropped where the record
 * turns out not to exist. A key without a record has null.
 */
export async function readRecords(
  { reader, entity, selection, wish, object }: RecordsPlan,
  keys: readonly SourceKey[],
  run: Run,
): Promise<ReadonlyMap<SourceKey, RecordNode | Error | null>> {
  const freshness = wish(run.context.scope.freshness)
  const reading = run.context.keySetsOf(reader).records({ entity, freshness }, keys, selection.paths)
  const stubs = keys.map((key): RecordNode => ({ type: entity, key, selection }))
  const below = object.fetchByKey?.(stubs, run)
  const answerOf = await reading
  const found = new Map(
    keys.map((key) => {
      const served = answerOf(key)
      return [key, served instanceof Error ? served : served ? nodeOf(served, selection) : null] as const
    }),
  )
  const nodes = [...found.values()].filter((node): node is RecordNode => node !== null && !(node instanceof Error))
  // Nobody waits for what hangs on records that are not there.
  if (nodes.length > 0) await Promise.all([below, object.fetchByRecord?.(nodes, run)])
  return found
}

/** The type of an entity's records. */
export const recordType = (schema: { getType(name: string): unknown }, entity: EntityName): GraphQLObjectType =>
  schema.getType(entity) as GraphQLObjectType
