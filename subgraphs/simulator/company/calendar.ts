import type { Instant, IsoDate } from './types.ts'

/** Days are counted from 1970-01-01, so that due dates are additions. */
export type Day = number

const MILLIS_PER_DAY = 86_400_000
const printed = new Map<Day, IsoDate>()

export function dayOf(date: IsoDate): Day {
  const millis = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(millis)) throw new RangeError(`"${date}" is not a date of the form 2026-11-20`)
  return millis / MILLIS_PER_DAY
}

/** Every use of a day shares one string: a million invoices have some thousand dates. */
export function dateOf(day: Day): IsoDate {
  const known = printed.get(day)
  if (known !== undefined) return known
  const date = new Date(day * MILLIS_PER_DAY).toISOString().slice(0, 10)
  printed.set(day, date)
  return date
}

/** `second` may be negative or beyond a day: local midnights are on another day in UTC. */
export function instantOf(day: Day, second: number): Instant {
  const overflow = Math.floor(second / SECONDS_PER_DAY)
  return dateOf(day + overflow) + timeOf(second - overflow * SECONDS_PER_DAY)
}

const SECONDS_PER_DAY = 86_400
const times: string[] = []

/** Shared like the dates. */
function timeOf(second: number): string {
  const twoDigits = (value: number): string => `${Math.floor(value)}`.padStart(2, '0')
  times[second] ??= `T${twoDigits(second / 3600)}:${twoDigits((second / 60) % 60)}:${twoDigits(second % 60)}Z`
  return times[second]
}

/** Every month from the one of `first` to the one of `last`, as `YYYY-MM`. */
export function monthsBetween(first: Day, last: Day): string[] {
  const months = new Set<string>()
  for (let day = first; day <= last; day++) months.add(dateOf(day).slice(0, 7))
  return [...months]
}
