import { canonical, type EntityName, type LeafType, type MappedField, type NativeType } from '../connector/index.ts'

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
