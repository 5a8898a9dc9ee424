import { decodeKey, type EntityName, isMapped, type Source, type SourceKey } from '../connector/index.ts'
import { expandPaths } from './columns.ts'
import { compileDecoder } from './decode.ts'
import { fieldOf, nativePaths } from './native-path.ts'
import type { SourceRecord } from './record.ts'

/**
 * The record as far as its key tells it: an item's article number where that is the key, a storage location's code. Undefined
 * when any wanted path needs more than the key; then the source has to be asked. Only for keys that another record of the
 * source names: whether such a record exists is not checked.
 */
export function recordFromKey(
  source: Source,
  entity: EntityName,
  key: SourceKey,
  paths: readonly string[],
  readAt: number,
): SourceRecord | undefined {
  const map = source.entities[entity]!
  const columns = map.key.map((part) => part.native)
  const wanted = expandPaths(source, entity, paths)
  const isPlain = columns.every((native) => !native.includes(source.connector.pathSeparator) && !native.startsWith('$'))
  if (!isPlain || !wanted.every((path) => isToldBy(columns, fieldOf(map, path)))) return undefined
  const parts = decodeKey(key)
  const row = Object.fromEntries(columns.map((native, i) => [native, parts[i]]))
  return decoded(source, entity, wanted, row, key, readAt)
}

function isToldBy(columns: readonly string[], field: ReturnType<typeof fieldOf>): boolean {
  return !isMapped(field) || nativePaths(field).every((native) => columns.includes(native))
}

/** A key in the vendor's wire form may read differently from the vendor's own value: then it is not used. */
function decoded(
  source: Source,
  entity: EntityName,
  paths: readonly string[],
  row: Readonly<Record<string, unknown>>,
  key: SourceKey,
  readAt: number,
) {
  try {
    const record = compileDecoder(source, entity, paths, () => readAt)(row)
    return record.key === key && !hasError(record.values) ? record : undefined
  } catch {
    return undefined
  }
}

function hasError(value: unknown): boolean {
  if (value instanceof Error) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(hasError)
}
