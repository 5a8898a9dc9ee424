import {
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql'
import {
  directiveArgs,
  fieldsOf,
  hasDirective,
  indexTypes,
  isEntity,
  isList,
  isProfile,
  namedType,
  type TypeIndex,
} from './ast.ts'

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

/** The name of the root field that finds one record: `GLAccount` becomes `glAccount`. */
export function singular(typeName: string): string {
  return typeName.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (head) => head.toLowerCase())
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

function withConnectionArguments(document: DocumentNode, types: TypeIndex): DocumentNode {
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

function connections(types: TypeIndex): string[] {
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
  "How many records match over all pages; null if a source cannot count them cheaply."
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

function listed(types: TypeIndex): ObjectTypeDefinitionNode[] {
  return [...types.objects.values()].filter((type) => hasDirective(type, 'entity'))
}

function rootFields(types: TypeIndex): string {
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

function filters(types: TypeIndex): string[] {
  const marked = withFields(types, 'filterable')
  const enums = new Set(marked.flatMap(({ fields }) => fields.map((field) => namedType(field.type))))
  return [
    ...marked.map(({ type, fields }) => filterOf(type, fields, types)),
    ...[...enums].filter((name) => types.enums.has(name)).map(enumFilter),
  ]
}

interface MarkedType {
  readonly type: ObjectTypeDefinitionNode
  readonly fields: readonly FieldDefinitionNode[]
}

/** Entities always, for their `id`; structures where a field carries the directive. */
function withFields(types: TypeIndex, directive: 'filterable' | 'sortable'): MarkedType[] {
  const marked = [...types.objects.values()].map((type) => ({ type, fields: markedFields(type, directive) }))
  return marked.filter(({ type, fields }) => hasDirective(type, 'entity') || (!isEntity(type) && fields.length > 0))
}

function markedFields(type: ObjectTypeDefinitionNode, directive: string): FieldDefinitionNode[] {
  const marked = fieldsOf(type).filter((field) => hasDirective(field, directive))
  const list = marked.find((field) => isList(field.type))
  if (list) throw new Error(`${type.name.value}.${list.name.value} is a list, so it cannot be @${directive}.`)
  return marked
}

function filterOf(type: ObjectTypeDefinitionNode, fields: readonly FieldDefinitionNode[], types: TypeIndex): string {
  const own = fields.map((field) => `${described(field)}: ${filterType(type, field, types)}`)
  return `
"A condition on \`${type.name.value}\`. All parts that are given must hold."
input ${type.name.value}Filter {
${[...(hasDirective(type, 'entity') ? entityConditions(type) : []), ...own].join('\n')}
}`
}

function entityConditions(type: ObjectTypeDefinitionNode): string[] {
  const name = type.name.value
  const conditions = [
    `"All of these must hold. An empty list holds always."\nand: [${name}Filter!]`,
    `"One of these must hold. An empty list holds never."\nor: [${name}Filter!]`,
    `"This must not hold."\nnot: ${name}Filter`,
    `"The global id."\nid: IdFilter`,
  ]
  const linked = directiveArgs(type, 'entity')?.linked === true
  return linked
    ? [...conditions, `"The same thing under keys of another source."\nexternalKey: ExternalKeyFilter`]
    : conditions
}

const scalarFilters: Readonly<Record<string, string>> = {
  ID: 'IdFilter',
  String: 'TextFilter',
  CurrencyCode: 'TextFilter',
  CountryCode: 'TextFilter',
  UomCode: 'TextFilter',
  Decimal: 'DecimalFilter',
  Percent: 'DecimalFilter',
  Int: 'IntFilter',
  Boolean: 'BooleanFilter',
  Date: 'DateFilter',
  DateTime: 'DateTimeFilter',
}

function filterType(owner: ObjectTypeDefinitionNode, field: FieldDefinitionNode, types: TypeIndex): string {
  const name = namedType(field.type)
  if (types.enums.has(name)) return `${name}Filter`
  const object = types.objects.get(name)
  if (object) return isEntity(object) ? 'IdFilter' : structInput(owner, field, object, 'filterable')
  const filter = scalarFilters[name]
  if (!filter) throw new Error(`${owner.name.value}.${field.name.value} is @filterable, but ${name} has no filter.`)
  return filter
}

const suffixes = { filterable: 'Filter', sortable: 'Order' } as const

function structInput(
  owner: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
  struct: ObjectTypeDefinitionNode,
  directive: 'filterable' | 'sortable',
): string {
  if (isProfile(struct) || markedFields(struct, directive).length === 0) {
    throw new Error(
      `${owner.name.value}.${field.name.value} is @${directive}, but no field of ${struct.name.value} is.`,
    )
  }
  return struct.name.value + suffixes[directive]
}

function enumFilter(name: string): string {
  return `
"A condition on \`${name}\`. All parts that are given must hold."
input ${name}Filter {
  "Is this value."
  eq: ${name}
  "Is not this value. Records without a value are included."
  ne: ${name}
  "Is one of these values. An empty list matches nothing, and asks no source."
  in: [${name}!]
  "True: has no value. False: has one."
  isNull: Boolean
}`
}

// `@oneOf`, because the keys of an input object have no order: two terms in one object could not say which counts first.
function orders(types: TypeIndex): string[] {
  return withFields(types, 'sortable').map(
    ({ type, fields }) => `
"One term of an order of \`${type.name.value}\`: give exactly one field. Nulls come last in both directions."
input ${type.name.value}Order @oneOf {
${fields.map((field) => `${described(field)}: ${orderType(type, field, types)}`).join('\n')}
}`,
  )
}

function orderType(owner: ObjectTypeDefinitionNode, field: FieldDefinitionNode, types: TypeIndex): string {
  const object = types.objects.get(namedType(field.type))
  if (!object) return 'OrderDirection'
  if (isEntity(object))
    throw new Error(`${owner.name.value}.${field.name.value} is a reference, so it cannot be @sortable.`)
  return structInput(owner, field, object, 'sortable')
}

function described(field: FieldDefinitionNode): string {
  return `${JSON.stringify(field.description?.value ?? '')}\n${field.name.value}`
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
