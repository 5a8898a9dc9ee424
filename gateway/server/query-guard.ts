import { type DocumentNode, Kind, parse } from 'graphql'
import type { GuardLimits } from './limits.ts'
import { overLimit, Refusal } from './refusal.ts'
import { scanQuery } from './scan-query.ts'
import { type Weight, weighQuery } from './weigh-query.ts'

export interface Admitted {
  readonly document: DocumentNode
  readonly responseNames: ReadonlySet<string>
  /** Known to be valid, because it was when the gateway started. */
  readonly isTrusted?: true
}

/** The first thing that sees a query, and the only way to a document: what it refuses, no other layer ever meets. */
export interface QueryGuard {
  /** @throws Refusal with the number found, the limit, and what to do; GraphQLError where the text is not GraphQL */
  admit(text: string): Admitted
}

export interface QueryGuardOptions {
  readonly limits: GuardLimits
  readonly introspection: boolean
}

/** Tokens of all remembered documents together; a token costs some 400 bytes as parsed tree. */
const rememberedTokens = 100_000

/** Remembers what it admitted by text: the most used queries are parsed and weighed once. */
export function createQueryGuard(options: QueryGuardOptions): QueryGuard {
  const remembered = new Map<string, { readonly admitted: Admitted; readonly tokens: number }>()
  let tokens = 0

  function remember(text: string, admitted: Admitted, size: number): void {
    remembered.set(text, { admitted, tokens: size })
    tokens += size
    for (const [oldest, entry] of remembered) {
      if (tokens <= rememberedTokens) return
      remembered.delete(oldest)
      tokens -= entry.tokens
    }
  }

  return {
    admit(text) {
      const known = remembered.get(text)
      if (known) {
        // A Map keeps insertion order, so moving a used entry to the end makes the first one the least recently used.
        remembered.delete(text)
        remembered.set(text, known)
        return known.admitted
      }
      const size = scanQuery(text, options.limits)
      const admitted = weighed(text, options)
      remember(text, admitted, size)
      return admitted
    },
  }
}

function weighed(text: string, { limits, introspection }: QueryGuardOptions): Admitted {
  const document = parse(text, { maxTokens: limits.tokens })
  refuseDefinitions(document, limits)
  const { operations, responseNames } = weighQuery(document, limits)
  for (const { weight } of operations) {
    refuseWeight(weight, limits)
    if (!introspection && weight.introspectionDepth > 0) throw introspectionOff()
  }
  return { document, responseNames }
}

function refuseDefinitions(document: DocumentNode, limits: GuardLimits): void {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).length
  if (operations > limits.operations) {
    throw overLimit(
      'QUERY_TOO_LARGE',
      'The document has % operations',
      operations,
      limits.operations,
      'Send only the one to run.',
    )
  }
}

// Cost before depth: what would be expensive is told as such, even when it is deep as well.
function refuseWeight(weight: Weight, limits: GuardLimits): void {
  refuse(
    'QUERY_TOO_COSTLY',
    'The query asks for % fields once its fragments are expanded',
    weight,
    'fields',
    limits.selections,
  )
  refuse(
    'QUERY_TOO_LARGE',
    'The query has % selections once its fragments are expanded',
    weight,
    'selections',
    limits.selections,
  )
  refuse(
    'QUERY_TOO_COSTLY',
    'The query asks for the whole schema % times',
    weight,
    'introspectionRoots',
    limits.introspectionRoots,
  )
  refuse('QUERY_TOO_DEEP', 'The query is % fields deep', weight, 'depth', limits.depth)
  refuse(
    'QUERY_TOO_DEEP',
    'The introspection is % fields deep',
    weight,
    'introspectionDepth',
    limits.introspectionDepth,
  )
}

function refuse(
  code: 'QUERY_TOO_COSTLY' | 'QUERY_TOO_LARGE' | 'QUERY_TOO_DEEP',
  what: string,
  weight: Weight,
  measure: keyof Weight,
  limit: number,
): void {
  if (weight[measure] > limit)
    throw overLimit(code, what, weight[measure], limit, 'Ask for less at once, in several queries.')
}

function introspectionOff(): Refusal {
  return new Refusal('FORBIDDEN', 'Introspection is switched off here: read the published schema instead.')
}
