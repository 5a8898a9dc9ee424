import Big from 'big.js'

/**
 * A number that may be too long for a double to hold exactly, or that is or would be written with an exponent. Text that
 * looks like one only costs time. Spaces as `\s+` or nothing: looked for by `\s*`, the same takes a third longer.
 */
const needsText = /[:[,](?:\s+|)-?\d(?:[\d.]{15}|[\d.]*[eE]|\.0{6})/
/** Nothing stands before it. */
const isBareNumber = /^\s*[-\d]/
/** Larger exponents stand for no amount of anything, but for a very long text. */
const mostExponent = 400

/**
 * Parses JSON without losing a digit: numbers that a double cannot hold, or would write with an exponent, become decimal
 * text. The common case costs one scan of the text more than `JSON.parse`.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return needsText.test(text) || isBareNumber.test(text)
    ? JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
    : JSON.parse(text)
}

/** Up to 15 significant digits survive the way through a double and back; more may not. */
function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value
  const [mantissa = '', exponent] = context.source.split(/[eE]/)
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '')
  // Too small for a double is as lost as too long.
  const isWhole = digits.length <= 15 && Number.isFinite(value) && (value !== 0 || digits === '')
  if (isWhole && !String(value).includes('e')) return value
  return exponent === undefined ? context.source : expanded(context.source, Number(exponent))
}

function expanded(source: string, exponent: number): string {
  if (Math.abs(exponent) > mostExponent) throw new SyntaxError('a number with an exponent out of all proportion')
  return new Big(source).toFixed()
}
