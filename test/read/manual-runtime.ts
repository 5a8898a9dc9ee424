import type { Runtime } from '../../gateway/runtime.ts'
import { seededRandom } from '../../subgraphs/simulator/random.ts'
import { virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'

/** A runtime whose time stands still until it is told to move, and whose wall clock may step on its own. */
export interface ManualRuntime extends Runtime {
  advance(millis: number): void
  /** Steps the wall clock only, as NTP does. */
  step(millis: number): void
  /** How many timers wait. */
  readonly timers: number
  /** How far off the next of them is; undefined when none waits. */
  readonly nextInMillis: number | undefined
}

export function manualRuntime(seed = 1): ManualRuntime {
  const clock = virtualClock()
  const random = seededRandom(seed)
  // As on a machine, neither clock begins at nought.
  const startedAt = clock.now() - 1_000
  let stepped = 0
  let issued = 0
  return {
    now: () => clock.now() + stepped,
    monotonic: () => clock.now() - startedAt,
    after: (millis, run) => clock.after(Math.max(0, millis), run),
    random,
    uuid: () => `00000000-0000-4000-8000-${String(++issued).padStart(12, '0')}`,
    bytes: (length) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256))),
    advance: (millis) => clock.advance(millis),
    step: (millis) => {
      stepped += millis
    },
    get timers() {
      return clock.timers
    },
    get nextInMillis() {
      return clock.nextInMillis
    },
  }
}
