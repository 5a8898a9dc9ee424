const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds by which the zone's clocks are ahead of UTC at an instant. */
function ahead(zone: string, millis: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(millis).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) - millis
}

/**
 * The instant of a day and a time of day, `HH:MM:SS`, on the clocks of a zone. A time that the clocks skip is taken as if they
 * had not, one that they show twice as its second time. @throws RangeError for what is no day or time, or no zone
 */
export function instantIn(zone: string, day: string, time: string): string {
  const local = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(local)) throw new RangeError(`"${day} ${time}" is no day and time`)
  const guess = local - ahead(zone, local)
  return new Date(local - ahead(zone, guess)).toISOString().replace('.000Z', 'Z')
}
