import Big from 'big.js'
import type { Codecs } from '../../../gateway/connector/index.ts'
import { fromAccountTime } from './account-time.ts'

/**
 * How values stand in SuiteQL's answers: as text, and absent where null. Columns of type `guid` are internal ids, dates come
 * as `TO_CHAR` writes them for us, and instants cannot be read without the account's time zone: see `accountInstant`.
 */
export const codecs: Codecs = {
  text: optional((value) => (typeof value === 'string' ? value : refuse('text', value))),
  number: optional(decimal),
  boolean: optional((value) => BOOLEANS[String(value)] ?? refuse('T or F', value)),
  date: optional((value) => matching(DATE, 'a date', value)),
  instant: optional((value) => matching(UTC, 'an instant in UTC', value)),
  guid: optional((value) => matching(ID, 'an internal id', value)),
}

/** An instant from the account's wall clock, as the renderer asks for it. */
export function accountInstant(native: unknown, zone: string): string | null {
  return isNothing(native) ? null : fromAccountTime(matching(LOCAL, 'a local time', native), zone)
}

/** Internal ids have one spelling each: `007` is nobody's. The ids of built-in records may be negative. */
export const ID = /^(0|-?[1-9]\d*)$/
export const DATE = /^\d{4}-\d\d-\d\d$/
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const BOOLEANS: Readonly<Record<string, boolean>> = { T: true, F: false }

function optional<T>(read: (value: unknown) => T): (native: unknown) => T | null {
  return (native) => (isNothing(native) ? null : read(native))
}

const isNothing = (native: unknown): boolean => native === null || native === undefined || native === ''

/** Oracle leaves out the zero before the point (`.5`) and writes very small numbers with an exponent. */
function decimal(value: unknown): string {
  const text = String(value)
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  if (/^-?\.\d+$/.test(text)) return text.replace('.', '0.')
  return /^-?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/.test(text) ? new Big(text).toFixed() : refuse('a number', value)
}

function matching(pattern: RegExp, expected: string, value: unknown): string {
  return pattern.test(String(value)) ? String(value) : refuse(expected, value)
}

function refuse(expected: string, value: unknown): never {
  throw new TypeError(`expected ${expected}, got ${typeof value} ${JSON.stringify(String(value).slice(0, 40))}`)
}
