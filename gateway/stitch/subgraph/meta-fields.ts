import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import { decodeKey, type EntityMap } from '../../connector/index.ts'
import type { SourceReader } from '../../read/index.ts'
import { Memory } from '../../remembered.ts'
import type { SubgraphContext } from './context.ts'
import { nullReasons } from './null-reasons.ts'
import { type RecordNode, servedOf } from './record-node.ts'

type Resolvers = Readonly<Record<string, GraphQLFieldResolver<RecordNode, SubgraphContext>>>

/** The fields of `meta` that no source is asked for: they come from configuration, keys and stamps. The parent is the record. */
export function metaResolvers({ source }: SourceReader, schema: GraphQLSchema): Resolvers {
  const { name, title, region, connector, facts } = source
  const about = Object.freeze({ name, kind: connector.kind, title, region: region ?? null })
  const mapOf = ({ type }: RecordNode): EntityMap => source.entities[type]!
  const readAt = (node: RecordNode): number => servedOf(node).record.readAt
  const asOf = (node: RecordNode): string => instantOf(readAt(node))
  return {
    source: () => about,
    sourceObject: (node) => mapOf(node).object,
    sourceId: ({ key }) => decodeKey(key).join('/'),
    sourceUrl: (node) => mapOf(node).url?.(decodeKey(node.key), facts) ?? null,
    sourceModifiedPrecision: (node) => mapOf(node).modifiedPrecision ?? 'NONE',
    fetchedAt: asOf,
    // No source tells an instant of its own: what it gave was true when it was asked, or became so before it answered.
    asOf,
    confirmedAt: () => null,
    servedFrom: (node) => servedOf(node).servedFrom,
    // Clocks step back; nothing was ever read in the future.
    ageSeconds: (node, _args, context) => Math.max(0, Math.floor((context.now() - readAt(node)) / 1_000)),
    nullReasons: (node) => nullReasons(source, schema, node),
    mappingVersion: () => connector.mappingVersion,
  }
}

/** As the schema writes it, with no digit too many. What came in one answer is of one instant. */
const instantOf = (millis: number): string =>
  written.get(millis, () => new Date(millis).toISOString().replace(/\.?0*Z$/, 'Z'))

const written = new Memory<string, number>(1_000)
