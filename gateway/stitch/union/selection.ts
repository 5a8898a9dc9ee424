import { collectFields } from '@graphql-tools/utils'
import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { selectionSet } from '../delegate.ts'
import type { FieldPlace } from '../subgraph/selection.ts'
import { directiveOf, wishOfNodes } from '../wish.ts'

const always = selectionSet(
  '{ pageInfo { hasNextPage } totalCount complete sourceResults { source status rows calls oldestFetchedAt retryAfterSeconds message } }',
)

/**
 * What to ask of one branch so that the merged connection can answer any spelling of `edges { node }` and `nodes`:
 * every place where the caller selects nodes gets a name of its own below `edges`, and the cursor comes along.
 */
export function branchSelection(info: FieldPlace): SelectionSetNode {
  const connection = getNamedType(info.returnType) as GraphQLObjectType
  const nodes = nodePlaces(info, connection).map((place) => aliased(place, info))
  const edges: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: 'edges' },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field('cursor'), ...nodes] },
  }
  return { kind: Kind.SELECTION_SET, selections: [edges, ...always.selections] }
}

/** The name below a branch's edge of the nodes that the caller wants at a response path. */
export function placeName(...responseKeys: readonly string[]): string {
  return `at_${responseKeys.join('__')}`
}

/** A place where the caller selects nodes: its name, the fields that stand there, and those around them. */
interface Place {
  readonly name: string
  readonly fields: readonly FieldNode[]
  readonly around: readonly FieldNode[]
}

function nodePlaces(info: FieldPlace, connection: GraphQLObjectType): Place[] {
  const places: Place[] = []
  for (const [outer, fields] of below(info, connection, info.fieldNodes)) {
    if (fields[0]!.name.value === 'nodes') places.push({ name: placeName(outer), fields, around: [] })
    if (fields[0]!.name.value !== 'edges') continue
    const edge = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType
    for (const [inner, nested] of below(info, edge, fields)) {
      if (nested[0]!.name.value !== 'node') continue
      places.push({ name: placeName(outer, inner), fields: nested, around: fields })
    }
  }
  return places
}

/** The fields below some field nodes by response key, fragments and conditions resolved. */
function below(info: FieldPlace, type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[]> {
  const merged: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: nodes.flatMap((node) => node.selectionSet?.selections ?? []),
  }
  // In the form the library wants: left to itself it takes variables named `coerced` and `sources` for that form.
  const variables = { coerced: info.variableValues, sources: {} }
  return collectFields(info.schema, info.fragments, variables, type, merged).fields
}

function aliased({ name, fields, around }: Place, info: FieldPlace): FieldNode {
  const selections: readonly SelectionNode[] = fields.flatMap((node) => node.selectionSet?.selections ?? [])
  const wish = wishOfNodes(fields, wishOfNodes(around, {}, info.variableValues), info.variableValues)
  const said = wish.maxAgeMillis !== undefined || wish.onStale !== undefined
  return {
    ...field('node'),
    alias: { kind: Kind.NAME, value: name },
    directives: said ? [directiveOf(wish)] : [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
}

const field = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } })
