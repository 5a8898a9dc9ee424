import { searchError } from './simulate-syntax.ts'

/** Dates and times are seconds of the account's wall clock, counted as if that were UTC: as Oracle keeps them, without a zone. */
export type WallSeconds = number

const days = new Map<string, WallSeconds>()

/** `2026-01-31`, at midnight. A few thousand days occur, each in many rows. */
export function wallOfDate(date: string): WallSeconds {
  const known = days.get(date)
  if (known !== undefined) return known
  const wall = Date.parse(`${date}T00:00:00Z`) / 1000
  days.set(date, wall)
  return wall
}

/** An instant in UTC, on the wall clock of the zone. Offsets change on whole quarters of an hour, so each is measured once. */
export function wallClock(zone: string): (instant: string) => WallSeconds {
  const offsets = new Map<number, number>()
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const measure = (quarter: number) => {
    const at = quarter * 900
    return Date.parse(`${format.format(at * 1000).replace(' ', 'T')}Z`) / 1000 - at
  }
  return (instant) => {
    const at = Math.floor(Date.parse(instant) / 1000)
    const quarter = Math.floor(at / 900)
    const offset = offsets.get(quarter) ?? measure(quarter)
    offsets.set(quarter, offset)
    return at + offset
  }
}

type Format = readonly (keyof typeof fields | { readonly text: string })[]

const fields = {
  YYYY: [0, 4],
  MM: [5, 7],
  DD: [8, 10],
  HH24: [11, 13],
  MI: [14, 16],
  SS: [17, 19],
} as const

/** Oracle's format models, as far as `TO_CHAR`, `TO_DATE` and `TO_TIMESTAMP` are used with them. @throws SuiteQlError */
export function formatModel(model: string): Format {
  const pieces = [...model.matchAll(/YYYY|HH24|MM|DD|MI|SS|"([^"]*)"|([-/:,. ])|(.)/gi)]
  return pieces.map(([piece, quoted, mark, unknown]) => {
    if (unknown !== undefined) throw searchError(`date format not recognized: ${model}`)
    const text = quoted ?? mark
    return text === undefined ? (piece.toUpperCase() as keyof typeof fields) : { text }
  })
}

export function print(wall: WallSeconds, format: Format): string {
  const iso = new Date(wall * 1000).toISOString()
  return format.map((piece) => (typeof piece === 'string' ? iso.slice(...fields[piece]) : piece.text)).join('')
}

/** @throws SuiteQlError when the text does not fit the format, or is no date */
export function read(text: string, format: Format): WallSeconds {
  const found: Partial<Record<string, string>> = {}
  let at = 0
  for (const piece of format) {
    const [from, to] = typeof piece === 'string' ? fields[piece] : [0, piece.text.length]
    const part = text.slice(at, at + to - from)
    if (typeof piece === 'string' ? !/^\d+$/.test(part) : part !== piece.text)
      throw searchError('literal does not match format string')
    if (typeof piece === 'string') found[piece] = part
    at += to - from
  }
  const { YYYY = '1970', MM = '01', DD = '01', HH24 = '00', MI = '00', SS = '00' } = found
  const iso = `${YYYY}-${MM}-${DD}T${HH24}:${MI}:${SS}Z`
  const millis = Date.parse(iso)
  if (at !== text.length || Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== iso.slice(0, 10)) {
    throw searchError('not a valid date')
  }
  return millis / 1000
}

/** How dates come when nothing is said about them: as the user prefers to see them. */
export function userDate(wall: WallSeconds): string {
  const date = new Date(wall * 1000)
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
}
