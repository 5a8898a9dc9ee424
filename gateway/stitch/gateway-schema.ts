import { defaultMergedResolver } from '@graphql-tools/delegate'
import { stitchSchemas } from '@graphql-tools/stitch'
import { filterSchema, type IResolvers } from '@graphql-tools/utils'
import { type DocumentNode, type GraphQLResolveInfo, type GraphQLSchema, Kind } from 'graphql'
import { canonical, decodeGlobalId, type EntityName, type GlobalId } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { GatewayContext } from './context.ts'
import { ask, offers, requireSource } from './delegate.ts'
import { cardSelectionText } from './profile/cards.ts'
import { customerProfile, itemProfile, profileOf, profiles, supplierProfile } from './profile/find.ts'
import { profileResolvers } from './profile/profile.ts'
import { ofTheField, pathOf } from './relocate.ts'
import { defineScalars } from './subgraph/scalars.ts'
import type { Subschemas } from './subschemas.ts'
import { connectionResolvers, edgeResolvers } from './union/connection.ts'
import { rootList } from './union/root-list.ts'
import { viewRoots, viewTypes } from './views/index.ts'

/** What the schema shows and moves of the gateway itself. */
export interface Operations {
  /** The states of the sources, for the root field `sources`. */
  sourceStates(context: GatewayContext, info: GraphQLResolveInfo): Promise<readonly unknown[]>
  /** Takes the arguments of the root field of this name. */
  explain(asked: { readonly query: string }, context: GatewayContext): unknown
  /** Takes the arguments of the mutation of this name. */
  invalidate(said: Readonly<Record<string, unknown>>, context: GatewayContext): Promise<unknown>
}

const entityNames = Object.keys(canonical) as EntityName[]
const listed = entityNames.filter((name) => canonical[name].plural !== null)

/**
 * The schema that callers see: the canonical SDL, answered by delegation to subgraphs. Records come from the one source
 * that owns them, lists are merged over sources, profiles over the records that the crosswalk says are the same.
 */
export function createGatewaySchema(sdl: DocumentNode, subschemas: Subschemas, operations: Operations): GraphQLSchema {
  const stitched = stitchSchemas({
    subschemas: [...subschemas.values()].map(({ subschema }) => subschema),
    typeDefs: sdl,
    resolvers: resolvers(operations),
    // Subgraphs are made from this very SDL: there is nothing to reconcile, only to compose.
    typeMergingOptions: {
      typeDescriptionsMerger: lastDescription,
      validationSettings: { validationLevel: 'off' as never },
    },
  })
  defineScalars(stitched)
  return filterSchema({ schema: stitched, rootFieldFilter: (_operation, name) => !name?.startsWith('_') })
}

const lastDescription = (candidates: readonly { type: { description?: string | null } }[]) =>
  candidates.at(-1)?.type.description as never

/** The SDL of subgraphs: without the types and fields that only exist across sources, and without mutations. */
export function withoutProfiles(sdl: DocumentNode): DocumentNode {
  const profiles = new Set(
    sdl.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION &&
      node.directives?.some((directive) => directive.name.value === 'profile')
        ? [node.name.value]
        : [],
    ),
  )
  const ofGateway = (type: string) => type === 'Mutation' || profiles.has(type)
  const definitions = sdl.definitions
    .filter((node) => !(node.kind === Kind.OBJECT_TYPE_DEFINITION && ofGateway(node.name.value)))
    .map((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION
        ? { ...node, fields: node.fields?.filter((field) => !profiles.has(named(field.type))) }
        : node,
    )
  return { ...sdl, definitions }
}

function named(type: import('graphql').TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type)
}

function resolvers(operations: Operations): IResolvers {
  const lists = Object.fromEntries(listed.map((name) => [canonical[name].plural!, rootList(name)]))
  const singles = Object.fromEntries(listed.map((name) => [singularOf(name), recordById(name)]))
  const connections = Object.fromEntries(
    listed.map((name) => [`${name}Connection`, merged('page', connectionResolvers)]),
  )
  const edges = Object.fromEntries(listed.map((name) => [`${name}Edge`, merged('merged', edgeResolvers)]))
  return {
    Query: {
      ...lists,
      ...singles,
      node,
      sources: (_root: unknown, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
        operations.sourceStates(context, info),
      explain: (_root: unknown, asked: { readonly query: string }, context: GatewayContext) => {
        context.asksState = true
        return operations.explain(asked, context)
      },
      customerProfile,
      itemProfile,
      supplierProfile,
      customerProfiles: profiles('Customer'),
      supplierProfiles: profiles('Supplier'),
      itemProfiles: profiles('Item'),
      ...viewRoots,
    },
    Mutation: {
      invalidate: (_root: unknown, said: Readonly<Record<string, unknown>>, context: GatewayContext) => {
        context.asksState = true
        return operations.invalidate(said, context)
      },
    },
    ...connections,
    ...edges,
    ...profileResolvers,
    ...viewTypes,
    Customer: { profile: { selectionSet: cardSelectionText('Customer'), resolve: profileOf('Customer') } },
    Supplier: { profile: { selectionSet: cardSelectionText('Supplier'), resolve: profileOf('Supplier') } },
    Item: { profile: { selectionSet: cardSelectionText('Item'), resolve: profileOf('Item') } },
  } as IResolvers
}

export const singularOf = (entity: EntityName): string =>
  entity === 'GLAccount' ? 'glAccount' : entity[0]!.toLowerCase() + entity.slice(1)

/** Merged connections are our own objects, marked by `marker`; connections inside a record are the subgraph's. */
function merged(
  marker: string,
  fields: Readonly<
    Record<string, (parent: never, args: never, context: GatewayContext, info: GraphQLResolveInfo) => unknown>
  >,
) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, resolve]) => [
      name,
      (parent: object, args: never, context: GatewayContext, info: GraphQLResolveInfo) =>
        marker in parent
          ? resolve(parent as never, args, context, info)
          : defaultMergedResolver(parent as never, args, context as never, info),
    ]),
  )
}

/** A single record is read by the source that its id names. */
function recordById(entity: EntityName) {
  return async (_root: unknown, { id }: { id: string }, context: GatewayContext, info: GraphQLResolveInfo) => {
    const ref = decodeGlobalId(id)
    if (ref?.type !== entity) throw badId(id, `the id of a ${entity}`)
    return passOn(ref.source, singularOf(entity), id, context, info)
  }
}

async function node(_root: unknown, { id }: { id: GlobalId }, context: GatewayContext, info: GraphQLResolveInfo) {
  const ref = decodeGlobalId(id)
  if (ref?.type === 'CustomerProfile')
    return typed('CustomerProfile', await customerProfile(undefined, { id }, context, info))
  if (ref?.type === 'SupplierProfile')
    return typed('SupplierProfile', await supplierProfile(undefined, { id }, context, info))
  if (ref?.type === 'ItemProfile') return typed('ItemProfile', await itemProfile(undefined, { id }, context, info))
  if (!ref) throw badId(id, 'an id of this gateway')
  return passOn(ref.source, 'node', id, context, info)
}

const typed = (name: string, value: object | null) => value && { ...value, __typename: name }

function badId(id: string, wanted: string): FreshetError {
  return new FreshetError('BAD_REQUEST', { message: `"${id.slice(0, 100)}" is not ${wanted}.` })
}

async function passOn(
  source: string,
  field: string,
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const { name } = requireSource(source, context).source
  if (!offers(name, field, context)) throw new FreshetError('UNSUPPORTED', { source: name })
  const selections = info.fieldNodes.flatMap((fieldNode) => fieldNode.selectionSet?.selections ?? [])
  const answer = await ask(
    { source: name, field, args: { id }, selection: { kind: Kind.SELECTION_SET, selections } },
    context,
    info,
  )
  if (answer instanceof Error) throw ofTheField(answer, pathOf(info))
  return answer
}
