import {
  type Column,
  type EntityMap,
  type EntityName,
  externalKeyPath,
  isMapped,
  type NativeType,
  type Source,
} from '../connector/index.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import { structNeeds } from '../pushdown/struct-needs.ts'
import { mappedField, nativePaths, parseNativePath } from './native-path.ts'

/** The native columns that a set of canonical paths needs: of the primary object, and of each joined part. */
export interface ColumnPlan {
  readonly primary: readonly Column[]
  readonly parts: ReadonlyMap<string, readonly Column[]>
}

/**
 * Adds what a path cannot do without: the required leaves of its structs (an amount is nothing without its currency, and
 * a struct whose required leaf is null is null), and the external keys that `identifiers` lists.
 */
export function expandPaths(source: Source, entity: EntityName, paths: Iterable<string>): string[] {
  const expanded = new Set<string>()
  for (const path of paths) {
    expanded.add(path)
    for (const needed of structNeeds(entity, path)) expanded.add(needed)
    if (path === 'identifiers')
      for (const target of Object.keys(source.externalKeys[entity] ?? {})) expanded.add(externalKeyPath(target))
  }
  return [...expanded]
}

/** The columns for expanded paths; keys and `always` columns are part of every plan. */
export function planColumns(
  source: Source,
  entity: EntityName,
  paths: readonly string[],
  joins: readonly string[],
): ColumnPlan {
  const map = source.entities[entity]!
  const types = columnTypes(source, entity)
  const wanted = new Set<string>([...map.key.map((part) => part.native), ...(map.always ?? []), ...joins])
  for (const path of paths) {
    const field = mappedField(map, path)
    if (field) for (const native of nativePaths(field)) wanted.add(native)
  }
  return divide(map, wanted, types)
}

/** Of some further paths, those that come with the wanted ones: from the same object and parts, so in the same calls. */
export function freePaths(
  source: Source,
  entity: EntityName,
  wanted: readonly string[],
  more: readonly string[],
): string[] {
  const map = source.entities[entity]!
  const partsOf = (paths: readonly string[]) =>
    expandPaths(source, entity, paths)
      .flatMap((path) => nativePaths(mappedField(map, path) ?? {}))
      .map((native) => parseNativePath(native).part)
  const parts = new Set([...partsOf(wanted), undefined])
  return more.filter((path) => partsOf([path]).every((part) => parts.has(part)))
}

function divide(map: EntityMap, wanted: Set<string>, types: ReadonlyMap<string, NativeType>): ColumnPlan {
  const parts = new Map<string, Column[]>()
  for (const native of wanted) {
    const { part, column } = parseNativePath(native)
    if (part === undefined) continue
    const columns = parts.get(part) ?? []
    parts.set(part, [...columns, { native: column, type: types.get(native) ?? 'text' }])
  }
  for (const [name, columns] of parts) {
    const part = map.parts?.[name]
    if (!part) throw new Error(`${map.object} names a part "${name}" that it does not declare`)
    wanted.add(part.on)
    if (!columns.some((column) => column.native === part.key.native)) columns.push(part.key)
  }
  const primary = [...wanted]
    .filter((native) => !native.startsWith('$'))
    .map((native): Column => ({ native, type: types.get(native) ?? 'text' }))
  return { primary, parts }
}

const typeCache = new WeakMap<EntityMap, ReadonlyMap<string, NativeType>>()

/** The type of every native path that a field or key names; columns only named in `needs` are read as text. */
function columnTypes(source: Source, entity: EntityName): ReadonlyMap<string, NativeType> {
  const map = source.entities[entity]!
  const known = typeCache.get(map)
  if (known) return known
  const types = new Map<string, NativeType>()
  for (const [path, field] of Object.entries(map.fields)) {
    if (isMapped(field) && typeof field.native === 'string') types.set(field.native, nativeTypeOf(entity, path, field))
  }
  // What rows are joined by has the type of the other side, unless a field says otherwise.
  const joins = [
    ...Object.values(map.parts ?? {}).map(({ on, key }) => [on, key.type] as const),
    ...Object.values(map.relations ?? {}).map(({ parent, child }) => [parent, child.type] as const),
  ]
  for (const [native, type] of joins) if (!types.has(native)) types.set(native, type)
  for (const part of map.key) types.set(part.native, part.type)
  typeCache.set(map, types)
  return types
}
