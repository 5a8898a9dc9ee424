import Big from 'big.js'
import type { Codecs } from '../../../gateway/connector/index.ts'
import { recordId } from './record-id.ts'

/** How values stand in Salesforce's JSON. Empty text does not exist there: it is stored as null. */
export const codecs: Codecs = {
  text: optional((value) => (typeof value === 'string' ? value : refuse('text', value))),
  number: optional(decimal),
  boolean: optional((value) => (typeof value === 'boolean' ? value : refuse('a checkbox', value))),
  date: optional((value) => (DATE.test(String(value)) ? String(value) : refuse('a date', value))),
  instant: optional(instant),
  guid: optional((value) => recordId(String(value)) ?? refuse('a record id', value)),
}

const DATE = /^\d{4}-\d\d-\d\d$/
/** `2026-08-01T10:00:00.000+0000`; always in UTC over REST. */
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?:Z|[+-]00:?00)$/

function optional<T>(read: (value: unknown) => T): (native: unknown) => T | null {
  return (native) => (native === null || native === undefined || native === '' ? null : read(native))
}

/** Numbers arrive as JSON numbers, or as text where a double could not hold them. */
function decimal(value: unknown): string {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value
  if (typeof value === 'number' || typeof value === 'string') return new Big(String(value)).toFixed()
  return refuse('a number', value)
}

function instant(value: unknown): string {
  const [, second, fraction = ''] = INSTANT.exec(String(value)) ?? []
  if (second === undefined) return refuse('an instant in UTC', value)
  return `${second}${/^\.0*$/.test(fraction) ? '' : fraction}Z`
}

function refuse(expected: string, value: unknown): never {
  throw new TypeError(`expected ${expected}, got ${typeof value}`)
}
