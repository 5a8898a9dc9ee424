import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'
import { directiveArgs, fieldsOf, hasDirective, isEntity, isList, isProfile, namedType, type TypeIndex } from './ast.ts'

/** The filter inputs of every entity that has a root list, and of the structures and enums in them, as SDL. */
export function filters(types: TypeIndex): string[] {
  const marked = withFields(types, 'filterable')
  const enums = new Set(marked.flatMap(({ fields }) => fields.map((field) => namedType(field.type))))
  return [
    ...marked.map(({ type, fields }) => filterOf(type, fields, types)),
    ...[...enums].filter((name) => types.enums.has(name)).map(enumFilter),
  ]
}

/**
 * The order inputs of the same types, as SDL.
 *
 * They are `@oneOf`, because the keys of an input object have no order: two terms in one object could not say which counts first.
 */
export function orders(types: TypeIndex): string[] {
  return withFields(types, 'sortable').map(({ type, fields }) => orderOf(type, fields, types))
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
    ? [
        ...conditions,
        `"The same thing under keys of another source."\nexternalKey: ExternalKeyFilter`,
        `"Has one of these numbers of the outside world. Only sources that can search by them; others cannot serve this."\nidentifier: IdentifierFilter`,
      ]
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

function orderOf(type: ObjectTypeDefinitionNode, fields: readonly FieldDefinitionNode[], types: TypeIndex): string {
  if (fields.length === 0) throw new Error(`${type.name.value} has no @sortable field, so its list has no order.`)
  return `
"One term of an order of \`${type.name.value}\`: give exactly one field. Nulls come last in both directions."
input ${type.name.value}Order @oneOf {
${fields.map((field) => `${described(field)}: ${orderType(type, field, types)}`).join('\n')}
}`
}

function orderType(owner: ObjectTypeDefinitionNode, field: FieldDefinitionNode, types: TypeIndex): string {
  const object = types.objects.get(namedType(field.type))
  if (!object) return 'OrderDirection'
  if (!isEntity(object)) return structInput(owner, field, object, 'sortable')
  throw new Error(`${owner.name.value}.${field.name.value} is a reference, so it cannot be @sortable.`)
}

function described(field: FieldDefinitionNode): string {
  return `${JSON.stringify(field.description?.value ?? '')}\n${field.name.value}`
}
