import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/**
 * The same question with `__typename` where a fragment selects nothing else of the type that stands there: delegation leaves such a
 * fragment out of the question to a subgraph, with the field around it when nothing is left of that.
 */
export function withPlainTypenames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema)
  const leave = (node: InlineFragmentNode) => plain(node, types.getParentType()?.name)
  return visit(document, visitWithTypeInfo(types, { InlineFragment: { leave } }))
}

/** Undefined for a fragment that stays as it is. */
function plain({ typeCondition, directives = [], selectionSet }: InlineFragmentNode, type: string | undefined) {
  if (typeCondition && typeCondition.name.value !== type) return undefined
  const { selections } = selectionSet
  if (!selections.every(isTypename) || !directives.every(isCondition)) return undefined
  const always = selections.find((selection) => !selection.directives?.length)
  const field = always ?? selections[0]!
  if (!always && selections.length > 1) return undefined
  const all = [...directives, ...(field.directives ?? [])]
  // A field takes each condition once.
  return new Set(all.map(({ name }) => name.value)).size < all.length ? undefined : { ...field, directives: all }
}

const isTypename = (selection: SelectionNode): selection is FieldNode =>
  selection.kind === Kind.FIELD && !selection.alias && selection.name.value === '__typename'

const isCondition = ({ name: { value } }: DirectiveNode): boolean => value === 'skip' || value === 'include'
