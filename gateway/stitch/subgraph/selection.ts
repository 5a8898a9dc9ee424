import { collectSubFields } from '@graphql-tools/utils'
import { type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql'
import type { EntityName } from '../../connector/index.ts'
import { computed } from './computed.ts'
import { type Shape, shapeOf } from './shape.ts'

/** What a caller wants of the records of one entity. */
export interface Selection {
  /** The canonical paths to read: no more than what is selected or worked out from. */
  readonly paths: readonly string[]
  /** The selected lists of child records. */
  readonly lists: readonly string[]
  /** False when the key alone tells everything that is selected. */
  readonly needsRecord: boolean
  /** Whether anything selected tells of the read itself: when, and from where. */
  readonly tellsOfRead: boolean
}

/** The canonical paths that a field's selection needs of the records below it. */
export const selectedPaths = (info: GraphQLResolveInfo, entity: EntityName): readonly string[] =>
  selectionOf(info, entity).paths

/** The places in a query that select from one thing. */
type Nodes = readonly FieldNode[]

interface Known {
  readonly variables: object
  readonly entity: EntityName
  readonly selection: Selection
}

const known = new WeakMap<object, Known>()

/**
 * What is selected of `entity` below the field being resolved: the records it returns, or the nodes of the connection.
 * Remembered, because a field is resolved once for every parent.
 */
export function selectionOf(info: GraphQLResolveInfo, entity: EntityName): Selection {
  const { fieldNodes, variableValues: variables } = info
  const last = known.get(fieldNodes)
  // Nodes alone do not tell: an executor may keep them from one operation to the next, with other variables.
  if (last?.variables === variables && last.entity === entity) return last.selection
  const selection = readSelection(info, entity)
  known.set(fieldNodes, { variables, entity, selection })
  return selection
}

function readSelection(info: GraphQLResolveInfo, entity: EntityName): Selection {
  const sum: Sum = { shape: shapeOf(entity), entity, paths: new Set(), lists: new Set(), stamps: new Set() }
  const type = info.schema.getType(entity) as GraphQLObjectType
  for (const nodes of recordNodes(info)) add(sum, info, type, nodes, '')
  return {
    paths: [...sum.paths],
    lists: [...sum.lists],
    needsRecord: sum.paths.size + sum.stamps.size > 0,
    tellsOfRead: sum.stamps.size > 0,
  }
}

/** The fields whose selections are on records: the field itself, or what a connection offers. */
function recordNodes(info: GraphQLResolveInfo): Nodes[] {
  const type = getNamedType(info.returnType) as GraphQLObjectType
  if (!type.name.endsWith('Connection')) return [info.fieldNodes]
  return [...subFields(info, type, info.fieldNodes)].flatMap((nodes) => {
    const name = nodes[0]!.name.value
    if (name === 'nodes') return [nodes]
    if (name !== 'edges') return []
    const edge = getNamedType(type.getFields().edges!.type) as GraphQLObjectType
    return [...subFields(info, edge, nodes)].filter(([inner]) => inner!.name.value === 'node')
  })
}

function subFields(info: GraphQLResolveInfo, type: GraphQLObjectType, nodes: Nodes) {
  const { schema, fragments } = info
  const variables = { coerced: info.variableValues, sources: {} }
  return collectSubFields(schema, fragments, variables, type, nodes as FieldNode[]).fields.values()
}

interface Sum {
  readonly entity: EntityName
  readonly shape: Shape
  readonly paths: Set<string>
  readonly lists: Set<string>
  /** Selected fields that tell of the read itself. */
  readonly stamps: Set<string>
}

/** Adds what is selected of a record or structure. True when any of it is read. */
function add(sum: Sum, info: GraphQLResolveInfo, type: GraphQLObjectType, nodes: Nodes, prefix: string): boolean {
  let reads = false
  for (const selected of subFields(info, type, nodes)) {
    const name = selected[0]!.name.value
    const path = prefix + name
    if (name === '__typename') continue
    const isStruct = sum.shape.structs[path] !== undefined
    if (isStruct ? addStruct(sum, info, type, selected, path) : addField(sum, path)) reads = true
  }
  return reads
}

function addField({ shape, entity, ...sum }: Sum, path: string): boolean {
  const relation = shape.relations[path]
  if (relation && !relation.connection) sum.lists.add(path)
  const leaf = shape.fields[path]
  if (!leaf || path === 'id') return false
  const read = leaf.computed ? (computed[entity]?.[path]?.needs ?? []) : [path]
  for (const needed of read) sum.paths.add(needed)
  if (leaf.computed && !toldByKey.test(path)) sum.stamps.add(path)
  return read.length > 0
}

// The rest of what is computed in `meta` speaks of a read.
const toldByKey = /^meta\.(source\.\w+|source(Object|Id|Url|ModifiedPrecision)|mappingVersion)$/

function addStruct(sum: Sum, info: GraphQLResolveInfo, owner: GraphQLObjectType, nodes: Nodes, path: string): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1)
  const type = getNamedType(owner.getFields()[name]!.type) as GraphQLObjectType
  if (add(sum, info, type, nodes, `${path}.`)) return true
  if (sum.shape.structs[path]!.required) return false
  // Nothing inside is asked, but whether the structure is there at all is.
  for (const leaf of signsOf(sum.shape, path)) sum.paths.add(leaf)
  return true
}

/** The leaves that tell whether a structure is null. */
function signsOf(shape: Shape, path: string): string[] {
  const { needs } = shape.structs[path]!
  if (needs.length === 0) return Object.keys(shape.fields).filter((leaf) => leaf.startsWith(`${path}.`))
  return needs.flatMap((need) => (shape.structs[need] ? signsOf(shape, need) : [need]))
}
