import {
  BREAK,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { Freshness } from '../cache/index.ts'
import type { SourceReader } from '../read/index.ts'
import { rememberedFor } from '../remembered.ts'
import type { FieldPlace } from '../stitch/subgraph/selection.ts'
import { fieldsNamed, wishOfNodes } from '../stitch/wish.ts'
import type { PlanStep } from './plan.ts'
import type { Run } from './run.ts'
import type { Uniting } from './uniting.ts'

/** What is known of an operation while a plan is made of it, for one source. */
export interface Compiling extends Omit<FieldPlace, 'fieldNodes' | 'returnType'> {
  readonly schema: GraphQLSchema
  readonly reader: SourceReader
  /** Grows as steps are found. */
  readonly steps: PlanStep[]
  /** The operation over all sources; absent where only what one of them tells can be selected. */
  readonly uniting?: Uniting
  /** How much of it is asked depends on what is found out on the way. */
  readonly isBounded?: true
}

/** A place in the operation. */
export interface Place {
  /** What is wished there, given what the request wishes. */
  readonly wish: (wide: Freshness) => Freshness
  /** The selections from what stands there, conditions aside. */
  readonly selections: readonly SelectionSetNode[]
  readonly path: readonly string[]
  /** The steps whose records stand there, and how many of them at most. */
  readonly after: readonly number[]
  readonly most: number
}

/** The place that a response key leads to. */
export function below(
  place: Place,
  key: string,
  { fragments, variableValues }: Pick<Compiling, 'fragments' | 'variableValues'>,
): Place {
  // Whatever fragments they stand in: a wish too many makes the answer fresher, not older.
  const nodes = place.selections.flatMap((selection) => [...fieldsNamed(key, selection, fragments)])
  const says = nodes.some((node) => node.directives?.some(({ name }) => name.value === 'freshness'))
  return {
    ...place,
    wish: says ? (wide) => wishOfNodes(nodes, place.wish(wide), variableValues) : place.wish,
    selections: nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : [])),
    path: [...place.path, key],
  }
}

/** Says why no plan can be made of a field. */
export class Unplannable extends Error {}

type Arguments = Readonly<Record<string, unknown>>
type Arguable = Pick<GraphQLField<unknown, never>, 'args'>

/** The values of a field's arguments. @throws GraphQLError for one that is required and not given */
export function argumentsOf(
  field: Arguable,
  nodes: readonly FieldNode[],
  { variables }: Pick<Run, 'variables'>,
): Arguments {
  if (field.args.length === 0) return noArguments
  const node = nodes[0]!
  return isConstant(node) ? constantArguments(field)(node) : readArguments(field, node, variables)
}

const noArguments: Arguments = Object.freeze({})

const readArguments = (field: Arguable, node: FieldNode, variables: Run['variables']): Arguments =>
  getArgumentValues(field as GraphQLField<unknown, unknown>, node, variables)

const isConstant = rememberedFor(({ arguments: given = [] }: FieldNode) => {
  let isConstant = true
  for (const argument of given)
    visit(argument, {
      Variable: () => {
        isConstant = false
        return BREAK
      },
    })
  return isConstant
})

/** Read once where no variable stands in them: then whoever makes more of them may do it once as well. */
const constantArguments = rememberedFor((field: Arguable) =>
  rememberedFor((node: FieldNode) => readArguments(field, node, {})),
)

/** One response key of an object: its fields, all of one name, and where they stand. */
export interface FieldAt {
  readonly owner: GraphQLObjectType
  readonly key: string
  readonly nodes: readonly FieldNode[]
  readonly place: Place
}
