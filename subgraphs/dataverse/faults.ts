import type { Answer, Fault } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'
import { retryAfterMillis } from '../dialects/odata/retry-after.ts'
import { faultInSuccess } from '../dialects/odata/success.ts'

/**
 * Codes that say more than the status they come with.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors, read 2026-11-21
 */
const codes: Readonly<Record<string, ErrorCode>> = {
  // Service protection: requests, execution time and concurrent requests of one user on one web server.
  '0x80072322': 'SOURCE_THROTTLED',
  '0x80072321': 'SOURCE_THROTTLED',
  '0x80072326': 'SOURCE_THROTTLED',
  // More than 500 conditions.
  '0x8004430c': 'QUERY_TOO_LARGE',
  // More than 50,000 rows to aggregate.
  '0x8004e023': 'SOURCE_TOO_LARGE',
  // No privilege; not a member of the organization.
  '0x80040220': 'SOURCE_FORBIDDEN',
  '0x80072560': 'SOURCE_FORBIDDEN',
  // The database gave up.
  '0x80044151': 'SOURCE_TIMEOUT',
}

/** The status first, and of JSON the vendor's code; pages of the front door are HTML and say nothing but their status. */
export function classify(answer: Answer): Fault | undefined {
  const { status, headers } = answer
  if (status >= 200 && status < 300) return faultInSuccess(answer, troubles)
  const code = codes[vendorCode(answer)] ?? codeOf(answer)
  const retryAfterMs = retryAfterMillis(headers)
  return {
    code,
    detail: detailOf(answer),
    ...(status === 401 && { expired: 'login' }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

const troubles = {
  inBatch,
  inError: (answer: Answer): Fault => ({ code: 'SOURCE_BAD_RESPONSE', detail: detailOf(answer) }),
}

/** Without a wish to go on, the first part that fails ends the batch, and the whole has its status. One inside is told all the same. */
function inBatch(answer: Answer): Fault | undefined {
  const failed = /^HTTP\/1\.\d ([^2]\d\d)/m.exec(answer.text())?.[1]
  return failed ? { code: 'SOURCE_BAD_RESPONSE', detail: `a part of the batch has status ${failed}` } : undefined
}

function codeOf({ status, headers }: Answer): ErrorCode {
  if (status === 401) return 'SOURCE_AUTH'
  if (status === 403) return 'SOURCE_FORBIDDEN'
  if (status === 408 || status === 504) return 'SOURCE_TIMEOUT'
  if (status === 429) return 'SOURCE_THROTTLED'
  if (status === 413 || status === 414 || status === 431) return 'QUERY_TOO_LARGE'
  // An error that is told as JSON comes of the question, and comes again with it; a page, of the server's state.
  if (status === 500) return isJson(headers) ? 'SOURCE_BAD_RESPONSE' : 'SOURCE_UNAVAILABLE'
  return status === 502 || status === 503 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'
}

const isJson = (headers: Answer['headers']) => (headers['content-type'] ?? '').includes('json')
const isTold = ({ headers }: Answer) => /json|multipart/.test(headers['content-type'] ?? '')

/** Of the error body, whatever its depth: a part of a batch, too, tells it so. */
function vendorCode(answer: Answer): string {
  if (!isTold(answer)) return ''
  return /"error"\s*:\s*\{\s*"code"\s*:\s*"(0x[0-9a-fA-F]+)"/.exec(answer.text())?.[1]?.toLowerCase() ?? ''
}

const detailOf = (answer: Answer): string =>
  isTold(answer) ? `status ${answer.status}: ${answer.text().slice(0, 300)}` : `status ${answer.status}`
