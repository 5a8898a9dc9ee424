import type { Executor } from '@graphql-tools/utils'
import { createGraphQLError } from '@graphql-tools/utils'
import { print } from 'graphql'
import type { Freshness } from '../cache/index.ts'
import type { SourceName } from '../connector/index.ts'
import { FreshetError, isErrorCode } from '../errors.ts'
import { noteAge, type ReadScope, tallyOf, warn } from '../read/scope.ts'
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
    const errors = (answer.errors ?? []) as readonly RemoteError[]
    for (const error of errors.filter((error) => isWarning(error, answer))) warn(scope, warningOf(source, error))
    const failures = errors.filter((error) => !isWarning(error, answer))
    return {
      data: answer.data,
      errors: failures.length === 0 ? undefined : failures.map(located),
    } as never
  }
}

function boundsOf({ freshness, lane, deadline, budget }: ReadScope, runtime: Runtime): Record<string, string> {
  const left = Math.max(1, Math.floor(deadline - runtime.monotonic()))
  return {
    ...{ 'x-freshet-timeout-ms': String(left), 'x-freshet-lane': lane },
    ...(budget && { 'x-freshet-max-source-calls': String(Math.min(budget.left, mostCallsWritten)) }),
    ...wishHeaders(freshness),
  }
}

// Six digits are what the other side reads.
const mostCallsWritten = 999_999

/** The headers that say a wish to another server, parts of seconds rounded to the stricter side. */
export function wishHeaders(wish: Freshness): Record<string, string> {
  if (wish.live) return { 'cache-control': 'no-cache' }
  const { maxAgeMillis, onStale, onlyIfCached, staleIfErrorMillis, minFreshMillis } = wish
  const directives = [
    ...(maxAgeMillis === undefined
      ? []
      : [maxAgeMillis === 0 ? 'no-cache' : `max-age=${whole('floor', maxAgeMillis)}`]),
    ...(onlyIfCached ? ['only-if-cached'] : []),
    ...(staleIfErrorMillis === undefined ? [] : [`stale-if-error=${whole('floor', staleIfErrorMillis)}`]),
    ...(minFreshMillis === undefined ? [] : [`min-fresh=${whole('ceil', minFreshMillis)}`]),
  ]
  return {
    ...(directives.length > 0 ? { 'cache-control': directives.join(', ') } : {}),
    ...(onStale === undefined ? {} : { 'x-freshet-on-stale': onStale }),
  }
}

// Nine digits are what the other side reads, and some thirty years.
const whole = (side: 'floor' | 'ceil', millis: number) => Math.min(Math[side](millis / 1_000), 999_999_999)

interface RemoteError {
  readonly message?: unknown
  readonly path?: unknown
  readonly extensions?: { readonly code?: unknown; readonly retryAfterMs?: unknown } | undefined
}

const located = (error: RemoteError) => createGraphQLError(String(error.message), error as never)

/** What failed without costing any data has no place in it. */
const isWarning = (error: RemoteError, { data }: RemoteAnswer): boolean => data != null && error.path === undefined

/** In our own words: what a subgraph's server says is not believed beyond its code. */
function warningOf(source: SourceName, { extensions }: RemoteError): FreshetError {
  const { code, retryAfterMs } = extensions ?? {}
  const wait = typeof retryAfterMs === 'number' ? { retryAfterMs } : {}
  return new FreshetError(isErrorCode(code) ? code : 'SOURCE_BAD_RESPONSE', { source, ...wait })
}

const counts = ['calls', 'hits', 'misses', 'coalesced', 'stale'] as const

/**
 * Takes over what the subgraph says it cost and how old it is. What it does not say, or says as nobody would, counts as the worst:
 * an answer of unknown age holds for no time.
 */
function book(source: SourceName, { extensions }: RemoteAnswer, scope: ReadScope): void {
  const all = (extensions?.freshness ?? {}) as Readonly<Record<string, unknown>>
  const entry = (all[source] ?? {}) as Readonly<Record<string, unknown>>
  const tally = tallyOf(scope, source)
  for (const name of counts) tally[name] += countOf(entry[name])
  // Parts that are asked at one time have all been promised what was left before.
  if (scope.budget) scope.budget.left = Math.max(0, scope.budget.left - countOf(entry.calls))
  const readAt = Date.parse(String(entry.oldestReadAt))
  const until = Date.parse(String(entry.believedUntil))
  if (Number.isFinite(readAt)) noteAge(tally, readAt, Number.isFinite(until) ? until : readAt)
}

const countOf = (value: unknown): number => (Number.isSafeInteger(value) ? Math.max(0, value as number) : 0)
