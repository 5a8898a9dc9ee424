import { expect, test } from 'vitest'
import { consumptionOf, type History } from '../../../gateway/cli/headroom-days.ts'
import { CallHistory } from '../../../gateway/guard/ledger-history.ts'
import { manualRuntime } from '../../read/manual-runtime.ts'

const [hour, day] = [3_600_000, 86_400_000]

/** Calls of a gateway by the hour of its life, as it tells them later. */
function remembered(calls: Readonly<Record<number, number>>, hours: number): History {
  const runtime = manualRuntime()
  runtime.advance(hour - (runtime.now() % hour))
  const [history, startedAt] = [new CallHistory(), runtime.now()]
  for (const [at, count] of Object.entries(calls)) history.add(count, startedAt + Number(at) * hour)
  const { since, perHour } = history.hours(startedAt + (hours - 1) * hour)!
  return { since: new Date(since).toISOString(), callsPerHour: perHour }
}

const daily = (...calls: number[]): Record<number, number> =>
  Object.fromEntries(calls.map((count, i) => [i * 24, count]))

test('a day is what the last 24 hours saw, and so on into the past', () => {
  expect(consumptionOf([remembered(daily(10, 40, 20, 30), 96)])).toEqual({ days: 4, median: 20, p95: 40, peak: 40 })
})

test('the fullest day is any 24 hours in a row: the vendor’s window knows no midnight', () => {
  expect(consumptionOf([remembered({ 0: 1, 23: 50, 24: 60, 71: 1 }, 72)])).toMatchObject({ peak: 110, p95: 60 })
})

test('what lies more than thirty days back is forgotten', () => {
  const calls = daily(1_000, ...Array(31).fill(5))
  expect(consumptionOf([remembered(calls, 32 * 24)])).toEqual({ days: 30, median: 5, p95: 5, peak: 5 })
})

test('before the first day is over there is no usual day, and the peak is what there was', () => {
  expect(consumptionOf([remembered({ 0: 3, 5: 4 }, 6)])).toEqual({ days: 0.2, median: null, p95: null, peak: 7 })
})

test('one day in twenty may be fuller than the 95th percentile', () => {
  const calls = daily(...Array.from({ length: 30 }, (_, i) => (i < 2 ? 900 : 10 + i)))
  expect(consumptionOf([remembered(calls, 30 * 24)])).toMatchObject({ median: 26, p95: 900, peak: 900 })
  const once = daily(...Array.from({ length: 30 }, (_, i) => (i < 1 ? 900 : 10 + i)))
  expect(consumptionOf([remembered(once, 30 * 24)])).toMatchObject({ p95: 39, peak: 900 })
})

test('replicas are added up hour by hour, also those that are younger', () => {
  const old = remembered(daily(10, 10), 48)
  const young: History = {
    since: new Date(Date.parse(old.since) + day).toISOString(),
    callsPerHour: [7, ...Array(23).fill(0)],
  }
  expect(consumptionOf([old, young])).toEqual({ days: 2, median: 10, p95: 17, peak: 17 })
})

test('nothing is nothing', () => {
  expect(consumptionOf([])).toEqual({ days: 0, median: null, p95: null, peak: 0 })
})
