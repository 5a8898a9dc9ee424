import {
  type Column,
  canonical,
  type EntityName,
  type LeafType,
  type MappedField,
  type NativeType,
  type Source,
} from '../connector/index.ts'

const byLeafType: Readonly<Record<LeafType, NativeType>> = {
  id: 'text',
  text: 'text',
  enum: 'text',
  ref: 'text',
  value: 'text',
  decimal: 'number',
  int: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
}

/** How the vendor types a field's column: as the map says, else as its canonical type suggests. */
export function nativeTypeOf(entity: EntityName, path: string, field: MappedField): NativeType {
  return field.type ?? byLeafType[canonical[entity].fields[path]?.type ?? 'text']
}

/** The columns of a field. Those of a reference in several parts are typed as the parts of the key that it holds. */
export function fieldColumns(source: Source, entity: EntityName, path: string, field: MappedField): readonly Column[] {
  if (typeof field.native === 'string') return [{ native: field.native, type: nativeTypeOf(entity, path, field) }]
  const to = canonical[entity].fields[path]?.to
  const key = to && source.entities[to]?.key
  return (field.native ?? []).map((native, i) => ({ native, type: field.type ?? key?.[i]?.type ?? 'text' }))
}
