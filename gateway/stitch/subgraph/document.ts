import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql'
import { type EntityName, isEntityName, type Source } from '../../connector/index.ts'
import { servedEntities, serves, servesRelation } from './served.ts'
import { shapeOf } from './shape.ts'

/** What a root field of a subgraph answers. */
export type Root =
  | { readonly kind: 'node' }
  | { readonly kind: 'list' | 'find' | 'byIds'; readonly entity: EntityName }
  | { readonly kind: 'relation'; readonly entity: EntityName; readonly relation: string }
  | { readonly kind: 'state' }

export interface ServedDocument {
  readonly document: DocumentNode
  /** By the names of the root fields. */
  readonly roots: ReadonlyMap<string, Root>
}

/**
 * The canonical schema as one source serves it: every type whole, so that all subgraphs agree on it, and the root fields
 * that this source can answer. Those whose names begin with `_` are for the gateway: a list of keys in, one answer for each
 * key out, in their order.
 */
export function servedDocument(sdl: string, source: Source, hasState: boolean): ServedDocument {
  const { definitions } = parse(sdl, { noLocation: true })
  const query = definitions.find(isQuery)!
  const offered = query.fields!.map((field) => ({ field: withoutSources(field), root: publicRoot(source, field) }))
  const roots = [...offered.filter(({ root }) => root !== undefined), ...internalRoots(source, hasState)]
  const served = { ...query, fields: roots.map(({ field }) => field) }
  return {
    document: { kind: Kind.DOCUMENT, definitions: definitions.map((node) => (node === query ? served : node)) },
    roots: new Map(roots.map(({ field, root }) => [field.name.value, root!])),
  }
}

const isQuery = (node: DefinitionNode): node is ObjectTypeDefinitionNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Query'

/** The root fields of the canonical schema that one source can answer; views and profiles are not among them. */
function publicRoot(source: Source, { name, type, arguments: args }: FieldDefinitionNode): Root | undefined {
  if (name.value === 'node') return { kind: 'node' }
  if (type.kind !== Kind.NAMED_TYPE) return undefined
  const entity = type.name.value.replace(/Connection$/, '')
  if (!isEntityName(entity) || !serves(source, entity)) return undefined
  if (name.value === shapeOf(entity).plural) return { kind: 'list', entity }
  return args?.length === 1 && args[0]!.name.value === 'id' ? { kind: 'find', entity } : undefined
}

/** A subgraph is one source, so there is none to choose. */
function withoutSources(field: FieldDefinitionNode): FieldDefinitionNode {
  return { ...field, arguments: field.arguments?.filter(({ name }) => name.value !== 'sources') }
}

interface InternalRoot {
  readonly field: FieldDefinitionNode
  readonly root: Root
}

function internalRoots(source: Source, hasState: boolean): InternalRoot[] {
  const roots = servedEntities(source).flatMap((entity) => entityRoots(source, entity))
  return hasState ? [...roots, internal('_source: SourceState!', { kind: 'state' })] : roots
}

function entityRoots(source: Source, entity: EntityName): InternalRoot[] {
  const { plural, relations } = shapeOf(entity)
  const served = Object.keys(relations).filter((relation) => servesRelation(source, entity, relation))
  return [
    ...(plural ? [internal(`_${plural}ByIds(ids: [ID!]!): [${entity}]!`, { kind: 'byIds', entity })] : []),
    ...served.map((relation) => internal(relationField(entity, relation), { kind: 'relation', entity, relation })),
  ]
}

function relationField(entity: EntityName, relation: string): string {
  const { to, connection } = shapeOf(entity).relations[relation]!
  const page = `where: ${to}Filter, orderBy: [${to}Order!], first: Int = 50, after: String`
  return connection
    ? `_${entity}_${relation}(ids: [ID!]!, ${page}): [${to}Connection]!`
    : `_${entity}_${relation}(ids: [ID!]!): [[${to}!]]!`
}

function internal(sdl: string, root: Root): InternalRoot {
  const [query] = parse(`type Query { ${sdl} }`, { noLocation: true }).definitions as [ObjectTypeDefinitionNode]
  return { field: query.fields![0]!, root }
}
