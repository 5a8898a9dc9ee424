import { type Answer, type Fault, retryAfterMillis } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'

/** What Salesforce calls its failures; the status alone decides for a code that is not here. */
const codes: Readonly<Record<string, ErrorCode>> = {
  INVALID_AUTH_HEADER: 'SOURCE_AUTH',
  REQUEST_LIMIT_EXCEEDED: 'SOURCE_QUOTA_EXHAUSTED',
  INSUFFICIENT_ACCESS: 'SOURCE_FORBIDDEN',
  API_DISABLED_FOR_ORG: 'SOURCE_FORBIDDEN',
  API_CURRENTLY_DISABLED: 'SOURCE_FORBIDDEN',
  QUERY_TIMEOUT: 'SOURCE_TIMEOUT',
  QUERY_TOO_COMPLICATED: 'UNSUPPORTED',
  INVALID_QUERY_LOCATOR: 'CURSOR_EXPIRED',
  UNABLE_TO_LOCK_ROW: 'SOURCE_UNAVAILABLE',
  UNKNOWN_EXCEPTION: 'SOURCE_UNAVAILABLE',
  SERVER_UNAVAILABLE: 'SOURCE_UNAVAILABLE',
  ORG_IN_MAINTENANCE: 'SOURCE_UNAVAILABLE',
  FUNCTIONALITY_TEMPORARILY_UNAVAILABLE: 'SOURCE_UNAVAILABLE',
  INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE: 'SOURCE_UNAVAILABLE',
}

const statuses: Readonly<Record<number, ErrorCode>> = {
  401: 'SOURCE_AUTH',
  403: 'SOURCE_FORBIDDEN',
  414: 'QUERY_TOO_LARGE',
  420: 'SOURCE_THROTTLED',
  429: 'SOURCE_THROTTLED',
  431: 'QUERY_TOO_LARGE',
  504: 'SOURCE_TIMEOUT',
}

interface VendorError {
  readonly errorCode: string
  readonly message?: string
}

/**
 * What an answer reports when it is not data: a list of errors under any status, a failed step of a composite call under
 * 200, or a page that is no JSON. https://developer.salesforce.com/docs/atlas.en-us.264.0.api_rest.meta/api_rest/errorcodes.htm
 */
export function classify(answer: Answer): Fault | undefined {
  const isJson = answer.headers['content-type']?.includes('json') ?? false
  if (!isJson) return { ...ofStatus(answer, answer.status), detail: `status ${answer.status}, no JSON` }
  const body = parsed(answer)
  if (body === undefined) return { ...ofStatus(answer, answer.status), detail: 'broken JSON' }
  const step = failedStep(body)
  const [status, error] = step ? [step.httpStatusCode, firstError(step.body)] : [answer.status, firstError(body)]
  if (error) return ofError(answer, status, error)
  return status === 200 ? undefined : ofStatus(answer, status)
}

function ofError(answer: Answer, status: number, { errorCode, message = '' }: VendorError): Fault {
  const detail = `${errorCode}: ${message}`.slice(0, 500)
  if (errorCode === 'INVALID_SESSION_ID') return { ...ofSession(message), detail }
  // The same code also says that too many long calls run at once, which waiting cures.
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED' && message.startsWith('ConcurrentRequests')) {
    return { code: 'SOURCE_THROTTLED', retryAfterMs: retryAfterMillis(answer.headers), detail }
  }
  const code = Object.hasOwn(codes, errorCode) ? codes[errorCode] : undefined
  return { ...ofStatus(answer, status), ...(code && { code }), detail }
}

/** A session without the scope for REST is refused for ever: a new one would be refused as well. */
function ofSession(message: string): Fault {
  const isPermanent = message.startsWith('This session is not valid for use with the REST API')
  return isPermanent ? { code: 'SOURCE_AUTH' } : { code: 'SOURCE_AUTH', expired: 'login' }
}

function ofStatus(answer: Answer, status: number): Fault {
  const code = statuses[status] ?? (status >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE')
  return { code, retryAfterMs: retryAfterMillis(answer.headers) }
}

function failedStep(body: unknown): { httpStatusCode: number; body: unknown } | undefined {
  const steps = (body as { compositeResponse?: unknown } | null)?.compositeResponse
  return Array.isArray(steps) ? steps.find(({ httpStatusCode }) => httpStatusCode !== 200) : undefined
}

function firstError(body: unknown): VendorError | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : undefined
  return typeof (first as VendorError | null | undefined)?.errorCode === 'string' ? (first as VendorError) : undefined
}

function parsed(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}
