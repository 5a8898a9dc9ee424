const SHORT = /^[A-Za-z0-9]{15}$/
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * A record id in its 18-character form, which no change of case can turn into another record's id.
 * Undefined for text that is no id at all, or whose three check characters do not fit.
 */
export function recordId(text: string): string | undefined {
  const short = text.slice(0, 15)
  if (!SHORT.test(short)) return undefined
  const long = short + checkCharacters(short)
  return text === short || text === long ? long : undefined
}

/** One character for each five of the short id: a bit for every upper-case letter, the first one lowest. */
function checkCharacters(short: string): string {
  let check = ''
  for (let start = 0; start < 15; start += 5) {
    let bits = 0
    for (let i = 0; i < 5; i++) if (isUpper(short.charCodeAt(start + i))) bits |= 1 << i
    check += ALPHABET[bits]
  }
  return check
}

const isUpper = (unit: number) => unit >= 65 && unit <= 90
