import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeShared, encodeShared, sharedName } from '../../gateway/cache/redis-codec.ts'
import { decodeLogEntry, encodeInvalidation } from '../../gateway/cache/redis-log.ts'
import type { EntityName, SourceKey } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { clockOffset, earliestHere, latestHere, onServer } from '../../gateway/redis/index.ts'

const carried = (value: unknown) => decodeShared(encodeShared({ value, askedAt: 12.5 })!)

describe('a value on its way through Redis', () => {
  test('comes back as it was, with the instant it was asked for', () => {
    const property = fc.property(fc.object({ withMap: true, withSet: true, withBigInt: true }), (value) => {
      expect(carried(value)).toEqual({ value, askedAt: 12.5 })
    })
    fc.assert(property)
  })

  test('keeps decimals as the texts they are, and lone surrogates', () => {
    const value = { amount: '12345678901234567890.123456789', name: 'a\ud800b', absent: undefined }
    expect(carried(value)?.value).toStrictEqual(value)
  })

  test('keeps an unreadable field what it was: an error of the catalogue', () => {
    const error = new FreshetError('SOURCE_BAD_RESPONSE', { source: 'erp', message: 'no number', detail: 'x: 1,0' })
    const value = new Map([['rows', [{ values: { count: error, name: 'Ada' } }]]])
    const back = carried(value)?.value as typeof value
    const { count, name } = back.get('rows')![0]!.values
    expect(count).toBeInstanceOf(FreshetError)
    expect(count).toMatchObject({ code: 'SOURCE_BAD_RESPONSE', source: 'erp', message: 'no number', detail: 'x: 1,0' })
    expect(name).toBe('Ada')
  })

  test.each([
    ['an error that is not ours', { cause: new TypeError('x') }],
    ['a function', { run: () => 1 }],
  ])('does not set out with %s', (_, value) => {
    expect(encodeShared({ value, askedAt: 1 })).toBeUndefined()
  })

  test('is not there when the bytes are not ours, not whole, or of another release', () => {
    const bytes = encodeShared({ value: { name: 'Ada', tags: ['x'] }, askedAt: 1 })!
    for (let length = 0; length < bytes.length; length++)
      expect(decodeShared(bytes.subarray(0, length))).toBeUndefined()
    expect(decodeShared(Buffer.concat([Buffer.from([9]), bytes.subarray(1)]))).toBeUndefined()
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => void decodeShared(Buffer.from(noise))))
  })
})

describe('a name in Redis', () => {
  test('tells nothing of the record, and is one for one key', () => {
    const name = sharedName('freshet', '3:erp|8:Customer|9:ADA-LOVEL')
    expect(name).toMatch(/^freshet:\d+:[\w-]{43}$/)
    expect(sharedName('freshet', 'a\ud800')).not.toBe(sharedName('freshet', 'a\ud801'))
  })
})

describe('an instant that two replicas exchange by the clock of the server', () => {
  const millis = fc.integer({ min: 0, max: 1_000_000 })
  const trip = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }))

  /** What a replica knows whose clock is `ahead` of the server's, after one reading. */
  const reading = (ahead: number, [there, back]: readonly [number, number]) => {
    const serverMillis = 5_000_000
    return clockOffset(serverMillis, serverMillis + ahead - there, serverMillis + ahead + back)
  }

  test('never comes back younger than it was, nor a change older', () => {
    const property = fc.property(millis, millis, millis, trip, trip, (asked, ahead, behind, one, other) => {
      const [writer, reader] = [reading(ahead, one), reading(-behind, other)]
      const onServersClock = onServer(asked + ahead, writer)
      expect(onServersClock).toBeLessThanOrEqual(asked)
      expect(earliestHere(onServersClock, reader)).toBeLessThanOrEqual(asked - behind)
      expect(latestHere(asked, reader)).toBeGreaterThanOrEqual(asked - behind)
    })
    fc.assert(property)
  })
})

describe('an invalidation in the log', () => {
  const entry = (what: string) => decodeLogEntry(['1-0', ['at', '1500', 'by', 'r1', 'what', what]])

  test('is read as it was written', () => {
    const what = { source: 'erp', entity: 'Customer' as EntityName, key: 'a;b%7C' as SourceKey }
    expect(entry(encodeInvalidation(what))).toEqual({ id: '1-0', at: 1.5, by: 'r1', what })
    expect(entry(encodeInvalidation({ source: 'erp' })).what).toEqual({ source: 'erp' })
  })

  test.each(['', 'null', '{}', '{"source":1}', '{"source":"erp","field":"name"}', '[1]', 'x'])(
    'that reads %s may have been anything',
    (text) => {
      expect(entry(text).what).toBeUndefined()
    },
  )
})
