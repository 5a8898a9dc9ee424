import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql'
import { directiveArgs, fieldsOf, hasDirective, namedType, type TypeIndex } from './ast.ts'

/** The connection and edge types of every entity that has a root list, as SDL. */
export function connections(types: TypeIndex): string[] {
  return listed(types).map(
    ({ name: { value: type } }) => `
"A page of \`${type}\` records, and what became of each source that was asked for them."
type ${type}Connection {
  "The records of this page, each with its position in the list."
  edges: [${type}Edge!]!
  "The records of this page."
  nodes: [${type}!]!
  "Where this page begins and ends."
  pageInfo: PageInfo!
  "How many records match over all pages; null if a source cannot count them cheaply, or does not find them all."
  totalCount: Int
  "What became of each source that was asked."
  sourceResults: [SourceResult!]!
  "Whether every source gave all it had to give for this page. If not, totals made from it are partial."
  complete: Boolean!
}

"A \`${type}\` record and its position in the list."
type ${type}Edge {
  "The position of the record. Give it as \`after\` to read on from here."
  cursor: String!
  "The record."
  node: ${type}!
}`,
  )
}

/** The root fields of every such entity, as SDL: one that lists, one that finds by id. */
export function rootFields(types: TypeIndex): string {
  return `extend type Query {\n${listed(types).map(rootFieldsOf).join('\n')}\n}`
}

function rootFieldsOf(node: ObjectTypeDefinitionNode): string {
  const type = node.name.value
  return `
  "The \`${type}\` records of all connected sources that serve them, as one list."
  ${directiveArgs(node, 'entity')!.plural}(${pageArguments(type)}
    "Only records of these sources, by name. Without it: of all."
    sources: [String!]
  ): ${type}Connection
  "The \`${type}\` with this global id; null if there is none."
  ${singular(type)}(
    "The global id."
    id: ID!
  ): ${type}`
}

/** The name of the root field that finds one record: `GLAccount` becomes `glAccount`. */
export function singular(typeName: string): string {
  return typeName.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (head) => head.toLowerCase())
}

/** Gives every field that returns a connection the arguments that filter, order and page it. */
export function withConnectionArguments(document: DocumentNode, types: TypeIndex): DocumentNode {
  const complete = (node: DefinitionNode) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION
      ? { ...node, fields: fieldsOf(node).map((field) => withArguments(field, types)) }
      : node
  return { ...document, definitions: document.definitions.map(complete) }
}

function withArguments(field: FieldDefinitionNode, types: TypeIndex): FieldDefinitionNode {
  const type = listedType(field, types)
  return type ? { ...field, arguments: [...(field.arguments ?? []), ...argumentsOf(pageArguments(type))] } : field
}

/** The entity that a connection field lists; undefined for any other field. */
function listedType(field: FieldDefinitionNode, types: TypeIndex): string | undefined {
  const name = namedType(field.type)
  const type = types.objects.get(name.replace(/Connection$/, ''))
  return name.endsWith('Connection') && type && hasDirective(type, 'entity') ? type.name.value : undefined
}

function argumentsOf(sdl: string): readonly InputValueDefinitionNode[] {
  const [type] = parse(`type T { f(${sdl}): Int }`, { noLocation: true }).definitions as [ObjectTypeDefinitionNode]
  return type.fields![0]!.arguments!
}

function listed(types: TypeIndex): ObjectTypeDefinitionNode[] {
  return [...types.objects.values()].filter((type) => hasDirective(type, 'entity'))
}

const pageArguments = (type: string) => `
  "Only records for which all of this holds."
  where: ${type}Filter
  "The order, most important term first; nulls come last. Without it: an order that is the same from page to page."
  orderBy: [${type}Order!]
  "How many records at most."
  first: Int = 50
  "Only records after this position: the \`endCursor\` of the page before."
  after: String`
