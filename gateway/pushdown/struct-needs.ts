import { canonical, type EntityMap, type EntityName, type FieldMap, isMapped } from '../connector/index.ts'

/**
 * The leaves without which a leaf has no value, because a nullable struct above it would be null:
 * a currency without its amount. The gateway's own `meta` struct is always there.
 */
export function structNeeds(entity: EntityName, path: string): string[] {
  const { structs } = canonical[entity]
  const needs: string[] = []
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const struct = path.slice(0, dot)
    if (struct !== 'meta' && !struct.startsWith('meta.')) needs.push(...leavesNeeded(structs, struct))
  }
  return needs
}

/** A needed structure stands for its own needed leaves. */
function leavesNeeded(structs: (typeof canonical)[EntityName]['structs'], struct: string): string[] {
  return (structs[struct]?.needs ?? []).flatMap((need) => (structs[need] ? leavesNeeded(structs, need) : [need]))
}

/** The needed leaves that may be null although the leaf's own column is not: what the source says of the column is then not the whole truth. */
export function structGuards(map: EntityMap, entity: EntityName, path: string): string[] {
  return structNeeds(entity, path).filter(
    (need) => need !== path && !isPresent((map.fields as Readonly<Record<string, FieldMap>>)[need]),
  )
}

function isPresent(field: FieldMap | undefined): boolean {
  return isMapped(field) && (field.present === true || (field.constant !== undefined && field.constant !== null))
}
