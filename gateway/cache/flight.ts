/** Who asks, and what bounds him. Times are monotonic milliseconds. */
export interface Asker {
  readonly signal?: AbortSignal | undefined
  readonly now: number
  readonly deadline: number
  /** Joins no call that has been under way for so long; 0 joins none. */
  readonly maxAgeMillis: number
  /** Joins no call that began at this instant or before: what was asked may have changed then. */
  readonly after?: number | undefined
  /** What the call must bring: a call that brings more is joined as well. */
  readonly wants?: readonly string[] | undefined
}

/** A call, and the keys of the asker that it answers. */
export interface Share<T> {
  readonly keys: readonly string[]
  readonly result: Promise<T>
  /** Whether the call was already under way. */
  readonly joined: boolean
}

/**
 * Many askers of one key share one call. The call is cancelled only when the last of them has gone;
 * an asker who leaves early does not disturb the others.
 */
export class SingleFlight {
  private readonly flights = new Map<string, Flight<unknown>>()

  /** `joined` tells whether the asker found the call already under way. */
  run<T>(
    key: string,
    asker: Asker,
    start: (signal: AbortSignal) => Promise<T>,
  ): { result: Promise<T>; joined: boolean } {
    return this.runEach<T>([key], asker, (_keys, signal) => start(signal))[0]!
  }

  /**
   * Keys that are under way are waited for; the others are asked together, in one call. One kind of call only may share a
   * `SingleFlight`: all flights of a key bring a `T`.
   */
  runEach<T>(
    keys: readonly string[],
    asker: Asker,
    start: (keys: readonly string[], signal: AbortSignal) => Promise<T>,
  ): readonly Share<T>[] {
    if (asker.signal?.aborted) return [{ keys, result: Promise.reject(asker.signal.reason), joined: false }]
    const { running, missing } = this.divide<T>(keys, asker)
    const joined = [...running].map(([flight, keys]) => ({ keys, result: flight.join(asker.signal), joined: true }))
    if (missing.length === 0) return joined
    return [...joined, { keys: missing, result: this.start(missing, asker, start).join(asker.signal), joined: false }]
  }

  has(key: string): boolean {
    return this.flights.has(key)
  }

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.flights.size === 0
  }

  private divide<T>(keys: readonly string[], asker: Asker) {
    const running = new Map<Flight<T>, string[]>()
    const missing: string[] = []
    for (const key of keys) {
      const flight = this.flights.get(key) as Flight<T> | undefined
      if (!flight?.suits(asker)) missing.push(key)
      else running.set(flight, [...(running.get(flight) ?? []), key])
    }
    return { running, missing }
  }

  private start<T>(
    keys: readonly string[],
    asker: Asker,
    start: (keys: readonly string[], signal: AbortSignal) => Promise<T>,
  ): Flight<T> {
    const done = () => {
      for (const key of keys) if (this.flights.get(key) === flight) this.flights.delete(key)
    }
    const flight: Flight<T> = new Flight<T>(asker, (signal) => start(keys, signal), done)
    for (const key of keys) this.flights.set(key, flight)
    return flight
  }
}

/** The part of an asker's own time that a call must still have, to be worth joining. */
const enoughTime = 0.75

class Flight<T> {
  private readonly abort = new AbortController()
  private readonly landing: Promise<T>
  private readonly startedAt: number
  private readonly deadline: number
  private readonly brings: ReadonlySet<string>
  private readonly done: () => void
  private askers = 0

  constructor({ now, deadline, wants }: Asker, start: (signal: AbortSignal) => Promise<T>, done: () => void) {
    this.startedAt = now
    this.deadline = deadline
    this.brings = new Set(wants)
    this.done = done
    this.landing = start(this.abort.signal)
    // Not by `finally`, which takes three promises where one serves.
    this.landing.then(done, done)
  }

  /** A call ends with the time of whoever began it: one in a hurry must not fail those who have time. */
  suits({ now, deadline, maxAgeMillis, after = Number.NEGATIVE_INFINITY, wants = [] }: Asker): boolean {
    const isYoung = now - this.startedAt < maxAgeMillis && this.startedAt > after
    const hasTime = this.deadline - now >= enoughTime * (deadline - now)
    return isYoung && hasTime && wants.every((part) => this.brings.has(part))
  }

  join(signal: AbortSignal | undefined): Promise<T> {
    this.askers++
    if (!signal) return this.landing
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (--this.askers === 0) this.cancel(signal.reason)
        reject(signal.reason)
      }
      const stay = () => signal.removeEventListener('abort', leave)
      signal.addEventListener('abort', leave, { once: true })
      this.landing.then(stay, stay)
      this.landing.then(resolve, reject)
    })
  }

  /** Out of the way first: whoever asks next must start anew, not join a call that is being cancelled. */
  private cancel(reason: unknown): void {
    this.done()
    this.abort.abort(reason)
  }
}
