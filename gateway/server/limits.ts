/** What a request may ask for before anything is parsed, planned or called. Every number can be overridden in the configuration. */
export interface GuardLimits {
  /** Bytes of a request body, counted while they arrive: `Content-Length` is only believed when it is too high. */
  readonly bodyBytes: number
  /** Bytes of the query text. A token limit alone is passed by one long string. */
  readonly queryBytes: number
  /** Lexical tokens of the query; comments and commas are free. A full introspection query has fewer than 200. */
  readonly tokens: number
  /** Brackets of any kind open at once: it bounds the recursion of the parser and of everything after it. */
  readonly nesting: number
  /** Fields inside fields, fragments expanded, counted from the root field to the leaf. */
  readonly depth: number
  /** The same below `__schema` and `__type`, where the IDE's own query needs more. */
  readonly introspectionDepth: number
  /** `__schema` fields of one operation. Each answers with the whole schema, so aliases of it multiply a large answer. */
  readonly introspectionRoots: number
  /** Fields and spreads of one operation once its fragments are expanded. */
  readonly selections: number
  /** Fields of one selection set once its fragments are expanded: validation compares fields of different fragments in pairs. */
  readonly width: number
  /** Fields under one response name in one selection set: validation compares each with each. */
  readonly repeats: number
  /** Fragment spreads in one selection set, for the same reason. */
  readonly spreads: number
  /** Directives on one node. */
  readonly directives: number
  /** Operations in one document. */
  readonly operations: number
  /** Entries of one list or object written in the query. Long lists belong in variables. */
  readonly literalEntries: number
  /** Lists and objects inside each other in the JSON body. */
  readonly jsonDepth: number
  /** Values in the JSON body, keys included. */
  readonly jsonValues: number
  /** Errors of one answer; of each kind and source at least one is kept. */
  readonly errors: number
}

export const defaultGuardLimits: GuardLimits = Object.freeze({
  bodyBytes: 256 * 1024,
  queryBytes: 64 * 1024,
  tokens: 2_000,
  nesting: 64,
  depth: 12,
  introspectionDepth: 16,
  introspectionRoots: 1,
  selections: 2_000,
  width: 256,
  repeats: 16,
  spreads: 32,
  directives: 8,
  operations: 8,
  literalEntries: 500,
  jsonDepth: 16,
  jsonValues: 20_000,
  errors: 50,
})
