import { expect, test } from 'vitest'
import type { Limit } from '../../../gateway/connector/index.ts'
import { citation } from '../traffic.ts'
import { type Arrival, violations } from './arrivals.ts'

const at = (...instants: number[]): Arrival[] => instants.map((at) => ({ at, doneAt: at + 10, replica: 'a' }))
const window: Limit = { kind: 'window', name: 'w', permits: 3, windowMillis: 100, citation }
const rate: Limit = { kind: 'rate', name: 'r', permits: 1, perMillis: 10, burst: 2, citation }
const slots: Limit = { kind: 'concurrency', name: 'c', permits: 2, citation }

test.each([
  ['a full window', window, at(0, 1, 2, 101, 102), 0],
  ['one call too many within a window, both ends counted', window, at(0, 1, 2, 100), 1],
  ['one call too many, whatever the order of the log', window, at(50, 0, 99, 1), 1],
  ['a burst and then the rate', rate, at(0, 0, 10, 20, 30), 0],
  ['a burst, and one before the bucket holds it', rate, at(0, 0, 9), 1],
  ['a slow rate saves up for a burst no longer than the bucket', rate, at(0, 1_000, 1_000, 1_000), 1],
  ['one after the other is done', slots, at(0, 0, 10, 10), 0],
  ['three at once', slots, at(0, 5, 9), 1],
])('the judge sees %s', (_, limit, log, count) => {
  expect(violations(limit, log)).toHaveLength(count)
})
