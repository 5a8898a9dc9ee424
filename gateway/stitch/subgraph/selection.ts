import { collectSubFields } from '@graphql-tools/utils'
import { type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql'
import type { Freshness } from '../../cache/index.ts'
import type { EntityName } from '../../connector/index.ts'
import { saidBy } from '../wish.ts'
import { computed } from './computed.ts'
import { isLive } from './live.ts'
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
  /** What is wished, by directive, of plain fields of the records or of the fields that lead to them. */
  readonly wishes: readonly Freshness[]
  /** Whether the schema says of anything selected that it must be true now. */
  readonly isLive: boolean
}

/** The canonical paths that a field's selection needs of the records below it. */
export const selectedPaths = (info: GraphQLResolveInfo, entity: EntityName): readonly string[] =>
  selectionOf(info, entity).paths

/** A field of an operation, and what it takes to read the selection below it. */
export type FieldPlace = Pick<
  GraphQLResolveInfo,
  'schema' | 'fragments' | 'variableValues' | 'fieldNodes' | 'returnType'
>

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

/** What has to be read of a record so that its profile can be found, as if it were selected. */
export type ProfileNeeds = (entity: EntityName) => FieldNode

/**
 * The same, read anew: for whoever remembers it by himself. `needs` is given by who answers profiles; others are never asked for them.
 */
export function readSelection(info: FieldPlace, entity: EntityName, needs?: ProfileNeeds): Selection {
  const type = info.schema.getType(entity) as GraphQLObjectType
  const [paths, lists, stamps] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const sum: Sum = { shape: shapeOf(entity), entity, paths, lists, stamps, wishes: [], isLive: isLive(type), needs }
  for (const nodes of recordNodes(info, sum)) add(sum, info, type, nodes, '')
  return {
    paths: [...sum.paths],
    lists: [...sum.lists],
    needsRecord: sum.paths.size + sum.stamps.size > 0,
    tellsOfRead: sum.stamps.size > 0,
    wishes: sum.wishes,
    isLive: sum.isLive,
  }
}

/** The fields whose selections are on records: the field itself, or what a connection offers. */
function recordNodes(info: FieldPlace, sum: Sum): Nodes[] {
  const type = getNamedType(info.returnType) as GraphQLObjectType
  if (!type.name.endsWith('Connection')) return [info.fieldNodes]
  return [...subFields(info, type, info.fieldNodes).values()].flatMap((nodes) => {
    const name = nodes[0]!.name.value
    if (name !== 'nodes' && name !== 'edges') return []
    noteWishes(sum, info, nodes)
    if (name === 'nodes') return [nodes]
    const edge = getNamedType(type.getFields().edges!.type) as GraphQLObjectType
    const inner = [...subFields(info, edge, nodes).values()].filter(([node]) => node!.name.value === 'node')
    for (const nodes of inner) noteWishes(sum, info, nodes)
    return inner
  })
}

/** The fields below some others by response key, fragments and conditions resolved. */
export function subFields(info: Omit<FieldPlace, 'fieldNodes' | 'returnType'>, type: GraphQLObjectType, nodes: Nodes) {
  const { schema, fragments } = info
  const variables = { coerced: info.variableValues, sources: {} }
  return collectSubFields(schema, fragments, variables, type, nodes as FieldNode[]).fields
}

interface Sum {
  readonly entity: EntityName
  readonly shape: Shape
  readonly paths: Set<string>
  readonly lists: Set<string>
  /** Selected fields that tell of the read itself. */
  readonly stamps: Set<string>
  readonly wishes: Freshness[]
  isLive: boolean
  readonly needs: ProfileNeeds | undefined
}

function noteWishes(sum: Sum, info: FieldPlace, nodes: Nodes): void {
  for (const node of nodes) {
    const said = saidBy(node, info.variableValues)
    if (said) sum.wishes.push(said)
  }
}

/** Adds what is selected of a record or structure. True when any of it is read. */
function add(sum: Sum, info: FieldPlace, type: GraphQLObjectType, nodes: Nodes, prefix: string): boolean {
  let reads = false
  for (const selected of subFields(info, type, nodes).values()) {
    const name = selected[0]!.name.value
    const path = prefix + name
    if (name === '__typename') continue
    if (sum.needs && sum.shape.profiles[path]) add(sum, info, type, [sum.needs(sum.entity)], prefix)
    // What leads to other records is read, and wished, on its own.
    if (!sum.shape.relations[path] && !sum.shape.refs[path] && !sum.shape.profiles[path]) {
      noteWishes(sum, info, selected)
      sum.isLive ||= isLive(type.getFields()[name])
    }
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

function addStruct(sum: Sum, info: FieldPlace, owner: GraphQLObjectType, nodes: Nodes, path: string): boolean {
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
