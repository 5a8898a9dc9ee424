import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../gateway/connector/index.ts'

const digits = (max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: max })
const whole = fc.oneof(
  fc.constant('0'),
  fc
    .tuple(fc.constantFrom(...'123456789'), fc.oneof(digits(5), digits(38), fc.constant('')))
    .map((parts) => parts.join('')),
)
const fraction = fc.oneof(
  fc.constant(''),
  digits(4).map((text) => `.${text}`),
  digits(38).map((text) => `.${text}`),
  digits(3).map((text) => `.000000${text}`),
)
const exponent = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -60, max: 60 }).chain((n) => fc.constantFrom(`e${n}`, `E${n < 0 ? n : `+${n}`}`)),
  },
)
/** A JSON number as a vendor may write it. */
const numbers = fc.tuple(fc.constantFrom('', '-'), whole, fraction, exponent).map((parts) => parts.join(''))

/** What a codec makes of a parsed number: its text. */
function same(parsed: unknown, source: string): void {
  expect(String(parsed), source).toMatch(/^-?\d+(\.\d+)?$/)
  expect(new Big(String(parsed)).eq(source), `${source} became ${String(parsed)}`).toBe(true)
}

describe('a number in JSON', () => {
  test('keeps its value to the last digit, wherever it stands and however it is written', () => {
    const property = fc.property(
      numbers,
      fc.array(numbers, { maxLength: 4 }),
      fc.constantFrom('', ' ', '\n\t'),
      (one, more, blank) => {
        const text = `{"a":${blank}${one},"deep":[[${more.map((source) => blank + source).join(`${blank},`)}]],"text":"${one}"}`
        const parsed = parseJson(text) as { a: unknown; deep: unknown[][]; text: string }
        same(parsed.a, one)
        for (const [i, source] of more.entries()) same(parsed.deep[0]![i], source)
        expect(parsed.text).toBe(one)
        same(parseJson(blank + one), one)
      },
    )
    fc.assert(property, { numRuns: 3_000 })
  })

  test.each([
    ['123456789012345', 123456789012345],
    ['1234567890123456', '1234567890123456'],
    ['900719925474099267', '900719925474099267'],
    ['12345678901234567890123456789012345.678', '12345678901234567890123456789012345.678'],
    ['-0.1000000000000000000000001', '-0.1000000000000000000000001'],
    ['0.5', 0.5],
    ['1.50', 1.5],
    ['1e3', 1000],
    ['0.0000001', '0.0000001'],
    ['-1.5E-7', '-0.00000015'],
    ['1e21', '1000000000000000000000'],
    ['12345678901234567e-2', '123456789012345.67'],
  ])('%s is %j', (source, expected) => {
    expect(parseJson(source)).toBe(expected)
    expect(parseJson(`[${source}]`)).toEqual([expected])
    expect(parseJson(`{"a":{"b":${source}}}`)).toEqual({ a: { b: expected } })
  })

  test('of absurd size is no number, and no memory', () => {
    for (const source of ['1e1000000', '1e-99999', '-5E+401'])
      expect(() => parseJson(`[${source}]`)).toThrow(SyntaxError)
  })
})

test('everything else is parsed as ever', () => {
  const property = fc.property(fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' }), (value) => {
    const text = JSON.stringify(value)
    const exact = (_key: string, value: unknown) =>
      typeof value === 'number' ? String(new Big(value).toFixed()) : value
    const plain = (_key: string, value: unknown) =>
      typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
        ? new Big(String(value)).toFixed()
        : value
    expect(JSON.stringify(parseJson(text), plain)).toBe(
      JSON.stringify(JSON.parse(text), (key, value) => plain(key, exact(key, value))),
    )
  })
  fc.assert(property, { numRuns: 500 })
})

test('what is not JSON is a SyntaxError, and a key named __proto__ is a key', () => {
  for (const text of ['', '{', '<html>', '[1,]', '{"a":01}']) expect(() => parseJson(text)).toThrow(SyntaxError)
  const parsed = parseJson('{"__proto__":{"polluted":12345678901234567890}}') as object
  expect(Object.keys(parsed)).toEqual(['__proto__'])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
