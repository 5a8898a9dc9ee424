import { channel } from 'node:diagnostics_channel'
import type { Answer, Credential, Dial, Fault, Link, NativeRequest, Source } from '../connector/index.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import type { Guard, Lane, Outcome, Permit } from '../guard/index.ts'
import type { Runtime } from '../runtime.ts'
import { within } from './bounded.ts'
import { Credentials } from './credentials.ts'
import { bounded, faultByStatus, retryAfterMillis } from './faults.ts'
import { createHttp, type Exchange, type Http } from './http.ts'
import { isMomentary, isMomentaryFailure, pause, pauseBefore } from './retry.ts'
import { Secrets } from './secrets.ts'
import { VendorRest } from './vendor-rest.ts'

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

/**
 * A call ends a little before its caller's time: what is late is then named, and there is time to put the answer together.
 */
const [marginMillis, marginShare] = [100, 0.1]
/** A call that was given less time than this and got no answer in it says nothing about the source. */
const fairMillis = 2_000
/** How long the vendor may take to tell how much of its limits is used. */
const usageMillis = 10_000
/** Thrown to undici alone, where a call's leave has run out before there was a connection for it. */
const leaveRanOut = new FreshetError('GATEWAY_OVERLOADED')

/** `http` is how requests reach the vendor: over sockets, unless a simulation has it otherwise. */
export function createTransport(
  source: Source,
  guard: Guard,
  runtime: Runtime,
  http: Http = createHttp({ source: source.name, runtime }),
): Transport {
  return new SourceTransport(source, guard, runtime, http)
}

class SourceTransport implements Transport {
  readonly stats: Transport['stats'] = { calls: 0, lastOkAt: undefined, lastError: undefined, lastErrorAt: undefined }
  private readonly source: Source
  private readonly guard: Guard
  private readonly runtime: Runtime
  private readonly http: Http
  private readonly credentials: Credentials
  private readonly secrets: Secrets
  private readonly vendorRest: VendorRest
  /** Whether the vendor is still to be asked what earlier processes left no account of. */
  private isUsageUnknown: boolean

  constructor(source: Source, guard: Guard, runtime: Runtime, http: Http) {
    this.source = source
    this.guard = guard
    this.runtime = runtime
    this.http = http
    this.secrets = new Secrets(source)
    this.vendorRest = new VendorRest(guard, runtime)
    this.isUsageUnknown = guard.isGuessing && source.connector.usage !== undefined
    const obtainers = Object.entries(source.connector.credentials).map(
      ([name, obtain]) => [name, (dial: Dial) => this.obtain(obtain, dial)] as const,
    )
    this.credentials = new Credentials(source.name, Object.fromEntries(obtainers), runtime)
  }

  link(scope: CallScope): Link {
    if (this.isUsageUnknown) void this.askUsage()
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

  /** One data call; replayed once for each of its credentials that the vendor says has expired, and retried when that may help. */
  private async call(request: NativeRequest, scope: CallScope): Promise<Answer> {
    const renewed = new Set<string>()
    let failed: Failed | undefined
    for (let retries = 0; ; ) {
      const result = await this.attempt(request, scope, retries > 0).catch((refusal) => {
        // That the guard would not let a retry go is not what was wrong.
        throw failed && retries > 0 && !scope.signal?.aborted ? failed.error : refusal
      })
      if ('answer' in result) return result.answer
      failed = result
      if (result.expired && !renewed.has(result.expired)) {
        renewed.add(result.expired)
        continue
      }
      if (!result.isMomentary || !(await this.mayRetry(++retries, scope))) throw result.error
    }
  }

  /** Reads are all that there is, so that any call may be made again; but not beyond its deadline, and not at any cost. */
  private async mayRetry(retry: number, scope: CallScope): Promise<boolean> {
    const millis = pauseBefore(retry, this.runtime)
    const isInTime = this.runtime.monotonic() + millis < scope.deadline
    if (retry > this.source.retries || !isInTime || !this.guard.mayRetry()) return false
    await pause(millis, scope, this.runtime)
    return true
  }

  private async attempt(request: NativeRequest, scope: CallScope, isRetry: boolean): Promise<Answered | Failed> {
    this.guard.ensureServing()
    const names = ['login', ...(request.credentials ?? [])]
    const held = await this.prove(names, scope).catch((error) => this.failedLogin(error, scope))
    const url = this.target(
      held[0]!.origin ?? this.source.connector.origin(this.source.settings as never),
      request.path,
    )
    let permit = await this.guard.acquire({ cost: 1, ...scope, isRetry })
    this.stats.calls++
    scope.onCall?.(this.source.name)
    for (;;) {
      const result = await this.send(permit, { url, request, held, names }, scope)
      if (result) return result
      permit = await this.guard.acquire({ cost: 1, ...scope, isRetry })
    }
  }

  /** Undefined when the permit ran out before the call could leave. */
  private async send(permit: Permit, parcel: Parcel, scope: CallScope): Promise<Answered | Failed | undefined> {
    const { request, held, names } = parcel
    const startedAt = this.runtime.monotonic()
    let isGivenBack = false
    let [outcome, isCutOff]: [Outcome, boolean] = ['ignored', false]
    const onDispatch = () => {
      isGivenBack = !permit.dispatch()
      if (isGivenBack) throw leaveRanOut
    }
    try {
      const answer = await this.http.exchange(this.exchangeOf(parcel, scope, onDispatch))
      const fault = this.judge(answer)
      outcome = this.learn(answer, fault)
      this.publish(fault?.code ?? 'OK', startedAt, request)
      if (!fault) return { answer }
      if (fault.expired) this.credentials.expire(fault.expired, held[names.indexOf(fault.expired)])
      // A credential that is refused although it was renewed is refused for good.
      const error = this.failure(fault.expired ? { ...fault, code: 'SOURCE_AUTH' } : fault)
      return { error, expired: fault.expired, isMomentary: isMomentary(fault, answer) }
    } catch (error) {
      if (error === leaveRanOut) return undefined
      if (!(error instanceof FreshetError) || isLeaving(error, scope)) {
        isCutOff = true
        throw error
      }
      outcome = this.learnFailure(error.code, startedAt, request)
      isCutOff = error.code !== 'SOURCE_UNAVAILABLE'
      return { error, isMomentary: isMomentaryFailure(error) }
    } finally {
      if (!isGivenBack) permit.settle(outcome, isCutOff)
    }
  }

  private exchangeOf({ url, request, held }: Parcel, scope: CallScope, onDispatch: () => void): Exchange {
    return {
      method: request.method,
      url,
      headers: Object.assign({}, ...held.map((credential) => credential.headers), request.headers),
      body: request.body,
      deadline: scope.deadline,
      signal: scope.signal,
      onDispatch,
    }
  }

  /** Credentials in order, so that one may build on the one before (a CSRF token on the login). */
  private async prove(names: readonly string[], scope: CallScope): Promise<Credential[]> {
    const held: Credential[] = []
    const late = () => new FreshetError('SOURCE_TIMEOUT', { source: this.source.name, detail: 'waiting for a login' })
    for (const name of names) {
      const found = this.credentials.get(name, this.dial(scope))
      held.push(found instanceof Promise ? await within(found, scope, this.runtime, late) : found)
    }
    return held
  }

  private async obtain(obtain: Obtain, dial: Dial): Promise<Credential> {
    try {
      const credential = await obtain(dial, this.source.settings as never)
      this.secrets.add(credential)
      return credential
    } catch (error) {
      // A login needs no permit, but a source that cannot even log us in is as out of service as any.
      if (error instanceof FreshetError) this.guard.hear(outcomeOf(error.code))
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
      this.vendorRest.end()
      this.credentials.prove()
      this.stats.lastOkAt = this.runtime.now()
      return 'ok'
    }
    this.record(fault.code)
    this.vendorRest.hear(fault.code, fault.retryAfterMs)
    return outcomeOf(fault.code)
  }

  private learnFailure(code: ErrorCode, startedAt: number, request: NativeRequest): Outcome {
    this.record(code)
    this.publish(code, startedAt, request)
    const isUnfair = code === 'SOURCE_TIMEOUT' && this.runtime.monotonic() - startedAt < fairMillis
    return isUnfair ? 'ignored' : outcomeOf(code)
  }

  /** In the background, and once: what cannot be asked is guessed until an answer tells. */
  private async askUsage(): Promise<void> {
    this.isUsageUnknown = false
    const { connector, settings } = this.source
    const scope: CallScope = { lane: 'refresh', deadline: this.runtime.monotonic() + usageMillis }
    try {
      const answer = await this.call(connector.usage!.request(settings as never), scope)
      for (const reading of connector.usage!.readings(answer)) this.guard.correct(reading)
    } catch {
      // Whoever may not ask this goes on with the guess.
    }
  }

  private failure(fault: Fault): FreshetError {
    const { code, detail } = fault
    const retryAfterMs = fault.retryAfterMs ?? this.vendorRest.leftFor(code)
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

interface Answered {
  readonly answer: Answer
}

interface Failed {
  readonly error: FreshetError
  /** The credential that the vendor would not take any more. */
  readonly expired?: string | undefined
  /** The same call may succeed a moment later. */
  readonly isMomentary: boolean
}

/** What is to be sent, and what proves that we may: credentials by their names. */
interface Parcel {
  readonly url: URL
  readonly request: NativeRequest
  readonly held: readonly Credential[]
  readonly names: readonly string[]
}

/** The caller's own leaving says nothing about the source. */
const isLeaving = (error: unknown, { signal }: CallScope): boolean =>
  signal?.aborted === true && error === signal.reason

/** What the guard learns from a failure. */
function outcomeOf(code: ErrorCode): Outcome {
  if (code === 'SOURCE_THROTTLED') return 'throttled'
  if (code === 'SOURCE_UNAVAILABLE' || code === 'SOURCE_TIMEOUT') return 'failed'
  return code === 'SOURCE_BAD_RESPONSE' ? 'broken' : 'answered'
}
