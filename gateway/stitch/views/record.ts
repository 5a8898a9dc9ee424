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
import { pathOf } from '../relocate.ts'
import { located } from '../reports.ts'

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
    const selection = { kind: Kind.SELECTION_SET, selections } as const
    return askFor(id, { source, field, args: {}, selection }, context, info).catch((error: Error) => {
      // Its own path is a place in an answer to several askers.
      throw located(error, pathOf(info), info.fieldNodes)
    })
  }
}

/** The company of a group that is one company's, as its source serves it. */
export function legalEntityId(group: { readonly source: string | null; readonly legalEntityKey: string | null }) {
  const { source, legalEntityKey } = group
  if (source === null || legalEntityKey === null) return null
  return encodeGlobalId({ type: 'LegalEntity', source: source as SourceName, key: legalEntityKey as SourceKey })
}
