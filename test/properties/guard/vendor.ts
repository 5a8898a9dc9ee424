import type { Answer } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import type { Exchange, Http } from '../../../gateway/transport/http.ts'
import type { SimulatedTime } from './simulated-time.ts'

/** What the vendor does with calls that arrive. */
export type Mood = 'well' | 'failing' | 'hanging' | 'resetting' | 'throttling' | 'lying'

/** From this instant on, until the next phase. */
export interface Phase {
  readonly from: number
  readonly mood: Mood
}

/** One call as the vendor saw it. */
export interface Arrival {
  readonly id: string
  /** When it left us. */
  readonly leftAt: number
  /** When it reached the vendor, and when the vendor was done with it: by the vendor's clock, which is ours here. */
  readonly at: number
  endedAt: number
  readonly mood: Mood
}

export interface Way {
  /** How long a connection may take. */
  readonly connectMillis: number
  /** Each way there and back takes between nothing and so long. */
  readonly jitterMillis: number
  /** The vendor takes between half of it and one and a half. */
  readonly serviceMillis: number
}

export interface SimulatedVendor extends Http {
  readonly arrivals: readonly Arrival[]
}

/** A vendor and the wire to it, without a socket. */
export function simulatedVendor(time: SimulatedTime, phases: readonly Phase[], way: Way): SimulatedVendor {
  const arrivals: Arrival[] = []
  const upTo = (millis: number) => time.random() * millis
  const moodAt = (at: number): Mood => phases.findLast(({ from }) => from <= at)?.mood ?? 'well'

  function exchange(request: Exchange): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let arrival: Arrival | undefined
      let isOver = false
      const end = (settle: () => void) => {
        if (isOver) return
        isOver = true
        cancelDeadline()
        request.signal?.removeEventListener('abort', leave)
        settle()
      }
      /** The vendor notices a little later that nobody listens any more. */
      const hangUp = (reason: unknown) =>
        end(() => {
          const running = arrival
          if (running)
            time.after(upTo(way.jitterMillis), () => {
              running.endedAt = Math.min(running.endedAt, time.monotonic())
            })
          reject(reason)
        })
      const leave = () => hangUp(request.signal!.reason)
      const cancelDeadline = time.after(request.deadline - time.monotonic(), () =>
        hangUp(new FreshetError('SOURCE_TIMEOUT', { source: 'erp' })),
      )
      request.signal?.addEventListener('abort', leave)
      time.after(upTo(way.connectMillis), () => {
        if (isOver) return
        try {
          request.onDispatch?.()
        } catch (error) {
          return end(() => reject(error))
        }
        const leftAt = time.monotonic()
        // What has left arrives, though nobody may want it any more.
        time.after(upTo(way.jitterMillis), () => {
          const at = time.monotonic()
          arrival = { id: request.url.pathname, leftAt, at, endedAt: Number.POSITIVE_INFINITY, mood: moodAt(at) }
          arrivals.push(arrival)
          serve(arrival, (answer) => end(answer), resolve, reject)
          // Its connection was closed on the way.
          if (isOver) arrival.endedAt = at
        })
      })
    })
  }

  function serve(
    arrival: Arrival,
    end: (settle: () => void) => void,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ): void {
    if (arrival.mood === 'hanging') return
    time.after(way.serviceMillis * (0.5 + time.random()), () => {
      arrival.endedAt = Math.min(arrival.endedAt, time.monotonic())
      time.after(upTo(way.jitterMillis), () =>
        end(() =>
          arrival.mood === 'resetting'
            ? reject(new FreshetError('SOURCE_UNAVAILABLE', { source: 'erp' }))
            : resolve(answerIn(arrival.mood)),
        ),
      )
    })
  }

  return { arrivals, exchange, close: async () => {} }
}

const statuses = { well: 200, failing: 503, hanging: 504, resetting: 500, throttling: 429, lying: 302 } as const

function answerIn(mood: Mood): Answer {
  return { status: statuses[mood], headers: {}, body: Buffer.alloc(0), text: () => '', json: () => ({}) }
}
