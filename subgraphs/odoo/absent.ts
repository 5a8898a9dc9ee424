import {
  canonical,
  type EntityMap,
  type EntityMaps,
  type EntityName,
  type FieldMap,
  isMapped,
} from '../../gateway/connector/index.ts'

/**
 * The maps without what a database lacks or the user may not read, named as `model` or `model.field`. Odoo refuses a whole
 * question for one field that it does not have, and which fields it has depends on modules and groups.
 */
export function without(absent: readonly string[], maps: EntityMaps): EntityMaps {
  if (absent.length === 0) return maps
  const kept = Object.entries(maps).filter(([, map]) => !absent.includes(map.object))
  return Object.fromEntries(kept.map(([name, map]) => [name, narrowed(absent, name as EntityName, map as EntityMap)]))
}

function narrowed(absent: readonly string[], entity: EntityName, map: EntityMap): EntityMap {
  const fields = Object.entries<FieldMap>(map.fields as Record<string, FieldMap>).flatMap(([path, field]) => {
    if (!needs(field, map).some((native) => absent.includes(native))) return [[path, field] as const]
    const { type, required } = canonical[entity].fields[path] ?? {}
    return type === 'enum' && required ? [[path, { constant: 'UNKNOWN' }] as const] : []
  })
  return { ...map, fields: Object.fromEntries(fields) }
}

/** The columns that a field reads, each as `model.field`. */
function needs(field: FieldMap, map: EntityMap): string[] {
  if (!isMapped(field)) return []
  const natives = [field.native ?? [], field.needs ?? []].flat()
  return natives.map((native) => {
    const [, part, column] = /^\$(\w+)\.(.+)$/.exec(native) ?? []
    return part === undefined ? `${map.object}.${native.split('.')[0]}` : `${map.parts?.[part]?.object}.${column}`
  })
}
