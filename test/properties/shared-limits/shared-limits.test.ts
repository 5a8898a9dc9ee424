import { expect, test } from 'vitest'
import { violations } from '../../guard/shared/arrivals.ts'
import { play } from './history.ts'

const first = Number(process.env.FRESHET_SEED ?? 1)
/** A longer lane: FRESHET_HISTORIES=100000 npm test -- test/properties/shared-limits */
const count = Number(process.env.FRESHET_HISTORIES ?? 1_500)

test('no limit is ever exceeded at the vendor, whatever befalls the replicas and their Redis', async () => {
  let served = 0
  for (let seed = first; seed < first + count; seed++) {
    const { limits, log, events, replicas, ...history } = await play(seed)
    const broken = limits.flatMap((limit) => violations(limit, log).map((what) => `${limit.name}: ${what}`))
    expect(broken, `seed ${seed}, ${replicas} replicas, ${JSON.stringify(limits)}\n${events.join('\n')}`).toEqual([])
    served += history.served
  }
  // Nothing is kept by serving nobody.
  expect(served / count).toBeGreaterThan(10)
}, 600_000)
