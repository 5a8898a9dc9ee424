import { type GraphQLObjectType, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql'
import type { EntityName } from '../connector/index.ts'
import { type FieldPlace, subFields } from '../stitch/subgraph/selection.ts'
import { connectionResolvers, edgeResolvers, type UnionConnection } from '../stitch/union/connection.ts'
import type { MergedEdge } from '../stitch/union/merge.ts'
import { placeName } from '../stitch/union/selection.ts'
import { guarded, type Write } from './complete.ts'
import { type FieldPlan, type ObjectPlan, objectOf } from './object.ts'
import type { FieldAt } from './place.ts'
import type { Apart, Run } from './run.ts'

/** A record as it was written for each place where something of it is selected; `places` are their names. */
export interface Row {
  readonly places: readonly string[]
  readonly written: readonly Apart[]
}

type Nodes = FieldAt['nodes']
type Named = Readonly<Record<string, (parent: never) => unknown>>

/** The field that the connection answers. */
export interface MergedAt extends Omit<FieldPlace, 'fieldNodes' | 'returnType'> {
  readonly nodes: Nodes
}

/** The connection over all sources, around records that are written already. */
export function compileMerged(at: MergedAt, entity: EntityName): ObjectPlan {
  const type = at.schema.getType(`${entity}Connection`) as GraphQLObjectType
  return objectOf([...subFields(at, type, at.nodes)].map(([key, nodes]) => connectionField(at, type, key, nodes)))
}

/** One field of it. */
export function connectionField(at: MergedAt, owner: GraphQLObjectType, key: string, nodes: Nodes): FieldPlan {
  const { value: name } = nodes[0]!.name
  const edgesOf = ({ page }: UnionConnection) => page.edges
  if (name === 'nodes') return field(owner, key, nodes, edgesOf as never, placed(placeName(key)))
  if (name !== 'edges') return plainField(at, owner, key, nodes, connectionResolvers as unknown as Named)
  const edges = connectionResolvers.edges
  return field(owner, key, nodes, edges as never, edgeObject(at, owner, key, nodes).write)
}

function edgeObject(at: MergedAt, connection: GraphQLObjectType, outer: string, nodes: Nodes): ObjectPlan {
  const type = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType
  const mergedOf = ({ merged }: { readonly merged: MergedEdge }) => merged
  return objectOf(
    [...subFields(at, type, nodes)].map(([key, fields]) =>
      fields[0]!.name.value === 'node'
        ? field(type, key, fields, mergedOf as never, placed(placeName(outer, key)))
        : plainField(at, type, key, fields, edgeResolvers as unknown as Named),
    ),
  )
}

/** What was written of a record for a place. */
export function placed(name: string): Write {
  return (merged, run) => {
    const { places, written } = (merged as MergedEdge).edge.external as Row
    const { text, failures } = written[places.indexOf(name)]!
    // Copied, because their paths are prolonged on the way out.
    for (const failure of failures) run.failures.push({ ...failure, path: [...failure.path] })
    return text
  }
}

/** A field that our own objects have, down to its leaves. */
function plainField(at: MergedAt, owner: GraphQLObjectType, key: string, nodes: Nodes, resolvers: Named): FieldPlan {
  const { value: name } = nodes[0]!.name
  if (name === '__typename') return { key, write: () => JSON.stringify(owner.name) }
  const read = resolvers[name] ?? ((parent: Readonly<Record<string, unknown>>) => parent[name])
  const type = getNamedType(owner.getFields()[name]!.type)
  const inner = isObjectType(type)
    ? objectOf([...subFields(at, type, nodes)].map(([key, fields]) => plainField(at, type, key, fields, {}))).write
    : undefined
  return field(owner, key, nodes, read as never, inner)
}

function field(
  owner: GraphQLObjectType,
  key: string,
  nodes: Nodes,
  resolve: (parent: unknown, run: Run) => unknown,
  inner: Write | undefined,
): FieldPlan {
  const { value: name } = nodes[0]!.name
  const type: GraphQLOutputType = owner.getFields()[name]!.type
  return { key, write: guarded(type, resolve, inner, nodes, `${owner.name}.${name}`) }
}
