import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'

/** A clock that can be moved on to the next thing that is due, and set back for people while it goes on for timers. */
export interface SteppedClock extends Pick<VirtualClock, 'now' | 'after' | 'advance'> {
  /** Never set back. */
  monotonic(): number
  /** False when nothing is due, ever. */
  step(): boolean
  /** Milliseconds to the next thing that is due. */
  dueIn(): number
  /** So much time passes that nothing of before matters any more, and the day begins anew. */
  restart(): void
}

/** Longer than any rest, token or window of a limit. */
const longMillis = 49 * 3_600_000

export function steppedClock(): SteppedClock {
  const clock = virtualClock()
  const dawn = clock.now()
  const due = new Map<object, number>()
  let restartedAt = dawn
  const dueIn = () => Math.max(0, Math.min(...due.values()) - clock.now())
  return {
    now: () => dawn + clock.now() - restartedAt,
    monotonic: () => clock.now() - dawn + 1_000,
    advance: clock.advance,
    after(millis, run) {
      const timer = {}
      due.set(timer, clock.now() + millis)
      const cancel = clock.after(Math.max(0, millis), () => {
        due.delete(timer)
        run()
      })
      return () => {
        due.delete(timer)
        cancel()
      }
    },
    step() {
      if (due.size === 0) return false
      clock.advance(dueIn())
      return true
    },
    dueIn,
    restart() {
      clock.advance(longMillis)
      restartedAt = clock.now()
    },
  }
}
