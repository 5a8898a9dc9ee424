import {
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { type FieldPlace, subFields } from './subgraph/selection.ts'
import { fieldsNamed } from './wish.ts'

/**
 * The answer with the errors of delegated questions at their places in the caller's text: a question to a subgraph is a text of its
 * own, of which the caller knows nothing.
 */
export function inCallersText(result: ExecutionResult, args: ExecutionArgs): ExecutionResult {
  const operation = getOperationAST(args.document, args.operationName)
  if (!result.errors || !operation) return result
  const isForeign = ({ source }: GraphQLError) => source !== undefined && source !== operation.loc?.source
  if (!result.errors.some(isForeign)) return result
  const asked = askedIn(operation, args)
  const errors = result.errors.map((error) =>
    isForeign(error) ? moved(error, nodesAt(operation, asked, error)) : error,
  )
  return { ...result, errors }
}

type Asked = Omit<FieldPlace, 'fieldNodes' | 'returnType'>

function askedIn(operation: OperationDefinitionNode, { schema, document, variableValues }: ExecutionArgs): Asked {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  return {
    schema,
    variableValues: coerced,
    fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])),
  }
}

const moved = ({ message, path, originalError, extensions }: GraphQLError, nodes: readonly FieldNode[]): GraphQLError =>
  new GraphQLError(message, { nodes, path, originalError, extensions })

/** The fields that the innermost response key of an error's path stands for. */
function nodesAt(operation: OperationDefinitionNode, asked: Asked, { path = [] }: GraphQLError): readonly FieldNode[] {
  let type: GraphQLNamedType | undefined = asked.schema.getQueryType() ?? undefined
  let nodes: readonly FieldNode[] = [operation as unknown as FieldNode]
  for (const key of path) {
    if (typeof key === 'number') continue
    nodes = below(asked, type, nodes, key)
    type = typeBelow(type, nodes[0])
  }
  return nodes
}

function below(asked: Asked, type: GraphQLNamedType | undefined, nodes: readonly FieldNode[], key: string) {
  if (isObjectType(type)) return subFields(asked, type, nodes).get(key) ?? []
  // Which type it was is not known any more: then in whatever fragments the key stands.
  return nodes.flatMap(({ selectionSet }) =>
    selectionSet ? [...new Set(fieldsNamed(key, selectionSet, asked.fragments))] : [],
  )
}

function typeBelow(type: GraphQLNamedType | undefined, node: FieldNode | undefined) {
  const field = isObjectType(type) && node ? type.getFields()[node.name.value] : undefined
  return field && getNamedType(field.type)
}
