import { type Answer, type Fault, retryAfterMillis } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'

/** What an answer of SuiteTalk REST reports, whatever its status; undefined for data. Vendor text goes into `detail` only. */
export function classify(answer: Answer): Fault | undefined {
  const isSuccess = answer.status >= 200 && answer.status < 300
  if (isSuccess && isJson(answer) && !answer.text().includes('"o:error')) return undefined
  const error = isJson(answer) ? errorOf(answer) : undefined
  if (isSuccess && isJson(answer) && !error) return undefined
  const detail = `status ${answer.status}: ${error ? `${error.code} ${error.detail}` : answer.text()}`.slice(0, 500)
  return faultOf(answer, error, detail)
}

/** What a refused token request reports: an OAuth error, or what any other answer might. */
export function classifyLogin(answer: Answer): Fault | undefined {
  const error = isJson(answer) ? bodyOf(answer)?.error : undefined
  if (typeof error === 'string')
    return { code: error === 'server_error' ? 'SOURCE_UNAVAILABLE' : 'SOURCE_AUTH', detail: `login: ${error}` }
  const fault = classify(answer)
  return fault && { ...fault, code: fault.expired ? 'SOURCE_AUTH' : fault.code, expired: undefined }
}

interface VendorError {
  readonly code: string
  readonly detail: string
}

// NetSuite's own codes, wherever they come: a throttled call may look like a failed login, and RESTlets use other statuses.
const codes: Readonly<Record<string, ErrorCode>> = {
  CONCURRENCY_LIMIT_EXCEEDED: 'SOURCE_THROTTLED',
  SSS_REQUEST_LIMIT_EXCEEDED: 'SOURCE_THROTTLED',
  INSUFFICIENT_PERMISSION: 'SOURCE_FORBIDDEN',
  UNEXPECTED_ERROR: 'SOURCE_UNAVAILABLE',
}

function faultOf(answer: Answer, error: VendorError | undefined, detail: string): Fault {
  const said = error?.detail ?? answer.text()
  // Undocumented by NetSuite, but it may come from what stands before it.
  const retry = retryAfterMillis(answer.headers)
  const waiting = (code: ErrorCode): Fault => ({ code, detail, ...(retry !== undefined && { retryAfterMs: retry }) })
  if (answer.status === 429 || /concurrent request limit/i.test(said)) return waiting('SOURCE_THROTTLED')
  if (/currently unavailable while we undergo our regularly scheduled maintenance/i.test(said))
    return waiting('SOURCE_UNAVAILABLE')
  if (answer.status === 401 || /^INVALID_LOGIN/.test(error?.code ?? ''))
    return { code: 'SOURCE_AUTH', expired: 'login', detail }
  const known = error && Object.hasOwn(codes, error.code) ? codes[error.code] : undefined
  if (known) return waiting(known)
  if (error?.code === 'INVALID_PARAMETER') return { code: refusal(said), detail }
  return waiting(byStatus(answer.status))
}

/** A table that the role may not see is said not to exist; a column may be missing with a feature that is switched off. */
function refusal(said: string): ErrorCode {
  if (/Record '[^']*' was not found/.test(said)) return 'SOURCE_FORBIDDEN'
  return /Unknown identifier|Invalid search type/.test(said) ? 'UNSUPPORTED' : 'SOURCE_BAD_RESPONSE'
}

function byStatus(status: number): ErrorCode {
  if (status === 403) return 'SOURCE_FORBIDDEN'
  if (status === 408 || status === 504) return 'SOURCE_TIMEOUT'
  if (status === 413) return 'SOURCE_TOO_LARGE'
  return status >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'
}

const isJson = ({ headers }: Answer): boolean => /^application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')

/** `o:errorDetails` of SuiteTalk, or `error` of RESTlets. */
function errorOf(answer: Answer): VendorError | undefined {
  const body = bodyOf(answer)
  const details = body?.['o:errorDetails']
  const first = recordOf(Array.isArray(details) ? details[0] : body?.error)
  const code = first?.['o:errorCode'] ?? first?.code ?? body?.['o:errorCode']
  if (code === undefined && details === undefined) return undefined
  return { code: String(code ?? ''), detail: String(first?.detail ?? first?.message ?? body?.title ?? '') }
}

function bodyOf(answer: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(answer.json())
  } catch {
    return undefined
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
