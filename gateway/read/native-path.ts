import { type EntityMap, type FieldMap, isMapped, type MappedField, type NativeRow } from '../connector/index.ts'

export type NativeReader = (row: NativeRow) => unknown

/** A native path is either a column of the primary row or `$part.Column` of a joined part. */
export interface NativePath {
  readonly part: string | undefined
  readonly column: string
}

export function parseNativePath(path: string): NativePath {
  if (!path.startsWith('$')) return { part: undefined, column: path }
  const dot = path.indexOf('.')
  return { part: path.slice(1, dot), column: path.slice(dot + 1) }
}

/** Compiles a native path into a walk down a row; a missing step reads as undefined. */
export function nativeReader(path: string, separator: string): NativeReader {
  const { part, column } = parseNativePath(path)
  const steps = part === undefined ? column.split(separator) : [`$${part}`, ...column.split(separator)]
  if (steps.length === 1) return (row) => row[column]
  return (row) => steps.reduce<unknown>((value, step) => (value as NativeRow | null | undefined)?.[step], row)
}

/** Whether a row is without a column: its own, or one of something that it has. Lists are not looked into. */
export function columnMissing(path: string, separator: string): (row: NativeRow) => boolean {
  const { part, column } = parseNativePath(path)
  const steps = column.split(separator)
  if (part === undefined && steps.length === 1) return (row) => row[column] === undefined
  return (row) => lacks(part === undefined ? row : row[`$${part}`], steps)
}

function lacks(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const inner = (value as NativeRow)[step]
  return inner === undefined ? !isAroundList(value) : lacks(inner, rest)
}

/** Some vendors put an object around a list, which is then all that it has. */
const isAroundList = (value: object): boolean => {
  const [only, ...others] = Object.values(value)
  return Array.isArray(only) && others.length === 0
}

/** Every native path a field needs from the source. */
export function nativePaths(field: MappedField): string[] {
  const own = field.native === undefined ? [] : typeof field.native === 'string' ? [field.native] : field.native
  return [...own, ...(field.needs ?? [])]
}

/** The map's fields by path, configured external keys included. */
export function fieldOf(map: EntityMap, path: string): FieldMap | undefined {
  return (map.fields as Readonly<Record<string, FieldMap | undefined>>)[path]
}

export function mappedField(map: EntityMap, path: string): MappedField | undefined {
  const field = fieldOf(map, path)
  return isMapped(field) ? field : undefined
}
