import type { PlainKey } from './facts.ts'

/**
 * How a number in its one spelling is likely to be written where it is searched for. What is written otherwise is not
 * found by a search; a run that reads whole systems finds it by its hash.
 */
export function spellingsOf({ scheme, value }: Pick<PlainKey, 'scheme' | 'value'>): string[] {
  if (scheme === 'VAT') return vatSpellings(value)
  if (scheme === '0160') return gtinSpellings(value)
  return [value]
}

function vatSpellings(value: string): string[] {
  const [, prefix, body] = /^([A-Z]+)(.*)$/.exec(value) ?? []
  if (prefix === undefined || body === undefined) return [value]
  return [value, value.toLowerCase(), `${prefix} ${body}`, ...(/^\d/.test(body) ? [body] : [])]
}

/** The shorter forms of a GTIN-14 that begins with zeros. */
function gtinSpellings(value: string): string[] {
  const shorter = [13, 12, 8].filter((length) => value.startsWith('0'.repeat(14 - length)))
  return [value, ...shorter.map((length) => value.slice(14 - length))]
}
