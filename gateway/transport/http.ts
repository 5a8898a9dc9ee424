import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, type Dispatcher } from 'undici'
import type { Answer } from '../connector/index.ts'
import { parseJson } from '../connector/json.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

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
  const dispatcher = agent.compose(tellingDispatch)
  return {
    exchange: (request) => exchange(dispatcher, request, { source, runtime, maxBytes }),
    close: () => agent.destroy(),
  }
}

interface Bounds {
  readonly source: string
  readonly runtime: Runtime
  readonly maxBytes: number
}

/**
 * A request waits in undici for a connection, which may take a while; the handler's first event comes when it waits no more.
 * Thrown there, an error fails the request before a byte of it is written, and spares the connection.
 */
const tellingDispatch: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const { onDispatch } = options as Pick<Exchange, 'onDispatch'>
  const start = handler.onRequestStart?.bind(handler)
  if (onDispatch && start)
    handler.onRequestStart = (controller, context) => {
      onDispatch()
      start(controller, context)
    }
  return dispatch(options, handler)
}

async function exchange(agent: Dispatcher, request: Exchange, bounds: Bounds): Promise<Answer> {
  const { signal, release } = boundedSignal(request, bounds)
  let hasBegun = false
  try {
    const response = await agent.request({
      origin: request.url.origin,
      path: `${request.url.pathname}${request.url.search}`,
      method: request.method,
      headers: { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'freshet', ...request.headers },
      body: request.body ?? null,
      signal,
      onDispatch: request.onDispatch,
    } as Dispatcher.RequestOptions)
    hasBegun = true
    if (response.statusCode === 206) throw partial(response.body, bounds.source)
    const headers = flatten(response.headers)
    const body = await readBody(response.body, headers, bounds, signal)
    return answerOf(response.statusCode, headers, body, bounds.source)
  } catch (error) {
    throw explain(error, signal, bounds.source, hasBegun)
  } finally {
    release()
  }
}

/** Aborted with the caller and at the deadline, until it is released. By hand: `AbortSignal.any` leaves the collector much to do. */
function boundedSignal({ signal: caller, deadline }: Exchange, { source, runtime }: Bounds) {
  const controller = new AbortController()
  const leave = () => controller.abort(caller!.reason)
  const cancel = runtime.after(deadline - runtime.monotonic(), () => controller.abort(timedOut(source)))
  if (caller?.aborted) leave()
  else caller?.addEventListener('abort', leave, { once: true })
  const release = () => {
    cancel()
    caller?.removeEventListener('abort', leave)
  }
  return { signal: controller.signal, release }
}

/** Nobody asked for a range: what is left out is not known to be. */
function partial(body: Readable, source: string): FreshetError {
  body.on('error', () => {}).destroy()
  return new FreshetError('SOURCE_BAD_RESPONSE', { source, detail: 'status 206, a part of something' })
}

const timedOut = (source: string) => new FreshetError('SOURCE_TIMEOUT', { source })

/** Our own errors and aborts pass; what undici and zlib throw is classified here and nowhere else. */
function explain(error: unknown, signal: AbortSignal, source: string, hasBegun: boolean): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof FreshetError) return error
  const { code = '', name = '', message = String(error) } = error as { code?: string; name?: string; message?: string }
  const detail = `${code} ${message}`
  const isNoHttp = notHttp.has(name) || notHttp.has(code)
  return new FreshetError(isNoHttp ? 'SOURCE_BAD_RESPONSE' : codeOf(code, hasBegun), { source, detail, cause: error })
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

/** As streams call it that were to be read to their end. */
class CutShort extends Error {
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE'
}

/** By events: to iterate over a body that comes in one piece costs as much as to parse it. */
function readBody(
  body: Dispatcher.ResponseData['body'],
  headers: Readonly<Record<string, string>>,
  { source, maxBytes }: Bounds,
  signal: AbortSignal,
): Promise<Buffer> {
  const inflated = inflate(body, headers['content-encoding']?.toLowerCase(), signal)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    inflated.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else inflated.destroy(new FreshetError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxBytes} bytes` }))
    })
    inflated.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)))
    inflated.on('error', reject)
    inflated.once('close', () => {
      if (!inflated.readableEnded) reject(new CutShort())
    })
  })
}

/** Bytes are counted after inflation: a gzip bomb is small on the wire. */
function inflate(body: Readable, encoding: string | undefined, signal: AbortSignal): Readable {
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : undefined
  if (!decoder) return body
  body.on('error', (error) => decoder.destroy(error))
  decoder.on('close', () => body.destroy())
  signal.addEventListener('abort', () => decoder.destroy(signal.reason as Error), { once: true })
  return body.pipe(decoder)
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(name === 'set-cookie' ? '\n' : ', ') : value
  }
  return flat
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
