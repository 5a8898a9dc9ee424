import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfterMillis } from '../../gateway/connector/index.ts'

describe('how long to wait', () => {
  const at = 'Sat, 21 Nov 2026 10:00:00 GMT'
  test.each([
    ['30', {}, 30_000],
    ['0', {}, 1_000],
    ['1000000000000', {}, 300_000],
    ['Sat, 21 Nov 2026 10:01:00 GMT', { date: at }, 60_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', { date: at }, 1_000],
    ['Sat, 21 Nov 2026 10:01:00 GMT', {}, undefined],
    ['1e12', {}, undefined],
    ['Sunday, 06-Nov-94 08:49:37 GMT', { date: at }, 1_000],
    ['-5', {}, undefined],
    ['soon', { date: at }, undefined],
    ['', {}, undefined],
  ])('%s', (value, headers, expected) => {
    expect(retryAfterMillis({ 'retry-after': value, ...headers })).toBe(expected)
  })

  test('any text gives a second to five minutes, or nothing', () => {
    const text = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    )
    fc.assert(
      fc.property(text, text, (value, date) => {
        const millis = retryAfterMillis({ 'retry-after': value, date })
        expect(millis === undefined || (millis >= 1_000 && millis <= 300_000)).toBe(true)
      }),
    )
  })
})
