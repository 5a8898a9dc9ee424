/**
 * Many askers of one key share one call. The call is cancelled only when the last of them has gone;
 * an asker who leaves early does not disturb the others.
 */
export class SingleFlight {
  private readonly flights = new Map<string, Flight<unknown>>()

  /** `joined` tells whether the asker found the call already under way. */
  run<T>(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<T>,
  ): { result: Promise<T>; joined: boolean } {
    const running = this.flights.get(key) as Flight<T> | undefined
    if (running) return { result: running.join(signal), joined: true }
    const flight: Flight<T> = new Flight<T>(start, () => {
      if (this.flights.get(key) === flight) this.flights.delete(key)
    })
    this.flights.set(key, flight)
    return { result: flight.join(signal), joined: false }
  }
}

class Flight<T> {
  private readonly abort = new AbortController()
  private readonly landing: Promise<T>
  private readonly done: () => void
  private askers = 0

  constructor(start: (signal: AbortSignal) => Promise<T>, done: () => void) {
    this.done = done
    this.landing = start(this.abort.signal).finally(done)
    // Every asker may have left by then; nobody else is owed the failure.
    this.landing.catch(() => {})
  }

  join(signal: AbortSignal | undefined): Promise<T> {
    this.askers++
    if (!signal) return this.landing
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (--this.askers === 0) this.cancel(signal.reason)
        reject(signal.reason)
      }
      if (signal.aborted) return leave()
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
