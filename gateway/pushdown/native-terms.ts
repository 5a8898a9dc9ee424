import { type Column, encodeKey, type NativeFilter, type NativeType } from '../connector/index.ts'

/** A native predicate or what it folds to. `true`: nothing to push; `false`: nothing can match. */
export type Pushed = NativeFilter | boolean

/** Conjunction of pushed parts, constants folded. */
export function joinAnd(parts: readonly Pushed[]): Pushed {
  if (parts.includes(false)) return false
  return (
    join(
      'and',
      parts.filter((part): part is NativeFilter => part !== true),
    ) ?? true
  )
}

/** Disjunction of pushed parts, constants folded. */
export function joinOr(parts: readonly Pushed[]): Pushed {
  if (parts.includes(true)) return true
  return (
    join(
      'or',
      parts.filter((part): part is NativeFilter => part !== false),
    ) ?? false
  )
}

function join(kind: 'and' | 'or', filters: readonly NativeFilter[]): NativeFilter | undefined {
  const terms = filters.flatMap((filter) => (filter.kind === kind ? filter.terms : [filter]))
  return terms.length > 1 ? { kind, terms } : terms[0]
}

/** The native columns a predicate reads, once for each time. */
export function columnsOf(filter: NativeFilter): string[] {
  return 'terms' in filter ? filter.terms.flatMap(columnsOf) : [filter.column.native]
}

/** How many values the longest `in` has. */
export function longestList(filter: NativeFilter): number {
  if ('terms' in filter) return Math.max(0, ...filter.terms.map(longestList))
  return filter.kind === 'in' ? filter.values.length : 0
}

/** The predicate "the key is one of these", or false for no keys. Never widened into a range. */
export function keysFilter(parts: readonly Column[], keys: readonly (readonly string[])[]): NativeFilter | false {
  const possible = possibleKeys(parts, keys)
  if (possible.length === 0) return false
  if (parts.length === 1) return { kind: 'in', column: parts[0]!, values: possible.map((key) => key[0]!) }
  const terms = possible.map(
    (key): NativeFilter => ({
      kind: 'and',
      terms: parts.map((part, i) => ({ kind: 'compare', op: 'eq', column: part, value: key[i] ?? '' })),
    }),
  )
  return terms.length === 1 ? terms[0]! : { kind: 'or', terms }
}

/** The keys that a record can have, each once. The others name nothing, and must not reach the vendor as literals. */
export function possibleKeys(parts: readonly Column[], keys: readonly (readonly string[])[]): (readonly string[])[] {
  const distinct = new Set<string>()
  return keys.filter((key) => {
    const before = distinct.size
    const isPossible = key.length === parts.length && parts.every((part, i) => canHold(part.type, key[i]!))
    return isPossible && distinct.add(key.length === 1 ? key[0]! : encodeKey(key)).size > before
  })
}

/** Whether a column of the type can have this value: a word is no number and no date. */
export const canHold = (type: NativeType, text: string): boolean => forms[type]?.test(text) ?? true

const forms: Readonly<Partial<Record<NativeType, RegExp>>> = {
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
}
