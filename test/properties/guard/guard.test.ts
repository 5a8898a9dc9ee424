import { describe, expect, test } from 'vitest'
import type { Guard, Lane } from '../../../gateway/guard/index.ts'
import { seededRandom } from '../../../subgraphs/simulator/random.ts'
import { amplified, broken, percentile } from './judge.ts'
import { randomScenario } from './scenario.ts'
import { type Caller, play, type Scenario } from './simulation.ts'
import type { Mood } from './vendor.ts'

const firstSeed = Number(process.env.FRESHET_SEED ?? 20_261_121)
/** A longer lane: FRESHET_GUARD_SEEDS=100000 */
const seeds = Number(process.env.FRESHET_GUARD_SEEDS ?? 3_000)

const citation = { page: 'https://erp.example/limits', readOn: '2026-11-20' }
const second = 1_000

test(`over ${seeds} random histories no limit is broken at the vendor, and no failure multiplies calls`, async () => {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const scenario = randomScenario(seed)
    const { arrivals, fates } = await play(scenario)
    for (const limit of scenario.limits) expect(broken(limit, arrivals), `seed ${seed}: ${limit.kind}`).toBeUndefined()
    expect(amplified(arrivals), `seed ${seed}: retries`).toBeUndefined()
    // Nobody is forgotten, and nobody hears later than he could wait.
    expect(fates.length, `seed ${seed}: callers`).toBe(scenario.callers.length)
    const late = fates.find(({ caller, endedAt }) => endedAt > caller.at + caller.patienceMillis + 1e-6)
    expect(late, `seed ${seed}: too late`).toBeUndefined()
  }
}, 600_000)

/** One every so often, with chance in it. */
function stream(
  seed: number,
  lane: Lane,
  everyMillis: number,
  from: number,
  to: number,
  patienceMillis = 10_000,
): Caller[] {
  const dice = seededRandom(seed)
  const callers: Caller[] = []
  for (let at = from; at < to; at += -Math.log(1 - dice()) * everyMillis) callers.push({ at, lane, patienceMillis })
  return callers
}

const way = { connectMillis: 0, jitterMillis: 20, serviceMillis: 100 }
const someSeeds = Array.from({ length: 12 }, (_, i) => firstSeed + i)
const outages: readonly Mood[] = ['failing', 'hanging', 'resetting', 'lying']

describe.each(outages)('an outage in which the vendor is %s', (mood) => {
  const [from, to] = [20 * second, 80 * second]
  const scenarioOf = (seed: number): Scenario => ({
    seed,
    limits: [
      { name: 'w', kind: 'window', permits: 200, windowMillis: 10 * second, citation },
      { name: 'c', kind: 'concurrency', permits: 12, citation },
    ],
    callers: stream(seed, 'interactive', 100, 0, 110 * second),
    phases: [
      { from, mood },
      { from: to, mood: 'well' },
    ],
    way,
    millis: 150 * second,
  })
  /** Some calls hang for as long as their callers wait before the breaker can know. */
  const knownAt = from + 12 * second

  test('is met with probes alone, and few of them', async () => {
    for (const seed of someSeeds) {
      const { arrivals } = await play(scenarioOf(seed))
      const during = arrivals.map(({ leftAt }) => leftAt).filter((at) => at > knownAt && at < to)
      // At first after a quarter of a second, a half, one, and then never sooner than every second and a half.
      const within = (start: number) => during.filter((at) => at >= start && at < start + 10 * second).length
      expect(Math.max(0, ...during.map(within)), `seed ${seed}`).toBeLessThanOrEqual(10)
    }
  }, 60_000)

  test('is over within five seconds, with nine tenths of what was served before, and no limit broken', async () => {
    for (const seed of someSeeds) {
      const scenario = scenarioOf(seed)
      let state = ''
      const look = (guard: Guard) => {
        state = guard.state().breaker.state
      }
      const { arrivals, fates } = await play(scenario, [{ at: to + 5 * second, look }])
      expect(state, `seed ${seed}`).toBe('closed')
      const after = fates.filter(({ caller: { at } }) => at >= to + 5 * second && at < to + 25 * second)
      expect(after.filter(({ code }) => code === 'OK').length / after.length, `seed ${seed}`).toBeGreaterThan(0.9)
      for (const limit of scenario.limits) expect(broken(limit, arrivals), `seed ${seed}`).toBeUndefined()
      expect(amplified(arrivals), `seed ${seed}`).toBeUndefined()
    }
  }, 60_000)
})

describe('while batch work takes all that it is given', () => {
  const limits = [
    { name: 'c', kind: 'concurrency', permits: 10, citation },
    { name: 'w', kind: 'window', permits: 400, windowMillis: 10 * second, citation },
  ] as const
  const millis = 60 * second
  const urgent = (seed: number) => stream(seed, 'interactive', 200, 0, millis)
  const scenarioOf = (seed: number, batch: readonly Caller[]): Scenario => {
    const callers = [...urgent(seed), ...batch]
    return { seed, limits, callers, phases: [], way, millis: millis + 30 * second }
  }
  const waits = async (scenario: Scenario) =>
    (await play(scenario)).fates
      .filter(({ caller }) => caller.lane === 'interactive')
      .map(({ caller, endedAt }) => endedAt - caller.at)

  test('people who wait are served nearly as fast as without it', async () => {
    for (const seed of someSeeds.slice(0, 4)) {
      const alone = percentile(await waits(scenarioOf(seed, [])), 0.99)
      const crowded = percentile(await waits(scenarioOf(seed, stream(seed + 1, 'batch', 10, 0, millis, 5_000))), 0.99)
      expect(crowded / alone, `seed ${seed}`).toBeLessThan(2)
    }
  }, 60_000)

  test('the batch gets on too', async () => {
    const { fates } = await play(scenarioOf(firstSeed, stream(firstSeed + 1, 'batch', 10, 0, millis, 5_000)))
    const served = fates.filter(({ caller, code }) => caller.lane === 'batch' && code === 'OK').length
    // Its share is 280 calls of each 10 seconds.
    expect(served).toBeGreaterThan(0.8 * 0.7 * 400 * 6)
  })
})
