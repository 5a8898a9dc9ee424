import Big from 'big.js'
import type { LeafType } from '../connector/index.ts'

/**
 * Orders two canonical values of one leaf type; neither is null.
 * Decimals by value (so `1.0` equals `1`), instants by instant whatever their fraction digits, text by code point.
 */
export function compareValues(type: LeafType, a: unknown, b: unknown): number {
  switch (type) {
    case 'decimal':
      return new Big(String(a)).cmp(String(b))
    case 'int':
      return Number(a) - Number(b)
    case 'instant':
      return compareInstants(String(a), String(b))
    case 'boolean':
      return Number(a) - Number(b)
    case 'id':
    case 'text':
    case 'date':
    case 'enum':
    case 'ref':
    case 'value':
      return compareText(String(a), String(b))
  }
}

/** By code point: JavaScript's own `<` compares UTF-16 units, which puts astral characters before U+E000. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

/** Lifts surrogates above the rest of the basic plane, which is where their code points are. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** `YYYY-MM-DDTHH:mm:ss(.f+)Z`: the seconds compare as text, the fractions as digits. */
function compareInstants(a: string, b: string): number {
  const whole = compareText(a.slice(0, 19), b.slice(0, 19))
  return whole !== 0 ? whole : compareText(fraction(a), fraction(b))
}

const fraction = (instant: string): string => instant.slice(20, -1).replace(/0+$/, '')
