import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql'

/** The object and enum types of a document by name. Scalars, inputs and interfaces are not looked up here. */
export interface TypeIndex {
  readonly objects: ReadonlyMap<string, ObjectTypeDefinitionNode>
  readonly enums: ReadonlyMap<string, EnumTypeDefinitionNode>
}

export function indexTypes(document: DocumentNode): TypeIndex {
  const objects = document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
  const enums = document.definitions.filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION)
  return { objects: byName(objects), enums: byName(enums) }
}

function byName<N extends { readonly name: { readonly value: string } }>(nodes: readonly N[]): Map<string, N> {
  return new Map(nodes.map((node) => [node.name.value, node]))
}

/** The name inside all lists and exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

export function isRequired(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE
}

export function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[]
}

export function hasDirective(node: Directed, name: string): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false
}

/** The arguments of a directive as written; undefined if the node does not carry it. Defaults are not filled in. */
export function directiveArgs(node: Directed, name: string): Readonly<Record<string, unknown>> | undefined {
  const directive = node.directives?.find((candidate) => candidate.name.value === name)
  if (!directive) return undefined
  return Object.fromEntries((directive.arguments ?? []).map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)]))
}

/** Entities are the types that are records of a source, whether they have a root list or live inside a document. */
export function isEntity(type: ObjectTypeDefinitionNode): boolean {
  return hasDirective(type, 'entity') || hasDirective(type, 'child')
}

export function isProfile(type: ObjectTypeDefinitionNode): boolean {
  return hasDirective(type, 'profile')
}

export function fieldsOf(type: ObjectTypeDefinitionNode): readonly FieldDefinitionNode[] {
  return type.fields ?? []
}
