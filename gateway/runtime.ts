import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'

/**
 * Everything the engine takes from the outside world besides sockets: wall clock, monotonic clock, timers, randomness.
 * It is injected, so that tests run on virtual time and a failing seed replays exactly.
 */
export interface Runtime {
  /** Wall clock, epoch milliseconds. For stamps only: it may step. */
  now(): number
  /** Monotonic milliseconds, for intervals and deadlines. */
  monotonic(): number
  /** Calls `run` once after `millis`; the returned function cancels it. The timer does not keep the process alive. */
  after(millis: number, run: () => void): () => void
  /** Uniform in [0, 1). */
  random(): number
  uuid(): string
  bytes(length: number): Buffer
}

export const systemRuntime: Runtime = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (millis: number, run: () => void) => {
    // Above 2^31 - 1 Node fires at once; a wait that long is as good as the maximum.
    const timer = setTimeout(run, Math.min(Math.max(0, millis), 2_147_483_647))
    timer.unref()
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
  uuid: () => randomUUID(),
  bytes: (length: number) => randomBytes(length),
})
