import { type GraphQLResolveInfo, Kind } from 'graphql'
import { canonical, decodeGlobalId, type EntityName } from '../../connector/index.ts'
import type { GatewayContext } from '../context.ts'
import { askFor, offers } from '../delegate.ts'

/** A field of a view that leads to a record of one of some types. */
export interface RecordField<Parent = never> {
  readonly of: readonly EntityName[]
  idOf(parent: Parent): string | null
}

/** Leads from a view to a record, read with whatever the caller selects of it; all of one tick are read together. */
export function recordById<Parent>({ of: [entity], idOf }: RecordField<Parent>) {
  const field = `_${canonical[entity!].plural}ByIds`
  return (parent: Parent, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo): unknown => {
    const id = idOf(parent)
    const source = id === null ? undefined : decodeGlobalId(id)?.source
    if (id === null || source === undefined || !offers(source, field, context)) return null
    const selections = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? [])
    return askFor(id, { source, field, args: {}, selection: { kind: Kind.SELECTION_SET, selections } }, context, info)
  }
}
