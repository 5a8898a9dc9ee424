import { type EntityName, encodeGlobalId, type Source, type SourceKey, stepsOf } from '../../connector/index.ts'
import type { Served } from '../../read/index.ts'
import type { Selection } from './selection.ts'
import { shapeOf } from './shape.ts'

/** A record as the resolvers hand it down: what is known of it, and what the caller wants of it. */
export interface RecordNode {
  readonly type: EntityName
  readonly key: SourceKey
  readonly selection: Selection
  /** Absent when only the key is known, because nothing is wanted that the key does not tell. */
  readonly served?: Served
}

export function nodeOf(served: Served, selection: Selection): RecordNode {
  const { type, key } = served.record
  return { type, key, selection, served }
}

export const globalIdOf = (source: Source, { type, key }: RecordNode) =>
  encodeGlobalId({ type, source: source.name, key })

export function servedOf(node: RecordNode): Served {
  if (node.served) return node.served
  throw new Error(`${node.type} ${node.key} was not read, although something of it is wanted`)
}

/** The value at a path of a record; null for what it lacks. @throws the error that stands in its place, if one does */
export function valueAt(node: RecordNode, path: string): unknown {
  const value = peekAt(node, path)
  if (value instanceof Error) throw value
  return value
}

/** The same, with an error as a value. */
export function peekAt(node: RecordNode, path: string): unknown {
  let at: unknown = servedOf(node).record.values
  const steps = stepsOf(path)
  for (let i = 0; i < steps.length; i++) {
    if (at instanceof Error) return at
    at = (at as Readonly<Record<string, unknown>> | null | undefined)?.[steps[i]!]
  }
  return at ?? null
}

/**
 * A structure as the selection sees it. Records may be wider than the selection, so one that needs no leaf is null when all
 * that is selected of it is: else the answer would depend on what others have asked before.
 */
export function structValue(node: RecordNode, path: string): unknown {
  const value = peekAt(node, path)
  const { required, needs } = shapeOf(node.type).structs[path]!
  if (value === null || required || needs.length > 0) return value
  return selectedInside(node.selection, path).every((leaf) => peekAt(node, leaf) === null) ? null : value
}

const insides = new WeakMap<Selection, Map<string, readonly string[]>>()

/** The selected leaves of a structure. Found once for a selection, of which there are few. */
function selectedInside(selection: Selection, path: string): readonly string[] {
  const known = insides.get(selection) ?? new Map<string, readonly string[]>()
  insides.set(selection, known)
  const inside = known.get(path) ?? selection.paths.filter((leaf) => leaf.startsWith(`${path}.`))
  known.set(path, inside)
  return inside
}
