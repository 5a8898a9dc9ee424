import {
  type ASTVisitor,
  type DirectiveNode,
  GraphQLError,
  getNullableType,
  isListType,
  Kind,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

/**
 * What the GraphQL library does not know of `@defer` and `@stream`: the rules of the specification's working draft on incremental
 * delivery, sections 5.7.4 to 5.7.6.
 */
export const deliveryRules: readonly ValidationRule[] = [labelsAreUnique, streamsAreLists, mutationsAreWhole]

/** All that a document is held to. */
export const validationRules: readonly ValidationRule[] = [...specifiedRules, ...deliveryRules]

const isOfDelivery = ({ name }: DirectiveNode): boolean => name.value === 'defer' || name.value === 'stream'

function argumentOf({ arguments: all = [] }: DirectiveNode, name: string) {
  return all.find((argument) => argument.name.value === name)?.value
}

/** A caller knows a part by its label. */
function labelsAreUnique(context: ValidationContext): ASTVisitor {
  const seen = new Map<string, DirectiveNode>()
  return {
    Directive(node) {
      if (!isOfDelivery(node)) return
      const label = argumentOf(node, 'label')
      if (!label || label.kind === Kind.NULL) return
      const at = `Directive "${node.name.value}"`
      if (label.kind !== Kind.STRING) {
        context.reportError(new GraphQLError(`${at} needs a label that is written in the query.`, { nodes: [node] }))
        return
      }
      const other = seen.get(label.value)
      if (other) {
        const message = `${at} needs a label of its own: "${label.value}" stands twice.`
        context.reportError(new GraphQLError(message, { nodes: [other, node] }))
      }
      seen.set(label.value, node)
    },
  }
}

function streamsAreLists(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      const [type, parent, field] = [context.getType(), context.getParentType(), context.getFieldDef()]
      if (node.name.value !== 'stream' || !type || !parent || !field) return
      if (isListType(getNullableType(type))) return
      const message = `Directive "stream" cannot stand on "${parent.name}.${field.name}", which is no list.`
      context.reportError(new GraphQLError(message, { nodes: [node] }))
    },
  }
}

/** Root fields of a mutation run one after the other: none of them can come later than the next. */
function mutationsAreWhole(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      const root = context.getSchema().getMutationType()
      if (!isOfDelivery(node) || !root || context.getParentType() !== root) return
      const condition = argumentOf(node, 'if')
      if (condition?.kind === Kind.BOOLEAN && !condition.value) return
      const message = `Directive "${node.name.value}" cannot stand on the fields of "${root.name}".`
      context.reportError(new GraphQLError(message, { nodes: [node] }))
    },
  }
}
