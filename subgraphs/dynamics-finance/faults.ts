import type { Answer, Fault } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'
import { failedPart } from '../dialects/odata/batch.ts'
import { retryAfterMillis } from '../dialects/odata/retry-after.ts'
import { faultInSuccess } from '../dialects/odata/success.ts'

/** What the vendor's own sample waits for when a refusal does not say how long. */
const usualWaitMillis = 30_000

/** By the status first: bodies of errors are not documented, and pages of maintenance are HTML. */
export function classify(answer: Answer): Fault | undefined {
  const { status, headers } = answer
  if (status >= 200 && status < 300) return faultInSuccess(answer, troubles)
  if (status === 401) return { code: 'SOURCE_AUTH', expired: 'login', detail: detailOf(answer) }
  const retryAfterMs = retryAfterMillis(headers) ?? (status === 429 ? usualWaitMillis : undefined)
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
  const isThrottled = failed.status === 429
  const retryAfterMs = retryAfterMillis(failed.headers) ?? (isThrottled ? usualWaitMillis : undefined)
  return { code: codeOf(failed), detail: detailOf(failed), ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

type Told = Pick<Answer, 'status' | 'headers' | 'text'>

const isJson = ({ headers }: Told) => (headers['content-type'] ?? '').includes('json')

function codeOf(answer: Told): ErrorCode {
  const { status } = answer
  if (status === 401) return 'SOURCE_AUTH'
  if (status === 403) return 'SOURCE_FORBIDDEN'
  if (status === 408 || status === 504) return 'SOURCE_TIMEOUT'
  if (status === 413 || status === 414 || status === 431) return 'QUERY_TOO_LARGE'
  if (status === 429) return 'SOURCE_THROTTLED'
  // An error of X++ is told as JSON, and the same question causes it again; pages of HTML come of overload and servicing.
  if (status === 500) return isJson(answer) ? 'SOURCE_BAD_RESPONSE' : 'SOURCE_UNAVAILABLE'
  return status === 502 || status === 503 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'
}

function detailOf(answer: Told): string {
  return isJson(answer) ? `status ${answer.status}: ${answer.text().slice(0, 300)}` : `status ${answer.status}`
}
