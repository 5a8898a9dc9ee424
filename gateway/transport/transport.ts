import { channel } from 'node:diagnostics_channel'
import type { Answer, Credential, Dial, Fault, Link, NativeRequest, Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { Guard, Lane, Outcome } from '../guard/index.ts'
import type { Runtime } from '../runtime.ts'
import { Credentials } from './credentials.ts'
import { faultByStatus } from './faults.ts'
import { createHttp, type Http } from './http.ts'

/** What bounds one caller's calls. */
export interface CallScope {
  readonly lane: Lane
  /** Monotonic milliseconds. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  /** Told of every data call as it leaves. */
  readonly onCall?: ((source: string) => void) | undefined
}

export interface Transport {
  /** The way to the source for one caller. */
  link(scope: CallScope): Link
  /** Calls since start, and the last failure, for the `sources` field. */
  readonly stats: {
    calls: number
    lastOkAt: number | undefined
    lastError: string | undefined
    lastErrorAt: number | undefined
  }
  close(): Promise<void>
}

/** Published for every settled data call: source, code (`OK` or an error code), milliseconds, native text. */
export const callChannel = channel('freshet.source.call')

/** Default rest when a vendor throttles without saying for how long. */
const restMillis = 1_000

export function createTransport(source: Source, guard: Guard, runtime: Runtime): Transport {
  return new SourceTransport(source, guard, runtime)
}

class SourceTransport implements Transport {
  readonly stats: Transport['stats'] = { calls: 0, lastOkAt: undefined, lastError: undefined, lastErrorAt: undefined }
  private readonly source: Source
  private readonly guard: Guard
  private readonly runtime: Runtime
  private readonly http: Http
  private readonly credentials: Credentials

  constructor(source: Source, guard: Guard, runtime: Runtime) {
    this.source = source
    this.guard = guard
    this.runtime = runtime
    this.http = createHttp({ source: source.name, runtime })
    const obtainers = Object.entries(source.connector.credentials).map(
      ([name, obtain]) => [name, (dial: Dial) => obtain(dial, source.settings as never)] as const,
    )
    this.credentials = new Credentials(source.name, Object.fromEntries(obtainers), runtime)
  }

  link(scope: CallScope): Link {
    return { call: (request) => this.call(request, scope) }
  }

  close(): Promise<void> {
    return this.http.close()
  }

  /** One data call; replayed once for each of its credentials that the vendor says has expired. */
  private async call(request: NativeRequest, scope: CallScope): Promise<Answer> {
    const renewed = new Set<string>()
    for (;;) {
      const { answer, fault } = await this.attempt(request, scope)
      if (!fault) return answer
      if (!fault.expired) throw this.failure(fault)
      if (renewed.has(fault.expired)) throw this.failure({ ...fault, code: 'SOURCE_AUTH' })
      renewed.add(fault.expired)
    }
  }

  private async attempt(
    request: NativeRequest,
    scope: CallScope,
  ): Promise<{ answer: Answer; fault?: Fault | undefined }> {
    const names = ['login', ...(request.credentials ?? [])]
    const held = await this.prove(names, scope).catch((error) => this.failedLogin(error))
    const permit = await this.guard.acquire({
      cost: 1,
      lane: scope.lane,
      deadline: scope.deadline,
      signal: scope.signal,
    })
    const startedAt = this.runtime.monotonic()
    let outcome: Outcome = 'ignored'
    try {
      this.stats.calls++
      scope.onCall?.(this.source.name)
      const answer = await this.send(request, held, scope)
      const fault = this.source.connector.classify(answer) ?? faultByStatus(answer)
      outcome = this.learn(answer, fault)
      this.publish(fault?.code ?? 'OK', startedAt, request)
      if (fault?.expired) this.credentials.expire(fault.expired, held[names.indexOf(fault.expired)] ?? held[0]!)
      return { answer, fault }
    } catch (error) {
      if (error instanceof FreshetError) {
        outcome = 'failed'
        this.record(error.code)
        this.publish(error.code, startedAt, request)
      }
      throw error
    } finally {
      permit.settle(outcome)
    }
  }

  /** Credentials in order, so that one may build on the one before (a CSRF token on the login). */
  private async prove(names: readonly string[], scope: CallScope): Promise<Credential[]> {
    const held: Credential[] = []
    for (const name of names) held.push(await this.credentials.get(name, this.dial(scope)))
    return held
  }

  /** A login that fails is a failure of the source, though no data call was made. */
  private failedLogin(error: unknown): never {
    if (error instanceof FreshetError) this.record(error.code)
    throw error
  }

  private send(request: NativeRequest, held: readonly Credential[], scope: CallScope): Promise<Answer> {
    const origin = held[0]!.origin ?? this.source.connector.origin(this.source.settings as never)
    return this.http.exchange({
      method: request.method,
      url: this.target(origin, request.path),
      headers: Object.assign({}, ...held.map((credential) => credential.headers), request.headers),
      body: request.body,
      deadline: scope.deadline,
      signal: scope.signal,
    })
  }

  /** Data calls go to the source's own origin, whatever a next link says: an answer must not choose whom we talk to. */
  private target(origin: string, path: string): URL {
    const base = origin.endsWith('/') ? origin.slice(0, -1) : origin
    if (!path.startsWith('/') || path.startsWith('//')) {
      throw new FreshetError('PAGE_INCONSISTENT', { source: this.source.name, detail: `refused to follow ${path}` })
    }
    return new URL(base + path)
  }

  private dial(scope: CallScope): Dial {
    return {
      now: () => this.runtime.now(),
      nonce: () => this.runtime.bytes(16).toString('hex'),
      send: async ({ method, url, headers, body, credentials }) => {
        const held = credentials ? await this.prove(credentials, scope) : []
        const answer = await this.http.exchange({
          method,
          url: new URL(url),
          headers: Object.assign({}, ...held.map((credential) => credential.headers), headers),
          body,
          // A login is shared by all who wait for it: the first caller's abort must not fail the others.
          deadline: Math.max(scope.deadline, this.runtime.monotonic() + 10_000),
        })
        return answer
      },
    }
  }

  /** Teaches the guard what the answer says about limits. */
  private learn(answer: Answer, fault: Fault | undefined): Outcome {
    for (const reading of this.source.connector.readings?.(answer) ?? []) this.guard.correct(reading)
    if (!fault) {
      this.stats.lastOkAt = this.runtime.now()
      return 'ok'
    }
    this.record(fault.code)
    if (fault.code === 'SOURCE_THROTTLED') this.guard.rest(fault.retryAfterMs ?? restMillis)
    if (fault.code === 'SOURCE_THROTTLED') return 'throttled'
    return fault.code === 'SOURCE_UNAVAILABLE' || fault.code === 'SOURCE_TIMEOUT' ? 'failed' : 'ignored'
  }

  private failure(fault: Fault): FreshetError {
    const { code, retryAfterMs, detail } = fault
    return new FreshetError(code, {
      source: this.source.name,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(detail ? { detail } : {}),
    })
  }

  private record(code: string): void {
    this.stats.lastError = code
    this.stats.lastErrorAt = this.runtime.now()
  }

  private publish(code: string, startedAt: number, request: NativeRequest): void {
    if (!callChannel.hasSubscribers) return
    callChannel.publish({
      source: this.source.name,
      code,
      millis: this.runtime.monotonic() - startedAt,
      native: request.text,
    })
  }
}
