import type { Freshness } from '../cache/index.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'

/** Failures that say nothing of the data or of our rights to it. */
const outages: ReadonlySet<ErrorCode> = new Set([
  'SOURCE_THROTTLED',
  'SOURCE_QUOTA_EXHAUSTED',
  'SOURCE_UNAVAILABLE',
  'SOURCE_TIMEOUT',
  'SOURCE_BAD_RESPONSE',
  'SOURCE_TOO_LARGE',
  'GATEWAY_OVERLOADED',
])

export const isOutage = (error: unknown): error is FreshetError =>
  error instanceof FreshetError && outages.has(error.code)

/** What a caller is told who is shown something older instead. */
export function olderShown(cause: FreshetError): FreshetError {
  const { code, source, retryAfterMs } = cause
  const message = `${cause.message} What is shown of it was read earlier, and is marked STALE_CACHE.`
  return new FreshetError(code, {
    message,
    cause,
    source,
    retryAfterMs,
  })
}

/** Who must know what is true now has no use for why it could not be asked, only for that. */
export function inTheWordsOf(wish: Freshness, error: unknown): unknown {
  if (!wish.live || !isOutage(error)) return error
  const { source, retryAfterMs } = error
  return new FreshetError('LIVE_UNAVAILABLE', {
    cause: error,
    source,
    retryAfterMs,
  })
}
