import { isUtf8 } from 'node:buffer'
import { Agent, type Dispatcher } from 'undici'
import type { Answer } from '../connector/index.ts'
import { parseJson } from '../connector/json.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { inflated } from './inflate.ts'
import { NotWhole, receive } from './reception.ts'

export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Monotonic milliseconds; ends a dripped body too. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  /** Told when a connection is there and the request is about to leave on it; what it throws keeps the request from leaving. */
  readonly onDispatch?: (() => void) | undefined
}

/** One source's connections. Every exchange is bounded in time and in bytes after inflation; nothing is followed. */
export interface Http {
  /** @throws FreshetError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_TOO_LARGE or SOURCE_BAD_RESPONSE; the abort reason when `signal` fires */
  exchange(request: Exchange): Promise<Answer>
  close(): Promise<void>
}

export interface HttpOptions {
  readonly source: string
  readonly runtime: Runtime
  /** Most bytes of one answer after inflation. */
  readonly maxBytes?: number
  readonly connections?: number
}

export function createHttp({ source, runtime, maxBytes = 16 * 1024 * 1024, connections = 64 }: HttpOptions): Http {
  // Pipelining 1: an aborted call closes its own socket only. undici's own timeouts are 300 s and miss dripped bodies,
  // so the deadline below is the one that counts.
  const agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 10_000 } })
  return {
    exchange: (request) => exchange(agent, request, { source, runtime, maxBytes }),
    close: () => agent.destroy(),
  }
}

interface Bounds {
  readonly source: string
  readonly runtime: Runtime
  readonly maxBytes: number
}

async function exchange(agent: Agent, request: Exchange, { source, runtime, maxBytes }: Bounds): Promise<Answer> {
  const { url, method, headers, body = null, deadline, signal, onDispatch } = request
  const options: Dispatcher.DispatchOptions = {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'freshet', ...headers },
    body,
  }
  try {
    const received = await receive(agent, options, { source, runtime, maxBytes, deadline, signal, onDispatch })
    const { status, headers, body } = received
    const encoding = headers['content-encoding']?.toLowerCase()
    return answerOf(status, headers, encoding ? await inflated(body, encoding, maxBytes) : body, source)
  } catch (error) {
    throw explain(error, { source, maxBytes })
  }
}

/** Our own errors and abort reasons pass; what undici and zlib throw is classified here and nowhere else. */
function explain(thrown: unknown, { source, maxBytes }: Pick<Bounds, 'source' | 'maxBytes'>): unknown {
  if (!(thrown instanceof NotWhole)) return thrown
  const { cause, hasBegun } = thrown
  const { code = '', name = '', message = String(cause) } = cause as { code?: string; name?: string; message?: string }
  if (code === 'ERR_BUFFER_TOO_LARGE')
    return new FreshetError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxBytes} bytes` })
  const detail = `${code} ${message}`
  const isNoHttp = notHttp.has(name) || notHttp.has(code)
  return new FreshetError(isNoHttp ? 'SOURCE_BAD_RESPONSE' : codeOf(code, hasBegun), { source, detail, cause })
}

/** The parser's errors have no code, and a head without end is none. */
const notHttp: ReadonlySet<string> = new Set(['HTTPParserError', 'UND_ERR_HEADERS_OVERFLOW'])

function codeOf(code: string, hasBegun: boolean): ErrorCode {
  if (/^ERR_(TLS|SSL)_/.test(code)) return 'SOURCE_UNAVAILABLE'
  // zlib, brotli and the HTTP parser: the bytes are not what they claim to be.
  if (/^(Z_|ERR_|HPE_)/.test(code) || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return 'SOURCE_BAD_RESPONSE'
  if (code.includes('TIMEOUT')) return 'SOURCE_TIMEOUT'
  // Ended in good order, but before its end: cut short. A reset is told by another code.
  return hasBegun && code === 'UND_ERR_SOCKET' ? 'SOURCE_BAD_RESPONSE' : 'SOURCE_UNAVAILABLE'
}

function answerOf(status: number, headers: Readonly<Record<string, string>>, body: Buffer, source: string): Answer {
  let text: string | undefined
  // Both `classify` and `fetch` look at the body.
  let parsed: { readonly value: unknown } | undefined
  const decode = () => {
    text ??= body.toString('utf8').replace(/^\uFEFF/, '')
    return text
  }
  return {
    status,
    headers,
    body,
    text: decode,
    json: () => {
      parsed ??= { value: parsedBody({ status, headers, body }, decode(), source) }
      return parsed.value
    },
  }
}

/** The body itself is no part of the error: it may be a page of any length, or echo what we sent. */
function parsedBody(answer: Pick<Answer, 'status' | 'headers' | 'body'>, text: string, source: string): unknown {
  try {
    // A wrong charset would turn letters into others without a word.
    if (isUtf8(answer.body)) return parseJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
  }
  const type = answer.headers['content-type'] ?? 'no content type'
  const detail = `status ${answer.status}, ${type.slice(0, 60)}, ${answer.body.length} bytes, but not JSON`
  throw new FreshetError('SOURCE_BAD_RESPONSE', { source, detail })
}
