import type { GuardLimits } from './limits.ts'
import { overLimit, Refusal } from './refusal.ts'
import { isReserved } from './weigh-query.ts'

interface Scan {
  readonly text: string
  readonly limits: GuardLimits
  /** Per open bracket: the keys seen so far, or null in a list. */
  readonly open: (Set<string> | null)[]
  at: number
  values: number
}

/**
 * Looks through JSON text for what `JSON.parse` would let pass in silence: nesting that exhausts whoever walks it, a key
 * given twice (the parser keeps the last, a proxy in front may believe the first), numbers that a double cannot hold, keys
 * that mean something to JavaScript objects. Whether the text is JSON at all is left to the parser.
 * @throws Refusal
 */
export function scanJson(text: string, limits: GuardLimits): void {
  const scan: Scan = { text, limits, open: [], at: 0, values: 0 }
  while (scan.at < text.length) step(scan)
}

function step(scan: Scan): void {
  const char = scan.text[scan.at]
  if (char === '{') push(scan, new Set())
  else if (char === '[') push(scan, null)
  else if (char === '}' || char === ']') scan.open.pop()
  if (char === '"') readString(scan)
  else if (isNumberStart(char)) readNumber(scan)
  else scan.at += 1
}

function push(scan: Scan, keys: Set<string> | null): void {
  countValue(scan)
  scan.open.push(keys)
  const { jsonDepth: limit } = scan.limits
  if (scan.open.length > limit) {
    const what = 'The JSON body has at least % lists and objects inside each other'
    throw overLimit('BAD_REQUEST', what, scan.open.length, limit, 'Flatten the variables.')
  }
}

function countValue(scan: Scan): void {
  scan.values += 1
  const { jsonValues: limit } = scan.limits
  if (scan.values > limit) {
    throw overLimit(
      'QUERY_TOO_LARGE',
      'The JSON body has at least % values',
      scan.values,
      limit,
      'Send fewer variables at once.',
    )
  }
}

function readString(scan: Scan): void {
  countValue(scan)
  const end = endOfString(scan.text, scan.at + 1)
  const literal = scan.text.slice(scan.at, end)
  scan.at = end
  const keys = scan.open.at(-1)
  if (keys && isKey(scan.text, end)) readKey(literal, keys)
}

/** Up to its closing quote, or to the end. */
const content = /[^"\\]*(?:\\.[^"\\]*)*/sy

function endOfString(text: string, from: number): number {
  content.lastIndex = from
  content.exec(text)
  return content.lastIndex + 1
}

function isKey(text: string, from: number): boolean {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1
  return text[at] === ':'
}

function readKey(literal: string, keys: Set<string>): void {
  const key = unquoted(literal)
  if (isReserved(key))
    throw new Refusal('BAD_REQUEST', `The JSON body has the key "${key}", which is not allowed: rename it.`)
  if (keys.has(key))
    throw new Refusal('BAD_REQUEST', `The JSON body has the key ${JSON.stringify(key)} twice in one object: keep one.`)
  keys.add(key)
}

function unquoted(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return JSON.parse(literal)
  } catch {
    // Not JSON; the parser says so with the position.
    return literal
  }
}

function isNumberStart(char: string | undefined): boolean {
  return char === '-' || (char !== undefined && char >= '0' && char <= '9')
}

const number = /[-+.eE0-9]+/y
/** Nearly all numbers are. */
const isShortWhole = /^-?\d{1,15}$/

function readNumber(scan: Scan): void {
  countValue(scan)
  number.lastIndex = scan.at
  const text = number.exec(scan.text)![0]
  scan.at += text.length
  if (!isShortWhole.test(text) && !survivesDouble(text)) {
    throw new Refusal(
      'BAD_REQUEST',
      `The number ${text.slice(0, 60)} would lose digits on the way: send it as text, in quotes.`,
    )
  }
}

/** Whether the literal and the double it becomes are the same decimal number. What is no number is left to the parser. */
export function survivesDouble(literal: string): boolean {
  const value = Number(literal)
  if (Number.isNaN(value)) return true
  return Number.isFinite(value) && canonical(literal) === canonical(String(value))
}

/** One spelling per decimal number: its significant digits and the power of ten of the last one. */
function canonical(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(literal) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
