import { type Answer, type Fault, parseJson, retryAfterMillis } from '../../../gateway/connector/index.ts'
import type { ErrorCode } from '../../../gateway/errors.ts'
import { failedPart } from './batch.ts'
import { failedResponse } from './batch-json.ts'

/** What an answer, or a part of a batch, tells of a failure. */
export type Told = Pick<Answer, 'status' | 'headers' | 'text'>

/** `{"error":{"code":"…","message":"…"}}` */
export interface VendorError {
  readonly code: string
  readonly message: string
}

/** What a vendor says in words of its own; what it does not list means what it usually does. */
export interface FaultRules {
  /** By the code of the error body, which says more than the status it comes with. */
  readonly words?: readonly (readonly [word: RegExp, code: ErrorCode])[]
  readonly statuses?: Readonly<Record<number, ErrorCode>>
  /** What tables cannot say: put over what they do. */
  readonly special?: (told: Told) => Partial<Fault> | undefined
  /** What is waited for when a refusal does not say how long. */
  readonly throttledMillis?: number
}

/** A refused token is renewed once; 500 is another matter where it is a page. */
const usual: Readonly<Record<number, ErrorCode>> = {
  401: 'SOURCE_AUTH',
  403: 'SOURCE_FORBIDDEN',
  408: 'SOURCE_TIMEOUT',
  413: 'QUERY_TOO_LARGE',
  414: 'QUERY_TOO_LARGE',
  429: 'SOURCE_THROTTLED',
  431: 'QUERY_TOO_LARGE',
  502: 'SOURCE_UNAVAILABLE',
  503: 'SOURCE_UNAVAILABLE',
  504: 'SOURCE_TIMEOUT',
}

/** A connector's `classify`: the fault that an answer reports, whatever its status, or undefined for data. */
export function classifier(rules: FaultRules): (answer: Answer) => Fault | undefined {
  return (answer) => {
    if (answer.status >= 200 && answer.status < 300) return faultInSuccess(answer, rules)
    return faultOf(answer, errorOf(isMultipart(answer) ? (failedPart(answer) ?? answer) : answer), rules)
  }
}

/** An answer with status 2xx is data, unless it is a page for people, a batch with a part that failed, or an error all the same. */
function faultInSuccess(answer: Answer, rules: FaultRules): Fault | undefined {
  const type = answer.headers['content-type'] ?? ''
  if (isMultipart(answer)) return faultOfPart(failedPart(answer), rules)
  if (!type.includes('json'))
    return { code: 'SOURCE_BAD_RESPONSE', detail: `status ${answer.status} with ${type || 'no content type'}` }
  const head = answer.body.toString('utf8', 0, 64)
  if (/^\s*\{\s*"responses"\s*:/.test(head)) return faultOfPart(failedResponse(answer), rules)
  if (!/^\s*\{\s*"error"\s*:/.test(head)) return undefined
  // No page of a vendor tells of such answers: what they say is believed where it asks to wait.
  const fault = faultOf(answer, errorOf(answer), rules)
  return fault.code === 'SOURCE_THROTTLED' ? fault : { code: 'SOURCE_BAD_RESPONSE', detail: fault.detail ?? '' }
}

const isMultipart = ({ headers }: Told) => (headers['content-type'] ?? '').startsWith('multipart/mixed')

/** One part that failed fails the read: its rows would be missing without anybody noticing. */
const faultOfPart = (part: Told | undefined, rules: FaultRules): Fault | undefined =>
  part && faultOf(part, errorOf(part), rules)

function faultOf(told: Told, error: VendorError | undefined, rules: FaultRules): Fault {
  const { words = [], statuses = {}, special, throttledMillis } = rules
  const word = words.find(([pattern]) => error && pattern.test(error.code))?.[1]
  const code = word ?? statuses[told.status] ?? usual[told.status] ?? byBody(told)
  const retryAfterMs = retryAfterMillis(told.headers) ?? (code === 'SOURCE_THROTTLED' ? throttledMillis : undefined)
  return {
    code,
    detail: detailOf(told, error),
    ...(code === 'SOURCE_AUTH' && { expired: 'login' }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...special?.(told),
  }
}

/** An error that is told as JSON comes of the question, and comes again with it; a page, of overload and downtime. */
const byBody = (told: Told): ErrorCode =>
  told.status === 500 && bodyOf(told) === undefined ? 'SOURCE_UNAVAILABLE' : 'SOURCE_BAD_RESPONSE'

/** For logs: the vendor's words, but none of a page for people. */
const detailOf = ({ status }: Told, error: VendorError | undefined): string =>
  (error ? `status ${status}: ${error.code} ${error.message}` : `status ${status}`).trim().slice(0, 400)

/** Code and message may be numbers, text, or text in an object with its language. Undefined for what is no error body. */
export function errorOf(told: Told): VendorError | undefined {
  const { error } = (bodyOf(told) ?? {}) as { error?: { code?: unknown; message?: unknown } | null }
  if (typeof error !== 'object' || error === null) return undefined
  const { code, message } = error
  const text = typeof message === 'object' && message !== null ? (message as { value?: unknown }).value : message
  return { code: String(code ?? ''), message: String(text ?? '') }
}

/** What is no JSON tells nothing, nor does what is cut short. */
function bodyOf({ headers, text }: Told): unknown {
  if (!(headers['content-type'] ?? 'json').includes('json')) return undefined
  try {
    return parseJson(text())
  } catch {
    return undefined
  }
}
