import type { Credential, Dial } from '../connector/index.ts'
import { FreshetError, ofSource } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

type Obtain = (dial: Dial) => Promise<Credential>

/** Times are monotonic: a wall clock that steps must not revive a token that has died. */
interface Held {
  readonly credential: Promise<Credential>
  /** Present once the flight has landed. */
  landed?: Credential
  until: number
}

interface Refusal {
  readonly until: number
  readonly error: FreshetError
}

/** What is refused is not tried again for so long: hammering locks accounts. */
const refusalMillis = 60_000
/** So many new credentials in a row that no call succeeded with are one too many; or so many within `refusalMillis`. */
const [mostInVain, mostRenewals] = [3, 10]
/** How long a login rests that was throttled without being told for how long. */
const throttledMillis = 1_000
/** A token is renewed a little before the vendor forgets it; a short-lived one is still used for most of its life. */
const earlyMillis = 30_000
const earlyShare = 0.1

/** The credentials of one source: each obtained by one flight at a time, kept until it expires or the vendor refuses it. */
export class Credentials {
  private readonly obtainers: Readonly<Record<string, Obtain>>
  private readonly runtime: Runtime
  private readonly source: string
  private readonly held = new Map<string, Held>()
  private readonly refused = new Map<string, Refusal>()
  /** When the vendor would not take a credential of ours. */
  private readonly expiries = new Map<string, { inVain: number; times: readonly number[] }>()

  constructor(source: string, obtainers: Readonly<Record<string, Obtain>>, runtime: Runtime) {
    this.source = source
    this.obtainers = obtainers
    this.runtime = runtime
  }

  /** At once what is there already: nearly every call finds it so, and need not wait or be woken. */
  get(name: string, dial: Dial): Credential | Promise<Credential> {
    const now = this.runtime.monotonic()
    const held = this.held.get(name)
    if (held && held.until > now) return held.landed ?? held.credential
    const refusal = this.refused.get(name)
    if (refusal && refusal.until > now) return Promise.reject(refusal.error)
    return this.obtain(name, dial)
  }

  /** Forgets a credential the vendor no longer takes, unless it has been renewed since. */
  expire(name: string, used: Credential | undefined): void {
    const held = this.held.get(name)
    held?.credential.then(
      (current) => {
        if (current === used && this.held.get(name) === held) this.count(name)
      },
      () => {},
    )
  }

  /** A call succeeded: whatever was refused before, these are good. */
  prove(): void {
    for (const expiry of this.expiries.values()) expiry.inVain = 0
  }

  private count(name: string): void {
    this.drop(name)
    const now = this.runtime.monotonic()
    const { inVain = 0, times = [] } = this.expiries.get(name) ?? {}
    const recent = [...times.filter((at) => now - at < refusalMillis), now]
    this.expiries.set(name, { inVain: inVain + 1, times: recent })
    if (inVain + 1 < mostInVain && recent.length < mostRenewals) return
    const detail = `${name} was renewed, and refused again and again`
    this.refuse(name, new FreshetError('SOURCE_AUTH', { source: this.source, detail }))
  }

  private refuse(name: string, error: FreshetError, millis: number = refusalMillis): void {
    this.refused.set(name, { until: this.runtime.monotonic() + millis, error })
  }

  /** What was obtained with a login (a session, a token against forgery) is bound to it and goes with it. */
  private drop(name: string): void {
    if (name === 'login') this.held.clear()
    else this.held.delete(name)
  }

  private obtain(name: string, dial: Dial): Promise<Credential> {
    const obtain = this.obtainers[name]
    if (!obtain) throw new FreshetError('INTERNAL', { source: this.source, detail: `no credential named ${name}` })
    const flight: Held = {
      // A connector's login does not know which source it logs in to.
      credential: obtain(dial).catch((error) => Promise.reject(ofSource(error, this.source))),
      until: Number.POSITIVE_INFINITY,
    }
    this.held.set(name, flight)
    flight.credential.then(
      (credential) => {
        flight.landed = credential
        flight.until = this.runtime.monotonic() + this.lifeOf(credential)
      },
      (error) => this.forget(name, flight, error),
    )
    return flight.credential
  }

  private lifeOf({ expiresAt }: Credential): number {
    const life = expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt - this.runtime.now()
    return life - Math.min(earlyMillis, life * earlyShare)
  }

  private forget(name: string, flight: Held, error: unknown): void {
    if (this.held.get(name) === flight) this.held.delete(name)
    if (!(error instanceof FreshetError)) return
    if (error.code === 'SOURCE_AUTH') this.refuse(name, error)
    if (error.code === 'SOURCE_THROTTLED') this.refuse(name, error, error.retryAfterMs ?? throttledMillis)
  }
}
