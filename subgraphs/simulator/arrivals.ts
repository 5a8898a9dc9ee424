/** `auth` for token, login and CSRF calls, `data` for all else. */
export type ArrivalKind = 'auth' | 'data'

/** What is known of one request; the record is filled in while the request runs. */
export interface Arrival {
  readonly at: number
  endedAt?: number
  principal?: string
  readonly method: string
  readonly path: string
  kind: ArrivalKind
  /** The question in the vendor's language, cut at 16,000 characters. */
  native?: string
  /** Of the request's body, and of the answer as it went over the wire, head included. */
  requestBytes: number
  bytes: number
  status?: number
  /** Requests in flight when this one arrived, itself included. */
  readonly concurrent: number
  /** The client went away before the answer was complete. */
  aborted?: boolean
  readonly notes: Record<string, unknown>
}

const MAX_ARRIVALS = 100_000
const MAX_NATIVE_CHARS = 16_000
/** Long key lists would otherwise make the log, not the data, the largest thing in memory. */
const MAX_TOTAL_CHARS = 32_000_000

export interface ArrivalLog {
  readonly arrivals: readonly Arrival[]
  /** Since the last reset, also of arrivals that the log no longer holds. */
  readonly dataCalls: number
  readonly inFlight: number
  arrive(call: Pick<Arrival, 'at' | 'method' | 'path'>): Arrival
  identify(arrival: Arrival, known: Pick<Arrival, 'kind' | 'principal' | 'native' | 'requestBytes'>): void
  describe(arrival: Arrival, native: string): void
  end(arrival: Arrival, at: number): void
  reset(): void
  /** Resolves once `count` requests have arrived and been read since the last reset. */
  arrived(count: number): Promise<void>
  /** Resolves once no more than `count` are in flight; none, unless given. */
  idle(count?: number): Promise<void>
}

/** The last arrivals, bounded in number and in characters so that a simulator can run for days. */
export function arrivalLog(maxArrivals: number = MAX_ARRIVALS): ArrivalLog {
  const arrivals: Arrival[] = []
  let [dataCalls, identified, inFlight, chars] = [0, 0, 0, 0]
  let waiters: { isMet: () => boolean; resolve: () => void }[] = []

  const wake = () => {
    const met = waiters.filter(({ isMet }) => isMet())
    waiters = waiters.filter((waiter) => !met.includes(waiter))
    for (const { resolve } of met) resolve()
  }
  const until = (isMet: () => boolean) =>
    new Promise<void>((resolve) => {
      waiters.push({ isMet, resolve })
      wake()
    })
  // A tenth at a time: taking one from the front of a long array for each request would copy the array each time.
  const trim = () => {
    if (arrivals.length <= maxArrivals && chars <= MAX_TOTAL_CHARS) return
    arrivals.splice(0, Math.ceil(arrivals.length / 10))
    chars = arrivals.reduce((sum, { native }) => sum + (native?.length ?? 0), 0)
  }
  const describe = (arrival: Arrival, native: string) => {
    chars -= arrival.native?.length ?? 0
    arrival.native = native.slice(0, MAX_NATIVE_CHARS)
    chars += arrival.native.length
  }

  return {
    arrivals,
    get dataCalls() {
      return dataCalls
    },
    get inFlight() {
      return inFlight
    },
    describe,
    arrive(call) {
      inFlight += 1
      const arrival: Arrival = { ...call, kind: 'data', requestBytes: 0, bytes: 0, concurrent: inFlight, notes: {} }
      arrivals.push(arrival)
      trim()
      return arrival
    },
    identify(arrival, { native, ...known }) {
      Object.assign(arrival, known)
      if (native) describe(arrival, native)
      if (arrival.kind === 'data') dataCalls += 1
      identified += 1
      wake()
    },
    end(arrival, at) {
      arrival.endedAt = at
      inFlight -= 1
      wake()
    },
    reset() {
      arrivals.length = 0
      dataCalls = identified = chars = 0
    },
    arrived: (count) => until(() => identified >= count),
    idle: (count = 0) => until(() => inFlight <= count),
  }
}
