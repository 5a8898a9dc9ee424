import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantIn, parseJson } from '../../../gateway/connector/index.ts'
import { codecs } from '../../../subgraphs/sap-business-one/dialect.ts'

describe('values', () => {
  test.each([
    ['1250.5', '1250.5'],
    ['0.30000000000000004', '0.3'],
    ['1.0000000000000002', '1'],
    ['-7.1299999999999999', '-7.13'],
    ['12345678901234.56', '12345678901234.56'],
    ['0.000001', '0.000001'],
    ['1e-9', '0'],
    ['5', '5'],
  ])('a double of %s is %s', (written, meant) => {
    expect(codecs.number(parseJson(written))).toBe(meant)
  })

  test('a flag is tYES, tNO or missing, and nothing else', () => {
    expect([codecs.boolean('tYES'), codecs.boolean('tNO'), codecs.boolean(null)]).toEqual([true, false, null])
    expect(() => codecs.boolean('Y')).toThrow(TypeError)
  })

  test('a day comes with or without a time', () => {
    expect(codecs.date('2026-04-04T00:00:00Z')).toBe('2026-04-04')
    expect(codecs.date('2026-04-04')).toBe('2026-04-04')
  })

  test('blank text is no text', () => {
    expect(codecs.text('')).toBeNull()
  })
})

describe('an instant on the clocks of a zone', () => {
  test.each([
    ['Europe/Zurich', '2026-01-15', '12:00:00', '2026-01-15T11:00:00Z'],
    ['Europe/Zurich', '2026-07-15', '12:00:00', '2026-07-15T10:00:00Z'],
    // The clocks go from two to three: there is no half past two.
    ['Europe/Zurich', '2026-03-29', '02:30:00', '2026-03-29T01:30:00Z'],
    // And from three back to two.
    ['Europe/Zurich', '2026-10-25', '02:30:00', '2026-10-25T01:30:00Z'],
    ['America/Lima', '2026-01-01', '00:00:00', '2026-01-01T05:00:00Z'],
    ['Asia/Kolkata', '2026-01-01', '05:30:00', '2026-01-01T00:00:00Z'],
    ['UTC', '2026-12-31', '23:59:59', '2026-12-31T23:59:59Z'],
  ])('%s, %s %s', (zone, day, time, instant) => {
    expect(instantIn(zone, day, time)).toBe(instant)
  })

  test('reads what the zone shows, whenever it is', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Zurich',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1_000, max: Date.UTC(2035, 0) / 1_000 })
    const property = fc.property(seconds, (second) => {
      const [day, time] = format.format(new Date(second * 1_000)).split(' ') as [string, string]
      const back = Date.parse(instantIn('Europe/Zurich', day, time))
      // An hour that comes twice may be either.
      expect(format.format(new Date(back))).toBe(`${day} ${time}`)
    })
    fc.assert(property, { seed: 20_261_121, numRuns: 300 })
  })

  test('is none of what is no time', () => {
    expect(() => instantIn('UTC', '2026-02-30', 'noon')).toThrow(RangeError)
  })
})
