import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql'
import { canonical, type EntityName, isEntityName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { SourceReader } from '../../read/index.ts'
import { computed } from './computed.ts'
import type { SubgraphContext } from './context.ts'
import { compileLeaf } from './leaf.ts'
import { metaResolvers } from './meta-fields.ts'
import { globalIdOf, peekAt, type RecordNode, structValue } from './record-node.ts'
import { referenceResolver } from './reference.ts'
import { relationResolver } from './relation.ts'
import { shapeOf } from './shape.ts'

type Field = GraphQLField<unknown, SubgraphContext>
// biome-ignore lint/suspicious/noExplicitAny: the parents of a schema's fields are of every kind
type Resolver = GraphQLFieldResolver<any, SubgraphContext>

/** Gives the record types, `RecordMeta` and the structures in them their resolvers. */
export function attachTypes(schema: GraphQLSchema, reader: SourceReader): void {
  const entities = Object.keys(canonical).filter(isEntityName)
  for (const entity of entities) attach(schema, entity, (field) => recordField(reader, entity, field))
  const meta: Readonly<Record<string, Resolver>> = metaResolvers(reader, schema)
  attach(schema, 'RecordMeta', (field) => meta[field.name] ?? metaField(reader, field))
  for (const struct of structTypes(schema, entities))
    attach(schema, struct, (field) => structField(reader, struct, field))
}

function attach(schema: GraphQLSchema, type: string, resolverOf: (field: Field) => Resolver): void {
  const fields = (schema.getType(type) as GraphQLObjectType).getFields()
  for (const field of Object.values(fields)) field.resolve = resolverOf(field)
}

/** One field of a record type. The parent is a `RecordNode`. */
function recordField(reader: SourceReader, entity: EntityName, field: Field): Resolver {
  const { source } = reader
  const { name } = field
  const shape = shapeOf(entity)
  if (name === 'id') return (node: RecordNode) => globalIdOf(source, node)
  if (name === 'meta') return (node: RecordNode) => node
  if (shape.relations[name]) return relationResolver(reader, entity, name)
  if (shape.refs[name]) return referenceResolver(reader, shape.refs[name], refKeyOf(entity, name))
  if (shape.profiles[name]) return () => refuseProfile(source.name)
  const own = computed[entity]?.[name]
  if (own) return (node: RecordNode, args, context) => own.compute(node, args, context, source)
  const show = compileLeaf(source, entity, field)
  return shape.structs[name]
    ? (node: RecordNode) => show(structValue(node, name))
    : (node: RecordNode) => show(peekAt(node, name))
}

/** What the source itself says in `meta`. */
function metaField(reader: SourceReader, field: Field): Resolver {
  const path = `meta.${field.name}`
  const to = targetOf(field)
  if (to) return referenceResolver(reader, to, refKeyOf('RecordMeta', field.name))
  const show = compileLeaf(reader.source, 'RecordMeta', field)
  return (node: RecordNode) => show(peekAt(node, path))
}

/** One field of a structure. The parent is a decoded value, wherever in a record it stands. */
function structField(reader: SourceReader, type: string, field: Field): Resolver {
  const { name } = field
  const to = targetOf(field)
  if (to) return referenceResolver(reader, to, refKeyOf(type, name))
  const show = compileLeaf(reader.source, type, field)
  return (value: Readonly<Record<string, unknown>>) => show(value[name])
}

/** Reads the key that a to-one field follows from its parent: a record, its `meta`, or a structure in it. */
// biome-ignore lint/suspicious/noExplicitAny: the parents of a schema's fields are of every kind
export function refKeyOf(owner: string, field: string): (parent: any) => unknown {
  if (isEntityName(owner)) return (node: RecordNode) => peekAt(node, field)
  if (owner === 'RecordMeta') return (node: RecordNode) => peekAt(node, `meta.${field}`)
  return (value: Readonly<Record<string, unknown>>) => value[field]
}

/** The entity that a to-one field leads to. */
function targetOf(field: Field): EntityName | undefined {
  const { name } = getNamedType(field.type)
  return isEntityName(name) ? name : undefined
}

function refuseProfile(source: string): never {
  const message = `A profile unites several sources, but only the source "${source}" is asked here. Ask the gateway.`
  throw new FreshetError('UNSUPPORTED', { source, message })
}

/** The structures that records are made of, found by following their fields. */
function structTypes(schema: GraphQLSchema, entities: readonly EntityName[]): Set<string> {
  const found = new Set<string>()
  const visit = (owner: string): void => {
    for (const field of Object.values((schema.getType(owner) as GraphQLObjectType).getFields())) {
      const type = getNamedType(field.type)
      if (!isObjectType(type) || found.has(type.name) || !isStruct(type)) continue
      found.add(type.name)
      visit(type.name)
    }
  }
  for (const entity of entities) visit(entity)
  return found
}

/** Records and profiles have ids, connections have edges, and `meta` has resolvers of its own. */
function isStruct(type: GraphQLObjectType): boolean {
  return type.getInterfaces().length === 0 && type.name !== 'RecordMeta' && !type.getFields().edges
}
