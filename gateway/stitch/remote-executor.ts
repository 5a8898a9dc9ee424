import type { Executor } from '@graphql-tools/utils'
import { createGraphQLError } from '@graphql-tools/utils'
import { print } from 'graphql'
import type { SourceName } from '../connector/index.ts'
import { noteAge, type ReadScope, tallyOf } from '../read/scope.ts'
import type { Runtime } from '../runtime.ts'
import type { Remote, RemoteAnswer } from '../transport/index.ts'
import type { GatewayContext } from './context.ts'

/** Runs a subgraph's part of a query on its own server: the same documents, the caller's bounds and wishes as headers. */
export function remoteExecutor(source: SourceName, remote: Remote, runtime: Runtime): Executor {
  return async ({ document, variables, context }) => {
    const { scope, requestId } = context as unknown as GatewayContext
    const headers = { ...boundsOf(scope, runtime), 'x-request-id': requestId }
    const answer = await remote.ask({
      query: print(document),
      variables,
      headers,
      deadline: scope.deadline,
      signal: scope.signal,
    })
    book(source, answer, scope)
    return {
      data: answer.data,
      errors: answer.errors?.map((error) => createGraphQLError(String((error as Error).message), error as never)),
    } as never
  }
}

function boundsOf(scope: ReadScope, runtime: Runtime): Record<string, string> {
  const { maxAgeMillis, onlyIfCached } = scope.freshness
  const wishes = [
    ...(maxAgeMillis === undefined
      ? []
      : [maxAgeMillis === 0 ? 'no-cache' : `max-age=${Math.floor(maxAgeMillis / 1000)}`]),
    ...(onlyIfCached ? ['only-if-cached'] : []),
  ]
  const left = Math.max(1, Math.floor(scope.deadline - runtime.monotonic()))
  return {
    'x-freshet-timeout-ms': String(left),
    'x-freshet-lane': scope.lane,
    ...(wishes.length > 0 ? { 'cache-control': wishes.join(', ') } : {}),
  }
}

interface RemoteFreshness {
  readonly calls?: unknown
  readonly hits?: unknown
  readonly misses?: unknown
  readonly coalesced?: unknown
  readonly oldestReadAt?: unknown
}

/** Takes over what the subgraph says it cost. */
function book(source: SourceName, answer: RemoteAnswer, scope: ReadScope): void {
  const entry = (answer.extensions?.freshness as Record<string, RemoteFreshness> | undefined)?.[source]
  if (!entry) return
  const tally = tallyOf(scope, source)
  for (const name of ['calls', 'hits', 'misses', 'coalesced'] as const) tally[name] += Number(entry[name] ?? 0)
  const readAt = Date.parse(String(entry.oldestReadAt))
  if (Number.isFinite(readAt)) noteAge(tally, readAt)
}
