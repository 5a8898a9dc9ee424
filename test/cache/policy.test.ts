import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Freshness, mayStandIn, narrow, staleChoices, tighten, verdict } from '../../gateway/cache/index.ts'

const millis = fc.option(fc.nat({ max: 200 }), { nil: undefined })
const wishes: fc.Arbitrary<Freshness> = fc.record({
  maxAgeMillis: millis,
  onStale: fc.constantFrom(undefined, ...staleChoices),
  onlyIfCached: fc.constantFrom(undefined, true),
  staleIfErrorMillis: millis,
  minFreshMillis: millis,
  live: fc.constantFrom(undefined, true),
})
const held = { askedAt: 0 }

describe('the verdict on what is held', () => {
  test.each<[string, Freshness, number, string]>([
    ['believed until its stale time', {}, 99, 'FRESH'],
    ['asked for anew at its stale time', {}, 100, 'MISS'],
    ['no older than wished', { maxAgeMillis: 50 }, 50, 'MISS'],
    ['not believed longer because the caller would allow it', { maxAgeMillis: 500 }, 100, 'MISS'],
    ['fresh for as long as wished', { minFreshMillis: 10 }, 89, 'FRESH'],
    ['not fresh enough', { minFreshMillis: 10 }, 90, 'MISS'],
    ['shown although it is stale', { onStale: 'SERVE' }, 100, 'STALE_SERVABLE'],
    ['refused because it is stale', { onStale: 'FAIL' }, 100, 'STALE_REFUSED'],
    ['refused because nothing may be asked', { onlyIfCached: true }, 100, 'STALE_REFUSED'],
    ['shown without a call', { onlyIfCached: true, onStale: 'SERVE' }, 100, 'STALE_SERVABLE'],
    ['of no use to who must know what is true now', { live: true, onStale: 'SERVE', onlyIfCached: true }, 1, 'MISS'],
  ])('is %s', (_title, wish, age, expected) => {
    expect(verdict(held, age, 100, wish)).toBe(expected)
  })

  test('on nothing is to ask, unless only what is held is wanted', () => {
    expect(verdict(undefined, 0, 100, { onStale: 'FAIL' })).toBe('MISS')
    expect(verdict(undefined, 0, 100, { onlyIfCached: true })).toBe('STALE_REFUSED')
  })

  test('is never FRESH beyond the wish or the stale time, whatever else is wished', () => {
    fc.assert(
      fc.property(wishes, fc.nat({ max: 300 }), fc.nat({ max: 150 }), (wish, age, staleTime) => {
        if (verdict(held, age, staleTime, wish) !== 'FRESH') return
        expect(wish.live).toBeUndefined()
        expect(age).toBeLessThan(Math.min(staleTime, wish.maxAgeMillis ?? staleTime))
      }),
    )
  })

  test('and its standing in are both within what two callers wish, when theirs are tightened into one', () => {
    const rank = ['FRESH', 'STALE_SERVABLE', 'MISS', 'STALE_REFUSED']
    fc.assert(
      fc.property(wishes, wishes, fc.nat({ max: 300 }), fc.nat({ max: 150 }), (a, b, age, staleTime) => {
        const both = tighten(a, b)
        const [one, other, tight] = [a, b, both].map((wish) => rank.indexOf(verdict(held, age, staleTime, wish)))
        if (!both.live) expect(tight).toBeGreaterThanOrEqual(Math.max(one!, other!))
        if (!mayStandIn(held, age, staleTime, both)) return
        expect([a, b].every((wish) => mayStandIn(held, age, staleTime, { staleIfErrorMillis: 0, ...wish }))).toBe(true)
      }),
    )
  })
})

describe('a narrower wish', () => {
  test('replaces what it speaks of, and leaves the rest', () => {
    const wide: Freshness = { maxAgeMillis: 10, onStale: 'SERVE', onlyIfCached: true }
    expect(narrow(wide, { maxAgeMillis: 99, onStale: undefined })).toEqual({ ...wide, maxAgeMillis: 99 })
    expect(narrow(wide, {})).toBe(wide)
  })

  test('cannot take back that it must be true now', () => {
    expect(narrow({ live: true }, { live: false, maxAgeMillis: 50 }).live).toBe(true)
  })
})

describe('a value that stands in for one that could not be fetched', () => {
  test.each<[string, Freshness, number, boolean]>([
    ['is not shown unless it is wished', {}, 100, false],
    ['is shown for as long beyond its age as wished', { staleIfErrorMillis: 20 }, 119, true],
    ['is shown no longer', { staleIfErrorMillis: 20 }, 120, false],
    ['is no older than the age that was named, and that', { maxAgeMillis: 30, staleIfErrorMillis: 20 }, 50, false],
    ['is not shown to who would rather fail', { staleIfErrorMillis: 20, onStale: 'FAIL' }, 100, false],
    ['is never live', { staleIfErrorMillis: 20, live: true }, 1, false],
  ])('%s', (_title, wish, age, expected) => {
    expect(mayStandIn(held, age, 100, wish)).toBe(expected)
  })
})
