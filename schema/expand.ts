import { concatAST, type DefinitionNode, type DocumentNode, Kind, type ObjectTypeExtensionNode, parse } from 'graphql'
import { fieldsOf, indexTypes } from './ast.ts'
import { connections, rootFields, withConnectionArguments } from './connections.ts'
import { filters, orders } from './inputs.ts'

/**
 * Completes the hand-written SDL: connections, filters, orders, root fields, and the arguments of every connection.
 *
 * What the rules add is written as SDL text, because that is how it reads in the result.
 * @throws Error naming the field, when a directive stands where no rule can follow it
 */
export function expand(written: DocumentNode): DocumentNode {
  const types = indexTypes(written)
  const added = [...connections(types), ...filters(types), ...orders(types), rootFields(types)]
  return mergeQuery(concatAST([withConnectionArguments(written, types), parse(added.join('\n'), { noLocation: true })]))
}

/** One `type Query` instead of a type and its extensions, so that readers of the result need not put it together. */
function mergeQuery(document: DocumentNode): DocumentNode {
  const isExtension = (node: DefinitionNode) => node.kind === Kind.OBJECT_TYPE_EXTENSION && node.name.value === 'Query'
  const extensions = document.definitions.filter(isExtension) as ObjectTypeExtensionNode[]
  const merge = (node: DefinitionNode) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Query'
      ? { ...node, fields: [...fieldsOf(node), ...extensions.flatMap(({ fields }) => fields ?? [])] }
      : node
  return { ...document, definitions: document.definitions.filter((node) => !isExtension(node)).map(merge) }
}
