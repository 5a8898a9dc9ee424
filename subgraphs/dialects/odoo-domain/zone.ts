/** The calendar day of an instant, `YYYY-MM-DD`, in an IANA zone. */
export function dayIn(zone: string, millis: number): string {
  return wallClock(zone, millis).slice(0, 10)
}

/** The first instant of a calendar day in a zone, in epoch millis: not always midnight, where clocks are put forward at midnight. */
export function dayStart(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset of that night is the one of the day before or of the day after; the earliest instant that shows the day is its start.
  const offsets = [midnight - DAY, midnight + DAY].map((near) => offsetAt(zone, near))
  const starts = offsets.map((offset) => midnight - offset).sort((a, b) => a - b)
  return starts.find((start) => dayIn(zone, start) === day) ?? starts[0]!
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
}

const DAY = 86_400_000

const offsetAt = (zone: string, millis: number) =>
  Date.parse(`${wallClock(zone, millis)}Z`) - Math.floor(millis / 1000) * 1000

const formats = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DDTHH:MM:SS` as the clocks of the zone show it. */
function wallClock(zone: string, millis: number): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, ...FIELDS })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(millis).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

const FIELDS = {
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const
