import type { Clock } from './clock.ts'

/** A clock that stands still until it is told to move; its timers fire in order of time, within `advance`. */
export interface VirtualClock extends Clock {
  after(millis: number, run: () => void): () => void
  advance(millis: number): void
  /** How many timers wait. */
  readonly timers: number
  /** How far off the next timer is; undefined when none waits. */
  readonly nextInMillis: number | undefined
  /** Resolves once at least `count` timers wait: the moment at which advancing will do what the test means. */
  armed(count: number): Promise<void>
}

interface Timer {
  readonly dueAt: number
  readonly run: () => void
}

export function virtualClock(startAt: number = Date.UTC(2026, 0, 15, 9)): VirtualClock {
  let now = startAt
  const timers = new Set<Timer>()
  let waiters: { count: number; resolve: () => void }[] = []

  return {
    now: () => now,
    get timers() {
      return timers.size
    },
    get nextInMillis() {
      const next = nextDue(timers, Number.POSITIVE_INFINITY)
      return next && Math.max(0, next.dueAt - now)
    },
    after(millis, run) {
      const timer = { dueAt: now + millis, run }
      timers.add(timer)
      for (const { count, resolve } of waiters) if (timers.size >= count) resolve()
      waiters = waiters.filter(({ count }) => timers.size < count)
      return () => timers.delete(timer)
    },
    advance(millis) {
      const until = now + millis
      for (let timer = nextDue(timers, until); timer; timer = nextDue(timers, until)) {
        timers.delete(timer)
        now = Math.max(now, timer.dueAt)
        timer.run()
      }
      now = until
    },
    armed: (count) =>
      new Promise((resolve) => {
        if (timers.size >= count) resolve()
        else waiters.push({ count, resolve })
      }),
  }
}

function nextDue(timers: Iterable<Timer>, until: number): Timer | undefined {
  let next: Timer | undefined
  for (const timer of timers) {
    if (timer.dueAt <= until && (!next || timer.dueAt < next.dueAt)) next = timer
  }
  return next
}
