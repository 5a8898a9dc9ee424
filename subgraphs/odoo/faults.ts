import { type Answer, type Fault, retryAfterMillis } from '../../gateway/connector/index.ts'
import type { ErrorCode } from '../../gateway/errors.ts'

/** Odoo's serialized exception: the body of JSON-2's errors, and `error.data` of JSON-RPC's. Its `debug` is a traceback and goes nowhere. */
interface OdooError {
  readonly name: string
  readonly message: string
}

/** By the class of the exception; https://github.com/odoo/odoo/tree/19.0, odoo/http.py and odoo/exceptions.py, read 2026-11. */
const byClass: Readonly<Record<string, ErrorCode>> = {
  'werkzeug.exceptions.Unauthorized': 'SOURCE_AUTH',
  'odoo.exceptions.AccessDenied': 'SOURCE_AUTH',
  'odoo.http.SessionExpiredException': 'SOURCE_AUTH',
  'odoo.exceptions.AccessError': 'SOURCE_FORBIDDEN',
  'werkzeug.exceptions.Forbidden': 'SOURCE_FORBIDDEN',
  // A model that is not installed.
  'werkzeug.exceptions.NotFound': 'UNSUPPORTED',
  'odoo.exceptions.MissingError': 'SOURCE_BAD_RESPONSE',
  'odoo.exceptions.UserError': 'SOURCE_BAD_RESPONSE',
  'odoo.exceptions.ValidationError': 'SOURCE_BAD_RESPONSE',
  'werkzeug.exceptions.BadRequest': 'SOURCE_BAD_RESPONSE',
  'werkzeug.exceptions.UnprocessableEntity': 'SOURCE_BAD_RESPONSE',
  // A row is locked: it will be free again.
  'odoo.exceptions.LockError': 'SOURCE_UNAVAILABLE',
}

/** What an answer of either protocol means when it is not rows; both say so in the body, JSON-RPC with status 200. */
export function classify(answer: Answer): Fault | undefined {
  const { status } = answer
  if (status === 429) return withWait({ code: 'SOURCE_THROTTLED', detail: 'status 429' }, answer)
  if (isHtml(answer)) return htmlFault(answer)
  if (status === 502 || status === 503)
    return withWait({ code: 'SOURCE_UNAVAILABLE', detail: `status ${status}` }, answer)
  if (status === 200) return envelopeFault(answer)
  return exceptionFault(parsed(answer), status)
}

/** A page where data should be: maintenance, a login, or a database that the server does not know. Its text is not ours to quote. */
function htmlFault(answer: Answer): Fault {
  const detail = `status ${answer.status}, a page`
  if (answer.status === 504) return { code: 'SOURCE_TIMEOUT', detail }
  return answer.status >= 500
    ? withWait({ code: 'SOURCE_UNAVAILABLE', detail }, answer)
    : { code: 'SOURCE_BAD_RESPONSE', detail }
}

const isHtml = ({ headers }: Answer) => headers['content-type']?.includes('text/html') ?? false

/** A result begins like this, and need not be parsed to know that it is one. */
const RESULT = /^\s*(\[|\{\s*"jsonrpc"\s*:\s*"2\.0"\s*,\s*"id"\s*:\s*(\d+|null)\s*,\s*"result")/

function envelopeFault(answer: Answer): Fault | undefined {
  if (RESULT.test(answer.body.subarray(0, 200).toString('latin1'))) return undefined
  const said = parsed(answer) as { readonly error?: { readonly code?: unknown; readonly data?: unknown } } | undefined
  if (said?.error === undefined || said.error === null) return undefined
  const { code, data } = said.error
  if (code === 100) return expired({ code: 'SOURCE_AUTH', detail: 'session expired' })
  if (code === 404) return { code: 'UNSUPPORTED', detail: '404: Not Found' }
  return exceptionFault(data, 500) ?? { code: 'SOURCE_BAD_RESPONSE', detail: `error ${code}` }
}

/** A Python error of its own (a field that is not there) will not go away; what else fails in the server may. */
function exceptionFault(said: unknown, status: number): Fault | undefined {
  const error = said as Partial<OdooError> | null | undefined
  if (typeof error?.name !== 'string') return undefined
  const known = Object.hasOwn(byClass, error.name) ? byClass[error.name]! : undefined
  const unknown = status < 500 || error.name.startsWith('builtins.') ? 'SOURCE_BAD_RESPONSE' : 'SOURCE_UNAVAILABLE'
  const code = known ?? unknown
  const fault = { code, detail: `${error.name}: ${String(error.message ?? '').slice(0, 300)}` }
  return code === 'SOURCE_AUTH' ? expired(fault) : fault
}

/** A key cannot be renewed, but it may have been replaced in the configuration meanwhile. */
const expired = (fault: Fault): Fault => ({ ...fault, expired: 'login' })

function parsed(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}

const withWait = (fault: Fault, answer: Answer): Fault => {
  const retryAfterMs = retryAfterMillis(answer.headers)
  return retryAfterMs === undefined ? fault : { ...fault, retryAfterMs }
}
