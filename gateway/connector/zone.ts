// The clocks of IANA time zones. Every function throws a RangeError for what is no zone.

const fields = {
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

/** Kept, because making one costs more than a thousand uses. There are as many as configured time zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DDTHH:MM:SS` as the clocks of a zone show an instant (epoch millis). */
export function wallClock(zone: string, millis: number): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, ...fields })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(millis).map(({ type, value }) => [type, value]))
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export const dayIn = (zone: string, millis: number): string => wallClock(zone, millis).slice(0, 10)

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
export const aheadOf = (zone: string, millis: number): number =>
  Date.parse(`${wallClock(zone, millis)}Z`) - Math.floor(millis / 1_000) * 1_000

/**
 * The instant of a day and a time of day, `HH:MM:SS`, on the clocks of a zone. A time that the clocks skip is taken as if they
 * had not, one that they show twice as its second time. @throws RangeError for what is no day or time
 */
export function instantIn(zone: string, day: string, time: string): string {
  const local = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(local)) throw new RangeError(`"${day} ${time}" is no day and time`)
  const guess = local - aheadOf(zone, local)
  return new Date(local - aheadOf(zone, guess)).toISOString().replace('.000Z', 'Z')
}
