import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql'
import type { Runtime } from './runtime.ts'
import { anonymous, type Lane, type RequestContext } from './server/index.ts'
import type { GatewayContext } from './stitch/context.ts'
import { withReports } from './stitch/reports.ts'

export interface InProcessQuestion {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly lane: Lane
  readonly timeoutMillis: number
  /** Read anew what is older; default: what the operator's settings say. */
  readonly maxAgeMillis?: number
}

export interface InProcessAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: as wide as GraphQL answers are; whoever asked knows what for
  readonly data: any
  readonly errors: readonly GraphQLError[]
  /** Calls that it cost, over all sources. */
  readonly calls: number
}

/** Asks the gateway's schema without a socket, for the commands of the operator: by the same resolvers, budgets and caches. */
export type AskInProcess = (question: InProcessQuestion) => Promise<InProcessAnswer>

export function createAskInProcess(
  schema: GraphQLSchema,
  extend: (base: RequestContext) => GatewayContext & RequestContext,
  runtime: Runtime,
): AskInProcess {
  const documents = new Map<string, DocumentNode>()
  const documentOf = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query)
    documents.set(query, document)
    return document
  }
  return async ({ query, variables, lane, timeoutMillis, maxAgeMillis }) => {
    const ending = new AbortController()
    const cancel = runtime.after(timeoutMillis, () => ending.abort())
    const contextValue = extend({
      requestId: runtime.uuid(),
      deadline: runtime.monotonic() + timeoutMillis,
      signal: ending.signal,
      freshness: maxAgeMillis === undefined ? {} : { maxAgeMillis },
      lane,
      principal: anonymous,
      peer: 'this process',
      isExplainOnly: false,
      wishedSourceCalls: undefined,
      isAdministrator: false,
    })
    try {
      const document = documentOf(query)
      const result = await execute({ schema, document, variableValues: variables, contextValue })
      const { data, errors = [] } = withReports(result, contextValue)
      const calls = [...contextValue.scope.tallies.values()].reduce((sum, tally) => sum + tally.calls, 0)
      return { data, errors, calls }
    } finally {
      cancel()
    }
  }
}
