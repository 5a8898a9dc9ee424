import type { ReadScope } from '../../read/index.ts'
import { createKeySets, type KeySets } from '../../read/key-sets.ts'
import { createLoaders, type Loaders } from '../../read/loaders.ts'
import type { SourceReader } from '../../read/types.ts'

/** What the resolvers of every subgraph know about the request. One per request. */
export interface SubgraphContext {
  readonly scope: ReadScope
  /** Wall clock, epoch milliseconds. */
  now(): number
  /** What the request asks a source by keys: the same for the same reader. */
  keySetsOf(reader: SourceReader): KeySets
  /** The same for whoever asks key by key. */
  loadersOf(reader: SourceReader): Loaders
}

export function createSubgraphContext(scope: ReadScope, now: () => number): SubgraphContext {
  const keySetsOf = once((reader) => createKeySets(reader, scope))
  const loadersOf = once((reader) => createLoaders(reader, keySetsOf(reader), scope))
  return { scope, now, keySetsOf, loadersOf }
}

function once<T>(create: (reader: SourceReader) => T): (reader: SourceReader) => T {
  const known = new Map<SourceReader, T>()
  return (reader) => {
    const one = known.get(reader) ?? create(reader)
    known.set(reader, one)
    return one
  }
}
