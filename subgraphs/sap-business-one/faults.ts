import { type Answer, type Fault, parseJson } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'
import { failedPart } from '../dialects/odata/batch.ts'
import { retryAfterMillis } from '../dialects/odata/retry-after.ts'
import { faultInSuccess } from '../dialects/odata/success.ts'

type Told = Pick<Answer, 'status' | 'headers' | 'text'>

/** `Invalid session or session already timeout.` */
const sessionOver = '301'

/** The content type first: what stands in front of the Service Layer answers with pages for people. */
export function classify(answer: Answer): Fault | undefined {
  if (answer.status >= 200 && answer.status < 300) return faultInSuccess(answer, troubles)
  return faultOf(answer)
}

const troubles = { inBatch, inError: faultOf }

/** A batch ends at the first part that fails: what was asked after it has no answer. */
function inBatch(answer: Answer): Fault | undefined {
  const failed = failedPart(answer)
  return failed && faultOf(failed)
}

function faultOf(answer: Told): Fault {
  const error = errorOf(answer)
  const detail = `status ${answer.status}${error ? `: ${error.code} ${error.message}` : ''}`
  if (error?.code === sessionOver || answer.status === 401) return { code: 'SOURCE_AUTH', expired: 'login', detail }
  const retryAfterMs = retryAfterMillis(answer.headers)
  return { code: codeOf(answer.status), detail, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

/** The number beside the status names the company's own trouble (-1000, -2028, -5006, …), which is the same to a caller. */
function codeOf(status: number): ErrorCode {
  switch (status) {
    case 403:
      return 'SOURCE_FORBIDDEN'
    case 408:
    case 504:
      return 'SOURCE_TIMEOUT'
    case 413:
    case 414:
    case 431:
      return 'QUERY_TOO_LARGE'
    case 429:
      return 'SOURCE_THROTTLED'
    // Overload shows as pages of the load balancer. An error within, too, may be over a moment later.
    case 500:
    case 502:
    case 503:
      return 'SOURCE_UNAVAILABLE'
    default:
      return 'SOURCE_BAD_RESPONSE'
  }
}

export interface ServiceLayerError {
  readonly code: string
  readonly message: string
}

/** Version 3 has a number and `{lang, value}`, version 4 may have text for both; some answers mix them. Undefined for a page. */
export function errorOf(answer: Told): ServiceLayerError | undefined {
  const { error } = (parsed(answer) ?? {}) as { error?: { code?: unknown; message?: unknown } | null }
  if (typeof error !== 'object' || error === null) return undefined
  const { code, message } = error
  const text = typeof message === 'object' && message !== null ? (message as { value?: unknown }).value : message
  return { code: String(code ?? ''), message: String(text ?? '').slice(0, 300) }
}

function parsed(answer: Told): unknown {
  try {
    return parseJson(answer.text())
  } catch {
    return undefined
  }
}
