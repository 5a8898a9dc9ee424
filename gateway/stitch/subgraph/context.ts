import type { ReadScope } from '../../read/index.ts'
import { createLoaders, type Loaders } from '../../read/loaders.ts'
import type { SourceReader } from '../../read/types.ts'

/** What the resolvers of every subgraph know about the request. One per request. */
export interface SubgraphContext {
  readonly scope: ReadScope
  /** Wall clock, epoch milliseconds. */
  now(): number
  /** The request's loaders of a source: the same ones for the same reader. */
  loadersOf(reader: SourceReader): Loaders
}

export function createSubgraphContext(scope: ReadScope, now: () => number): SubgraphContext {
  const known = new Map<SourceReader, Loaders>()
  const loadersOf = (reader: SourceReader): Loaders => {
    const loaders = known.get(reader) ?? createLoaders(reader, scope)
    known.set(reader, loaders)
    return loaders
  }
  return { scope, now, loadersOf }
}
