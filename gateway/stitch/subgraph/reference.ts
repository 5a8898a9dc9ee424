import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import type { EntityName, SourceKey } from '../../connector/index.ts'
import { recordFromKey, type SourceReader } from '../../read/index.ts'
import type { SubgraphContext } from './context.ts'
import { nodeOf, type RecordNode } from './record-node.ts'
import { selectionOf } from './selection.ts'
import { serves } from './served.ts'
import { readWish } from './wish.ts'

/**
 * Follows a to-one field from the key that stands in the parent. When nothing is selected that the key does not tell, the
 * source is not asked. A record that the source does not serve is null; `nullReasons` says so.
 */
export function referenceResolver<P>(
  reader: SourceReader,
  to: EntityName,
  keyOf: (parent: P) => unknown,
): GraphQLFieldResolver<P, SubgraphContext> {
  if (!serves(reader.source, to)) return () => null
  return (parent, _args, context, info) => {
    const key = keyOf(parent)
    if (key instanceof Error) throw key
    if (typeof key !== 'string') return null
    const selection = selectionOf(info, to)
    const stub: RecordNode = { type: to, key: key as SourceKey, selection }
    const isLive = () => readWish(selection, context, info).live === true
    return toldByKey(reader, stub, isLive, context) ?? readRecord(reader, to, stub.key, context, info)
  }
}

/** The record that a key leads to, as far as the key tells it; undefined when the source has to be asked. */
export function toldByKey(
  reader: SourceReader,
  stub: RecordNode,
  isLive: () => boolean,
  context: SubgraphContext,
): RecordNode | undefined {
  const { type, key, selection } = stub
  if (!selection.needsRecord) return stub
  // Of what must be true now, that the key tells it is not enough: the record must still be there.
  if (selection.tellsOfRead || isLive()) return undefined
  const told = recordFromKey(reader.source, type, key, selection.paths, context.now())
  return told && nodeOf({ record: told, servedFrom: 'LIVE' }, selection)
}

/** Reads a record with what is selected of it; null when the source has none. */
export async function readRecord(
  reader: SourceReader,
  entity: EntityName,
  key: SourceKey,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
): Promise<RecordNode | null> {
  const selection = selectionOf(info, entity)
  const freshness = readWish(selection, context, info)
  const served = await context.loadersOf(reader).record(entity, key, selection.paths, freshness)
  return served ? nodeOf(served, selection) : null
}
