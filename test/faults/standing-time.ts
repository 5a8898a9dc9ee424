import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../subgraphs/simulator/kit.ts'
import type { ManualRuntime } from '../read/manual-runtime.ts'

/**
 * So many looks in a row at which nothing has changed, before time goes on by so much: whoever is only slow, on another thread or
 * on a busy machine, must not find himself past his deadline.
 */
const looksBefore = (leapMillis: number): number => Math.min(150, 10 + leapMillis / 50)

/**
 * Lets virtual time pass, from timer to timer, until some work over real sockets is done; but only while nothing else happens, so
 * that what is on its way is not overtaken by a deadline, and nobody sleeps through a backoff.
 */
export async function inStandingTime<T>(
  work: Promise<T>,
  time: ManualRuntime,
  simulators: readonly Simulator[],
): Promise<T> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  done.catch(() => {})
  let [seen, looks] = ['', 0]
  while (!isDone) {
    // A turn of the loop with a look at its sockets: a bare `setImmediate` would only burn what they need.
    await Promise.race([pause(1), done.catch(() => {})])
    const now = simulators.map(({ arrivals, inFlight }) => `${arrivals.length} ${inFlight}`).join()
    looks = now === seen ? looks + 1 : 0
    seen = now
    const leap = time.nextInMillis
    if (leap === undefined || looks < looksBefore(leap)) continue
    time.advance(leap)
    looks = 0
  }
  return done
}
