import type { ExecutionResult, GraphQLError } from 'graphql'

/** A part of an answer that comes after the first, as it leaves. */
export interface LaterPart {
  readonly label: string | undefined
  readonly path: readonly (string | number)[]
  /** Fields of the object that stands there, or entries of a list from there on. */
  readonly kind: 'data' | 'items'
  /** An object or a list as JSON text. */
  readonly text: string
  readonly errors: readonly GraphQLError[]
}

/** What leaves at one time. */
export interface Delivery {
  readonly parts: readonly LaterPart[]
  /** Whether another one follows. */
  readonly hasNext: boolean
}

/** What an executor returns. */
export type Result = ExecutionResult & {
  /** Writes the answer from something cheaper than a tree of objects. */
  readonly stringify?: (result: ExecutionResult) => string
  /** The same from what is UTF-8 already. */
  readonly encode?: (result: ExecutionResult) => Buffer
  /** What comes after it, for callers who take an answer in parts; all that is not there when `over` resolves is an error. */
  readonly later?: (over: Promise<unknown>) => AsyncGenerator<Delivery, void>
}

/** Variables as coerced by the schema, where that was done before an operation is executed. */
export interface Coerced {
  readonly coerced?: Readonly<Record<string, unknown>> | undefined
}
