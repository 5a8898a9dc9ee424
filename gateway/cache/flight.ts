/** Who asks, and what bounds him. Times are monotonic milliseconds. */
export interface Asker {
  readonly signal?: AbortSignal | undefined
  readonly now: number
  readonly deadline: number
  /** Joins no call that has been under way for so long; 0 joins none. */
  readonly maxAgeMillis: number
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
    if (asker.signal?.aborted) return { result: Promise.reject(asker.signal.reason), joined: false }
    const running = this.flights.get(key) as Flight<T> | undefined
    if (running?.suits(asker)) return { result: running.join(asker.signal), joined: true }
    const flight: Flight<T> = new Flight<T>(asker, start, () => {
      if (this.flights.get(key) === flight) this.flights.delete(key)
    })
    this.flights.set(key, flight)
    return { result: flight.join(asker.signal), joined: false }
  }
}

/** The part of an asker's own time that a call must still have, to be worth joining. */
const enoughTime = 0.75

class Flight<T> {
  private readonly abort = new AbortController()
  private readonly landing: Promise<T>
  private readonly startedAt: number
  private readonly deadline: number
  private readonly done: () => void
  private askers = 0

  constructor({ now, deadline }: Asker, start: (signal: AbortSignal) => Promise<T>, done: () => void) {
    this.startedAt = now
    this.deadline = deadline
    this.done = done
    this.landing = start(this.abort.signal).finally(done)
  }

  /** A call ends with the time of whoever began it: one in a hurry must not fail those who have time. */
  suits({ now, deadline, maxAgeMillis }: Asker): boolean {
    return now - this.startedAt < maxAgeMillis && this.deadline - now >= enoughTime * (deadline - now)
  }

  join(signal: AbortSignal | undefined): Promise<T> {
    this.askers++
    if (!signal) return this.landing
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (--this.askers === 0) this.cancel(signal.reason)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      this.landing.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  /** Out of the way first: whoever asks next must start anew, not join a call that is being cancelled. */
  private cancel(reason: unknown): void {
    this.done()
    this.abort.abort(reason)
  }
}
