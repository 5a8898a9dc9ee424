import type { GraphQLResolveInfo } from 'graphql'
import type { Question } from './delegate.ts'
import type { IdentitySettings } from './profile/identity-settings.ts'
import type { SubgraphContext } from './subgraph/context.ts'
import type { Subschemas } from './subschemas.ts'
import type { ViewSettings } from './views/context.ts'

/** A failure that costs part of an answer but nulls nothing: it must still stand in `errors`. */
export interface Report {
  readonly error: Error
  readonly path: readonly (string | number)[]
}

/** Asks one root field of one subgraph. Failures are returned, not thrown: what they cost is for the caller to decide. */
export type Ask = (question: Question, context: GatewayContext, info: GraphQLResolveInfo) => Promise<unknown>

/** What the stitched schema's resolvers see; in-process subgraphs see the same object. */
export interface GatewayContext extends SubgraphContext {
  readonly subschemas: Subschemas
  readonly reports: Report[]
  /** Groups of sources that share one namespace of article numbers. */
  readonly skuNamespaces: readonly (readonly string[])[]
  /** Without it, explicit links and shared article numbers alone, found anew by every request. */
  readonly identity?: IdentitySettings | undefined
  /** Batches of this request, by what they ask. */
  readonly batches: Map<string, unknown>
  readonly requestId: string
  readonly views: ViewSettings
  /** How subgraphs are asked for what the gateway itself wants to know; without it, by delegation. */
  readonly asks?: Ask
  /** The operation is to be explained, not answered. */
  readonly isExplainOnly: boolean
  /** Whether the caller takes an answer in parts. */
  readonly takesParts?: boolean
  /** Calls that the operation may cause. */
  readonly maxSourceCalls: number
  /** Set when it was explained. */
  explanation?: object
  /** Set when the answer tells the state of the gateway itself, which is true at that instant only. */
  asksState?: boolean
}
