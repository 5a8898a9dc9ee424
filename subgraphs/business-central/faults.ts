import type { Answer, Fault } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'
import { retryAfterMillis } from '../dialects/odata/retry-after.ts'

/** What an answer or a part of a batch tells. */
interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined where the body is no JSON: a page of the service in front. */
  readonly body: unknown
}

/** An answer with status 2xx is data, unless it is a page for people, a failed batch, or an error all the same. */
export function classify(answer: Answer): Fault | undefined {
  const { status, headers } = answer
  const isJson = (headers['content-type'] ?? '').includes('json')
  if (status < 200 || status >= 300) return faultOf({ status, headers, body: isJson ? bodyOf(answer) : undefined })
  if (!isJson)
    return {
      code: 'SOURCE_BAD_RESPONSE',
      detail: `status ${status} with ${headers['content-type'] || 'no content type'}`,
    }
  const head = answer.body.toString('utf8', 0, 64)
  if (/^\s*\{\s*"responses"\s*:/.test(head)) return inBatch(answer)
  return /^\s*\{\s*"error"\s*:/.test(head) ? faultOf({ status, headers, body: bodyOf(answer) }) : undefined
}

/** An answer that is cut short is found out where it is read. */
function bodyOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}

/** One part that failed fails the read: its rows would be missing without anybody noticing. */
function inBatch(answer: Answer): Fault | undefined {
  const { responses } = (bodyOf(answer) ?? {}) as { responses?: readonly Partial<Told>[] }
  const failed = Array.isArray(responses)
    ? responses.find(({ status = 0 }) => status < 200 || status >= 300)
    : undefined
  return failed && faultOf({ status: failed.status ?? 0, headers: lowered(failed.headers), body: failed.body })
}

const lowered = (headers: Told['headers'] = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function faultOf(told: Told): Fault {
  const error = errorOf(told.body)
  const code = byWord(error.code) ?? byStatus(told)
  const retryAfterMs = retryAfterMillis(told.headers)
  return {
    code,
    detail: `status ${told.status}: ${error.code} ${error.message}`.trim().slice(0, 400),
    // The token service gives a new token for the asking; a permission it cannot give.
    ...(code === 'SOURCE_AUTH' && { expired: 'login' }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

function errorOf(body: unknown): { readonly code: string; readonly message: string } {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } }
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return { code: text(error?.code), message: text(error?.message) }
}

/** The word says more than the status: permissions that are missing come with 401 too. */
function byWord(word: string): ErrorCode | undefined {
  if (word.startsWith('Authorization_')) return 'SOURCE_FORBIDDEN'
  switch (word) {
    case 'Authentication_InvalidCredentials':
      return 'SOURCE_AUTH'
    case 'Application_TooManyRequests':
      return 'SOURCE_THROTTLED'
    case 'Internal_TenantUnavailable':
      return 'SOURCE_UNAVAILABLE'
    default:
      return undefined
  }
}

function byStatus({ status, body }: Told): ErrorCode {
  switch (status) {
    case 401:
      return 'SOURCE_AUTH'
    case 403:
      return 'SOURCE_FORBIDDEN'
    // The session was cancelled after eight minutes, and would be again: only a narrower question helps.
    case 408:
      return 'QUERY_TOO_COSTLY'
    case 413:
      return 'SOURCE_TOO_LARGE'
    case 414:
    case 431:
      return 'QUERY_TOO_LARGE'
    case 429:
      return 'SOURCE_THROTTLED'
    // What the server says itself it would say again; a page of HTML comes of overload and downtime.
    case 500:
      return body === undefined ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'
    case 502:
    case 503:
      return 'SOURCE_UNAVAILABLE'
    case 504:
      return 'SOURCE_TIMEOUT'
    default:
      return 'SOURCE_BAD_RESPONSE'
  }
}
