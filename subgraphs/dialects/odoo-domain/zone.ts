import { aheadOf, dayIn } from '../../../gateway/connector/index.ts'

/** The first instant of a calendar day in a zone, in epoch millis: not always midnight, where clocks are put forward at midnight. */
export function dayStart(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset of that night is the one of the day before or of the day after; the earliest instant that shows the day is its start.
  const offsets = [midnight - DAY, midnight + DAY].map((near) => aheadOf(zone, near))
  const starts = offsets.map((offset) => midnight - offset).sort((a, b) => a - b)
  return starts.find((start) => dayIn(zone, start) === day) ?? starts[0]!
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
}

const DAY = 86_400_000
