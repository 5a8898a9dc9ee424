import Big from 'big.js'
import type { LeafType } from '../connector/index.ts'

/** A value in a form that compares by itself: made once for each value where many are compared. */
export type Comparable = string | number | Big

/**
 * The form by which canonical values of one leaf type, none of them null, are ordered: decimals by value (so `1.0` equals `1`),
 * instants by instant whatever their fraction digits, text by code point.
 */
export function comparable(type: LeafType, value: unknown): Comparable {
  switch (type) {
    case 'decimal':
      return new Big(String(value))
    case 'int':
    case 'boolean':
      return Number(value)
    case 'instant':
      return byInstant(String(value))
    case 'id':
    case 'text':
    case 'date':
    case 'enum':
    case 'ref':
    case 'value':
      return byCodePoint(String(value))
  }
}

/** Orders two values in the form of one leaf type. */
export function compareComparables(a: Comparable, b: Comparable): number {
  if (typeof a === 'object') return a.cmp(b as Big)
  return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0
}

/** The same of a value that may be null. */
export const comparableOrNull = (type: LeafType, value: unknown): Comparable | null =>
  value === null ? null : comparable(type, value)

/** Orders two values in the form of one leaf type, nulls last in both directions. */
export function compareNullsLast(a: Comparable | null, b: Comparable | null, direction: 'asc' | 'desc'): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = compareComparables(a, b)
  return direction === 'asc' ? order : -order
}

/** Orders two canonical values of one leaf type; neither is null. */
export const compareValues = (type: LeafType, a: unknown, b: unknown): number =>
  compareComparables(comparable(type, a), comparable(type, b))

/** By code point. */
export const compareText = (a: string, b: string): number => compareComparables(byCodePoint(a), byCodePoint(b))

/**
 * JavaScript compares by UTF-16 units, which puts astral characters before U+E000: in a text whose surrogates have changed places
 * with what is above them in the basic plane, the order of units is that of code points.
 */
function byCodePoint(text: string): string {
  return isAboveSurrogates.test(text) ? text.replace(everyAboveSurrogates, lifted) : text
}

const isAboveSurrogates = /[\ud800-\uffff]/
const everyAboveSurrogates = /[\ud800-\uffff]/g

function lifted(unit: string): string {
  const code = unit.charCodeAt(0)
  return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800)
}

/** `YYYY-MM-DDTHH:mm:ss(.f+)Z`: the seconds compare as text, the fractions as digits. */
const byInstant = (instant: string): string =>
  instant.slice(0, 19) + (instant.length === 20 ? '' : instant.slice(20, -1).replace(/0+$/, ''))
