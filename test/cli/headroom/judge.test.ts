import { describe, expect, test } from 'vitest'
import { judge, type PredictedView, type ToldSource } from '../../../gateway/cli/headroom-judge.ts'

const quota = { name: 'daily', limit: 70, published: 100, windowSeconds: 86_400 }
const atOnce = { name: 'at once', limit: 7, published: 10, windowSeconds: null }

const told = (calls: number, limits: ToldSource['limits'] = [quota, atOnce]): ToldSource => ({
  name: 'crm',
  ledger: 'KEPT',
  limits,
  sharedLimits: null,
  history: { since: '2026-11-01T00:00:00.000Z', callsPerHour: [calls, ...Array(23).fill(0)] },
})
const view = (perDay: number, more: Partial<PredictedView> = {}): PredictedView => ({
  ...{ name: 'v', perDay, calls: { crm: 2, erp: 50 }, isTold: true, isAllowed: true },
  ...more,
})

describe('a source', () => {
  test.each([
    [70, [], 'OK'],
    [71, [], 'OVER_LINE'],
    [100, [], 'OVER_LINE'],
    [101, [], 'OVER_LIMIT'],
    [50, [view(10)], 'OK'],
    [50, [view(10), view(0.5)], 'OVER_LINE'],
    [50, [view(25.5)], 'OVER_LIMIT'],
  ] as const)('that was asked %i times and has views %j is %s', (calls, views, verdict) => {
    expect(judge([told(calls)], views).verdict).toBe(verdict)
  })

  test('is judged by the calls of all replicas together', () => {
    expect(judge([told(40), told(40)], [])).toMatchObject({ total: 80, verdict: 'OVER_LINE' })
  })

  test.each([
    ['a rate', [{ name: 'rate', limit: 0.7, published: 1, windowSeconds: 1 }], { line: 60_480, limit: 86_400 }],
    ['a window', [{ name: 'five minutes', limit: 7, published: 10, windowSeconds: 300 }], { line: 2016, limit: 2880 }],
    [
      'the smaller of two',
      [
        { ...quota, limit: 5_000, published: 8_000 },
        { ...quota, windowSeconds: 3_600 },
      ],
      { line: 1680, limit: 2400 },
    ],
  ] as const)('has %s by the day', (_, limits, expected) => {
    const { dayLimit } = judge([told(1, limits)], [])
    expect(dayLimit!.line).toBeCloseTo(expected.line, 6)
    expect(dayLimit!.limit).toBeCloseTo(expected.limit, 6)
  })
})

describe('nothing is guessed', () => {
  test('of a source that publishes no limit by the day', () => {
    const adaptive = { name: 'learned', limit: 4, published: null, windowSeconds: null }
    expect(judge([told(1, [adaptive])], [])).toMatchObject({
      dayLimit: null,
      verdict: 'UNKNOWN',
      reasons: ['no limit is published that could be told by the day'],
    })
  })

  test.each(['FORGOTTEN', 'GUESSED', 'UNWRITABLE'])('of calls whose ledger is %s', (ledger) => {
    const forgotten = { ...told(0), ledger, history: null }
    expect(judge([forgotten], [])).toMatchObject({ consumption: null, verdict: 'UNKNOWN' })
    expect(judge([told(1), forgotten], [])).toMatchObject({ consumption: null, verdict: 'UNKNOWN' })
    // What is known is too much already.
    expect(judge([forgotten], [view(40)])).toMatchObject({ total: 80, verdict: 'OVER_LINE' })
  })

  test('of a view that tells no calls beforehand', () => {
    expect(judge([told(1)], [view(1, { isTold: false })])).toMatchObject({ verdict: 'UNKNOWN' })
    expect(judge([told(99)], [view(1, { isTold: false })])).toMatchObject({ verdict: 'OVER_LIMIT' })
  })

  test('where no call was made yet: none is none', () => {
    expect(judge([{ ...told(0), history: null }], [view(1)])).toMatchObject({
      consumption: { days: 0, peak: 0 },
      total: 2,
      verdict: 'OK',
    })
  })
})
