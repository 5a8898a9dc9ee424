import type { Dispatcher } from 'undici'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

/** What came for a request, as it came: its body may be compressed. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface ReceptionBounds {
  readonly source: string
  readonly runtime: Runtime
  /** Most bytes of a body. */
  readonly maxBytes: number
  /** Monotonic milliseconds; ends a dripped body too. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  /** Told when a connection is there and the request is about to leave on it; what it throws keeps the request from leaving. */
  readonly onDispatch?: (() => void) | undefined
}

/** No whole answer came, for a reason that undici or zlib tells. `hasBegun`: the head of it was there. */
export class NotWhole extends Error {
  readonly hasBegun: boolean

  constructor(cause: unknown, hasBegun: boolean) {
    super('no whole answer', { cause })
    this.hasBegun = hasBegun
  }
}

/**
 * Sends a request, and takes in all that comes. Without a stream between undici and us, which for an answer that comes in one piece
 * would cost as much as all the rest.
 * @throws NotWhole, what `onDispatch` throws, the abort reason, or FreshetError SOURCE_TIMEOUT, SOURCE_TOO_LARGE, SOURCE_BAD_RESPONSE
 */
export function receive(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  bounds: ReceptionBounds,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const reception = new Reception(bounds, resolve, reject)
    if (!reception.isOver) dispatcher.dispatch(options, reception)
  })
}

class Reception implements Dispatcher.DispatchHandler {
  isOver = false
  private readonly bounds: ReceptionBounds
  private readonly resolve: (received: Received) => void
  private readonly reject: (reason: unknown) => void
  private readonly cancelTimer: () => void
  private controller: Dispatcher.DispatchController | undefined = undefined
  private readonly chunks: Buffer[] = []
  private size = 0
  /** 0 until the head of the answer is there. */
  private status = 0
  private headers: Readonly<Record<string, string>> = {}

  constructor(bounds: ReceptionBounds, resolve: (received: Received) => void, reject: (reason: unknown) => void) {
    const { source, runtime, deadline, signal } = bounds
    this.bounds = bounds
    this.resolve = resolve
    this.reject = reject
    this.cancelTimer = runtime.after(deadline - runtime.monotonic(), () =>
      this.giveUp(new FreshetError('SOURCE_TIMEOUT', { source })),
    )
    if (signal?.aborted) this.leave()
    else signal?.addEventListener('abort', this.leave, { once: true })
  }

  /** A request waits in undici for a connection, which may take a while: this is when it waits no more. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.isOver) {
      controller.abort(this.lateComer())
      return
    }
    this.controller = controller
    try {
      this.bounds.onDispatch?.()
    } catch (error) {
      this.end(() => this.reject(error))
      // Thrown here, it fails the request before a byte of it is written, and spares the connection.
      throw error
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // Something informs us, and the answer is still to come.
    if (status < 200) return
    this.status = status
    this.headers = flatten(headers)
    const detail = 'status 206, a part of something'
    if (status === 206) this.giveUp(new FreshetError('SOURCE_BAD_RESPONSE', { source: this.bounds.source, detail }))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { source, maxBytes } = this.bounds
    this.size += chunk.length
    if (this.size <= maxBytes) this.chunks.push(chunk)
    else this.giveUp(new FreshetError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxBytes} bytes` }))
  }

  onResponseEnd(): void {
    const { status, headers, chunks, size } = this
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)
    this.end(() => this.resolve({ status, headers, body }))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end(() => this.reject(new NotWhole(error, this.status > 0)))
  }

  private readonly leave = (): void => this.giveUp(this.bounds.signal!.reason)

  /** Closes the connection, since more would come on it. */
  private giveUp(reason: unknown): void {
    this.end(() => this.reject(reason))
    this.controller?.abort(this.lateComer())
  }

  private end(settle: () => void): void {
    if (this.isOver) return
    this.isOver = true
    this.cancelTimer()
    this.bounds.signal?.removeEventListener('abort', this.leave)
    settle()
  }

  /** For undici alone: whoever asked has been told why. */
  private lateComer(): Error {
    return new Error(`nobody waits for ${this.bounds.source} any more`)
  }
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(name === 'set-cookie' ? '\n' : ', ') : value
  }
  return flat
}
