import { type GraphQLResolveInfo, Kind } from 'graphql'
import {
  canonical,
  decodeGlobalId,
  type EntityName,
  encodeGlobalId,
  type SourceKey,
  type SourceName,
} from '../../connector/index.ts'
import type { GatewayContext } from '../context.ts'
import { askFor, offers } from '../delegate.ts'

/** Leads from a view to a record, read with whatever the caller selects of it; all of one tick are read together. */
export function recordById<Parent>(entity: EntityName, idOf: (parent: Parent) => string | null) {
  const field = `_${canonical[entity].plural}ByIds`
  return (parent: Parent, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo): unknown => {
    const id = idOf(parent)
    const source = id === null ? undefined : decodeGlobalId(id)?.source
    if (id === null || source === undefined || !offers(source, field, context)) return null
    const selections = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? [])
    return askFor(id, { source, field, args: {}, selection: { kind: Kind.SELECTION_SET, selections } }, context, info)
  }
}

/** The company of a group that is one company's, as its source serves it. */
export function legalEntityId(group: { readonly source: string | null; readonly legalEntityKey: string | null }) {
  const { source, legalEntityKey } = group
  if (source === null || legalEntityKey === null) return null
  return encodeGlobalId({ type: 'LegalEntity', source: source as SourceName, key: legalEntityKey as SourceKey })
}
