/** The simulator's time, in epoch milliseconds. Vendors take it from here or from `SimRequest.at`, never from the machine. */
export interface Clock {
  now(): number
  /** Runs `run` once, `millis` from now, and returns what cancels it. Absent: real timers are used. */
  after?(millis: number, run: () => void): () => void
}

export const systemClock: Clock = { now: () => Date.now(), after: realAfter }

/** The timers of one simulator, so that closing it leaves none behind. */
export interface Timers {
  after(millis: number, run: () => void): () => void
  clear(): void
}

export function timersOn(clock: Clock): Timers {
  const cancels = new Set<() => void>()
  const start = clock.after?.bind(clock) ?? realAfter
  return {
    after(millis, run) {
      const cancel = () => {
        cancels.delete(cancel)
        stop()
      }
      const stop = start(millis, () => {
        cancels.delete(cancel)
        run()
      })
      cancels.add(cancel)
      return cancel
    },
    clear() {
      for (const cancel of [...cancels]) cancel()
    },
  }
}

function realAfter(millis: number, run: () => void): () => void {
  const timer = setTimeout(run, millis)
  return () => clearTimeout(timer)
}
