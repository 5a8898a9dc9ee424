import Big from 'big.js'
import type { Codecs } from '../../../gateway/connector/index.ts'

/**
 * How values stand in Odoo's JSON. What is unset is `false`, booleans aside; a many2one is `[id, "name"]`, which as text
 * is its name and as `guid` its id. Datetimes are in UTC and do not say so.
 */
export const codecs: Codecs = {
  text: (native) => set(native, (value) => textOf(Array.isArray(value) ? value[1] : value)),
  number: (native) => set(native, decimalOf),
  boolean: (native) =>
    typeof native === 'boolean' ? native : native === undefined ? null : refuse('a boolean', native),
  date: (native) => set(native, (value) => matching(/^(\d{4}-\d\d-\d\d)$/, value, 'a date')),
  instant: (native) => set(native, (value) => `${matching(STORED, value, 'a datetime').replace(' ', 'T')}Z`),
  guid: (native) => set(native, (value) => idOf(Array.isArray(value) ? value[0] : value)),
}

const STORED = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)?$/

/** Empty text counts as unset, in Odoo's own searches too. */
function set(native: unknown, read: (value: unknown) => string): string | null {
  return native === false || native === null || native === undefined || native === '' ? null : read(native)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : refuse('text', value))

const idOf = (value: unknown): string =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : refuse('a record id', value)

/** Odoo's amounts are doubles. A short one survives as a number; one of more digits than a double surely holds is text already. */
function decimalOf(value: unknown): string {
  if (typeof value !== 'number' && typeof value !== 'string') return refuse('a number', value)
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : new Big(value).toFixed()
}

function matching(form: RegExp, value: unknown, expected: string): string {
  return form.exec(String(value))?.[1] ?? refuse(expected, value)
}

function refuse(expected: string, value: unknown): never {
  throw new TypeError(`expected ${expected}, got ${Array.isArray(value) ? 'a list' : typeof value}`)
}
