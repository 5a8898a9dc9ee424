import { expect, test } from 'vitest'
import { Histogram } from '../../gateway/guard/histogram.ts'

const minute = 60_000

test('percentiles are at most a fifth above the truth, and never below it', () => {
  const histogram = new Histogram()
  for (let millis = 1; millis <= 1_000; millis++) histogram.add(millis, 0)
  const { p50, p95, p99 } = histogram.percentiles(0)
  for (const [told, truth] of [
    [p50!, 500],
    [p95!, 950],
    [p99!, 990],
  ] as const) {
    expect(told).toBeGreaterThanOrEqual(truth)
    expect(told).toBeLessThanOrEqual(truth * 1.2)
  }
})

test('what is shorter than a millisecond or longer than a minute is told too', () => {
  const histogram = new Histogram()
  histogram.add(0, 0)
  expect(histogram.percentiles(0)).toEqual({ p50: 1, p95: 1, p99: 1 })
  histogram.add(10 * minute, 0)
  expect(histogram.percentiles(0).p99).toBeGreaterThan(minute)
})

test('the percentiles forget what is more than ten minutes old, and nothing of the last five', () => {
  const histogram = new Histogram()
  histogram.add(100, 0)
  expect(histogram.percentiles(5 * minute - 1).p50).toBeGreaterThanOrEqual(100)
  expect(histogram.percentiles(9 * minute).p50).toBeGreaterThanOrEqual(100)
  expect(histogram.percentiles(10 * minute).p50).toBeUndefined()
})
