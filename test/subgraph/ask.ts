import { readFileSync } from 'node:fs'
import { type GraphQLSchema, graphql } from 'graphql'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { createScope, type ReadScope, type SourceReader } from '../../gateway/read/index.ts'
import { buildSubgraph, createSubgraphContext } from '../../gateway/stitch/subgraph/index.ts'

export const sdl = readFileSync('schema/generated/schema.graphql', 'utf8')

/** 2026-03-15T12:00:00Z: the instant at which every test asks, unless it says otherwise. */
export const noon = Date.UTC(2026, 2, 15, 12)

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is as its query says
  readonly data: any
  /** `code path message` of each error. */
  readonly errors: readonly string[]
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly now?: number
  readonly scope?: ReadScope
}

export const newScope = (): ReadScope => createScope({ lane: 'interactive', deadline: Number.POSITIVE_INFINITY })

/** Asks a subgraph made for this one question. */
export const ask = (reader: SourceReader, source: string, options: AskOptions = {}): Promise<Answer> =>
  askSchema(buildSubgraph(reader, sdl), source, options)

export async function askSchema(
  schema: GraphQLSchema,
  source: string,
  { variables, now = noon, scope = newScope() }: AskOptions,
): Promise<Answer> {
  const contextValue = createSubgraphContext(scope, () => now)
  const { data, errors = [] } = await graphql({ schema, source, variableValues: variables, contextValue })
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(({ message, path = [], originalError }) => {
      const code = originalError instanceof FreshetError ? originalError.code : 'GRAPHQL'
      return `${code} ${path.join('.')} ${message}`
    }),
  }
}

/** The global id of a record of the source `erp`. */
export const idOf = (type: string, key: string, source = 'erp'): string =>
  encodeGlobalId({ type, source: source as SourceName, key: key as SourceKey })
