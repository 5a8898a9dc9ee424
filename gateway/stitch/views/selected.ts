import { type GraphQLObjectType, getNamedType } from 'graphql'
import { type FieldPlace, subFields } from '../subgraph/selection.ts'

/** Whether a view's caller wants a field of its groups: what nobody wants need not be told apart. */
export function isSelected(info: FieldPlace, outer: string, inner: string): boolean {
  const type = getNamedType(info.returnType) as GraphQLObjectType
  return [...subFields(info, type, info.fieldNodes).values()]
    .filter(([node]) => node!.name.value === outer)
    .some((nodes) => {
      const below = getNamedType(type.getFields()[outer]!.type) as GraphQLObjectType
      return [...subFields(info, below, nodes).values()].some(([node]) => node!.name.value === inner)
    })
}
