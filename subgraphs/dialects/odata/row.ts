import type { NativeRow } from '../../../gateway/connector/index.ts'

/** A value of a row, down a path of navigations to one; blank text and missing steps are null. */
export function at(row: unknown, path: string): string | boolean | null {
  const value = path.includes('/') ? path.split('/').reduce(below, row) : below(row, path)
  return value === undefined || value === '' ? null : (value as string | boolean | null)
}

const below = (parent: unknown, step: string): unknown => (parent as NativeRow | null | undefined)?.[step]

/** The text at a path, or null; for columns that the metadata types as text or number. */
export function textAt(row: unknown, path: string): string | null {
  const value = at(row, path)
  return typeof value === 'string' ? value : null
}

/** The decimal at a path, or null: text in version 2, a number in version 4, and text where a double could not hold it. @throws TypeError */
export function decimalAt(row: unknown, path: string): string | null {
  const value: unknown = at(row, path)
  if (value === null) return null
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw new TypeError(`${path} is no decimal: ${JSON.stringify(value)}`)
  return String(value)
}

/** The rows of a path of expanded navigations, to one or to many. */
export function manyAt(row: unknown, path: string): readonly NativeRow[] {
  return path
    .split('/')
    .reduce<readonly NativeRow[]>((rows, step) => rows.flatMap((parent) => expanded(parent[step])), [row as NativeRow])
}

/** A list to many, in version 2 under `results`; an object to one, null for none. What was not expanded is `__deferred`, which is none of these. */
function expanded(value: unknown): readonly NativeRow[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  const { results, __deferred } = value as { results?: readonly NativeRow[]; __deferred?: unknown }
  if (__deferred) throw new TypeError('the navigation was not expanded')
  return results ?? [value as NativeRow]
}

/** The texts at the end of a path, which may lead over navigations to many. */
export function textsAt(row: unknown, path: string): string[] {
  const end = path.lastIndexOf('/')
  const rows = end < 0 ? [row] : manyAt(row, path.slice(0, end))
  return rows.flatMap((found) => textAt(found, path.slice(end + 1)) ?? [])
}

/** The one value that all rows agree on, or null. */
export function agreed(rows: readonly NativeRow[], column: string): string | null {
  const values = new Set(rows.map((row) => textAt(row, column)).filter((value) => value !== null))
  return values.size === 1 ? [...values][0]! : null
}
