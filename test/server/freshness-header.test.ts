import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshnessOf } from '../../gateway/server/freshness.ts'
import { wishOf } from '../../gateway/server/request-headers.ts'
import { wishHeaders } from '../../gateway/stitch/remote-executor.ts'

describe('the request header Cache-Control', () => {
  it.each([
    ['stale-if-error=60', { staleIfErrorMillis: 60_000 }],
    ['stale-if-error=60, stale-if-error="5"', { staleIfErrorMillis: 5_000 }],
    ['stale-if-error', { staleIfErrorMillis: 0 }],
    ['stale-if-error=-1', { staleIfErrorMillis: 0 }],
    ['min-fresh=10', { minFreshMillis: 10_000 }],
    ['min-fresh=10, min-fresh=20', { minFreshMillis: 20_000 }],
    ['min-fresh=soon', { minFreshMillis: Number.POSITIVE_INFINITY }],
    ['max-age=60, no-cache', { maxAgeMillis: 0 }],
    ['max-age="60', { maxAgeMillis: 0 }],
    ['max-age=1e3', { maxAgeMillis: 0 }],
    ['max-age=99999999999', { maxAgeMillis: 0 }],
    [' NO-CACHE ', { maxAgeMillis: 0 }],
    ['max-age = 5', { maxAgeMillis: 5_000 }],
    ['max-agent=5, x-no-cache', {}],
  ])('%s', (header, wish) => {
    expect(freshnessOf(header)).toEqual(wish)
  })

  it('never yields a laxer wish for more of it', () => {
    const directive = fc.oneof(
      fc.constantFrom('no-cache', 'no-store', 'only-if-cached', 'max-age', 'min-fresh=x', 'stale-if-error=', 'private'),
      fc.tuple(fc.constantFrom('max-age', 'min-fresh', 'stale-if-error'), fc.nat(100)).map(([n, v]) => `${n}=${v}`),
    )
    fc.assert(
      fc.property(fc.array(directive), directive, (some, more) => {
        const before = freshnessOf(some.join(', '))
        const after = freshnessOf([...some, more].join(', '))
        const infinite = Number.POSITIVE_INFINITY
        expect(after.maxAgeMillis ?? infinite).toBeLessThanOrEqual(before.maxAgeMillis ?? infinite)
        expect(after.minFreshMillis ?? 0).toBeGreaterThanOrEqual(before.minFreshMillis ?? 0)
        if (before.staleIfErrorMillis !== undefined)
          expect(after.staleIfErrorMillis).toBeLessThanOrEqual(before.staleIfErrorMillis)
        if (before.onlyIfCached) expect(after.onlyIfCached).toBe(true)
      }),
    )
  })
})

describe('a wish passed on to another server', () => {
  const whole = fc.option(
    fc.nat(100_000).map((seconds) => seconds * 1_000),
    { nil: undefined },
  )
  const wish = fc.record({
    maxAgeMillis: whole,
    staleIfErrorMillis: whole,
    minFreshMillis: whole,
    onStale: fc.constantFrom(undefined, 'SERVE', 'REFETCH', 'FAIL'),
    onlyIfCached: fc.constantFrom(undefined, true),
  })

  it('is read there as it was meant here', () => {
    fc.assert(
      fc.property(wish, (meant) => {
        expect(wishOf(wishHeaders(meant))).toEqual(
          Object.fromEntries(Object.entries(meant).filter(([, value]) => value !== undefined)),
        )
      }),
    )
  })

  it('is rounded to the stricter side', () => {
    expect(wishOf(wishHeaders({ maxAgeMillis: 1_500, minFreshMillis: 1_500, staleIfErrorMillis: 999 }))).toEqual({
      maxAgeMillis: 1_000,
      minFreshMillis: 2_000,
      staleIfErrorMillis: 0,
    })
    expect(wishOf(wishHeaders({ minFreshMillis: Number.POSITIVE_INFINITY })).minFreshMillis).toBeGreaterThan(1e11)
  })

  it('is for nothing but what is read now, when it is live', () => {
    expect(wishHeaders({ live: true, onStale: 'SERVE', staleIfErrorMillis: 5_000, maxAgeMillis: 7_000 })).toEqual({
      'cache-control': 'no-cache',
    })
  })
})
