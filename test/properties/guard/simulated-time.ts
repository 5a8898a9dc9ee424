import type { Runtime } from '../../../gateway/runtime.ts'
import { seededRandom } from '../../../subgraphs/simulator/random.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
  isOver: boolean
}

/** A runtime in which an hour passes in the time that its events take, the same for the same seed. */
export interface SimulatedTime extends Runtime {
  /** Lets so much time pass, one event after the other, each with all that follows from it at once. */
  pass(millis: number): Promise<void>
}

export function simulatedTime(seed: number): SimulatedTime {
  const random = seededRandom(seed)
  const timers: Timer[] = []
  let now = 1_000
  let issued = 0
  const after = (millis: number, run: () => void) => {
    const timer = { at: now + Math.max(0, millis), run, isOver: false }
    timers.splice(placeOf(timers, timer.at), 0, timer)
    return () => {
      timer.isOver = true
    }
  }
  const next = (until: number): Timer | undefined => {
    while (timers[0]?.isOver) timers.shift()
    return timers[0] && timers[0].at <= until ? timers.shift() : undefined
  }
  return {
    now: () => 1_800_000_000_000 + now,
    monotonic: () => now,
    after,
    random,
    uuid: () => `id-${++issued}`,
    bytes: (length) => Buffer.alloc(length, Math.floor(random() * 256)),
    async pass(millis) {
      const until = now + millis
      for (let timer = next(until); timer; timer = next(until)) {
        now = timer.at
        timer.isOver = true
        timer.run()
        await settled()
      }
      now = until
    },
  }
}

/** After all that are due at the same instant: those who came first go first. */
function placeOf(timers: readonly Timer[], at: number): number {
  let [low, high] = [0, timers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timers[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Lets every promise that can settle settle. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
