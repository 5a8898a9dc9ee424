import type { GraphQLResolveInfo } from 'graphql'
import { countOf, isComplete, oldestReadAt, type Part, remarkOn, statusOf } from '../../views/part.ts'
import type { GatewayContext } from '../context.ts'
import { pathOf } from '../relocate.ts'
import { codeOf, missingResult, type SourceResult, sumResults } from '../union/source-result.ts'

export interface Results {
  readonly sourceResults: readonly SourceResult[]
  readonly complete: boolean
}

/** What became of each source, and whether every part is whole; failures also stand in the answer's errors. */
export function resultsOf(parts: readonly Part[], context: GatewayContext, info: GraphQLResolveInfo): Results {
  for (const { error } of parts)
    if (error instanceof Error && codeOf(error) !== 'UNSUPPORTED') context.reports.push({ error, path: pathOf(info) })
  return { sourceResults: sumResults(parts.map(resultOf)), complete: parts.every(isComplete) }
}

function resultOf(part: Part): SourceResult {
  const status = statusOf(part)
  if (status === 'MISSING') return missingResult(part.source, part.error as Error)
  const readAt = oldestReadAt(part)
  return {
    source: part.source,
    status,
    rows: countOf(part),
    calls: part.calls,
    oldestFetchedAt: readAt === null ? null : new Date(readAt).toISOString(),
    retryAfterSeconds: null,
    message: remarkOn(part),
  }
}
