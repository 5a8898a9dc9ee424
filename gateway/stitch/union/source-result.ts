import type { SourceName } from '../../connector/index.ts'
import { defaultMessage, type ErrorCode, isErrorCode } from '../../errors.ts'

/** One contributor's part in a list, as the schema's `SourceResult`. */
export interface SourceResult {
  readonly source: string
  readonly status: string
  readonly rows: number
  readonly calls: number
  readonly oldestFetchedAt: string | null
  readonly retryAfterSeconds: number | null
  readonly message: string | null
}

const statusByCode: Readonly<Partial<Record<ErrorCode, string>>> = {
  SOURCE_THROTTLED: 'RATE_LIMITED',
  SOURCE_QUOTA_EXHAUSTED: 'QUOTA_EXHAUSTED',
  SOURCE_UNAVAILABLE: 'UNAVAILABLE',
  LIVE_UNAVAILABLE: 'UNAVAILABLE',
  SOURCE_TIMEOUT: 'TIMEOUT',
  DEADLINE_EXCEEDED: 'TIMEOUT',
  SOURCE_AUTH: 'UNAUTHORIZED',
  SOURCE_FORBIDDEN: 'FORBIDDEN',
  UNSUPPORTED: 'UNSUPPORTED',
}

/** The entry of a contributor whose part is not in the answer. */
export function missingResult(source: SourceName, error: Error | undefined): SourceResult {
  const { code, message, retryAfterMs } = faceOf(error)
  return {
    source,
    status: statusByCode[code] ?? 'FAILED',
    rows: 0,
    calls: 0,
    oldestFetchedAt: null,
    retryAfterSeconds: retryAfterMs === undefined ? null : Math.ceil(retryAfterMs / 1000),
    message: message ?? defaultMessage(code, source),
  }
}

interface Face {
  readonly code: ErrorCode
  readonly message: string | undefined
  readonly retryAfterMs: number | undefined
}

/** The catalogue code of a failure, however it is wrapped. */
export const codeOf = (error: Error | undefined): ErrorCode => faceOf(error).code

/** What of an error may be shown: our own code and words, whether it came as ours, wrapped, or over HTTP. */
function faceOf(error: Error | undefined): Face {
  const original = (error as { originalError?: Error } | undefined)?.originalError
  if (original) return faceOf(original)
  const inner = (error as { errors?: readonly Error[] } | undefined)?.errors?.[0]
  if (inner) return faceOf(inner)
  const { code, retryAfterMs, extensions } = (error ?? {}) as {
    code?: unknown
    retryAfterMs?: number
    extensions?: { code?: unknown; retryAfterMs?: number }
  }
  if (isErrorCode(code)) return { code, message: error!.message, retryAfterMs }
  if (isErrorCode(extensions?.code))
    return { code: extensions.code, message: undefined, retryAfterMs: extensions.retryAfterMs }
  return { code: 'INTERNAL', message: undefined, retryAfterMs: undefined }
}

/** Statuses of a part that is in the answer, however whole. */
const present = ['OK', 'PARTIAL', 'STALE', 'TRUNCATED']

/** Whether a contributor's part is in the answer. */
export const isIn = ({ status }: SourceResult): boolean => present.includes(status)

/** One entry per source: rows and calls added, the oldest read, the worst status, and what there is to say of all. */
export function sumResults(results: readonly SourceResult[]): SourceResult[] {
  const bySource = new Map<string, SourceResult>()
  for (const result of results) {
    const known = bySource.get(result.source)
    bySource.set(result.source, known ? add(known, result) : result)
  }
  return [...bySource.values()]
}

function add(a: SourceResult, b: SourceResult): SourceResult {
  const worse = severity(b) > severity(a) ? b : a
  const ages = [a.oldestFetchedAt, b.oldestFetchedAt].filter((at) => at !== null).sort()
  const messages = new Set([a.message, b.message].filter((message) => message !== null))
  return {
    ...worse,
    rows: a.rows + b.rows,
    calls: a.calls + b.calls,
    oldestFetchedAt: ages[0] ?? null,
    message: messages.size > 0 ? [...messages].join(' ') : null,
  }
}

/** A failure says most: it passes. What a source cannot tell makes the part that it has given a partial one. */
function severity(result: SourceResult): number {
  if (result.status === 'OK') return 0
  if (result.status === 'UNSUPPORTED') return 1
  return isIn(result) ? 2 : 3
}
