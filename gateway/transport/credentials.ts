import type { Credential, Dial } from '../connector/index.ts'
import { defaultMessage, FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

type Obtain = (dial: Dial) => Promise<Credential>

interface Held {
  readonly credential: Promise<Credential>
  /** Known once the flight has landed. */
  expiresAt: number
}

/** A refused login is not tried again for so long: hammering locks accounts. */
const refusalMillis = 20_000
/** A token is renewed a little before the vendor forgets it. */
const earlyMillis = 30_000

/** The credentials of one source: each obtained by one flight at a time, kept until it expires or the vendor refuses it. */
export class Credentials {
  private readonly obtainers: Readonly<Record<string, Obtain>>
  private readonly runtime: Runtime
  private readonly source: string
  private readonly held = new Map<string, Held>()
  private readonly refused = new Map<string, { until: number; error: unknown }>()

  constructor(source: string, obtainers: Readonly<Record<string, Obtain>>, runtime: Runtime) {
    this.source = source
    this.obtainers = obtainers
    this.runtime = runtime
  }

  get(name: string, dial: Dial): Promise<Credential> {
    const held = this.held.get(name)
    if (held && held.expiresAt > this.runtime.now()) return held.credential
    const refusal = this.refused.get(name)
    if (refusal && refusal.until > this.runtime.now()) return Promise.reject(refusal.error)
    return this.obtain(name, dial)
  }

  /** Forgets a credential the vendor no longer takes, unless it has been renewed since. */
  expire(name: string, used: Credential): void {
    const held = this.held.get(name)
    held?.credential.then(
      (current) => {
        if (current === used && this.held.get(name) === held) this.held.delete(name)
      },
      () => {},
    )
  }

  private obtain(name: string, dial: Dial): Promise<Credential> {
    const obtain = this.obtainers[name]
    if (!obtain) throw new FreshetError('INTERNAL', { source: this.source, detail: `no credential named ${name}` })
    const flight: Held = {
      credential: obtain(dial).catch((error) => this.named(error)),
      expiresAt: Number.POSITIVE_INFINITY,
    }
    this.held.set(name, flight)
    flight.credential.then(
      (credential) => {
        flight.expiresAt =
          credential.expiresAt === undefined ? Number.POSITIVE_INFINITY : credential.expiresAt - earlyMillis
      },
      (error) => this.forget(name, flight, error),
    )
    return flight.credential
  }

  /** A connector's login does not know which source it logs in to. */
  private named(error: unknown): never {
    if (!(error instanceof FreshetError) || error.source !== undefined) throw error
    const { code, detail, retryAfterMs, cause } = error
    const own = error.message === defaultMessage(code) ? {} : { message: error.message }
    throw new FreshetError(code, { source: this.source, detail, retryAfterMs, cause, ...own })
  }

  private forget(name: string, flight: Held, error: unknown): void {
    if (this.held.get(name) === flight) this.held.delete(name)
    if (error instanceof FreshetError && error.code === 'SOURCE_AUTH') {
      this.refused.set(name, { until: this.runtime.now() + refusalMillis, error })
    }
  }
}
