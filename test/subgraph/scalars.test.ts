import fc from 'fast-check'
import { buildSchema, type GraphQLScalarType, graphqlSync, parseValue } from 'graphql'
import { describe, expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { defineScalars } from '../../gateway/stitch/subgraph/index.ts'

const names = ['Decimal', 'Percent', 'Date', 'DateTime', 'CurrencyCode', 'CountryCode', 'UomCode', 'Duration'] as const
const schema = buildSchema(`
  ${names.map((name) => `scalar ${name}`).join('\n')}
  type Query { ${names.map((name) => `echo${name}(value: ${name}): ${name}`).join('\n')} }
`)
defineScalars(schema, 'erp')

const scalar = (name: (typeof names)[number]) => schema.getType(name) as GraphQLScalarType
const literal = (name: (typeof names)[number], text: string) => scalar(name).parseLiteral(parseValue(text))

describe.each([
  [
    'Decimal',
    ['0', '-1250.00', '12345678901234567890123456789.123456789'],
    ['', '1.', '.5', '+1', '1e3', '1,5', 'NaN', ' 1', '1\n', '٣', '--1'],
  ],
  ['Percent', ['19.0', '100'], ['19 %', '1e1']],
  [
    'Date',
    ['2026-03-31', '2024-02-29', '0001-01-01'],
    ['2026-02-30', '2025-02-29', '2026-13-01', '2026-3-1', '20260331', '2026-03-31T00:00:00Z', '+002026-01-01'],
  ],
  ['CurrencyCode', ['EUR'], ['eur', 'EURO', '€']],
  ['CountryCode', ['DE'], ['de', 'DEU']],
  ['UomCode', ['C62', 'KGM', 'H'], ['pieces', 'kgm', '']],
  ['Duration', ['30s', '500ms', '1d'], ['30', '-1s', '1.5h', '1w']],
] as const)('%s', (name, good, bad) => {
  test.each(good)('takes and gives %j unchanged', (text) => {
    expect(scalar(name).parseValue(text)).toBe(text)
    expect(literal(name, JSON.stringify(text))).toBe(text)
    expect(scalar(name).serialize(text)).toBe(text)
  })

  test.each(bad)('refuses %j, quoting it and saying what to write', (text) => {
    const refusal = `${name} cannot be ${JSON.stringify(text)}: write `
    expect(() => scalar(name).parseValue(text)).toThrow(refusal)
    expect(() => literal(name, JSON.stringify(text))).toThrow(refusal)
  })

  test.each(bad)('does not believe a source that sends %j', (text) => {
    expect(() => scalar(name).serialize(text)).toThrow(
      expect.objectContaining({ code: 'SOURCE_BAD_RESPONSE', source: 'erp' }),
    )
  })

  test.each([true, null, [], {}, ['1'], { value: '1' }])('refuses %j', (value) => {
    expect(() => scalar(name).parseValue(value)).toThrow(`${name} cannot be ${JSON.stringify(value)}`)
    expect(() => scalar(name).serialize(value)).toThrow(FreshetError)
  })

  test('is described by its message, cut short', () => {
    expect(() => scalar(name).parseValue('x'.repeat(10_000))).toThrow(/^.{1,250}$/)
  })
})

describe('an instant', () => {
  test.each([
    ['2026-03-31T08:15:00Z', '2026-03-31T08:15:00Z'],
    ['2026-03-31t08:15:00z', '2026-03-31T08:15:00Z'],
    ['2026-03-31T10:15:00+02:00', '2026-03-31T08:15:00Z'],
    ['2026-03-31T23:30:00-05:30', '2026-04-01T05:00:00Z'],
    ['2026-03-31T08:15:00.000Z', '2026-03-31T08:15:00Z'],
    ['2026-03-31T10:15:00.120000001+02:00', '2026-03-31T08:15:00.120000001Z'],
  ])('%s is %s', (text, utc) => {
    expect(scalar('DateTime').parseValue(text)).toBe(utc)
    expect(literal('DateTime', JSON.stringify(text))).toBe(utc)
  })

  test.each([
    '2026-03-31T08:15:00',
    '2026-03-31',
    '2026-02-30T08:15:00Z',
    '2026-03-31T24:00:00Z',
    '2026-03-31T08:15:60Z',
    '2026-03-31T08:15Z',
    '2026-03-31T08:15:00+25:00',
    '0000-01-01T00:00:00+10:00',
    '1774944900000',
  ])('%s is none', (text) => {
    expect(() => scalar('DateTime').parseValue(text)).toThrow(
      `DateTime cannot be "${text}": write an instant with its offset`,
    )
  })

  test('of a source is in UTC, and is written without idle zeros', () => {
    expect(scalar('DateTime').serialize('2026-03-31T08:15:00.500Z')).toBe('2026-03-31T08:15:00.5Z')
    expect(() => scalar('DateTime').serialize('2026-03-31T10:15:00+02:00')).toThrow(FreshetError)
  })
})

describe('a number', () => {
  test('may be written without quotes in a query, where its digits are still known', () => {
    expect(literal('Decimal', '-1250.00')).toBe('-1250.00')
    expect(literal('Decimal', '12345678901234567890')).toBe('12345678901234567890')
    expect(() => literal('Decimal', '1e3')).toThrow('Decimal cannot be "1e3"')
  })

  test('may be a whole number in JSON', () => {
    expect(scalar('Decimal').parseValue(-7)).toBe('-7')
    expect(scalar('Percent').parseValue(Number.MAX_SAFE_INTEGER)).toBe('9007199254740991')
  })

  test.each([0.1, 1e21, 2 ** 53, -0.5])('must be quoted when JSON would round it: %d', (value) => {
    expect(() => scalar('Decimal').parseValue(value)).toThrow(
      `Decimal ${value} was sent as a JSON number, which is not exact. Put it in quotes`,
    )
  })

  test('is no date and no code', () => {
    expect(() => scalar('Date').parseValue(20260331)).toThrow('Date cannot be 20260331')
    expect(() => literal('Date', '2026')).toThrow('Date cannot be 2026')
    expect(() => literal('CurrencyCode', 'EUR')).toThrow('CurrencyCode cannot be EUR')
  })

  test('survives the round trip with every digit', () => {
    const digits = fc.stringMatching(/^-?[0-9]{1,38}(\.[0-9]{1,38})?$/)
    const source = 'query ($value: Decimal) { echoDecimal(value: $value) }'
    const echo = (value: string) =>
      graphqlSync({
        schema,
        source,
        variableValues: { value },
        rootValue: { echoDecimal: (args: { value: string }) => args.value },
      })
    fc.assert(
      fc.property(digits, (value) => echo(value).data?.echoDecimal === value),
      { numRuns: 200 },
    )
  })
})

test('any text is either kept as it is or refused', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-0-9.:TZ+]{0,30}$/))
  fc.assert(
    fc.property(fc.constantFrom(...names), texts, (name, text) => {
      const parsed = attempt(() => scalar(name).parseValue(text))
      return (
        parsed === undefined ||
        (attempt(() => scalar(name).serialize(parsed)) === parsed && (name === 'DateTime' || parsed === text))
      )
    }),
  )
})

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
