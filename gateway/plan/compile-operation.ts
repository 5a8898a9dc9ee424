import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { canonical, type EntityName } from '../connector/index.ts'
import { singularOf } from '../stitch/gateway-schema.ts'
import { subFields } from '../stitch/subgraph/selection.ts'
import { deferredGroups, type Group } from './incremental/split.ts'
import { below, type Place, Unplannable } from './place.ts'
import type { PlannedField } from './plan.ts'
import type { PlannedSources, RootAt, RootPlan } from './root.ts'
import { listRoot } from './root-list.ts'
import { nodeRoot } from './root-node.ts'
import { recordRoot } from './root-record.ts'
import { unitedRoots } from './root-united.ts'

/** An operation of which a plan is made. */
export interface Operation {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** Variables that decide what is selected and what is wished; of the others only arguments depend. */
  readonly variableValues: { [name: string]: unknown }
  readonly schema: GraphQLSchema
  readonly sources: PlannedSources
}

/** A root field with its plan, or without one: then the stitched schema answers it. */
export interface CompiledField {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  readonly plan: RootPlan | undefined
  /** Why there is no plan. */
  readonly reason?: string
  /** The deferred fragment that it comes with; absent where it comes first. */
  readonly group?: Group | undefined
}

/** The root fields of an operation, in the order of the answer. */
export interface CompiledOperation {
  readonly fields: readonly CompiledField[]
  readonly fragments: readonly FragmentDefinitionNode[]
}

export function compileOperation({ document, operation, ...given }: Operation): CompiledOperation {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  const parts = { ...given, operation, fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])) }
  const query = given.schema.getQueryType()!
  const groups = [...subFields(parts, query, [operation as unknown as FieldNode])]
  const deferred = deferredGroups(parts, query, [operation])
  const groupOf = (key: string, nodes: readonly FieldNode[]) => {
    const field = query.getFields()[nodes[0]!.name.value]
    // What must not be null would take the whole answer along.
    return field && !isNonNullType(field.type) ? deferred.find(({ keys }) => keys.has(key)) : undefined
  }
  return {
    fields: groups.map(([key, nodes]) => ({ ...compileField(parts, key, nodes), group: groupOf(key, nodes) })),
    fragments,
  }
}

type Parts = Pick<RootAt, 'schema' | 'fragments' | 'variableValues' | 'sources' | 'operation'>

function compileField(parts: Parts, key: string, nodes: readonly FieldNode[]): CompiledField {
  const { value: name } = nodes[0]!.name
  const compile = planners.get(name)
  const field = parts.schema.getQueryType()!.getFields()[name]
  if (!compile || !field) return { key, nodes, plan: undefined, reason: `No plan is made of the field ${name}.` }
  const root: Place = {
    wish: (wide) => wide,
    selections: [parts.operation.selectionSet],
    path: [],
    after: [],
    most: 1,
  }
  try {
    return { key, nodes, plan: compile({ ...parts, key, nodes, field, place: below(root, key, parts) }) }
  } catch (error) {
    if (!(error instanceof Unplannable)) throw error
    return { key, nodes, plan: undefined, reason: error.message }
  }
}

const listed = (Object.keys(canonical) as EntityName[]).filter((entity) => canonical[entity].plural !== null)

/** By the names of the root fields of which plans can be made. */
const planners: ReadonlyMap<string, (at: RootAt) => RootPlan> = new Map([
  ['node', nodeRoot],
  ...unitedRoots,
  ...listed.flatMap((entity): [string, (at: RootAt) => RootPlan][] => [
    [canonical[entity].plural!, (at) => listRoot(at, entity)],
    [singularOf(entity), (at) => recordRoot(at, { field: singularOf(entity), entity })],
  ]),
])

/** A compiled operation as it is shown. */
export function plannedFields({ fields }: CompiledOperation): PlannedField[] {
  return fields.map(({ key, nodes, plan, reason }) => ({
    key,
    field: nodes[0]!.name.value,
    executor: plan ? 'plan' : 'stitched',
    ...(reason === undefined ? {} : { reason }),
    steps: plan?.steps ?? [],
  }))
}
