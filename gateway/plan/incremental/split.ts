import {
  type DirectiveNode,
  type FragmentSpreadNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { FieldPlace } from '../../stitch/subgraph/selection.ts'
import { type Deferral, deferralOf } from './marks.ts'

/** The fields of one deferred fragment in the selections from one object. */
export interface Group extends Deferral {
  /** Their names in the answer. */
  readonly keys: ReadonlySet<string>
  /** The deferred fragment around it, which comes before it. */
  readonly around: Group | undefined
}

type Where = Pick<FieldPlace, 'schema' | 'fragments' | 'variableValues'>

interface Walk extends Where {
  readonly type: GraphQLObjectType
  /** Fields that are also selected outside of what is deferred. */
  readonly first: Set<string>
  readonly groups: GrowingGroup[]
}

interface GrowingGroup extends Group {
  readonly keys: Set<string>
}

/**
 * The deferred fragments in the selections from an object, outermost first. A field stands in one group at most: in none when it is
 * also selected outside of them, and in the first of several.
 */
export function deferredGroups(
  where: Where,
  type: GraphQLObjectType,
  nodes: readonly { readonly selectionSet?: SelectionSetNode | undefined }[],
): readonly Group[] {
  const walk: Walk = { ...where, type, first: new Set(), groups: [] }
  for (const { selectionSet } of nodes) if (selectionSet) into(selectionSet, undefined, walk)
  const taken = walk.first
  for (const { keys } of walk.groups) {
    for (const key of keys) {
      if (taken.has(key)) keys.delete(key)
      taken.add(key)
    }
  }
  return walk.groups
}

function into({ selections }: SelectionSetNode, around: GrowingGroup | undefined, walk: Walk): void {
  for (const node of selections) {
    if (!isIncluded(node, walk)) continue
    if (node.kind === Kind.FIELD) {
      const keys = around?.keys ?? walk.first
      keys.add((node.alias ?? node.name).value)
      continue
    }
    const inside = node.kind === Kind.INLINE_FRAGMENT ? node : walk.fragments[node.name.value]
    if (inside && fits(inside.typeCondition?.name.value, walk))
      into(inside.selectionSet, groupOf(node, around, walk), walk)
  }
}

function groupOf(
  node: FragmentSpreadNode | InlineFragmentNode,
  around: GrowingGroup | undefined,
  { groups }: Walk,
): GrowingGroup | undefined {
  const deferral = deferralOf(node)
  if (!deferral) return around
  const group = { ...deferral, keys: new Set<string>(), around }
  groups.push(group)
  return group
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] }, { variableValues }: Walk): boolean {
  if (!node.directives?.length) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false
}

function fits(condition: string | undefined, { schema, type }: Walk): boolean {
  if (condition === undefined || condition === type.name) return true
  const on = schema.getType(condition)
  return isAbstractType(on) && schema.isSubType(on, type)
}
