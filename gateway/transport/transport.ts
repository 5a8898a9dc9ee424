import { channel } from 'node:diagnostics_channel'
import type { Answer, Credential, Dial, Fault, Link, NativeRequest, Source } from '../connector/index.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import type { Guard, Lane, Outcome, RestReason } from '../guard/index.ts'
import type { Runtime } from '../runtime.ts'
import { within } from './bounded.ts'
import { Credentials } from './credentials.ts'
import { bounded, faultByStatus, retryAfterMillis } from './faults.ts'
import { createHttp, type Http } from './http.ts'
import { Secrets } from './secrets.ts'

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

/** Rest when a vendor throttles without saying for how long: doubled each time, up to so often. */
const [restMillis, mostDoublings] = [1_000, 6]
/** Rest when a quota is used up and nobody says until when. */
const quotaRestMillis = 60_000
/**
 * A call ends a little before its caller's time: what is late is then named, and there is time to put the answer together.
 */
const [marginMillis, marginShare] = [100, 0.1]

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
  private readonly secrets: Secrets
  /** Times in a row that the vendor throttled us, each after the rest before it. */
  private strikes = 0
  private restsUntil = Number.NEGATIVE_INFINITY

  constructor(source: Source, guard: Guard, runtime: Runtime) {
    this.source = source
    this.guard = guard
    this.runtime = runtime
    this.http = createHttp({ source: source.name, runtime })
    this.secrets = new Secrets(source)
    const obtainers = Object.entries(source.connector.credentials).map(
      ([name, obtain]) => [name, (dial: Dial) => this.obtain(obtain, dial)] as const,
    )
    this.credentials = new Credentials(source.name, Object.fromEntries(obtainers), runtime)
  }

  link(scope: CallScope): Link {
    return {
      call: (request) => {
        const left = scope.deadline - this.runtime.monotonic()
        const deadline = scope.deadline - Math.min(marginMillis, left * marginShare)
        return this.call(request, { ...scope, deadline })
      },
    }
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

  private async attempt(request: NativeRequest, scope: CallScope): Promise<{ answer: Answer; fault?: Fault }> {
    const names = ['login', ...(request.credentials ?? [])]
    const held = await this.prove(names, scope).catch((error) => this.failedLogin(error, scope))
    const url = this.target(
      held[0]!.origin ?? this.source.connector.origin(this.source.settings as never),
      request.path,
    )
    const permit = await this.guard.acquire({ cost: 1, ...scope })
    const startedAt = this.runtime.monotonic()
    let outcome: Outcome = 'ignored'
    try {
      this.stats.calls++
      scope.onCall?.(this.source.name)
      const answer = await this.send(url, request, held, scope)
      const fault = this.judge(answer)
      outcome = this.learn(answer, fault)
      this.publish(fault?.code ?? 'OK', startedAt, request)
      if (fault?.expired) this.credentials.expire(fault.expired, held[names.indexOf(fault.expired)])
      return fault ? { answer, fault } : { answer }
    } catch (error) {
      if (error instanceof FreshetError && !isLeaving(error, scope)) {
        outcome = outcomeOf(error.code)
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
    const late = () => new FreshetError('SOURCE_TIMEOUT', { source: this.source.name, detail: 'waiting for a login' })
    for (const name of names)
      held.push(await within(this.credentials.get(name, this.dial(scope)), scope, this.runtime, late))
    return held
  }

  private async obtain(obtain: Obtain, dial: Dial): Promise<Credential> {
    try {
      const credential = await obtain(dial, this.source.settings as never)
      this.secrets.add(credential)
      return credential
    } catch (error) {
      if (!(error instanceof FreshetError) || error.detail === undefined) throw error
      const { code, message, detail, retryAfterMs, source, cause } = error
      throw new FreshetError(code, { message, detail: this.secrets.scrub(detail), retryAfterMs, source, cause })
    }
  }

  /** A login that fails is a failure of the source, though no data call was made. */
  private failedLogin(error: unknown, scope: CallScope): never {
    if (error instanceof FreshetError && !isLeaving(error, scope)) this.record(error.code)
    throw error
  }

  private send(url: URL, request: NativeRequest, held: readonly Credential[], scope: CallScope): Promise<Answer> {
    return this.http.exchange({
      method: request.method,
      url,
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
        return this.http.exchange({
          method,
          url: new URL(url),
          headers: Object.assign({}, ...held.map((credential) => credential.headers), headers),
          body,
          // A login is shared by all who wait for it: the first caller's abort must not fail the others.
          deadline: Math.max(scope.deadline, this.runtime.monotonic() + 10_000),
        })
      },
    }
  }

  /** The fault that an answer is, with what it says about coming again. What even the connector cannot make out is bad. */
  private judge(answer: Answer): Fault | undefined {
    try {
      const fault = this.source.connector.classify(answer) ?? faultByStatus(answer)
      const asked = fault?.retryAfterMs === undefined ? undefined : bounded(fault.retryAfterMs)
      return fault && { ...fault, retryAfterMs: asked ?? retryAfterMillis(answer, this.runtime.now()) }
    } catch (error) {
      return { code: 'SOURCE_BAD_RESPONSE', detail: error instanceof FreshetError ? error.detail : String(error) }
    }
  }

  /** Teaches the guard what the answer says about limits. */
  private learn(answer: Answer, fault: Fault | undefined): Outcome {
    for (const reading of this.source.connector.readings?.(answer) ?? []) this.guard.correct(reading)
    if (!fault) {
      this.strikes = 0
      this.credentials.prove()
      this.stats.lastOkAt = this.runtime.now()
      return 'ok'
    }
    this.record(fault.code)
    const { code, retryAfterMs } = fault
    if (code === 'SOURCE_THROTTLED') this.rest(retryAfterMs ?? this.backoff(), code)
    if (code === 'SOURCE_QUOTA_EXHAUSTED') this.rest(retryAfterMs ?? quotaRestMillis, code)
    if (code === 'SOURCE_UNAVAILABLE' && retryAfterMs !== undefined) this.rest(retryAfterMs, code)
    return outcomeOf(code)
  }

  private rest(millis: number, reason: RestReason): void {
    this.guard.rest(millis, reason)
    this.restsUntil = Math.max(this.restsUntil, this.runtime.monotonic() + millis)
  }

  /** Longer each time, and never the same for two who were turned away together. */
  private backoff(): number {
    if (this.restsUntil <= this.runtime.monotonic()) this.strikes++
    return restMillis * 2 ** Math.min(this.strikes - 1, mostDoublings) * (1 + this.runtime.random())
  }

  private failure(fault: Fault): FreshetError {
    const { code, detail } = fault
    const resting = this.restsUntil - this.runtime.monotonic()
    const retryAfterMs = fault.retryAfterMs ?? (restful.has(code) && resting > 0 ? Math.ceil(resting) : undefined)
    return new FreshetError(code, {
      source: this.source.name,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(detail ? { detail: this.secrets.scrub(detail) } : {}),
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

type Obtain = Source['connector']['credentials'][string]

const restful: ReadonlySet<ErrorCode> = new Set(['SOURCE_THROTTLED', 'SOURCE_QUOTA_EXHAUSTED'])

/** The caller's own leaving says nothing about the source. */
const isLeaving = (error: unknown, { signal }: CallScope): boolean =>
  signal?.aborted === true && error === signal.reason

/** What budgets learn from a failure: only overload says that there were too many calls. */
function outcomeOf(code: ErrorCode): Outcome {
  if (code === 'SOURCE_THROTTLED') return 'throttled'
  return code === 'SOURCE_UNAVAILABLE' || code === 'SOURCE_TIMEOUT' ? 'failed' : 'ignored'
}
