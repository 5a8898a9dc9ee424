import type { ErrorCode } from '../errors.ts'
import type { Guard, RestReason } from '../guard/index.ts'
import type { Runtime } from '../runtime.ts'

/** Rest when a vendor throttles without saying for how long: doubled each time, up to so often. */
const [restMillis, mostDoublings] = [1_000, 6]
/** Rest when a quota is used up and nobody says until when. */
const quotaRestMillis = 60_000

const restful: ReadonlySet<ErrorCode> = new Set(['SOURCE_THROTTLED', 'SOURCE_QUOTA_EXHAUSTED'])

/** For how long a vendor who turns us away is left alone by everybody. */
export class VendorRest {
  private readonly guard: Guard
  private readonly runtime: Runtime
  /** Times in a row that the vendor throttled us, each after the rest before it. */
  private strikes = 0
  private until = Number.NEGATIVE_INFINITY

  constructor(guard: Guard, runtime: Runtime) {
    this.guard = guard
    this.runtime = runtime
  }

  /** The vendor answers again. */
  end(): void {
    this.strikes = 0
  }

  /** Takes what the vendor said, with how long he asked for, if he did. */
  hear(code: ErrorCode, retryAfterMs: number | undefined): void {
    if (code === 'SOURCE_THROTTLED') this.rest(retryAfterMs ?? this.backoff(), code)
    if (code === 'SOURCE_QUOTA_EXHAUSTED') this.rest(retryAfterMs ?? quotaRestMillis, code)
    if (code === 'SOURCE_UNAVAILABLE' && retryAfterMs !== undefined) this.rest(retryAfterMs, code)
  }

  /** What is left of the rest, for a caller who was turned away by this code; undefined when waiting is no cure. */
  leftFor(code: ErrorCode): number | undefined {
    const left = this.until - this.runtime.monotonic()
    return restful.has(code) && left > 0 ? Math.ceil(left) : undefined
  }

  private rest(millis: number, reason: RestReason): void {
    this.guard.rest(millis, reason)
    this.until = Math.max(this.until, this.runtime.monotonic() + millis)
  }

  /** Longer each time, and never the same for two who were turned away together. */
  private backoff(): number {
    if (this.until <= this.runtime.monotonic()) this.strikes++
    return restMillis * 2 ** Math.min(this.strikes - 1, mostDoublings) * (1 + this.runtime.random())
  }
}
