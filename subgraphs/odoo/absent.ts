import { type EntityMap, type EntityMaps, type FieldMap, isMapped } from '../../gateway/connector/index.ts'

/**
 * The maps without what a database lacks or the user may not read, named as `model` or `model.field`. Odoo refuses a whole
 * question for one field that it does not have, and which fields it has depends on modules and groups.
 */
export function without(absent: readonly string[], maps: EntityMaps): EntityMaps {
  if (absent.length === 0) return maps
  const kept = Object.entries(maps).filter(([, map]) => !absent.includes(map.object))
  return Object.fromEntries(kept.map(([name, map]) => [name, narrowed(absent, map as EntityMap)])) as EntityMaps
}

function narrowed(absent: readonly string[], map: EntityMap): EntityMap {
  const fields = Object.entries<FieldMap>(map.fields as Record<string, FieldMap>)
  return { ...map, fields: Object.fromEntries(fields.filter(([, field]) => !needs(field, map).some(isAbsent))) }

  function isAbsent(native: string): boolean {
    return absent.includes(native)
  }
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
