import type { Answer, Fault } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'
import { failedPart } from '../dialects/odata/batch.ts'
import { retryAfterMillis } from '../dialects/odata/retry-after.ts'
import { faultInSuccess } from '../dialects/odata/success.ts'

/** The content type first: pages of the logon screen, the ICM and the web dispatcher say nothing but their status. */
export function classify(answer: Answer): Fault | undefined {
  const { status, headers } = answer
  if (status >= 200 && status < 300) return faultInSuccess(answer, troubles)
  if (status === 401) return unauthorized(answer)
  if (status === 403) return forbidden(answer)
  const retryAfterMs = retryAfterMillis(headers)
  return { code: codeOf(answer), detail: detailOf(answer), ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

const troubles = {
  inBatch,
  inError: (answer: Answer): Fault => ({ code: 'SOURCE_BAD_RESPONSE', detail: detailOf(answer) }),
}

/** One part that failed fails the read: its rows would be missing without anybody noticing. */
function inBatch(answer: Answer): Fault | undefined {
  const failed = failedPart(answer)
  if (!failed) return undefined
  return { code: codeOf(failed), detail: detailOf(failed) }
}

/** A refused password would only be refused again, and lock the user in the end; a token can be renewed. */
function unauthorized(answer: Answer): Fault {
  const isBasic = /^basic\b/i.test(answer.headers['www-authenticate'] ?? '')
  return { code: 'SOURCE_AUTH', detail: detailOf(answer), ...(!isBasic && { expired: 'login' }) }
}

/** Each service is granted by itself, so 403 says nothing about the credentials, but for a CSRF token that is asked for. */
function forbidden(answer: Answer): Fault {
  const isToken = answer.headers['x-csrf-token']?.toLowerCase() === 'required'
  return {
    code: isToken ? 'SOURCE_AUTH' : 'SOURCE_FORBIDDEN',
    detail: detailOf(answer),
    ...(isToken && { expired: 'csrf' }),
  }
}

type Told = Pick<Answer, 'status' | 'headers' | 'text'>

const isJson = ({ headers }: Told) => (headers['content-type'] ?? '').includes('json')

function codeOf(answer: Told): ErrorCode {
  const { status } = answer
  const says = (text: string) => isJson(answer) && answer.text().includes(text)
  if (status === 401) return 'SOURCE_AUTH'
  if (status === 403) return 'SOURCE_FORBIDDEN'
  if (status === 410 || (status === 400 && says('skiptoken'))) return 'CURSOR_EXPIRED'
  // Some stacks answer a service that is not activated, or not allowed, as not found.
  if (status === 404 && says('/IWFND/MED/170')) return 'SOURCE_FORBIDDEN'
  if (status === 408 || status === 504) return 'SOURCE_TIMEOUT'
  if (status === 429) return 'SOURCE_THROTTLED'
  if (status === 413 || status === 414 || status === 431) return 'QUERY_TOO_LARGE'
  // An ABAP dump is told as JSON, and the same question causes it again; pages of HTML come of overload and downtime.
  if (status === 500) return isJson(answer) ? 'SOURCE_BAD_RESPONSE' : 'SOURCE_UNAVAILABLE'
  return status === 502 || status === 503 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'
}

function detailOf(answer: Told): string {
  return isJson(answer) ? `status ${answer.status}: ${answer.text().slice(0, 300)}` : `status ${answer.status}`
}
