/** A number too long for a double to hold exactly, or written with an exponent: it needs its own text. Text that looks like one only costs time. */
const needsText = /(?:^|[:[,])\s*-?\d(?:[\d.]{15,}|[\d.]*[eE])/

/**
 * Parses JSON without losing a digit: numbers that a double cannot hold become decimal text.
 * The common case costs one scan of the text more than `JSON.parse`.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return needsText.test(text)
    ? JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
    : JSON.parse(text)
}

/** Up to 15 significant digits survive the way through a double and back; more may not. */
function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value
  const digits = context.source.replace(/[-.]|[eE].*$/g, '').replace(/^0+/, '')
  return digits.length > 15 ? context.source : value
}
