import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Limit } from '../../../gateway/connector/index.ts'
import { delayMillis, divide } from '../../../gateway/guard/shared/divide.ts'
import { citation } from '../traffic.ts'

const replicas = fc.integer({ min: 1, max: 40 })
const permits = fc.integer({ min: 1, max: 5_000 })

test('the parts and the pool are the whole, and nobody is left with none as long as there are enough', () => {
  const kinds = fc.constantFrom('window' as const, 'quota' as const, 'concurrency' as const)
  fc.assert(
    fc.property(kinds, permits, replicas, (kind, whole, count) => {
      const limit: Limit = { kind, name: 'limit', permits: whole, windowMillis: 1_000, citation }
      const { own, pool, mostLeased } = divide(limit, count)
      const [part, rest] = [own && 'permits' in own ? own.permits : 0, pool && 'permits' in pool ? pool.permits : 0]
      expect(part * count + rest).toBe(whole)
      expect(part >= 1).toBe(whole >= count)
      // Half of it is enough for those who cannot reach the pool, where half is anything.
      if (whole >= 2 * count) expect(part * count).toBeLessThanOrEqual(whole / 2)
      expect(mostLeased).toBeLessThanOrEqual(Math.max(1, whole / 20))
    }),
  )
})

test('buckets that are filled and paid back apart never hold more than the one they were cut from', () => {
  const rates = fc.record({ perSecond: fc.integer({ min: 1, max: 2_000 }), burst: fc.integer({ min: 1, max: 500 }) })
  fc.assert(
    fc.property(rates, replicas, fc.integer({ min: 0, max: 60_000 }), ({ perSecond, burst }, count, millis) => {
      const limit: Limit = { kind: 'rate', name: 'rate', permits: perSecond, perMillis: 1_000, burst, citation }
      const { own, pool } = divide(limit, count)
      const parts = own?.kind === 'rate' ? count * (own.burst + (own.permits * millis) / own.perMillis) : 0
      // What leaves a bucket in some time, and as much later as a call can be.
      const ofPool = pool?.kind === 'rate' ? poolMost(pool, millis) : 0
      const allowed = burst + (perSecond * millis) / 1_000
      expect(parts + ofPool).toBeLessThanOrEqual(allowed + 1e-6)
    }),
  )
})

const poolMost = ({ burst, intervalMillis }: { burst: number; intervalMillis: number }, millis: number): number =>
  burst === 1
    ? 1 + Math.floor((millis + delayMillis) / intervalMillis)
    : burst + (millis + delayMillis) / intervalMillis

test('a limit that was found out has one call for each replica, and no pool when that is all', () => {
  const adaptive: Limit = { kind: 'adaptive', name: 'adaptive', initial: 4, min: 1, max: 8, citation }
  expect(divide(adaptive, 3)).toMatchObject({
    own: { kind: 'concurrency', permits: 1 },
    pool: { kind: 'learned', initial: 4, own: 3 },
  })
  expect(divide({ ...adaptive, max: 3 }, 3).pool).toBeUndefined()
})
