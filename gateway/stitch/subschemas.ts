import type { SubschemaConfig } from '@graphql-tools/delegate'
import { Subschema } from '@graphql-tools/delegate'
import type { Executor } from '@graphql-tools/utils'
import { execute, type GraphQLSchema } from 'graphql'
import type { Source, SourceName } from '../connector/index.ts'
import type { SourceReader } from '../read/index.ts'

/** A source as the stitched schema sees it, in-process or behind HTTP: the same schema either way. */
export interface StitchedSource {
  readonly source: Source
  readonly subschema: Subschema
  /** Where the source is asked by this very process: views read whole levels with it, without a detour over a query. */
  readonly reader?: SourceReader | undefined
}

export type Subschemas = ReadonlyMap<SourceName, StitchedSource>

/** Composes sources in configured order, which is also the order of unordered lists. */
export function createSubschemas(
  members: readonly {
    source: Source
    schema: GraphQLSchema
    executor?: Executor | undefined
    reader?: SourceReader | undefined
  }[],
): Subschemas {
  return new Map(
    members.map(({ source, schema, executor, reader }) => [
      source.name,
      { source, subschema: new Subschema(config(schema, executor)), reader },
    ]),
  )
}

function config(schema: GraphQLSchema, executor: Executor | undefined): SubschemaConfig {
  return { schema, executor: executor ?? inProcess(schema) }
}

/** Runs a subgraph in this process, on the request's own context. */
function inProcess(schema: GraphQLSchema): Executor {
  return ({ document, variables, context, rootValue, operationName }) =>
    execute({ schema, document, variableValues: variables, contextValue: context, rootValue, operationName }) as never
}
