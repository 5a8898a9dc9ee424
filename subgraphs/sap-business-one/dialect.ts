import Big from 'big.js'
import { codecsV4 } from '../dialects/odata/codecs-v4.ts'
import { type Dialect, quoted, v4 } from '../dialects/odata/dialect.ts'

const never = /(?!)/

/**
 * The Service Layer's version 4: days are quoted like text, enumerations are written by their names, and complex properties are
 * selected whole. It has no instants (a day and a time of day stand in two columns) and no GUIDs to compare with.
 */
export const serviceLayer: Dialect = {
  ...v4,
  literals: {
    ...v4.literals,
    boolean: { grammar: /^(true|false)$/, write: (value) => (value === 'true' ? "'tYES'" : "'tNO'") },
    date: { ...v4.literals.date, write: quoted },
    instant: { grammar: never, write: quoted },
    guid: { grammar: never, write: quoted },
  },
  // A field that was emptied may be blank, one that was never filled null: neither is a value.
  blankIsNull: true,
  complexPaths: true,
}

const standard = codecsV4({ text: true })

/** Flags are enumerations, and amounts are doubles that may carry noise far behind the point. */
export const codecs = {
  ...standard,
  number: (native: unknown) => rounded(standard.number(native)),
  boolean: (native: unknown) => flagOf(native),
}

/** Business One keeps six decimals at most; what a double has beyond them nobody has entered. */
const decimals = 6
const noisy = new RegExp(`\\.\\d{${decimals + 1}}`)

function rounded(value: string | boolean | null): string | null {
  if (value === null) return null
  return noisy.test(String(value)) ? new Big(String(value)).round(decimals).toFixed() : String(value)
}

function flagOf(native: unknown): boolean | null {
  if (native === null || native === undefined) return null
  if (native !== 'tYES' && native !== 'tNO') throw new TypeError(`expected tYES or tNO, got ${JSON.stringify(native)}`)
  return native === 'tYES'
}
