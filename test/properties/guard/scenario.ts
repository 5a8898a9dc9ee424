import type { Limit } from '../../../gateway/connector/index.ts'
import { type Lane, lanes } from '../../../gateway/guard/index.ts'
import { type Random, seededRandom } from '../../../subgraphs/simulator/random.ts'
import type { Caller, Scenario } from './simulation.ts'
import type { Mood, Phase } from './vendor.ts'

const citation = { page: 'https://erp.example/limits', readOn: '2026-11-20' }

/** What a seed makes of limits, callers, network and vendor. */
export function randomScenario(seed: number): Scenario {
  const dice = seededRandom(seed)
  const between = (low: number, high: number) => low + Math.floor(dice() * (high - low + 1))
  const millis = between(5, 30) * 1_000
  return {
    seed,
    limits: randomLimits(dice, between),
    callers: randomCallers(dice, between, millis),
    phases: randomPhases(dice, between, millis),
    way: {
      // Some handshakes take longer than a permit is good for.
      connectMillis: dice() < 0.4 ? 600 : 0,
      // As far apart as the guard allows for.
      jitterMillis: dice() < 0.3 ? 250 : between(0, 250),
      serviceMillis: between(1, 1_500),
    },
    // Time for what began last to end.
    millis: millis + 60_000,
  }
}

type Between = (low: number, high: number) => number

function randomLimits(dice: Random, between: Between): Limit[] {
  const all: Limit[] = [
    { name: 'w', kind: 'window', permits: between(1, 30), windowMillis: between(1, 100) * 100, citation },
    { name: 'q', kind: 'quota', permits: between(1, 80), windowMillis: between(2, 40) * 1_000, citation },
    { name: 'r', kind: 'rate', permits: between(1, 40), perMillis: 1_000, burst: between(0, 30), citation },
    { name: 'c', kind: 'concurrency', permits: between(1, 10), citation },
    { name: 'a', kind: 'adaptive', initial: between(1, 6), min: 1, max: between(6, 12), citation },
  ]
  const some = all.filter(() => dice() < 0.4)
  return some.length > 0 ? some : [all[between(0, 4)]!]
}

/** Steady streams and sudden crowds. */
function randomCallers(dice: Random, between: Between, millis: number): Caller[] {
  const callers: Caller[] = []
  const pauseMillis = between(20, 400)
  for (let at = 0; at < millis && callers.length < 70; at += dice() * 2 * pauseMillis) {
    const crowd = dice() < 0.05 ? between(2, 20) : 1
    for (let i = 0; i < crowd; i++) callers.push(randomCaller(dice, between, at))
  }
  return callers
}

function randomCaller(dice: Random, between: Between, at: number): Caller {
  const lane: Lane = lanes[between(0, 2)]!
  const leavesAfterMillis = dice() < 0.1 ? between(0, 2_000) : undefined
  return { at, lane, patienceMillis: dice() < 0.5 ? between(10, 2_000) : between(2_000, 30_000), leavesAfterMillis }
}

const moods: readonly Mood[] = ['well', 'well', 'failing', 'hanging', 'resetting', 'throttling', 'lying']

function randomPhases(dice: Random, between: Between, millis: number): Phase[] {
  if (dice() < 0.3) return []
  return Array.from({ length: between(1, 5) }, () => ({ from: between(0, millis), mood: moods[between(0, 6)]! })).sort(
    (a, b) => a.from - b.from,
  )
}
