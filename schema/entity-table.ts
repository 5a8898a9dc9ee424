import type { DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'
import {
  directiveArgs,
  fieldsOf,
  hasDirective,
  indexTypes,
  isEntity,
  isList,
  isProfile,
  isRequired,
  namedType,
  type TypeIndex,
} from './ast.ts'
import type { EntityShape, LeafShape, LeafType, RelationShape, StructShape } from './entity-shape.ts'

export type EntityTable = Readonly<Record<string, EntityShape>>

/**
 * Reads the entities of the schema as data.
 * @throws Error naming the field, when it is none of leaf, structure, reference, relation and profile
 */
export function entityTable(document: DocumentNode): EntityTable {
  const types = indexTypes(document)
  const entities = [...types.objects.values()].filter(isEntity)
  return Object.fromEntries(entities.map((entity) => [entity.name.value, shapeOf(entity, types)]))
}

function shapeOf(entity: ObjectTypeDefinitionNode, types: TypeIndex): EntityShape {
  const parts = partsOf(entity, '', wholeEntity, types)
  const fields = pick(parts, 'leaf')
  return {
    plural: (directiveArgs(entity, 'entity')?.plural as string | undefined) ?? null,
    child: hasDirective(entity, 'child'),
    linked: directiveArgs(entity, 'entity')?.linked === true,
    relations: pick(parts, 'relation'),
    refs: Object.fromEntries(Object.entries(fields).flatMap(([path, { to }]) => (to ? [[path, to]] : []))),
    profiles: pick(parts, 'profile'),
    structs: pick(parts, 'struct'),
    fields,
  }
}

type Part =
  | { readonly kind: 'leaf'; readonly path: string; readonly value: LeafShape }
  | { readonly kind: 'struct'; readonly path: string; readonly value: StructShape }
  | { readonly kind: 'relation'; readonly path: string; readonly value: RelationShape }
  | { readonly kind: 'profile'; readonly path: string; readonly value: string }

function pick<K extends Part['kind']>(
  parts: readonly Part[],
  kind: K,
): Record<string, Extract<Part, { kind: K }>['value']> {
  const kept = parts.filter((part) => part.kind === kind)
  return Object.fromEntries(kept.map(({ path, value }) => [path, value])) as Record<string, never>
}

/** What the structures above a field allow it to be. */
interface Above {
  readonly required: boolean
  readonly filterable: boolean
  readonly sortable: boolean
  readonly computed: boolean
}

const wholeEntity: Above = { required: true, filterable: true, sortable: true, computed: false }

function partsOf(owner: ObjectTypeDefinitionNode, prefix: string, above: Above, types: TypeIndex): Part[] {
  return fieldsOf(owner).flatMap((field) => partsOfField(owner, field, prefix + field.name.value, above, types))
}

function partsOfField(
  owner: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
  path: string,
  above: Above,
  types: TypeIndex,
): Part[] {
  const relation = directiveArgs(field, 'relation')
  if (relation) return [{ kind: 'relation', path, value: relationOf(field, relation.by as string) }]
  const type = types.objects.get(namedType(field.type))
  if (type && isProfile(type)) return [{ kind: 'profile', path, value: type.name.value }]
  if (type && !isEntity(type) && !isList(field.type)) return structParts(type, path, within(field, above), types)
  return [{ kind: 'leaf', path, value: leafOf(owner, field, within(field, above), types) }]
}

function relationOf(field: FieldDefinitionNode, by: string): RelationShape {
  const listed = namedType(field.type)
  const to = listed.replace(/Connection$/, '')
  return { to, by, connection: to !== listed }
}

function within(field: FieldDefinitionNode, above: Above): Above {
  return {
    required: above.required && isRequired(field.type),
    filterable: above.filterable && (hasDirective(field, 'filterable') || isRecordId(field)),
    sortable: above.sortable && hasDirective(field, 'sortable'),
    computed: above.computed || hasDirective(field, 'computed'),
  }
}

// Every record can be asked for by its id, and every filter has it without a directive saying so.
function isRecordId(field: FieldDefinitionNode): boolean {
  return field.name.value === 'id'
}

function structParts(type: ObjectTypeDefinitionNode, path: string, at: Above, types: TypeIndex): Part[] {
  const needs = fieldsOf(type).filter((inner) => isRequired(inner.type))
  const value = {
    type: type.name.value,
    required: at.required,
    needs: needs.map(({ name }) => `${path}.${name.value}`),
  }
  return [{ kind: 'struct', path, value }, ...partsOf(type, `${path}.`, at, types)]
}

const leafTypes: Readonly<Record<string, LeafType>> = {
  ID: 'id',
  String: 'text',
  CurrencyCode: 'text',
  CountryCode: 'text',
  UomCode: 'text',
  Decimal: 'decimal',
  Percent: 'decimal',
  Int: 'int',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'instant',
}

function leafOf(owner: ObjectTypeDefinitionNode, field: FieldDefinitionNode, at: Above, types: TypeIndex): LeafShape {
  const name = namedType(field.type)
  const list = isList(field.type)
  const rest = { list, ...at }
  const members = types.enums.get(name)?.values
  if (members) return { type: 'enum', ...rest, enum: members.map((member) => member.name.value) }
  const object = types.objects.get(name)
  if (object) return objectLeaf(owner, field, object, rest, types)
  const type = leafTypes[name]
  if (!type) throw new Error(`${owner.name.value}.${field.name.value} is of type ${name}, which no leaf can hold.`)
  return { type, ...rest }
}

function objectLeaf(
  owner: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
  object: ObjectTypeDefinitionNode,
  rest: Omit<LeafShape, 'type'>,
  types: TypeIndex,
): LeafShape {
  const where = `${owner.name.value}.${field.name.value}`
  if (!isEntity(object)) return valueLeaf(where, object, rest, types)
  if (rest.list) throw new Error(`${where} is a list of records, so it needs @relation.`)
  return { type: 'ref', ...rest, to: object.name.value }
}

// A list of structures is read as a whole, so nothing in it may need another call.
function valueLeaf(
  where: string,
  struct: ObjectTypeDefinitionNode,
  rest: Omit<LeafShape, 'type'>,
  types: TypeIndex,
): LeafShape {
  const ref = partsOf(struct, '', wholeEntity, types).find((part) => part.kind === 'leaf' && part.value.to)
  if (ref) throw new Error(`${where} is a list of values, but its ${ref.path} refers to a record.`)
  return { type: 'value', ...rest, of: struct.name.value }
}
