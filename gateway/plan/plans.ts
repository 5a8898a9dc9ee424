import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import type { Coerced } from '../stitch/delivery.ts'
import { type CompiledOperation, compileOperation } from './compile-operation.ts'
import type { PlannedSources } from './root.ts'

/** The operations of a document as they were compiled before. */
interface Known {
  /** Of each operation by its name, the variables that stand in directives. */
  readonly deciding: Map<string, readonly string[]>
  readonly compiled: Map<string, CompiledOperation>
}

/** What decides conditions and wishes may be anything: of so many combinations plans are kept for one document. */
const mostVariants = 16

/**
 * Makes plans of operations and keeps them for as long as somebody keeps the document: whoever parses remembers the documents that
 * are used most, and so bounds this as well.
 */
export function createPlans(schema: GraphQLSchema, sources: PlannedSources) {
  const known = new WeakMap<DocumentNode, Known>()

  return (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): CompiledOperation => {
    const of: Known = known.get(document) ?? { deciding: new Map(), compiled: new Map() }
    known.set(document, of)
    const name = operation.name?.value ?? ''
    const deciding: readonly string[] = of.deciding.get(name) ?? variablesInDirectives(document)
    of.deciding.set(name, deciding)
    const variableValues = Object.fromEntries(
      deciding
        .filter((variable) => Object.hasOwn(variables, variable))
        .map((variable) => [variable, variables[variable]]),
    )
    const variant = JSON.stringify([name, variableValues])
    const compiled =
      of.compiled.get(variant) ?? compileOperation({ document, operation, variableValues, schema, sources })
    remember(of.compiled, variant, compiled)
    return compiled
  }
}

/** The latest used are at the end. */
function remember<V>(entries: Map<string, V>, key: string, value: V): void {
  entries.delete(key)
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > mostVariants) entries.delete(oldest!)
}

function variablesInDirectives(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive: (directive) => {
      visit(directive, { Variable: ({ name }) => void names.add(name.value) })
      return false
    },
  })
  return [...names].sort()
}

/** An operation with its plan, and the variables that are given to it. */
export interface Prepared {
  readonly operation: OperationDefinitionNode
  readonly compiled: CompiledOperation
  /** As coerced by the schema. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** Undefined for what is no query, has no such operation or gives it variables that do not fit: others say so. */
export function prepare(
  { document, operationName, variableValues, coerced }: ExecutionArgs & Coerced,
  { schema, plans }: { readonly schema: GraphQLSchema; readonly plans: ReturnType<typeof createPlans> },
): Prepared | undefined {
  const operation = queryIn(document, operationName)
  if (!operation) return undefined
  const variables = coerced ?? coercedIn(schema, operation, variableValues)
  return variables && { operation, compiled: plans(document, operation, variables), variables }
}

/** Undefined where they do not fit. */
export const coercedIn = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: ExecutionArgs['variableValues'],
): Readonly<Record<string, unknown>> | undefined => getVariableValues(schema, variableDefinitions, given ?? {}).coerced

/** The query that a document is asked for; undefined for other operations, and where there is no such one. */
export function queryIn(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const operation = getOperationAST(document, name)
  return operation?.operation === 'query' ? operation : undefined
}

/** The operation for some of its root fields only. */
export function narrowed(
  operation: OperationDefinitionNode,
  { fields, fragments }: CompiledOperation,
  keys: ReadonlySet<string>,
): DocumentNode {
  const selections = fields.filter(({ key }) => keys.has(key)).flatMap(({ nodes }) => nodes)
  const narrow = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as OperationDefinitionNode
  return { kind: Kind.DOCUMENT, definitions: [narrow, ...fragments] }
}
