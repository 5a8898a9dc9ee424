import { buildASTSchema, type GraphQLInterfaceType, type GraphQLSchema } from 'graphql'
import type { SourceReader } from '../../read/index.ts'
import { servedDocument } from './document.ts'
import type { RecordNode } from './record-node.ts'
import { rootResolver } from './roots.ts'
import { defineScalars } from './scalars.ts'
import { attachTypes } from './types.ts'

export interface SubgraphOptions {
  /** The source's state for the root field `_source`; without it, the subgraph has no such field. */
  readonly state?: () => unknown
}

/**
 * The subgraph of a source: the canonical schema, answered by its reader. Executed with a `SubgraphContext`.
 * `sdl` is the whole canonical schema.
 */
export function buildSubgraph(reader: SourceReader, sdl: string, { state }: SubgraphOptions = {}): GraphQLSchema {
  const { document, roots } = servedDocument(sdl, reader.source, state !== undefined)
  const schema = buildASTSchema(document)
  defineScalars(schema, reader.source.name)
  attachTypes(schema, reader)
  for (const name of ['Node', 'Record']) {
    const type = schema.getType(name) as GraphQLInterfaceType
    type.resolveType = (node: RecordNode) => node.type
  }
  const fields = schema.getQueryType()!.getFields()
  for (const [name, root] of roots) fields[name]!.resolve = rootResolver(reader, root, state ?? (() => null))
  return schema
}
